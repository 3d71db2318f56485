"""Commanding a channel or a group from a private chat: Telegram is asked each time whether the person may."""

import asyncio
import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from telegram import Bot, User
from telegram.error import ChatMigrated, TelegramError

from bot.core.chat import Chat, language_of
from bot.core.rights import CHANNEL, HIDDEN, Matter, Member, can_write, objection
from bot.transport.api import call
from bot.transport.errors import ChatGone, judge
from handlers.common.services import Services
from handlers.common.standing import standing, truth

log = logging.getLogger(__name__)

KINDS = frozenset({"group", "supergroup", "channel"})
_INACCESSIBLE = re.compile(r"member list is inaccessible", re.IGNORECASE)
"""What Telegram answers to a bot that is no longer an administrator of a channel."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A chat that a person may command from their own: as it is stored, its present title, and their standing there."""

    chat: Chat
    title: str
    member: Member


@dataclass(frozen=True, slots=True)
class Barred:
    """The chat cannot be commanded: the key of the sentence that says why, and whether that will last."""

    why: str
    lasting: bool = True
    values: Mapping[str, object] = field(default_factory=dict)


async def visit(services: Services, bot: Bot, target: int, person: User) -> Visit | Barred:
    """Check whether a person may command the chat `target` from their own. Stores that chat where they may."""
    try:
        try:
            return await _visit(services, bot, target, person)
        except ChatMigrated as error:
            await services.moved(target, error.new_chat_id)
            return await _visit(services, bot, error.new_chat_id, person)
    except TelegramError as error:
        return _barred(error)


async def _visit(services: Services, bot: Bot, target: int, person: User) -> Visit | Barred:
    if not services.admits(target):
        return Barred("private-instance", values={"number": target})
    full, bots, member = await asyncio.gather(
        call(bot, "getChat", wants=dict, chat_id=target),
        standing(bot, target, bot.id),
        standing(bot, target, person.id),
    )
    kind = full.get("type") if isinstance(full, dict) else None
    if kind not in KINDS:
        return Barred("rights-unknown", lasting=False)
    if full.get("is_direct_messages") is True:
        return Barred("elsewhere-direct")
    everybody = (await services.store.preferences.of(target)).everybody
    if why := objection(kind, member, everybody, Matter.FOLLOWS):
        return Barred(f"elsewhere-barred-{why}")
    if not bots.is_there and bots.status != HIDDEN:
        return Barred("elsewhere-gone")
    if not can_write(kind, bots, _members_write(full)):
        return Barred("elsewhere-mute-channel" if kind == CHANNEL else "elsewhere-mute-group")
    met = await services.store.chats.greet(Chat(target, kind, language_of(person.language_code)), services.clock())
    if met.woken:
        services.courier.wake()
    return Visit(met.chat, str(full.get("title") or target), member)


def _members_write(full: dict[str, Any]) -> bool | None:
    permissions = full.get("permissions")
    return truth(permissions.get("can_send_messages")) if isinstance(permissions, dict) else None


def _barred(error: TelegramError) -> Barred:
    log.info("a chat cannot be commanded from elsewhere: %s", error)
    if "chat_admin_required" in error.message.lower():
        return Barred("rights-hidden")
    gone = isinstance(judge(error), ChatGone) or _INACCESSIBLE.search(error.message)
    return Barred("elsewhere-gone") if gone else Barred("rights-unknown", lasting=False)
