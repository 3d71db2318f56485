"""The bot's own comings and goings: removed, blocked, back again; and a group that becomes a supergroup."""

from telegram import Update
from telegram.constants import ChatMemberStatus

from handlers.context import Context, begin

GONE = frozenset({ChatMemberStatus.LEFT, ChatMemberStatus.BANNED})


async def my_membership(update: Update, context: Context) -> None:
    """Pause a chat that shut the bot out; meeting it again wakes it."""
    change = update.my_chat_member
    if change is None:
        return
    if change.new_chat_member.status in GONE:
        status = str(change.new_chat_member.status)
        await context.desk.store.chats.pause(change.chat.id, status, context.desk.clock())
        return
    await begin(update, context)


async def migrated(update: Update, context: Context) -> None:
    """A group became a supergroup: everything moves with it. Telegram tells it in the old one and in the new one."""
    message = update.effective_message
    if message is None:
        return
    if message.migrate_to_chat_id is not None:
        await context.desk.store.chats.move(message.chat.id, message.migrate_to_chat_id)
    elif message.migrate_from_chat_id is not None:
        await context.desk.store.chats.move(message.migrate_from_chat_id, message.chat.id)
