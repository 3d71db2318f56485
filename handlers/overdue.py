"""/overdue: what is beyond its term, of what a chat follows or of what its words ask for; and its buttons."""

from bot.core.deadline import overdue as term_passed
from bot.core.deadline import today
from bot.core.figure_query import bounded, chambers_of, of_chambers
from bot.core.overdue_turn import OverdueTurn, overdue_turn_in
from bot.core.query import NoQuery, Query
from bot.messages.keyboards import OVERDUE_AS
from bot.messages.message import Message
from bot.messages.overdue import (
    PAGE,
    OverduePage,
    archive_still_read,
    overdue_page,
    pages_of,
    too_many_to_read,
    why_none_is_sought,
)
from bot.messages.search_results import shown_query, too_long
from handlers.common.asked_query import query_asked
from handlers.common.begin import Request
from handlers.common.buttons import show_instead
from handlers.common.found import query_shown
from handlers.common.name_choice import asked_back, chosen
from storage.questions.figures import TooMany
from storage.questions.overdue import Overdue


async def overdue(request: Request) -> None:
    """`/overdue`, `/overdue santé`: show the first page of what is followed here, or of what the words ask for."""
    if not request.argument.strip():
        await request.reply(await _followed(request, 1))
        return
    wanted = await query_asked(request)
    if isinstance(wanted, NoQuery):
        await request.reply(why_none_is_sought(request.words, wanted))
    elif shown_query(wanted) is None:
        await request.reply(too_long(request.words))
    elif (which := await asked_back(request, wanted, OVERDUE_AS)) is not None:
        await request.reply(which)
    else:
        await request.reply(await _meeting(request, wanted, 1))


async def press_overdue_as(request: Request) -> None:
    """Show what is beyond its term of the deputy or the ministry that was chosen."""
    meant = await chosen(request, OVERDUE_AS)
    if isinstance(meant, Query):
        meant = await _meeting(request, meant, 1)
    if meant is not None:
        await request.acknowledge()
        await show_instead(request, meant)


async def press_overdue(request: Request) -> None:
    """Show another page; the query is read from the message with the pressed button."""
    turn = overdue_turn_in(request.carried)
    if turn is None:
        await request.toast("toast-stale")
    elif (shown := await _turned(request, turn)) is None:
        await request.toast("toast-overdue-gone")
    else:
        await request.acknowledge()
        await (request.reply(shown) if turn.is_new else show_instead(request, shown))


async def _turned(request: Request, turn: OverdueTurn) -> Message | None:
    """The page that was turned to; None where the message shows no query."""
    if turn.is_followed:
        return await _followed(request, turn.page)
    query = query_shown(request)
    return None if query is None else await _meeting(request, query, turn.page)


async def _followed(request: Request, page: int) -> Message:
    store, day = request.services.store, today(request.services.clock())
    found = await store.overdue.followed(request.about.id, day, PAGE, (page - 1) * PAGE)
    if (last := pages_of(found.number)) < page:
        return await _followed(request, last)
    return await _page(request, None, page, found)


async def _meeting(request: Request, query: Query, page: int) -> Message:
    store, day = request.services.store, today(request.services.clock())
    if await store.figures.known_until(query) is None:
        return archive_still_read(request.words, query)
    try:
        async with request.services.searches:
            found = await store.overdue.meeting(query, day, PAGE, (page - 1) * PAGE)
    except TooMany:
        return too_many_to_read(request.words, query)
    if (last := pages_of(found.number)) < page:
        return await _meeting(request, query, last)
    return await _page(request, query, page, found)


async def _page(request: Request, query: Query | None, page: int, found: Overdue) -> Message:
    services = request.services
    now = services.clock()
    known = await services.store.observations.questions(found.ids)
    late = [each for each in known if each is not None and term_passed(each, today(now))]
    meant = query or of_chambers(each.id for each in late)
    as_of = await services.store.figures.known_until(bounded(meant, services.current))
    stale = services.sources.stale_of(chambers_of(meant), now, services.current)
    return overdue_page(request.words, OverduePage(query, page, found.number, late, as_of, stale), today(now))
