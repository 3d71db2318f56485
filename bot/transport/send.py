"""Sending one message: its text, file or picture, its place and its buttons, as Telegram takes them."""

import logging
from dataclasses import dataclass, replace
from typing import Any

from telegram import (
    Bot,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    InputMediaPhoto,
    LinkPreviewOptions,
    ReplyParameters,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.messages.message import Keyboard, Message
from bot.transport.api import call
from bot.transport.chat_picker import keyboard_below
from bot.transport.errors import LOST_REPLY
from bot.transport.rate_limiter import Broadcast

log = logging.getLogger(__name__)


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


Photo = bytes | str
"""A PNG to upload, or the `file_id` by which Telegram knows one that was uploaded before."""

PHOTO_NAME = "guetteur.png"
LONGEST_FILE_ID = 250
"""Characters of a `file_id` that is kept; Telegram's have some ninety."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that Telegram took: its number, and the `file_id` of its photo; None where the answer does not say.

    `thread` is the topic into which it was sent.
    """

    message_id: int | None = None
    file_id: str | None = None
    thread: int | None = None


async def send(bot: Bot, chat_id: int, message: Message, place: Place = ANYWHERE, photo: Photo | None = None) -> Sent:
    """Send one message, with the photo that its picture became. Raises TelegramError as Telegram answers."""
    keyboard = markup(message.buttons) or keyboard_below(message.below)
    return await _send(
        bot, chat_id, message, str(message.html), place, photo, parse_mode=ParseMode.HTML, reply_markup=keyboard
    )


async def send_plain(bot: Bot, chat_id: int, message: Message, place: Place, with_buttons: bool) -> Sent:
    """Send a message as plain text, which Telegram does not parse. Raises TelegramError as Telegram answers."""
    keyboard = (markup(message.buttons) or keyboard_below(message.below)) if with_buttons else None
    return await _send(bot, chat_id, message, message.plain, place, None, reply_markup=keyboard)


async def _send(
    bot: Bot, chat_id: int, message: Message, text: str, place: Place, photo: Photo | None, **more: Any
) -> Sent:
    """Send to a place; where the message to answer is lost, without answering it. Raises as Telegram answers."""
    method, content = content_of(message, text, photo)
    given = {
        "chat_id": chat_id,
        "message_thread_id": place.thread,
        "direct_messages_topic_id": place.direct_topic,
        "disable_notification": place.silent or None,
        **content,
        **more,
    }
    try:
        reply = _answering(place.reply_to)
        answer = await call(bot, method, place.patience, place.broadcast, reply_parameters=reply, **given)
    except BadRequest as error:
        if place.reply_to is None or not LOST_REPLY.search(error.message):
            raise
        log.info("a message is sent without answering another one: %s", error.message)
        answer = await call(bot, method, place.patience, place.broadcast, **given)
    return replace(sent_of(answer), thread=place.thread)


async def edit(bot: Bot, chat_id: int, message_id: int, message: Message, photo: Photo | None = None) -> Sent:
    """Put a message into the place of another one: a text for a text, a photo for a photo.

    Raises TelegramError as Telegram answers.
    """
    method, content = "editMessageText", _text_of(str(message.html)) | {"parse_mode": ParseMode.HTML}
    if photo is not None:
        media = photo if isinstance(photo, str) else InputFile(photo, PHOTO_NAME, attach=True)
        shown = InputMediaPhoto(media, str(message.html), ParseMode.HTML)
        method, content = "editMessageMedia", {"media": shown}
    answer = await call(
        bot, method, chat_id=chat_id, message_id=message_id, reply_markup=markup(message.buttons), **content
    )
    return sent_of(answer)


def sent_of(answer: object) -> Sent:
    """What Telegram's answer says of the message that it took. An answer of an odd shape says nothing."""
    if not isinstance(answer, dict):
        return Sent()
    number, sizes = answer.get("message_id"), answer.get("photo")
    largest = sizes[-1] if isinstance(sizes, list) and sizes else None
    file_id = largest.get("file_id") if isinstance(largest, dict) else None
    is_kept = isinstance(file_id, str) and 0 < len(file_id) <= LONGEST_FILE_ID
    return Sent(number if isinstance(number, int) else None, file_id if is_kept else None)


def content_of(message: Message, text: str, photo: Photo | None = None) -> tuple[str, dict[str, Any]]:
    """The method of the Bot API that sends such a message, and the parameters for its content."""
    if photo is not None:
        return "sendPhoto", {
            "caption": text,
            "photo": InputFile(photo, PHOTO_NAME) if isinstance(photo, bytes) else photo,
        }
    if message.attachment is None:
        return "sendMessage", _text_of(text)
    file = InputFile(message.attachment.content, message.attachment.name)
    return "sendDocument", {"caption": text, "document": file}


def _text_of(text: str) -> dict[str, Any]:
    return {"text": text, "link_preview_options": LinkPreviewOptions(is_disabled=True)}


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
