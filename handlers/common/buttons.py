"""What the handlers of buttons share: reading a button's data, and changing its message once it was pressed."""

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, Sequence
from functools import partial

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Message
from telegram.error import TelegramError

from bot.core.question import QuestionId
from bot.delivery.pictures import try_photo
from bot.messages.message import Button
from bot.messages.message import Message as Text
from bot.transport.api import call
from bot.transport.errors import TryAgain, Verdict, judge
from bot.transport.send import Photo, Sent, edit
from handlers.common.begin import Request
from storage.outbox.last_messages import Shown as LastShown

log = logging.getLogger(__name__)

PAUSE = 1.0
"""Seconds before a second attempt to change a message."""

_UNCHANGED = re.compile(r"message is not modified", re.IGNORECASE)
"""How Telegram says that a message shows the same already, as when a button is pressed twice."""


async def question_of(request: Request) -> QuestionId | None:
    """The question that the pressed button names; None, having said so, where it is not understood."""
    try:
        return QuestionId.parse(request.carried)
    except ValueError:
        await request.toast("toast-stale")
        return None


async def show_instead(request: Request, new: Text) -> None:
    """Replace the message with the pressed button; answer below where it cannot be changed.

    A text takes the place of a text alone, a picture that of a picture.
    """
    shown = request.shown
    if shown is None or not _is_its_own(request, shown) or bool(shown.photo) != (new.picture is not None):
        await request.reply(new)
    elif (left := await _edit(request, shown, new)) is not None:
        await request.reply(left)
    elif new.question is not None:
        await note_shown(request, new.question)


async def note_shown(request: Request, question: QuestionId) -> None:
    """Remember the message with the pressed button as the last one about a question that its chat follows."""
    if request.shown is not None:
        shown = LastShown(request.chat.id, request.thread, request.shown.message_id)
        await request.services.store.last_messages.note(shown, question)


def _is_its_own(request: Request, shown: Message) -> bool:
    """Whether the message has a button of this verb: a forged press must not overwrite another message."""
    verb = (request.pressed.data or "").partition(":")[0]
    rows = shown.reply_markup.inline_keyboard if shown.reply_markup else ()
    return any(str(button.callback_data).startswith(f"{verb}:") for row in rows for button in row)


async def _edit(request: Request, shown: Message, new: Text) -> Text | None:
    """Change a message, in two attempts at most. Returns what is to be said below instead; None where it is changed."""
    change = partial(_put, request.context.bot, shown, request.dressed(new))
    for is_last in (False, True):
        done = await (_try_text(change) if new.picture is None else try_photo(request.services.album, new, change))
        if isinstance(done, Sent):
            return None
        if isinstance(done, Text):
            return done
        log.info("a message could not be changed: %s", done)
        if is_last or not isinstance(done, TryAgain):
            break
        await asyncio.sleep(PAUSE)
    return new


async def _try_text(change: Callable[[], Awaitable[Sent]]) -> Sent | Verdict:
    try:
        return await change()
    except TelegramError as error:
        return judge(error)


async def _put(bot: Bot, shown: Message, new: Text, photo: Photo | None = None) -> Sent:
    try:
        return await edit(bot, shown.chat.id, shown.message_id, new, photo)
    except TelegramError as error:
        if _UNCHANGED.search(error.message):
            return Sent()
        raise


async def swap(request: Request, new: Button | None) -> None:
    """Replace the pressed button, or remove it where `new` is None.

    An error is logged alone: the message may be gone or too old, and what the button asked for is done.
    """
    message = request.shown
    if message is None or message.reply_markup is None:
        return
    fitted = request.fitted(((new,),)) if new else ()
    rows = [
        [_swapped(request, button, fitted[0] if fitted else ()) for button in row]
        for row in message.reply_markup.inline_keyboard
    ]
    kept = [[button for some in row for button in some] for row in rows]
    try:
        await call(
            request.context.bot,
            "editMessageReplyMarkup",
            chat_id=message.chat.id,
            message_id=message.message_id,
            reply_markup=InlineKeyboardMarkup([row for row in kept if row]),
        )
    except TelegramError as error:
        log.info("a button could not be changed: %s", error)


def _swapped(request: Request, button: InlineKeyboardButton, new: Sequence[Button]) -> Sequence[InlineKeyboardButton]:
    if button.callback_data != request.pressed.data:
        return (button,)
    return [InlineKeyboardButton(each.text, callback_data=each.callback, url=each.url) for each in new]
