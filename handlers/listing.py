"""/list: the questions that a chat follows, in pages."""

from datetime import datetime

from bot.messages.listing import list_page
from bot.messages.message import Message
from bot.messages.replies import quiet_notice
from handlers.common.begin import Request
from handlers.common.buttons import show_instead


async def listing(request: Request) -> None:
    """Show the first page."""
    await request.reply(await _page(request, 1))


async def press_page(request: Request) -> None:
    """Show another page in the place of the one with the pressed button."""
    number = request.carried
    if not (number.isascii() and number.isdigit() and len(number) <= 6):
        await request.toast("toast-stale")
        return
    page = await _page(request, int(number))
    await request.acknowledge()
    await show_instead(request, page)


async def _page(request: Request, page: int) -> Message:
    services, now = request.services, request.services.clock()
    listed = await services.store.follows.of_chat(request.about.id)
    entries = [(each.id, each.question) for each in listed]
    # The list is as sure as its least sure line.
    confirmed_at = min((each.confirmed_at for each in listed if each.confirmed_at), default=None)
    stale: dict[str, datetime] = {}
    for legislature in {each.id.series for each in listed}:
        stale |= services.sources.stale(now, legislature)
    notice = quiet_notice(request.words, request.preferences, now)
    return list_page(request.words, entries, page, now, confirmed_at, stale, notice)
