"""/search, words sent in private, and the buttons of a page of results."""

from bot.core.deadline import today
from bot.core.narrowing import pressed
from bot.core.paging import Turn, turn_in
from bot.core.query import NoQuery, Query
from bot.core.query_reader import read_query
from bot.messages.keyboards import FIND_AS
from bot.messages.message import Message
from bot.messages.search_results import FIRST, results, shown_query, too_long, why_nothing_is_asked
from handlers.common.begin import Request
from handlers.common.buttons import show_instead
from handlers.common.found import page_of, query_shown
from handlers.common.name_choice import asked_back, chosen


async def search(request: Request) -> None:
    """`/search hébergement données`: show the first questions that meet the query."""
    wanted = read_query(request.argument)
    if isinstance(wanted, NoQuery):
        await request.reply(why_nothing_is_asked(request.words, wanted))
    elif shown_query(wanted) is None:
        await request.reply(too_long(request.words))
    elif (which := await asked_back(request, wanted, FIND_AS)) is not None:
        await request.reply(which)
    else:
        await request.reply(await _page(request, wanted))


async def press_find_as(request: Request) -> None:
    """Show what the query finds with the deputy or the ministry that was chosen."""
    meant = await chosen(request, FIND_AS)
    if isinstance(meant, Query):
        meant = await _page(request, meant)
    if meant is not None:
        await request.acknowledge()
        await show_instead(request, meant)


async def press_find(request: Request) -> None:
    """Turn the page, or narrow the search: the query is read from the message with the pressed button."""
    query = query_shown(request)
    if query is None:
        await request.toast("toast-find-gone")
        return
    turn, is_first = turn_in(request.carried), request.carried == FIRST
    wanted = query if turn or is_first else pressed(query, request.carried)
    if wanted is None:
        await request.toast("toast-stale")
    elif shown_query(wanted) is None:
        await request.toast("find-too-long")
    else:
        page = await _page(request, wanted, turn)
        await request.acknowledge()
        await show_instead(request, page)


async def _page(request: Request, query: Query, turn: Turn | None = None) -> Message:
    return results(request.words, await page_of(request, query, turn), today(request.services.clock()))
