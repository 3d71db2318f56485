"""One page of what a query finds, and the query that a message shows, for all that searches or watches in a chat."""

from telegram.constants import MessageEntityType

from bot.core.paging import AfterFound, written
from bot.core.query import Query
from bot.core.query_reader import read_query
from bot.messages.search_results import Results
from handlers.common.begin import Request

A_PAGE = 10


async def page_of(request: Request, query: Query, after: AfterFound | None) -> Results:
    """The questions that meet the query, after a place; None for the first ones."""
    async with request.services.searches:
        page = await request.services.store.search.asked_for(query, after, A_PAGE)
    questions = [each.question for each in page.observations if each.question is not None]
    return Results(query, questions, after is None, written(page.end) if page.end else None)


def query_shown(request: Request) -> Query | None:
    """The query in the first piece of code of the message with the pressed button; None where there is none."""
    shown = request.shown
    codes = shown.parse_entities([MessageEntityType.CODE]).values() if shown and shown.text else ()
    query = read_query(next(iter(codes), ""))
    return query if isinstance(query, Query) else None
