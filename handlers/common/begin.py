"""How every handler begins: check access, find the chat that is meant, and make the request that the handler is given.

The handlers import `handlers.common` and the program's rooms, never each other.
"""

import logging
from contextlib import suppress
from dataclasses import replace

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
    """Make the request of an update: store its chat, and find out which chat it is about; `at_home` its own.

    An `unasked` request may not have been meant for the bot, so it is refused in silence.
    Raises ValueError for an update without a chat, and ApplicationHandlerStop for a request that was refused, once the
    person was told why.
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
    request = replace(request, chat=met.chat, about=met.chat, words=phrases(met.chat.language))
    if not at_home:
        await request.put_keys_away()
        request = await _about_the_chat_that_is_meant(request)
    preferences = await services.store.preferences.of(request.about.id)
    return replace(request, preferences=preferences, words=request.words.in_zone(zone_of(preferences.zone)))


async def apologise(services: Services, update: Update) -> None:
    """Tell the sender of an update that it could not be handled, in two attempts at most, as others wait behind it.

    A stranger to a private instance is told nothing: an update that cannot be read comes here without any check.
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


async def _about_the_chat_that_is_meant(request: Request) -> Request:
    target = await _meant(request)
    person = request.update.effective_user
    if target is None or person is None:
        return request
    found = await visit(request.services, request.context.bot, target, person)
    if isinstance(found, Barred):
        await _turn_away(request, found)
        raise ApplicationHandlerStop
    return replace(request, about=found.chat, title=found.title, member=found.member)


async def _meant(request: Request) -> int | None:
    """The other chat that a request is about, if any: that of a button, or else the one chosen with /channel."""
    query = request.update.callback_query
    if query is None:
        choice = await request.services.store.delegations.of(request.chat.id) if request.private else None
        if choice is not None and choice.target is None:
            await request.services.store.delegations.leave(request.chat.id)
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
    await request.services.store.delegations.leave(request.chat.id)
    said = [request.words.say(barred.why, **barred.values), request.words.say("elsewhere-left")]
    await request.reply(Text(said[0] + "\n\n" + said[1]))


def _chat(update: Update, chat: TelegramChat) -> Chat:
    person = update.effective_user
    return Chat(chat.id, chat.type, language_of(person.language_code if person else None))
