"""/search, words sent in private, and the buttons of a page of results."""

from bot.core.deadline import today
from bot.core.narrowing import pressed
from bot.core.paging import turn_in
from bot.core.query import NoQuery
from bot.core.query_reader import read_query
from bot.messages.search_results import FIRST, results, shown_query, too_long, why_nothing_is_asked
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
        page = await page_of(request, wanted)
        await request.reply(results(request.words, page, today(request.services.clock())))


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
        page = await page_of(request, wanted, turn)
        await request.acknowledge()
        await show_instead(request, results(request.words, page, today(request.services.clock())))
