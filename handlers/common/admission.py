"""Admission: whether a chat may use this instance, and whether a person asks for too much. Each request is checked."""

import logging
import math
from dataclasses import replace
from datetime import datetime, timedelta

from telegram import InlineQuery, InlineQueryResultsButton, Update
from telegram.error import TelegramError
from telegram.ext import ApplicationHandlerStop

from bot.core.addresses import START_HELP
from bot.core.chat import language_of
from bot.core.command_text import is_always_answered
from bot.core.throttle import Granted, TooMany
from bot.messages.keyboards import FORGET
from bot.messages.phrases import phrases
from bot.transport.api import call
from handlers.common.request import Request
from handlers.common.services import Context

log = logging.getLogger(__name__)

BRIEFLY, STRANGERS_CACHE = 5, 300
"""Seconds for which Telegram itself repeats an empty answer to the same inline query."""


async def admit(request: Request, unasked: bool = False) -> None:
    """Let a request pass, or say why not and raise ApplicationHandlerStop. Nothing has been stored until here.

    An `unasked` request may not have been meant for the bot, so it is refused in silence.
    """
    if not request.services.admits(request.chat.id):
        if not unasked:
            await _show_out(request)
        raise ApplicationHandlerStop
    # A request that is handled again was counted the first time; a change of the bot's membership is no request.
    if request.again or request.update.my_chat_member is not None:
        return
    throttle = request.services.presses if request.update.callback_query else request.services.commands
    verdict = throttle.ask(_who(request), _asked_at(request))
    if isinstance(verdict, TooMany) and _is_always_answered(request):
        verdict = request.services.essentials.ask(_who(request), _asked_at(request))
    if isinstance(verdict, TooMany):
        if not unasked:
            await _slow_down(request, verdict)
        raise ApplicationHandlerStop


async def admit_query(update: Update, context: Context) -> None:
    """Refuse the inline queries of strangers to a private instance, and of people who type too much.

    A button above the empty list says why. Strangers who type too much were told before, and get no answer.
    Raises ApplicationHandlerStop for a query that is refused.
    """
    query = update.inline_query
    if query is None:
        return
    is_known, now = context.services.admits(query.from_user.id), context.services.clock()
    verdict = context.services.queries.ask(query.from_user.id, now)
    words = phrases(language_of(query.from_user.language_code))
    if is_known and isinstance(verdict, TooMany):
        await _offer_nothing(query, words.text("inline-too-fast", n=_seconds(verdict.until - now)), BRIEFLY)
    elif not is_known and isinstance(verdict, Granted):
        await _offer_nothing(query, words.text("inline-private"), STRANGERS_CACHE)
    elif is_known:
        return
    raise ApplicationHandlerStop


async def _offer_nothing(query: InlineQuery, why: str, cache_time: int) -> None:
    try:
        await query.answer(
            [],
            cache_time=cache_time,
            is_personal=True,
            button=InlineQueryResultsButton(why, start_parameter=START_HELP),
        )
    except TelegramError as error:
        log.info("an inline query could not be answered with nothing: %s", error)


async def _show_out(request: Request) -> None:
    """Say that this instance is private, and leave a group or a channel.

    A message says so once a day: it stands in the chat, so further requests cost no more messages. A press is always
    answered. A person who merely opens the private chat asked for nothing, and is told nothing.
    """
    if request.private and request.update.my_chat_member is not None:
        return
    is_press = request.update.callback_query is not None
    if is_press or isinstance(request.services.strangers.ask(request.chat.id, request.services.clock()), Granted):
        await request.refuse("private-instance", number=request.chat.id)
    if request.private:
        return
    try:
        await call(request.context.bot, "leaveChat", chat_id=request.chat.id)
    except TelegramError as error:
        log.info("a chat that this instance is not for could not be left: %s", error)


async def _slow_down(request: Request, verdict: TooMany) -> None:
    """Say when to go on: once in a message, and at each press in a notice, as a press must be answered."""
    is_press = request.update.callback_query is not None
    if verdict.silent and not is_press:
        return
    otherwise = request.words.language if request.private else None
    words = phrases(await request.services.store.chats.language(request.chat.id, otherwise))
    spoken_to, wait = replace(request, words=words), _seconds(verdict.until - _asked_at(request))
    await (spoken_to.toast if verdict.silent else spoken_to.refuse)("too-fast", n=wait)


def _is_always_answered(request: Request) -> bool:
    query = request.update.callback_query
    if query is not None:
        return (query.data or "").startswith(f"{FORGET}:")
    return request.message is not None and is_always_answered(request.message.text or "", request.bot)


def _seconds(wait: timedelta) -> int:
    return max(1, math.ceil(wait.total_seconds()))


def _who(request: Request) -> int:
    """The number of the person who asks; that of the chat where an anonymous administrator or a channel does."""
    message, person = request.message, request.update.effective_user
    if message is not None and message.sender_chat is not None:
        return message.sender_chat.id
    return person.id if person is not None else request.chat.id


def _asked_at(request: Request) -> datetime:
    """When the request was written: messages that waited for a bot that was away must not look like a burst.

    The wait that a person is told is measured by the same clock, which is Telegram's.
    """
    return request.message.date if request.message is not None else request.services.clock()
