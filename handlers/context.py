"""What every handler is given: who asks, where, in which language, what for, and the means to answer.

The handlers import this module and the program's rooms, never each other.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any

from telegram import CallbackQuery, Message, Update
from telegram import Chat as TelegramChat
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import TelegramError
from telegram.ext import CallbackContext, ExtBot

from bot.core.chat import Chat, language_of
from bot.deliver import Courier
from bot.find import Finder
from bot.messages.message import Message as Text
from bot.messages.phrases import Phrases, phrases
from bot.sources import Sources
from bot.telegram_api import call
from storage import Store

log = logging.getLogger(__name__)

DESK = "desk"


@dataclass(frozen=True, slots=True)
class Desk:
    """The program's services, which the composition root puts at the handlers' disposal."""

    store: Store
    finder: Finder
    courier: Courier
    sources: Sources
    clock: Callable[[], datetime]
    current: int
    progress: dict[int, int] = field(default_factory=dict)
    """How many replies to an update arrived, for those that are being handled: begun anew, it repeats none."""

    begun: set[int] = field(default_factory=set)
    """The updates that were begun with before, by this process or by one that was stopped."""

    def take_up(self, update: int) -> None:
        """An update may have been begun with."""
        self.begun.add(update)

    def forget(self, update: int) -> None:
        """An update is done with."""
        self.progress.pop(update, None)
        self.begun.discard(update)


class Context(CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """The library's context, with the desk."""

    @property
    def desk(self) -> Desk:
        """The program's services."""
        desk = self.bot_data[DESK]
        if not isinstance(desk, Desk):
            raise TypeError("no desk was set up")
        return desk


@dataclass(frozen=True, slots=True)
class Request:
    """One command, message or press of a button, from one chat."""

    desk: Desk
    context: Context
    update: Update
    chat: Chat
    about: Chat
    """The chat whose follows and settings are meant: that one itself, or the one that a person commands from here."""

    words: Phrases
    again: bool
    """Whether the request was begun with before: what it then finds done may be its own doing."""

    _replies: Iterator[int] = field(default_factory=lambda: count(1))

    @property
    def private(self) -> bool:
        """Whether the request was made in private."""
        return self.chat.kind == ChatType.PRIVATE

    @property
    def personal(self) -> bool:
        """Whether a person asks for themselves."""
        return self.about.kind == ChatType.PRIVATE

    @property
    def message(self) -> Message | None:
        """The message that asks, where it is one."""
        return self.update.message or self.update.channel_post

    @property
    def argument(self) -> str:
        """What follows the command."""
        text = (self.message.text if self.message else None) or ""
        _command, *rest = text.split(maxsplit=1)
        return rest[0] if rest else ""

    @property
    def bot(self) -> str:
        """The bot's name at Telegram, without the sign."""
        return self.context.bot.username

    @property
    def thread(self) -> int | None:
        """The topic of a forum in which the request was made; None in the general one, and in every other chat."""
        asked = self.update.effective_message
        return asked.message_thread_id if isinstance(asked, Message) and asked.is_topic_message else None

    @property
    def pressed(self) -> CallbackQuery:
        """The press of a button. Raises ValueError where there was none."""
        if self.update.callback_query is None:
            raise ValueError("not the press of a button")
        return self.update.callback_query

    async def reply(self, message: Text) -> None:
        """Answer where the request was made; in a group, as an answer to the very message."""
        number, progress = next(self._replies), self.desk.progress
        if number <= progress.get(self.update.update_id, 0):
            return
        reply_to = self.message.message_id if self.message and self.update.message and not self.private else None
        await self.desk.courier.reply(self.chat.id, message, self.thread, reply_to)
        progress[self.update.update_id] = number

    async def say(self, key: str, **values: object) -> None:
        """Answer with one sentence."""
        await self.reply(Text(self.words.say(key, **values)))

    async def acknowledge(self) -> None:
        """Answer the press of a button without a word."""
        await self._answer(None, alert=False)

    async def toast(self, key: str, **values: object) -> None:
        """Answer the press of a button with a short notice."""
        await self._answer(self.words.text(key, **values), alert=False)

    async def refuse(self, key: str) -> None:
        """Say why nothing was done: above the chat where a button was pressed, in the chat otherwise."""
        if self.update.callback_query is None:
            await self.say(key)
        else:
            await self._answer(self.words.text(key), alert=True)

    async def may_change(self) -> bool:
        """Whether the one who asks may change what this chat follows; says so where not.

        Everybody in private; in a group its administrators; in a channel those who post. Telegram is asked each time.
        """
        if self.private or self.update.channel_post:
            return True
        try:
            allowed = await self._is_administrator()
        except TelegramError as error:
            log.warning("the rights of a person could not be checked: %s", error)
            await self.refuse("rights-unknown")
            return False
        if not allowed:
            channel = self.chat.kind == ChatType.CHANNEL
            await self.refuse("not-allowed-channel" if channel else "not-allowed-group")
        return allowed

    async def _is_administrator(self) -> bool:
        sender = self.update.message.sender_chat if self.update.message else None
        if sender is not None:
            return sender.id == self.chat.id  # an anonymous administrator speaks as the group itself
        person = self.update.effective_user
        if person is None:
            return False
        member = await call(self.context.bot, "getChatMember", chat_id=self.chat.id, user_id=person.id)
        status = member.get("status") if isinstance(member, dict) else None
        if status == ChatMemberStatus.OWNER:
            return True
        if status != ChatMemberStatus.ADMINISTRATOR:
            return False
        return self.chat.kind != ChatType.CHANNEL or member.get("can_post_messages") is True

    async def _answer(self, text: str | None, alert: bool) -> None:
        try:
            await self.pressed.answer(text and text[:200], show_alert=alert)
        except TelegramError as error:
            # A press is answered within seconds or never; what it asked for is done all the same.
            log.info("the press of a button could not be answered: %s", error)


async def begin(update: Update, context: Context) -> Request:
    """Meet the chat of an update. Raises ValueError for an update without chat."""
    if update.effective_chat is None:
        raise ValueError("an update without chat")
    desk = context.desk
    met = await desk.store.chats.greet(_chat(update, update.effective_chat), desk.clock())
    if met.woken:
        desk.courier.wake()
    again = update.update_id in desk.begun
    desk.take_up(update.update_id)
    return Request(desk, context, update, met.chat, met.chat, phrases(met.chat.language), again)


async def apologise(desk: Desk, update: Update) -> None:
    """Tell those who asked that what they asked for came to nothing."""
    if update.effective_chat is None or update.my_chat_member is not None:
        return
    words = phrases(_chat(update, update.effective_chat).language)
    try:
        await desk.courier.reply(update.effective_chat.id, Text(words.say("trouble")))
    except Exception:
        log.exception("an apology could not be delivered")


def _chat(update: Update, chat: TelegramChat) -> Chat:
    person = update.effective_user
    return Chat(chat.id, chat.type, language_of(person.language_code if person else None))
