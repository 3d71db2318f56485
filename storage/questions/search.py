"""Searches the known questions, without a request to any site: by number, or by words and filters.

Words are looked for in the index of stems (`storage.questions.index`), filters in the summaries, and both databases
give the same questions in the same order: first those that have all words in their subject, then those that have them
in their subject, rubric and ministry, then the rest; in each of the three the newest first, by the day
of publication, whichever the chamber. What an index of stems
cannot tell (exact words, the beginning of a word) is looked up in the records that it offers.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.chambers.assemblee import FIRST_LEGISLATURE
from bot.core.matching import matches
from bot.core.nature import EVERY, says_nature
from bot.core.observation import Observation
from bot.core.paging import AfterFound, AfterNamed, BeforeFound, Place
from bot.core.preview import Preview
from bot.core.query import Field, Filter, NoQuery, Query
from bot.core.query_edit import narrowed
from bot.core.query_reader import read_query
from bot.core.question import QuestionId
from bot.core.reference import Bare, BareOf, Exact, read_every_way
from bot.core.search_count import Count, count_of, facts_of
from bot.core.searched import searched
from storage.database import Database
from storage.identity import identity_of, key_of, of_columns
from storage.questions.candidates import Candidate, Candidates, Ranked, is_exact
from storage.questions.index import finds_all
from storage.questions.numbers import series_of_others
from storage.questions.observations import Observations
from storage.questions.previews import Previews
from storage.questions.rows import among
from storage.tables import catalogue, questions

Offered = TypeVar("Offered", Candidate, Ranked)

MOST_NAMED = 100
"""Questions that the references in a text can name."""

AT_A_TIME = 50
"""Questions whose texts are looked at together, where the index alone cannot tell."""

MOST_LOOKED_AT = 500
"""Of the newest questions that can meet a query, those among which an oral one is looked for."""

MOST_READ = 110
"""Questions whose texts are looked at for one page, but for what is read together: one takes a millisecond."""


@dataclass(frozen=True, slots=True)
class SearchPage:
    """Some observations that were found; the rest begins after the place `end`, None where there is no more.

    Those before begin before the place `start`, None where there are none. `trouble` says why a text asks for nothing.
    """

    observations: list[Observation]
    end: Place | None
    trouble: NoQuery | None = None
    start: BeforeFound | None = None


class Search:
    """Finds known questions."""

    def __init__(self, database: Database, observations: Observations) -> None:
        self._database = database
        self._observations = observations
        self._candidates = Candidates(database)
        self._previews = Previews(database, observations, self._candidates)

    async def find(self, wanted: str, current: int, most: int = 20) -> list[Observation]:
        """The first page of the results; see `page`."""
        return (await self.page(wanted, current, None, most)).observations

    async def page(self, wanted: str, current: int, after: Place | None, most: int = 20) -> SearchPage:
        """The questions that a text names by reference, or else those that it asks for as a query.

        A number without a legislature names a question of each, that of the `current` one first. The text may be
        anything at all. `after` is the `end` of the page before, None for the first page; no question is on two pages.
        """
        if not isinstance(after, AfterFound):
            async with self._database.reading() as connection:
                known = await _known(connection, _named(wanted, current, await series_of_others(connection)))
            if known or after is not None:
                return await self._page_of(known, after, most)
        query = read_query(wanted)
        if isinstance(query, NoQuery):
            return SearchPage([], None, query)
        return await self.asked_for(query, after, most)

    async def asked_for(
        self, query: Query, place: AfterFound | BeforeFound | None = None, most: int = 20
    ) -> SearchPage:
        """The questions that meet a query, after a place or before one; None for the first ones."""
        if place is not None:
            place = await self._candidates.from_earlier(place)
        found, rest = await self._walk(query, place, most)
        shown = [each for _, each in found]
        if isinstance(place, BeforeFound):
            last = found[0][0] if found else AfterFound(place.rank, place.row + 1)  # from the very place on
            start = BeforeFound(rest.rank, rest.row) if rest else None
            return SearchPage(shown[::-1], last, start=start)
        if place is None:
            return SearchPage(shown, rest)
        first = found[0][0] if found else AfterFound(place.rank, max(place.row - 1, 0))
        return SearchPage(shown, rest, start=BeforeFound(first.rank, first.row))

    async def count(self, query: Query, most: int) -> Count:
        """How many questions meet the query, and of which kinds: no more than `most` are looked at, the newest."""
        found = await self._candidates.newest(query, most + 1)
        facts = [each for _, each in found]
        if is_exact(query):
            return count_of(facts, most)
        if len(found) > AT_A_TIME:
            return count_of(facts, most, is_exact=False)
        met = await self._meeting(query, [each for each, _ in found])
        return count_of([facts_of(each.question) for _, each in met if each.question], most)

    async def has_oral(self, query: Query) -> bool:
        """Whether oral questions can meet a query that does not say of which nature its questions are.

        They are looked for among the newest that can: where there are none, a common word would have all looked at.
        """
        if says_nature(query):
            return False
        of_every = narrowed(query, Filter(Field.NATURE, frozenset({(EVERY,)})))
        found = await self._candidates.newest(of_every, MOST_LOOKED_AT)
        return any(not each.id.is_written for each, _ in found)

    async def is_behind(self, query: Query) -> bool:
        """Whether the words of a query cannot find all that is known yet, as for a while after an upgrade."""
        has_words = any(not isinstance(term, Filter) for term in query.terms())
        return has_words and not await finds_all(self._database)

    async def _walk(
        self, query: Query, start: AfterFound | BeforeFound | None, most: int
    ) -> tuple[list[tuple[AfterFound, Observation]], AfterFound | None]:
        """At most so many, the nearest to the start first, and the place behind which there may be more."""
        found: list[tuple[AfterFound, Observation]] = []
        size = most + 1
        read, place, is_over = 0, start, False
        last = None
        while len(found) <= most and read < MOST_READ and not is_over:
            offered = await self._candidates.around(query, place, size)
            found += [(each.at, known) for each, known in await self._meeting(query, offered)]
            last = offered[-1].at if offered else last
            if last is not None:
                place = BeforeFound(last.rank, last.row) if isinstance(start, BeforeFound) else last
            read, is_over = read + size, len(offered) < size
            size = AT_A_TIME
        if len(found) > most:
            return found[:most], found[most - 1][0]
        return found, None if is_over else last

    async def preview(self, query: Query, now: datetime) -> Preview:
        """What a watch of the query would have brought until now, and words that often stand beside it."""
        return await self._previews.of(query, now)

    async def meeting(self, query: Query, candidates: Sequence[Candidate]) -> frozenset[int]:
        """The places in the index of those questions that meet a query, by their texts."""
        met = set[int]()
        for start in range(0, len(candidates), AT_A_TIME):
            some = candidates[start : start + AT_A_TIME]
            met |= {each.row for each, _ in await self._meeting(query, some)}
        return frozenset(met)

    async def _meeting(self, query: Query, offered: Sequence[Offered]) -> list[tuple[Offered, Observation]]:
        """Those of the questions that meet the query."""
        known = await self._observations.of_each([each.id for each in offered])
        observed = [(each, known.get(each.id)) for each in offered]
        readable = [(each, of) for each, of in observed if of is not None and of.question is not None]
        if is_exact(query):
            return readable
        return await asyncio.to_thread(_matching, query, readable)

    async def _page_of(self, known: Sequence[QuestionId], after: AfterNamed | None, most: int) -> SearchPage:
        left = list(known)
        if after is not None:
            left = left[left.index(after.last) + 1 :] if after.last in left else []
        shown = left[:most]
        observed = await self._observations.of_each(shown)
        end = AfterNamed(shown[-1]) if len(left) > most else None
        found = [observed[id] for id in shown if id in observed]
        return SearchPage([each for each in found if each.question is not None], end)


def _matching(query: Query, known: Sequence[tuple[Offered, Observation]]) -> list[tuple[Offered, Observation]]:
    return [(each, of) for each, of in known if of.question and matches(query, searched(of.question))]


def _named(wanted: str, current: int, series: Sequence[int]) -> list[QuestionId]:
    """The questions that a text can mean, where it is nothing but references; else none.

    `series` are those of the other chambers, the latest first. A number alone can be theirs too; the Assemblée's come
    first.
    """
    ids: list[QuestionId] = []
    for reading in read_every_way(wanted, current):
        match reading:
            case Exact(id):
                ids.append(id)
            case Bare(number):
                ids += [QuestionId.of_legislature(each, number) for each in range(current, FIRST_LEGISLATURE - 1, -1)]
                ids += [id for each in series if (id := of_columns(each, number)).is_written]
            case BareOf(number=number):
                ids += [id for each in series if reading.may_be(id := of_columns(each, number))]
            case _:
                return []
    return list(dict.fromkeys(ids))[:MOST_NAMED]


async def _known(connection: AsyncConnection, ids: Sequence[QuestionId]) -> list[QuestionId]:
    """The questions, of those given, of which anything is known, in their order."""
    keys = [key_of(id) for id in ids]
    known: set[QuestionId] = set()
    for each in (catalogue, questions):
        place = (each.c.legislature, each.c.number)
        rows = await connection.execute(select(*place).where(among(each, keys)))
        known |= {identity_of(row) for row in rows}
    return [id for id in ids if id in known]
