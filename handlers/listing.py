"""/list: what this chat follows, in pages."""

from datetime import datetime

from telegram import LinkPreviewOptions, Update
from telegram import Message as TelegramMessage
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.deliver import markup
from bot.messages.listing import list_page
from bot.messages.message import Message
from bot.telegram_api import call
from handlers.context import Context, Request, begin, log


async def listing(update: Update, context: Context) -> None:
    """The first page."""
    request = await begin(update, context)
    await request.reply(await _page(request, 1))


async def press_page(update: Update, context: Context) -> None:
    """Another page, in the place of the one that is shown."""
    request = await begin(update, context)
    number = request.carried
    if not (number.isascii() and number.isdigit() and len(number) <= 6):
        await request.toast("toast-stale")
        return
    page = await _page(request, int(number))
    await request.acknowledge()
    shown = request.pressed.message
    if not isinstance(shown, TelegramMessage):
        await request.reply(page)
        return
    shown_anew = request.dressed(page)
    try:
        await call(
            request.context.bot,
            "editMessageText",
            chat_id=shown.chat.id,
            message_id=shown.message_id,
            text=str(shown_anew.html),
            parse_mode=ParseMode.HTML,
            reply_markup=markup(shown_anew.buttons),
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        )
    except TelegramError as error:
        log.info("a page of a list could not be shown: %s", error)


async def _page(request: Request, page: int) -> Message:
    desk, now = request.desk, request.desk.clock()
    listed = await desk.store.follows.of_chat(request.about.id)
    entries = [(each.id, each.question) for each in listed]
    # The list is as sure as its least sure line.
    confirmed_at = min((each.confirmed_at for each in listed if each.confirmed_at), default=None)
    stale: dict[str, datetime] = {}
    for legislature in {each.id.legislature for each in listed}:
        stale |= desk.sources.stale(now, legislature)
    return list_page(request.words, entries, page, now, confirmed_at, stale)
