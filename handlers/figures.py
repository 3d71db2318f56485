"""/figures: how the Government answered some questions, and the buttons of its views."""

from dataclasses import replace

from bot.core.deadline import today
from bot.core.figure_chambers import chambers_in, comparable, of_chambers
from bot.core.figure_query import Turned, View, of_legislature, turned_in
from bot.core.query import NoQuery, Query
from bot.messages.figure_charts import picture_of
from bot.messages.figures import PAGE, FigurePage, figure_page, still_reading, too_many, why_no_figures
from bot.messages.keyboards import FIGURES_AS
from bot.messages.message import Message
from bot.messages.search_results import shown_query
from bot.messages.search_results import too_long as too_long_query
from handlers.common.asked_query import query_asked
from handlers.common.begin import Request
from handlers.common.buttons import show_instead
from handlers.common.found import query_shown
from handlers.common.name_choice import asked_back, chosen
from storage.questions.figures import TooMany

OVERVIEW = Turned(View.ALL)


async def figures(request: Request) -> None:
    """`/figures`, `/figures santé`: show the figures of the current legislature, or of what the words ask for."""
    wanted = await _wanted(request)
    if isinstance(wanted, NoQuery):
        await request.reply(why_no_figures(request.words, wanted))
    elif shown_query(wanted) is None:
        await request.reply(too_long_query(request.words))
    elif (which := await asked_back(request, wanted, FIGURES_AS)) is not None:
        await request.reply(which)
    else:
        await request.reply(await _view(request, wanted, OVERVIEW))


async def press_figures_as(request: Request) -> None:
    """Show the figures of the deputy or the ministry that was chosen."""
    meant = await chosen(request, FIGURES_AS)
    if isinstance(meant, Query):
        meant = await _view(request, meant, OVERVIEW)
    if meant is not None:
        await request.acknowledge()
        await show_instead(request, meant)


async def press_figures(request: Request) -> None:
    """Show another view, or another page of it: the query is read from the message with the pressed button."""
    query, turned, of = query_shown(request), turned_in(request.carried), chambers_in(request.carried)
    if query is not None and of is not None:
        services = request.services
        query, turned = of_chambers(query, of, services.current, today(services.clock())), OVERVIEW
    if query is None:
        await request.toast("toast-figures-gone")
    elif turned is None or shown_query(query) is None:
        await request.toast("toast-stale")
    else:
        shown = await _view(request, query, turned)
        await request.acknowledge()
        await show_instead(request, shown)


async def _wanted(request: Request) -> Query | NoQuery:
    """The questions that a person asks for."""
    if not request.argument.strip():
        return of_legislature(request.services.current)
    wanted = await query_asked(request)
    return wanted if isinstance(wanted, NoQuery) else comparable(wanted, today(request.services.clock()))


async def _view(request: Request, query: Query, turned: Turned) -> Message:
    """What is shown of the figures of a query; a sentence where there are none."""
    async with request.services.searches:
        try:
            page = await _read(request, query, turned)
        except TooMany:
            return too_many(request.words, query)
    if page is None:
        return still_reading(request.words, query)
    message = figure_page(request.words, page, today(request.services.clock()))
    return replace(message, picture=picture_of(request.words, page))


async def _read(request: Request, query: Query, turned: Turned) -> FigurePage | None:
    """The page with all that its view shows; None while an archive is still to be read. Raises TooMany."""
    reader = request.services.store.figures
    as_of = await reader.known_until(query)
    if as_of is None:
        return None
    page = FigurePage(query, turned, await reader.of(query, as_of))
    match turned.view:
        case View.ALL:
            delays, late = await reader.delays(query, as_of), await reader.late(query, as_of)
            return replace(page, delays=delays, late=late)
        case View.LEAGUE:
            return replace(page, league=await reader.league(query, as_of))
        case View.MONTHS:
            return replace(page, months=await reader.months(query, as_of))
        case View.DELAYS:
            return replace(page, delays=await reader.delays(query, as_of))
    return await _oldest(request, page)


async def _oldest(request: Request, page: FigurePage) -> FigurePage:
    store = request.services.store
    last = max(-(-page.figures.waiting // PAGE), 1)
    turned = Turned(View.OLDEST, min(page.turned.page, last))
    ids = await store.figures.oldest(page.query, page.figures.as_of, PAGE, (turned.page - 1) * PAGE)
    questions = await store.observations.questions(ids)
    return replace(page, turned=turned, oldest=list(zip(ids, questions, strict=True)))
