"""What the handlers of buttons share: reading a button's data, and changing its message once it was pressed."""

import asyncio
import logging
import re
from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, Message
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.core.question import QuestionId
from bot.messages.message import Button
from bot.messages.message import Message as Text
from bot.transport.api import call
from bot.transport.errors import TryAgain, judge
from bot.transport.send import markup
from handlers.common.begin import Request

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
    """Replace the message with the pressed button; answer below where it cannot be changed."""
    shown = request.shown
    if shown is None or not _is_its_own(request, shown) or not await _edit(request, shown, request.dressed(new)):
        await request.reply(new)


def _is_its_own(request: Request, shown: Message) -> bool:
    """Whether the message has a button of this verb: a forged press must not overwrite another message."""
    verb = (request.pressed.data or "").partition(":")[0]
    rows = shown.reply_markup.inline_keyboard if shown.reply_markup else ()
    return any(str(button.callback_data).startswith(f"{verb}:") for row in rows for button in row)


async def _edit(request: Request, shown: Message, new: Text) -> bool:
    for is_last in (False, True):
        try:
            await call(
                request.context.bot,
                "editMessageText",
                chat_id=shown.chat.id,
                message_id=shown.message_id,
                text=str(new.html),
                parse_mode=ParseMode.HTML,
                reply_markup=markup(new.buttons),
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            )
        except TelegramError as error:
            if _UNCHANGED.search(error.message):
                return True
            log.info("a message could not be changed: %s", error)
            if is_last or not isinstance(judge(error), TryAgain):
                break
            await asyncio.sleep(PAUSE)
        else:
            return True
    return False


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
