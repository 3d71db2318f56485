"""The gate that every request passes before anything is done: for whom this instance is, and how much is too much."""

import logging
import math
from datetime import datetime

from telegram import Update
from telegram.error import TelegramError
from telegram.ext import ApplicationHandlerStop

from bot.core.throttle import Granted, TooMany
from bot.messages.phrases import phrases
from bot.telegram_api import call
from handlers.desk import Context
from handlers.request import Request

log = logging.getLogger(__name__)

BRIEFLY, STRANGERS_CACHE = 5, 300
"""Seconds for which Telegram gives the same empty answer by itself to whoever types the same again."""


async def admit(request: Request, unasked: bool = False) -> None:
    """Let a request pass, or say why not and raise ApplicationHandlerStop. Nothing was stored until here.

    Where nobody may have asked, nothing is said.
    """
    if not request.desk.admits(request.chat.id):
        if not unasked:
            await _show_out(request)
        raise ApplicationHandlerStop
    # One that was begun with before was counted then, and one about the bot's own place is nobody's asking.
    if request.again or request.update.my_chat_member is not None:
        return
    throttle = request.desk.presses if request.update.callback_query else request.desk.commands
    verdict = throttle.ask(_who(request), _asked_at(request))
    if isinstance(verdict, TooMany):
        if not unasked:
            await _slow_down(request, verdict)
        raise ApplicationHandlerStop


async def admit_query(update: Update, context: Context) -> None:
    """Offer nothing, in other people's chats, to those for whom this instance is not, nor to whoever types too much."""
    query = update.inline_query
    if query is None:
        return
    is_known = context.desk.admits(query.from_user.id)
    is_much = isinstance(context.desk.queries.ask(query.from_user.id, context.desk.clock()), TooMany)
    if is_known and not is_much:
        return
    if is_known or not is_much:
        try:
            await query.answer([], cache_time=BRIEFLY if is_much else STRANGERS_CACHE, is_personal=True)
        except TelegramError as error:
            log.info("an inline query could not be answered with nothing: %s", error)
    raise ApplicationHandlerStop


async def _show_out(request: Request) -> None:
    """Say that this instance is private, where that is not talking out of turn; and stay in no group or channel.

    It is said once a day: whoever goes on is met with silence.
    """
    if request.private and request.update.my_chat_member is not None:
        return
    if isinstance(request.desk.strangers.ask(request.chat.id, request.desk.clock()), Granted):
        await request.refuse("private-instance", number=request.chat.id)
    elif request.update.callback_query is not None:
        await request.acknowledge()
    if request.private:
        return
    try:
        await call(request.context.bot, "leaveChat", chat_id=request.chat.id)
    except TelegramError as error:
        log.info("a chat that this instance is not for could not be left: %s", error)


async def _slow_down(request: Request, verdict: TooMany) -> None:
    if verdict.silent:
        if request.update.callback_query is not None:
            await request.acknowledge()
        return
    if not request.private:
        request.words = phrases(await request.desk.store.chats.language(request.chat.id))
    wait = (verdict.until - request.desk.clock()).total_seconds()
    await request.refuse("too-fast", n=max(1, math.ceil(wait)))


def _who(request: Request) -> int:
    """The person; an anonymous administrator and a channel count as the chat that they speak as."""
    message, person = request.message, request.update.effective_user
    if message is not None and message.sender_chat is not None:
        return message.sender_chat.id
    return person.id if person is not None else request.chat.id


def _asked_at(request: Request) -> datetime:
    """When it was written: what waited for a bot that was away must not look like a burst."""
    return request.message.date if request.message is not None else request.desk.clock()
