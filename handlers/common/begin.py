"""How every handler begins: who may come in, which chat is meant, and what the handler is then given.

The handlers import this module and the program's rooms, never each other.
"""

import logging
from contextlib import suppress

from telegram import Chat as TelegramChat
from telegram import Message, Update
from telegram.error import TelegramError
from telegram.ext import ApplicationHandlerStop

from bot.core.chat import Chat, language_of
from bot.core.preferences import zone_of
from bot.messages.keyboards import addressee
from bot.messages.message import Message as Text
from bot.messages.phrases import phrases
from handlers.common.admission import admit
from handlers.common.delegation import Barred, visit
from handlers.common.request import Request
from handlers.common.services import SERVICES, Context, Services

__all__ = ["SERVICES", "Context", "Request", "Services", "apologise", "begin", "log"]

log = logging.getLogger(__name__)


async def begin(update: Update, context: Context, at_home: bool = False, unasked: bool = False) -> Request:
    """Meet the chat of an update, and find out which chat the request is about; `at_home` it is that one itself.

    `unasked` is what may not be meant for the bot at all: where it may not pass, nothing is said.
    Raises ValueError for an update without chat, and ApplicationHandlerStop where nothing more is to be done: then
    the one who asked was told why.
    """
    if update.effective_chat is None:
        raise ValueError("an update without chat")
    services, chat = context.services, _chat(update, update.effective_chat)
    request = Request(services, context, update, chat, chat, phrases(chat.language), update.update_id in services.begun)
    await admit(request, unasked)
    met = await services.store.chats.greet(chat, services.clock())
    if met.woken:
        services.courier.wake()
    services.take_up(update.update_id)
    request.chat, request.about, request.words = met.chat, met.chat, phrases(met.chat.language)
    if not at_home:
        await request.put_keys_away()
        await _turn_to_the_chat_that_is_meant(request)
    request.preferences = await services.store.preferences.of(request.about.id)
    request.words = request.words.in_zone(zone_of(request.preferences.zone))
    return request


async def apologise(services: Services, update: Update) -> None:
    """Tell those who asked that what they asked for came to nothing: once or twice, for others wait behind them.

    Those for whom this instance is not are told nothing: an update that cannot be read was never asked for admission.
    """
    chat, asked = update.effective_chat, update.effective_message
    if chat is None or update.my_chat_member is not None or chat.is_direct_messages or not services.admits(chat.id):
        return
    thread = asked.message_thread_id if isinstance(asked, Message) and asked.is_topic_message else None
    try:
        words = phrases(await services.store.chats.language(chat.id, _chat(update, chat).language))
        if update.callback_query is not None:
            with suppress(TelegramError):  # a press that waited for long is no longer answered
                await update.callback_query.answer(words.text("trouble-press"), show_alert=True)
                return
        await services.courier.reply(chat.id, Text(words.say("trouble")), thread, most_attempts=2)
    except Exception as error:
        log.error("nobody could be told that update %s is given up: %s", update.update_id, error)


async def _turn_to_the_chat_that_is_meant(request: Request) -> None:
    target = await _meant(request)
    person = request.update.effective_user
    if target is None or person is None:
        return
    found = await visit(request.services, request.context.bot, target, person)
    if isinstance(found, Barred):
        await _turn_away(request, found)
        raise ApplicationHandlerStop
    request.about, request.title, request.member = found.chat, found.title, found.member


async def _meant(request: Request) -> int | None:
    """The other chat that a request is about: a button's own, whatever was chosen since; else the chosen one."""
    query = request.update.callback_query
    if query is None:
        choice = await request.services.store.choices.of(request.chat.id) if request.private else None
        if choice is not None and choice.target is None:
            await request.services.store.choices.leave(request.chat.id)
            await request.say("elsewhere-erased")
            raise ApplicationHandlerStop
        return None if choice is None or choice.target is None else choice.target.id
    data, target = addressee(query.data or "")
    if "@" in data or (target is not None and not request.private):
        await request.toast("toast-stale")
        raise ApplicationHandlerStop
    return target


async def _turn_away(request: Request, barred: Barred) -> None:
    if request.update.callback_query is not None or not barred.lasting:
        await request.refuse(barred.why, **barred.values)
        return
    await request.services.store.choices.leave(request.chat.id)
    said = [request.words.say(barred.why, **barred.values), request.words.say("elsewhere-left")]
    await request.reply(Text(said[0] + "\n\n" + said[1]))


def _chat(update: Update, chat: TelegramChat) -> Chat:
    person = update.effective_user
    return Chat(chat.id, chat.type, language_of(person.language_code if person else None))
