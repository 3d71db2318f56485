"""Reads figures of the known questions: the database puts alike ones together, `bot.core.figure_count` counts them.

What was counted is kept in memory until a sweep brings something, for many people ask for the same.
"""

import asyncio
from collections.abc import AsyncIterator, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, Integer, String, Text, func, literal, literal_column, select

from bot.core import chambers
from bot.core.chambers.chamber import Terms
from bot.core.deadline import today
from bot.core.figure_count import FigureCount, LeagueCount, MonthCount, row_names
from bot.core.figure_query import beside, counted, kinds_counted, legislatures_met, of_legislature
from bot.core.figures import FEWEST_ANSWERS, DelayRow, Delays, Figures, LeagueRow, MonthRow
from bot.core.query import Query
from bot.core.question import QuestionId, State
from bot.core.schedule import vouched_at
from storage.database import Database
from storage.identity import of_columns
from storage.questions.candidates import KEY, Candidate, Candidates, is_exact
from storage.questions.kept import Kept
from storage.questions.legislatures import current_of
from storage.questions.listed import listed
from storage.questions.rows import archive_name
from storage.questions.search import Search
from storage.tables import archives

MOST_READ = 250
"""Questions whose texts are looked at, where the index alone cannot tell: each takes up to a millisecond."""

AT_A_TIME = 2_000
"""Rows that are fetched and counted before others have their turn: that takes some milliseconds."""

MOST_KEPT = 200
"""Queries of which it is remembered what was counted: each takes a few kilobytes."""

# Literal columns, as in storage.questions.candidates.
_asked, _ended = literal_column("summaries.asked", Date), literal_column("summaries.ended", Date)
_series = literal_column("summaries.legislature", Integer)
_state, _ministry = literal_column("summaries.state", String), literal_column("summaries.ministry", Text)

_STATES = {each.value: each for each in State}


class TooMany(Exception):
    """So many questions can meet the query that their texts are not looked at, where the index alone cannot tell."""


@dataclass(frozen=True, slots=True)
class _Whole:
    """What is counted of all questions of a query together."""

    figures: Figures
    months: Sequence[MonthRow]
    delays: Sequence[DelayRow]
    late: int


def archives_of(query: Query, legislatures: Collection[int]) -> set[str]:
    """The archives of the questions that are counted of a query, of these legislatures or of a whole chamber."""
    return {
        archive_name(chamber.series_of(each, kind)) if chamber.archive is None else chamber.archive
        for chamber, kind in kinds_counted(query)
        for each in (legislatures if chamber.archive is None else [0])
    }


class FigureReader:
    """Reads the figures of the questions that meet a query, as of a day: see `known_until`.

    Each of its methods that is handed a query and counts raises TooMany for one with exact words or beginnings that
    more than `MOST_READ` questions can meet.
    """

    def __init__(self, database: Database, search: Search) -> None:
        self._database = database
        self._search = search
        self._candidates = Candidates(database)
        self._wholes = Kept[_Whole](database, MOST_KEPT)
        self._leagues = Kept[Sequence[LeagueRow]](database, MOST_KEPT)
        self._places = Kept[frozenset[int]](database, MOST_KEPT)

    async def known_until(self, query: Query) -> date | None:
        """The day until which the archives tell of the questions that a query asks for; figures are as of that day.

        None while one of these archives is still to be taken in, or its words are indexed anew: of a part nothing true
        can be said.
        """
        if await self._search.is_behind(query):
            return None
        async with self._database.reading() as connection:
            current = await current_of(connection)
            rows = (await connection.execute(select(archives))).all()
        known = {row.name: row for row in rows}
        met = legislatures_met(query, current)
        # Of what no chamber has, the archives tell that there is none.
        names = archives_of(query, met) or archives_of(of_legislature(current), met)
        found = [known.get(name) for name in names]
        if any(row is None or (row.confirmed_at is None and not row.in_vain) for row in found):
            return None
        renewed = [vouched_at(row.confirmed_at, row.renewed_at) for row in found if row and row.renewed_at]
        finished = [row.confirmed_at for row in found if row and row.confirmed_at and not row.renewed_at]
        moments = [each for each in renewed if each] or finished
        return min(map(today, moments), default=None)

    async def of(self, query: Query, as_of: date) -> Figures:
        """The figures of all questions that meet a query."""
        return (await self._whole(query, as_of)).figures

    async def months(self, query: Query, as_of: date) -> Sequence[MonthRow]:
        """How many of the questions that meet a query were asked in each month, and how many answers they got."""
        return (await self._whole(query, as_of)).months

    async def delays(self, query: Query, as_of: date) -> Sequence[DelayRow]:
        """How long the answers took of the questions that meet a query; empty where none was answered."""
        return (await self._whole(query, as_of)).delays

    async def late(self, query: Query, as_of: date) -> int:
        """How many of the questions that meet a query were answered after their term."""
        return (await self._whole(query, as_of)).late

    async def league(self, query: Query, as_of: date) -> Sequence[LeagueRow]:
        """The figures of each ministry that owes or gave an answer to questions that meet a query, the best first."""

        async def count() -> Sequence[LeagueRow]:
            league = LeagueCount(as_of)
            async for rows in self._cells(query, as_of, _series, _asked, _ended, _state, _ministry):
                for series, asked, ended, state, ministry, number in rows:
                    league.add(asked, ended, _STATES[state], ministry, number, _terms(series))
            return league.league()

        return await self._leagues.of((query.key, as_of), count)

    async def oldest(self, query: Query, as_of: date, most: int, skip: int = 0) -> list[QuestionId]:
        """At most so many of the waiting questions that meet a query, without the first ones; the oldest first.

        What is not listed any more may have been answered since.
        """
        query = counted(query)
        met = None if is_exact(query) else await self.met(query)
        async with self._candidates.asking(query) as (connection, ask, place):
            waiting = ask.with_only_columns(place, *KEY).where(_state == State.WAITING.value, *listed(query, as_of))
            waiting = waiting.order_by(_asked.is_(None), _asked, place)
            if met is None:
                waiting = waiting.limit(most).offset(skip)
            rows = (await connection.execute(waiting)).all()
        if met is not None:
            rows = [row for row in rows if row[0] in met][skip : skip + most]
        return [of_columns(*row[1:]) for row in rows]

    async def usual_delay(self, ministry: str, question: QuestionId) -> Delays | None:
        """How long answers of a ministry take to such a question; None where that is not known, or few were given.

        All answers of its family count, or of the first one where it belongs to several.
        """
        query = beside(question)
        if query is None:
            return None
        as_of = await self.known_until(query)
        if as_of is None:
            return None
        wanted = row_names(ministry)[0]
        found = (row.figures.delays for row in await self.league(query, as_of) if row.ministry == wanted)
        delays = next(found, None)
        return delays if delays is not None and delays.count >= FEWEST_ANSWERS else None

    async def _whole(self, query: Query, as_of: date) -> _Whole:
        async def count() -> _Whole:
            counted, months = FigureCount(as_of), MonthCount(as_of)
            async for rows in self._cells(query, as_of, _series, _asked, _ended, _state):
                for series, asked, ended, state, number in rows:
                    counted.add(asked, ended, _STATES[state], number, _terms(series))
                    months.add(asked, ended, _STATES[state], number)
            return _Whole(counted.figures(), months.months(), counted.delay_rows(), counted.late)

        return await self._wholes.of((query.key, as_of), count)

    async def _cells(self, query: Query, as_of: date, *columns: ColumnElement[Any]) -> AsyncIterator[Sequence[Any]]:
        """The values of the columns, and how many of the listed questions that meet the query have each, in slices."""
        query = counted(query)
        if not is_exact(query):
            met = await self.met(query)
        async with self._candidates.asking(query) as (connection, ask, place):
            if is_exact(query):
                cells = ask.with_only_columns(*columns, func.count()).group_by(*columns)
            else:
                cells = ask.with_only_columns(*columns, literal(1)).where(place.in_(met))
            cells = cells.where(*listed(query, as_of))
            rows = await connection.stream(cells, execution_options={"yield_per": AT_A_TIME})
            async for some in rows.partitions():
                yield some
                await asyncio.sleep(0)  # a file gives its rows without a pause

    async def met(self, query: Query) -> frozenset[int]:
        """The places of what meets a query of which the index alone cannot tell, read once for all views.

        Raises TooMany.
        """
        query = counted(query)

        async def read() -> frozenset[int]:
            async with self._candidates.asking(query) as (connection, ask, place):
                located = ask.with_only_columns(place, *KEY).limit(MOST_READ + 1)
                found = [Candidate(*row) for row in await connection.execute(located)]
            if len(found) > MOST_READ:
                raise TooMany
            return await self._search.meeting(query, found)

        return await self._places.of(query.key, read)


def _terms(series: int) -> Terms:
    """The terms of the questions of a series."""
    chamber, _, kind = chambers.stored(series)
    return chamber.terms(kind)
