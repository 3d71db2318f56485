"""The request that every handler is given: who asks, where, about which chat, in which language; and the replies."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import count

from markupsafe import Markup
from telegram import CallbackQuery, Message, Update
from telegram.constants import ChatType
from telegram.error import ChatMigrated, TelegramError

from bot.core.chat import Chat
from bot.core.preferences import Preferences
from bot.core.rights import Matter, Member, objection
from bot.messages.delegation import cancelled, headed, title_line, where
from bot.messages.keyboards import addressed, addressee, for_readers
from bot.messages.message import ChatPicker, Keyboard, visible
from bot.messages.message import Message as Text
from bot.messages.phrases import Phrases
from handlers.common.services import Context, Services
from handlers.common.standing import is_hidden, standing_of_sender

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Request:
    """One command, message or press of a button, from one chat."""

    services: Services
    context: Context
    update: Update
    chat: Chat
    about: Chat
    """The chat whose follows and settings are meant: `chat` itself, or the one that a person commands from there."""

    words: Phrases
    again: bool
    """Whether the request is handled again: what it finds done may be its own doing."""

    preferences: Preferences = field(default_factory=Preferences)
    """The preferences of the chat that is meant, as they were when the request came."""

    title: str = ""
    """The title of the chat that is commanded from here."""

    member: Member | None = None
    """The standing there of the person who asks, where Telegram was asked already."""

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
    def is_delegated(self) -> bool:
        """Whether another chat is commanded from here."""
        return self.about.id != self.chat.id

    def meant(self, key: str) -> str:
        """The key of a sentence in the form that speaks to a person, or in that which speaks of a chat."""
        return key if self.personal else f"{key}-chat"

    @property
    def where(self) -> Markup:
        """The words, within a sentence, for the chat that is meant: here, or the one that is commanded from here."""
        return where(self.words, self.title if self.is_delegated else None)

    @property
    def message(self) -> Message | None:
        """The message or the channel's post that asks; None where it is neither."""
        return self.update.message or self.update.channel_post

    @property
    def argument(self) -> str:
        """The text after the command."""
        if self.context.given is not None:
            return self.context.given.argument
        text = (self.message.text if self.message else None) or ""
        _command, *rest = text.split(maxsplit=1)
        return rest[0] if rest else ""

    @property
    def command(self) -> str:
        """The command as it was typed, to be repeated in a reply; empty where there was none."""
        text = (self.message.text if self.message else None) or ""
        return text.split(maxsplit=1)[0] if text.startswith("/") else ""

    @property
    def bot(self) -> str:
        """The bot's name at Telegram, without the `@`."""
        return self.context.bot.username

    @property
    def inline_bot(self) -> str | None:
        """The bot's name where inline queries work; None where the operator did not switch them on at BotFather."""
        return self.bot if self.context.bot.supports_inline_queries else None

    @property
    def shown(self) -> Message | None:
        """The message with the pressed button; None where Telegram no longer gives its content, and so the date 0."""
        message = self.pressed.message
        return message if isinstance(message, Message) and message.date.timestamp() > 0 else None

    @property
    def thread(self) -> int | None:
        """The topic of a forum in which the request was made; None in the general one, and in every other chat."""
        asked = self.update.effective_message
        return asked.message_thread_id if isinstance(asked, Message) and asked.is_topic_message else None

    @property
    def thread_of_follow(self) -> int | None:
        """The topic for the alerts of a new follow; None where another chat follows, which has topics of its own."""
        return None if self.is_delegated else self.thread

    @property
    def knows_topic(self) -> bool:
        """Whether the request itself says which topic a follow's alerts go to."""
        return not self.is_delegated and (self.update.callback_query is None or self.shown is not None)

    @property
    def pressed(self) -> CallbackQuery:
        """The press of a button. Raises ValueError where there was none."""
        if self.update.callback_query is None:
            raise ValueError("not the press of a button")
        return self.update.callback_query

    @property
    def carried(self) -> str:
        """The data of the pressed button after its verb, without the chat that it is about."""
        data, _ = addressee(self.pressed.data or "")
        return data.partition(":")[2]

    def dressed(self, message: Text) -> Text:
        """A message as it is shown here: headed with the chat that it is about, which its buttons carry too."""
        fitted = replace(message, buttons=self.fitted(message.buttons))
        return headed(self.words, fitted, self.about.kind, self.title) if self.is_delegated else fitted

    def fitted(self, buttons: Keyboard) -> Keyboard:
        """The buttons in the form for this chat: in a channel those for readers; in private they carry the chat that
        they are about, which they keep whichever chat the person commands when they are pressed."""
        if self.chat.kind == ChatType.CHANNEL:
            return for_readers(self.words, buttons, self.bot)
        if not self.is_delegated:
            return buttons
        return tuple(tuple(addressed(button, self.about.id) for button in row) for row in buttons)

    def reconsider(self) -> None:
        """Take back alerts that wait for their turn: they were chosen before this request changed anything."""
        self.services.courier.reconsider(self.about.id)

    async def reply(self, message: Text, linked: bool = False) -> bool:
        """Answer where the request was made; in a group, as a reply to its message. Returns whether the answer arrived.

        With `linked` it is a reply to that message everywhere, so that a press of its buttons finds the message.
        A request that is handled again skips the answers that arrived before.
        """
        number, progress = next(self._replies), self.services.progress
        if number <= progress.get(self.update.update_id, 0):
            return True
        asked = self.message if linked else None if self.private else self.update.message
        reply_to = asked.message_id if asked and asked.chat.id == self.chat.id else None
        arrived = await self.services.courier.reply(self.chat.id, self.dressed(message), self.thread, reply_to)
        self._note_keys(message)
        progress[self.update.update_id] = number
        return arrived

    def _note_keys(self, shown: Text) -> None:
        if isinstance(shown.below, ChatPicker):
            self.services.picking.add(self.chat.id)
        elif shown.below is not None:
            self.services.picking.discard(self.chat.id)

    async def put_keys_away(self) -> None:
        """Remove the keys that open Telegram's list of chats, where a person writes something else; and say so.

        This message is not counted among the answers: handled again, the request finds the keys gone.
        """
        if self.message is not None and self.chat.id in self.services.picking:
            await self.services.courier.reply(self.chat.id, cancelled(self.words))
            self.services.picking.discard(self.chat.id)

    async def say(self, key: str, **values: object) -> None:
        """Answer with one sentence."""
        await self.reply(Text(self.words.say(key, **values)))

    async def acknowledge(self) -> None:
        """Answer the press of a button without a notice."""
        await self._answer(None, alert=False)

    async def toast(self, key: str, **values: object) -> None:
        """Answer the press of a button with a short notice; its sentence may use the words `where`."""
        await self._answer(self.words.text(key, where=self.where, **values), alert=False)

    async def refuse(self, key: str, **values: object) -> None:
        """Say why nothing was done: in an alert where a button was pressed, in the chat otherwise."""
        said = self.words.say(key, where=self.where, **values)
        if self.update.callback_query is None:
            await self.reply(Text(said))
            return
        if self.is_delegated:
            said = title_line(self.words, self.about.kind, self.title) + "\n\n" + said
        await self._answer(visible(said), alert=True)

    async def open_elsewhere(self, address: str) -> None:
        """Answer the press of a button by opening an address of Telegram's, such as the bot's private chat."""
        try:
            await self.pressed.answer(url=address)
        except TelegramError as error:
            log.info("the press of a button could not be answered: %s", error)

    async def objection(self, matter: Matter) -> str | None:
        """The key of the sentence that says why the person lacks a right in the chat; None where they have it.

        Telegram is asked each time; see `bot.core.rights`. Raises ChatMigrated where the group became a supergroup.
        """
        if self.personal:
            return None
        try:
            member = self.member or await standing_of_sender(self.context.bot, self.chat.id, self.update)
        except TelegramError as error:
            if isinstance(error, ChatMigrated) and self.chat.kind != ChatType.SUPERGROUP:
                raise
            log.warning("the rights of a person could not be checked: %s", error)
            return "rights-hidden" if is_hidden(error) else "rights-unknown"
        everybody = (await self.services.store.preferences.of(self.about.id)).everybody
        why = objection(self.about.kind, member, everybody, matter)
        return None if why is None else f"not-allowed-{why}"

    async def in_supergroup(self, number: int) -> "Request":
        """The same request, made in the supergroup that its group became: what the group had is there now."""
        await self.services.moved(self.chat.id, number)
        chat = replace(self.chat, id=number, kind=ChatType.SUPERGROUP)
        return replace(self, chat=chat, about=chat)

    async def _answer(self, text: str | None, alert: bool) -> None:
        try:
            await self.pressed.answer(text and text[:200], show_alert=alert)
        except TelegramError as error:
            # A press is answered within seconds or never; what it asked for is done in any case.
            log.info("the press of a button could not be answered: %s", error)
