"""Asking Telegram for a person's standing in a chat. `bot.core.rights` decides what a standing allows."""

import re
from typing import Any

from telegram import Bot, Update
from telegram.error import BadRequest, TelegramError

from bot.core.rights import HIDDEN, NOBODY, SPEAKS_AS_THE_CHAT, Member
from bot.transport.api import OddAnswer, call

_NOT_THERE = re.compile(r"participant_id_invalid|user_not_participant|user not found|invalid user_id", re.IGNORECASE)
"""How Telegram says that a person was never in a chat."""

_HIDDEN = re.compile(r"chat_admin_required|member list is inaccessible", re.IGNORECASE)


async def standing(bot: Bot, chat_id: int, person_id: int) -> Member:
    """The standing of a person in a chat. Raises TelegramError where Telegram does not tell.

    A group can hide its members from a bot that is no administrator; its administrators can still be asked for.
    """
    try:
        answer = await call(bot, "getChatMember", wants=dict, chat_id=chat_id, user_id=person_id)
    except BadRequest as error:
        if _NOT_THERE.search(error.message):
            return NOBODY
        if not is_hidden(error):
            raise
        return await _among_administrators(bot, chat_id, person_id)
    if not isinstance(answer.get("status"), str):
        raise OddAnswer("getChatMember: the answer lacks the member's status")
    return read_member(answer)


async def _among_administrators(bot: Bot, chat_id: int, person_id: int) -> Member:
    answer = await call(bot, "getChatAdministrators", chat_id=chat_id)
    for each in answer if isinstance(answer, list) else ():
        who = each.get("user") if isinstance(each, dict) else None
        if isinstance(who, dict) and who.get("id") == person_id:
            return read_member(each)
    return Member(HIDDEN)


def is_hidden(error: TelegramError) -> bool:
    """Whether Telegram tells the members of a chat to its administrators alone, and the bot is none."""
    return _HIDDEN.search(error.message) is not None


async def standing_of_sender(bot: Bot, chat_id: int, update: Update) -> Member:
    """The standing in a chat of the sender of an update. Raises TelegramError where Telegram does not tell."""
    if update.channel_post:
        return SPEAKS_AS_THE_CHAT
    speaks_as = update.message.sender_chat if update.message else None
    if speaks_as is not None:
        return SPEAKS_AS_THE_CHAT if speaks_as.id == chat_id else NOBODY
    person = update.effective_user
    return NOBODY if person is None else await standing(bot, chat_id, person.id)


def read_member(answer: Any) -> Member:
    """The standing that a ChatMember of the Bot API gives; its answer may lack any field."""
    if not isinstance(answer, dict) or not isinstance(answer.get("status"), str):
        return NOBODY
    return Member(
        answer["status"],
        is_member=truth(answer.get("is_member")),
        can_post=truth(answer.get("can_post_messages")),
        can_send=truth(answer.get("can_send_messages")),
    )


def truth(value: Any) -> bool | None:
    """The value of a field that is true or false; None where it is neither."""
    return value if isinstance(value, bool) else None
