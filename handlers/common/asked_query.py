"""What a person asks for after a command that counts or lists many questions: a ministry, a deputy, or a search."""

from bot.core.figure_query import bounded, of_deputy_named, of_ministry_named, plain_words
from bot.core.query import NoQuery, Query
from bot.core.query_reader import read_query
from handlers.common.begin import Request


async def query_asked(request: Request) -> Query | NoQuery:
    """The questions that the words after the command ask for, of the current legislature where they say of no time."""
    query = read_query(request.argument)
    if isinstance(query, NoQuery):
        return query
    if (words := plain_words(query)) is not None:
        query = of_ministry_named(words) or await _deputy(request, words) or query
    return bounded(query, request.services.current)


async def _deputy(request: Request, words: tuple[str, ...]) -> Query | None:
    return of_deputy_named(words, await request.services.store.deputies.who_ask(words))
