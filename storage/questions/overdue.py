"""Finds the questions that are beyond their term, of those that a chat follows or that meet a query.

`Question.deadline` is the term. What was read of a question for somebody, also on its page, comes before what its
archive says: then its snapshot tells whether it waits, and until when an answer was due.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Join, Select, and_, case, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.figure_query import counted
from bot.core.query import Query
from bot.core.question import QuestionId, State
from storage.database import Database
from storage.identity import identity_of
from storage.questions.candidates import Candidates, is_exact
from storage.questions.figures import FigureReader
from storage.questions.listed import listed
from storage.questions.rows import fetched
from storage.tables import follows, questions, summaries

_SAME = and_(questions.c.legislature == summaries.c.legislature, questions.c.number == summaries.c.number)

_due: ColumnElement[date | None] = case(
    (questions.c.snapshot.is_not(None), questions.c.answer_due),
    (summaries.c.state == State.WAITING, summaries.c.term),
)
"""The last day for an answer of a question that waits for one; null of every other."""


@dataclass(frozen=True, slots=True)
class Overdue:
    """How many questions are beyond their term, and some of them, the one that is overdue for longest first."""

    number: int
    ids: Sequence[QuestionId]


class OverdueReader:
    """Reads which questions are beyond their term on a day: not on the term's last day, but from the next one on."""

    def __init__(self, database: Database, figures: FigureReader) -> None:
        self._database = database
        self._figures = figures
        self._candidates = Candidates(database)

    async def followed(self, chat_id: int, day: date, most: int, skip: int = 0) -> Overdue:
        """Those that a chat follows: at most so many, without the first ones."""
        source = follows.join(questions, follows.c.question_id == questions.c.id).outerjoin(summaries, _SAME)
        key = (questions.c.legislature, questions.c.number)
        late = _late(source, key, day).where(follows.c.chat_id == chat_id)
        async with self._database.reading() as connection:
            number = await _count(connection, late)
            rows = await fetched(connection, _some(late, key, most, skip))
            return Overdue(number, [identity_of(row) for row in rows])

    async def meeting(self, query: Query, day: date, most: int, skip: int = 0) -> Overdue:
        """Those that meet a query and are listed still. Raises TooMany, as figures do (`storage.questions.figures`)."""
        query = counted(query)
        met = None if is_exact(query) else await self._figures.met(query)
        key = (summaries.c.legislature, summaries.c.number)
        late = _late(summaries.outerjoin(questions, _SAME), key, day)
        async with self._candidates.asking(query) as (connection, ask, _place):
            late = late.where(summaries.c.place.in_(ask if met is None else met), *listed(query, day))
            number = await _count(connection, late)
            rows = await fetched(connection, _some(late, key, most, skip))
            return Overdue(number, [identity_of(row) for row in rows])


def _late(source: Join, key: Sequence[ColumnElement[int]], day: date) -> Select[Any]:
    late: Select[Any] = select().add_columns(*key).select_from(source).where(_due < day)
    return late


async def _count(connection: AsyncConnection, late: Select[Any]) -> int:
    return int((await connection.execute(late.with_only_columns(func.count()))).scalar_one())


def _some(late: Select[Any], key: Sequence[ColumnElement[int]], most: int, skip: int) -> Select[Any]:
    return late.order_by(_due, *key).limit(most).offset(skip)
