"""/search, words sent in private, and the buttons of a page of results."""

from bot.core.deadline import today
from bot.core.paging import AfterFound, Place, place_in
from bot.core.query import NoQuery, Query
from bot.core.query_edit import with_state
from bot.core.query_reader import read_query
from bot.core.question import State
from bot.messages.message import Message
from bot.messages.search_results import (
    ANY,
    FIRST,
    results,
    shown_query,
    too_long,
    why_nothing_is_asked,
)
from handlers.common.begin import Request
from handlers.common.buttons import show_instead
from handlers.common.found import page_of, query_shown


async def search(request: Request) -> None:
    """`/search hébergement données`: show the first questions that meet the query."""
    wanted = read_query(request.argument)
    if isinstance(wanted, NoQuery):
        await request.reply(why_nothing_is_asked(request.words, wanted))
    elif shown_query(wanted) is None:
        await request.reply(too_long(request.words))
    else:
        await request.reply(await _page(request, wanted, None))


async def press_find(request: Request) -> None:
    """Turn the page, or narrow the search: the query is read from the message with the pressed button."""
    query = query_shown(request)
    if query is None:
        await request.toast("toast-find-gone")
        return
    after = place_in(request.carried)
    if request.carried in {State.WAITING, State.ANSWERED, ANY}:
        query = with_state(query, None if request.carried == ANY else State(request.carried))
    elif request.carried != FIRST and not isinstance(after, AfterFound):
        await request.toast("toast-stale")
        return
    page = await _page(request, query, after)
    await request.acknowledge()
    await show_instead(request, page)


async def _page(request: Request, query: Query, after: Place | None) -> Message:
    found = await page_of(request, query, after if isinstance(after, AfterFound) else None)
    return results(request.words, found, today(request.services.clock()))
