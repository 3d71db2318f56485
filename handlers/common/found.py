"""One page of what a query finds, and the query that a message shows, for all that searches or watches in a chat."""

from collections.abc import Collection
from dataclasses import replace

from telegram import Message
from telegram.constants import MessageEntityType

from bot.core.paging import AfterFound, Turn, number_of_first, written_turn
from bot.core.query import Query
from bot.core.query_reader import read_query
from bot.core.search_count import count_of, facts_of
from bot.messages.search_results import Results
from handlers.common.begin import Request
from storage.questions.search import SearchPage

A_PAGE = 10
MOST_COUNTED = 1_000
"""Questions up to which it is counted how many there are."""


async def page_of(request: Request, query: Query, turn: Turn | None = None) -> Results:
    """The questions that meet the query, on the page that is turned to; the first ones without one."""
    search, archives = request.services.store.search, request.services.store.archives
    async with request.services.searches:
        page = await search.asked_for(query, turn.place if turn else None, A_PAGE)
        questions = [each.question for each in page.observations if each.question is not None]
        if page.start is None and page.end is None:
            count = count_of([facts_of(each) for each in questions], A_PAGE)
        else:
            count = await search.count(query, MOST_COUNTED)
        count = replace(count, has_oral=await search.has_oral(query))
        is_awaited = not questions and (
            await archives.is_awaited(request.services.current) or await search.is_behind(query)
        )
    first = number_of_first(turn, len(questions), page.start is None)
    return Results(query, questions, count, first, *_turns(page, first, len(questions)), is_awaited)


def _turns(page: SearchPage, first: int | None, shown: int) -> tuple[str | None, str | None]:
    """The data of the buttons that turn to the page before and to the next one."""
    before = None if first is None else first - 1
    until = None if before is None else before + shown
    previous = written_turn(Turn(page.start, before)) if page.start else None
    return previous, written_turn(Turn(page.end, until)) if isinstance(page.end, AfterFound) else None


def query_shown(request: Request) -> Query | None:
    """The query in the first piece of code of the message with the pressed button; None where there is none."""
    shown = request.shown
    codes = _codes(shown) if shown else ()
    query = read_query(next(iter(codes), ""))
    return query if isinstance(query, Query) else None


def _codes(shown: Message) -> Collection[str]:
    """The pieces of code in a message, or below its picture."""
    codes = shown.parse_entities if shown.text else shown.parse_caption_entities if shown.caption else None
    return codes([MessageEntityType.CODE]).values() if codes else ()
