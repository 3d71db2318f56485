"""Sending one message: its text or file, its place and its buttons, as Telegram takes them."""

from dataclasses import dataclass
from typing import Any

from telegram import (
    Bot,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    LinkPreviewOptions,
    ReplyParameters,
)
from telegram.constants import ParseMode

from bot.messages.message import Keyboard, Message
from bot.transport.api import call
from bot.transport.chat_picker import keyboard_below
from bot.transport.rate_limiter import Broadcast


@dataclass(frozen=True, slots=True)
class Place:
    """Where and how a message is sent: the topic of a forum, the message that it answers, with or without a sound.

    `direct_topic` is a reader's topic, where the chat is for direct messages to a channel. A `broadcast` waits while
    replies wait. `patience` is the longest time to wait for Telegram's answer, in seconds.
    """

    thread: int | None = None
    reply_to: int | None = None
    silent: bool = False
    broadcast: Broadcast | None = None
    patience: float | None = None
    direct_topic: int | None = None


ANYWHERE = Place()


async def send(bot: Bot, chat_id: int, message: Message, place: Place = ANYWHERE) -> None:
    """Send one message. Raises TelegramError as Telegram answers."""
    keyboard = markup(message.buttons) or keyboard_below(message.below)
    await _send(bot, chat_id, message, str(message.html), place, parse_mode=ParseMode.HTML, reply_markup=keyboard)


async def send_plain(bot: Bot, chat_id: int, message: Message, place: Place, with_buttons: bool) -> None:
    """Send a message as plain text, which Telegram does not parse. Raises TelegramError as Telegram answers."""
    keyboard = (markup(message.buttons) or keyboard_below(message.below)) if with_buttons else None
    await _send(bot, chat_id, message, message.plain, place, reply_markup=keyboard)


async def _send(bot: Bot, chat_id: int, message: Message, text: str, place: Place, **more: Any) -> None:
    method, content = content_of(message, text)
    await call(
        bot,
        method,
        place.patience,
        place.broadcast,
        chat_id=chat_id,
        message_thread_id=place.thread,
        direct_messages_topic_id=place.direct_topic,
        reply_parameters=_answering(place.reply_to),
        disable_notification=place.silent or None,
        **content,
        **more,
    )


def content_of(message: Message, text: str) -> tuple[str, dict[str, Any]]:
    """The method of the Bot API that sends such a message, and the parameters for its content."""
    if message.attachment is None:
        return "sendMessage", {"text": text, "link_preview_options": LinkPreviewOptions(is_disabled=True)}
    file = InputFile(message.attachment.content, message.attachment.name)
    return "sendDocument", {"caption": text, "document": file}


def markup(buttons: Keyboard) -> InlineKeyboardMarkup | None:
    """An inline keyboard as Telegram takes it; None without buttons."""
    if not buttons:
        return None
    return InlineKeyboardMarkup(
        [
            [
                InlineKeyboardButton(
                    button.text,
                    callback_data=button.callback,
                    url=button.url,
                    switch_inline_query_current_chat=button.search,
                    copy_text=None if button.copy is None else CopyTextButton(button.copy),
                    style=button.style,
                )
                for button in row
            ]
            for row in buttons
        ]
    )


def _answering(message_id: int | None) -> ReplyParameters | None:
    return None if message_id is None else ReplyParameters(message_id, allow_sending_without_reply=True)
