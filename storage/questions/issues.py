"""Reads what an issue is counted from: of all questions that meet a query, or of some that are given."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Date, Integer, Select, String, Text, and_, literal_column, or_

from bot.core import chambers
from bot.core.issue import WEEK as A_WEEK
from bot.core.issue import WEEKS, YEAR, Issue, IssueCount, Known
from bot.core.query import Field, Filter, Query
from bot.core.question import State
from storage.database import Database
from storage.identity import of_columns
from storage.questions.candidates import KEY, Candidate, Candidates, is_exact
from storage.questions.figures import AT_A_TIME, MOST_READ
from storage.questions.search import Search

# Literal columns, as in storage.questions.candidates.
_place = literal_column("summaries.place", BigInteger)
_asked, _ended = literal_column("summaries.asked", Date), literal_column("summaries.ended", Date)
_state, _ministry = literal_column("summaries.state", String), literal_column("summaries.ministry", Text)
_series, _rubric = literal_column("summaries.legislature", Integer), literal_column("summaries.rubric", Text)

COLUMNS: Sequence[ColumnElement[Any]] = (_place, *KEY, _asked, _ended, _state, _ministry, _rubric)
"""What `known_of` wants of each question."""


class IssueReader:
    """Reads the questions that the figures of an issue are counted from."""

    def __init__(self, database: Database, search: Search) -> None:
        self._candidates = Candidates(database)
        self._search = search

    async def of_all(self, current: int, day: date) -> Issue:
        """The figures of the issue of that day, of all questions that it can tell of. `current` is the legislature."""
        chamber, _ = chambers.issue_on(day)
        all_of_it, count = Query(((Filter(Field.CHAMBER, frozenset({(chamber.code,)})),),)), IssueCount(day)
        async for some in self.meeting(all_of_it, current, day):
            for each in some:
                count.add(each)
        return count.issue()

    async def meeting(self, query: Query, current: int, day: date) -> AsyncIterator[Sequence[Known]]:
        """The questions that meet a query, without those that say nothing of the issue of that day, in slices.

        Where the texts have to be looked at, no more than `MOST_READ` are: those of the issue first, then the newest.
        """
        met = None if is_exact(query) else await self._met(query, current, day)
        async with self._candidates.asking(query) as (connection, ask, _place_there):
            rows = await connection.stream(_telling(ask, current, day), execution_options={"yield_per": AT_A_TIME})
            async for some in rows.partitions():
                yield [known_of(row) for row in some if met is None or row[0] in met]
                await asyncio.sleep(0)  # a file gives its rows without a pause

    async def _met(self, query: Query, current: int, day: date) -> frozenset[int]:
        async with self._candidates.asking(query) as (connection, ask, _place_there):
            of_issue = or_(_asked == day, _ended == day)
            first = _telling(ask, current, day).order_by(of_issue.desc(), _place.desc()).limit(MOST_READ)
            found = [Candidate(*row[:3]) for row in await connection.execute(first)]
        return await self._search.meeting(query, found)


def tells(current: int, day: date) -> ColumnElement[bool]:
    """Whether a question tells anything of the issue of that day: it waits, is of the year, or ended in the weeks.

    One that waits and is no longer listed may have been answered since. `current` is the legislature.
    """
    chamber, _ = chambers.issue_on(day)
    listed_since = chamber.listed_since(day)
    waits = _state == State.WAITING.value
    if listed_since is not None:
        waits = and_(waits, _asked >= listed_since)
    tells = or_(waits, _asked >= day - YEAR, _ended > day - A_WEEK * WEEKS)
    return and_(_series.in_(chamber.series_issued(current, day)), tells)


def known_of(row: Sequence[Any]) -> Known:
    """What is counted of a question, of a row of `COLUMNS`."""
    return Known(of_columns(*row[1:3]), row[3], row[4], State(row[5]), row[6], row[7])


def _telling(ask: Select[Any], current: int, day: date) -> Select[Any]:
    return ask.with_only_columns(*COLUMNS).where(tells(current, day))
