"""The bot's own membership: added, removed, blocked, back again; and a group that becomes a supergroup."""

import asyncio

from telegram import ChatMember, ChatMemberRestricted, ChatMemberUpdated, Update
from telegram.constants import ChatMemberStatus, ChatType

from bot.core.chat import language_of
from bot.messages.delegation import cannot_write, welcome
from bot.messages.phrases import phrases
from bot.transport.errors import Undelivered
from handlers.common.begin import Context, begin, log
from handlers.common.services import Services

UPGRADE_SECONDS = 1.0
GONE = frozenset({ChatMemberStatus.LEFT, ChatMemberStatus.BANNED})


async def my_membership(update: Update, context: Context) -> None:
    """Pause a chat that removed or blocked the bot, and wake it on its return. Welcome a chat that adds the bot."""
    change = update.my_chat_member
    if change is None:
        return
    if _is_out(change.new_chat_member):
        status = str(change.new_chat_member.status)
        await context.services.store.chats.pause(change.chat.id, status, context.services.clock())
        return
    request = await begin(update, context, at_home=True)
    if request.private or not _is_out(change.old_chat_member):
        return
    if request.chat.kind == ChatType.SUPERGROUP and await _was_a_group(context.services, change.chat.id):
        return
    if not await request.reply(welcome(request.words, request.chat.kind)):
        await _tell_who_added(context.services, change)


async def migrated(update: Update, context: Context) -> None:
    """Move all that a group has to the supergroup that it became. Telegram tells this in both chats."""
    message = update.effective_message
    if message is None:
        return
    if message.migrate_to_chat_id is not None:
        await context.services.moved(message.chat.id, message.migrate_to_chat_id)
    elif message.migrate_from_chat_id is not None:
        await context.services.moved(message.migrate_from_chat_id, message.chat.id)


async def _was_a_group(services: Services, chat: int) -> bool:
    """Whether the supergroup was a group that the bot was in, so that it is not new there.

    Telegram sends the bot's membership and the group's change at once, in any order and in two chats.
    """
    await asyncio.sleep(UPGRADE_SECONDS)
    return chat in services.successors


def _is_out(member: ChatMember) -> bool:
    return member.status in GONE or (isinstance(member, ChatMemberRestricted) and not member.is_member)


async def _tell_who_added(services: Services, change: ChatMemberUpdated) -> None:
    """Tell the person who added the bot that it cannot write there. Telegram may not let it write to them either."""
    person = change.from_user
    if person.is_bot:  # an anonymous administrator
        return
    words = phrases(language_of(person.language_code))
    try:
        await services.courier.reply(person.id, cannot_write(words, change.chat.type, change.chat.title or ""))
    except Undelivered as error:
        log.info("nobody could be told that the bot cannot write in a chat: %s", error)
