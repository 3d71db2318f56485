"""What the handlers of buttons have in common: reading what a button carries, and changing the button once pressed."""

import logging

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, Message
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.core.question import QuestionId
from bot.deliver import markup
from bot.messages.message import Button
from bot.messages.message import Message as Text
from bot.telegram_api import call
from handlers.context import Request

log = logging.getLogger(__name__)


async def question_of(request: Request) -> QuestionId | None:
    """The question that the pressed button names; says so where it is not understood."""
    try:
        return QuestionId.parse(request.carried)
    except ValueError:
        await request.toast("toast-stale")
        return None


async def show_instead(request: Request, new: Text) -> bool:
    """Put another message in the place of the one with the pressed button.

    False where Telegram no longer shows that one to the bot: then only a message of its own can say it.
    """
    shown = request.pressed.message
    if not isinstance(shown, Message):
        return False
    dressed = request.dressed(new)
    try:
        await call(
            request.context.bot,
            "editMessageText",
            chat_id=shown.chat.id,
            message_id=shown.message_id,
            text=str(dressed.html),
            parse_mode=ParseMode.HTML,
            reply_markup=markup(dressed.buttons),
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        )
    except TelegramError as error:
        # It shows the very same already, or was removed, or is pressed too fast: what was asked for is done.
        log.info("a message could not be changed: %s", error)
    return True


async def swap(request: Request, new: Button | None) -> None:
    """Put another button in the place of the one that was pressed, or none.

    The message may be too old to be changed, or gone: what was asked for is done all the same.
    """
    message = request.pressed.message
    if not isinstance(message, Message) or message.reply_markup is None:
        return
    rows = [[_swapped(request, button, new) for button in row] for row in message.reply_markup.inline_keyboard]
    kept = [[button for button in row if button is not None] for row in rows]
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


def _swapped(request: Request, button: InlineKeyboardButton, new: Button | None) -> InlineKeyboardButton | None:
    if button.callback_data != request.pressed.data:
        return button
    return None if new is None else InlineKeyboardButton(new.text, callback_data=request.addressed(new).callback)
