"""One page of what a query finds, for whoever searches in a chat."""

from bot.core.paging import AfterFound, written
from bot.core.query import Query
from bot.messages.search_results import Results
from handlers.common.begin import Request

A_PAGE = 10


async def page_of(request: Request, query: Query, after: AfterFound | None) -> Results:
    """The questions that meet the query, after a place; None for the first ones."""
    async with request.services.searches:
        page = await request.services.store.search.asked_for(query, after, A_PAGE)
    questions = [each.question for each in page.observations if each.question is not None]
    return Results(query, questions, after is None, written(page.end) if page.end else None)
