"""Reads the rows of a table to take away: which questions it has, and what it says of each.

What is asked of many questions is read from the summaries, and of those alone that somebody asked for by themselves,
which may be known better, from their snapshots.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.plausible import plausible
from bot.core.query import Query
from bot.core.question import QuestionId, State
from bot.core.table import TableRow, row_of
from storage.database import Database
from storage.identity import identity_of, key_of
from storage.questions.candidates import KEY, Candidate, Candidates, is_exact
from storage.questions.rows import among, fetched, loads
from storage.questions.search import Search
from storage.tables import deputies, follows, questions, summaries

MOST_READ = 2_000
"""Questions whose texts are looked at, where the index alone cannot tell: to read and match one takes a millisecond."""

_SHOWN = deputies.c.shown.label("shown")


@dataclass(frozen=True, slots=True)
class TableIds:
    """The questions of a table. `is_whole` is whether these are all there are."""

    ids: Sequence[QuestionId]
    is_whole: bool = True


class TableReader:
    """Reads tables; writes nothing."""

    def __init__(self, database: Database, search: Search) -> None:
        self._database = database
        self._search = search
        self._candidates = Candidates(database)

    async def followed(self, chat_id: int, most: int) -> TableIds:
        """The questions that a chat follows, in the order in which they were followed; at most so many."""
        here = follows.c.question_id == questions.c.id
        query = select(questions.c.legislature, questions.c.number).join(follows, here)
        query = query.where(follows.c.chat_id == chat_id).order_by(follows.c.followed_at, questions.c.id)
        async with self._database.reading() as connection:
            rows = await fetched(connection, query.limit(most + 1))
        return TableIds([identity_of(row) for row in rows[:most]], len(rows) <= most)

    async def meeting(self, query: Query, most: int) -> TableIds:
        """The questions that meet a query, the newest first; at most so many.

        Where the index alone cannot tell, no more than the `MOST_READ` newest are looked at that can meet it.
        """
        bound = most if is_exact(query) else MOST_READ
        async with self._candidates.asking(query) as (connection, ask, place):
            located = ask.with_only_columns(place, *KEY).order_by(place.desc())
            rows = await fetched(connection, located.limit(bound + 1))
        is_whole, found = len(rows) <= bound, [Candidate(*row) for row in rows[:bound]]
        if not is_exact(query):
            met = await self._met(query, found)
            is_whole, found = is_whole and len(met) <= most, met[:most]
        return TableIds([each.id for each in found], is_whole)

    async def rows(self, ids: Sequence[QuestionId]) -> list[TableRow]:
        """What a table says of these questions, in their order; of an unknown one, nothing but its identity."""
        async with self._database.reading() as connection:
            known = await _from_snapshots(connection, ids)
            left = [id for id in ids if id not in known]
            known |= await _from_summaries(connection, left) if left else {}
        return [known.get(id, TableRow(id)) for id in ids]

    async def _met(self, query: Query, candidates: Sequence[Candidate]) -> list[Candidate]:
        met = await self._search.meeting(query, candidates)
        return [each for each in candidates if each.row in met]


async def _from_snapshots(connection: AsyncConnection, ids: Sequence[QuestionId]) -> dict[QuestionId, TableRow]:
    wanted = among(questions, [key_of(id) for id in ids])
    query = select(questions.c.snapshot).where(wanted, questions.c.snapshot.is_not(None))
    snapshots = (await connection.execute(query)).scalars().all()
    found = await asyncio.to_thread(_read, snapshots) if snapshots else []
    return {each.id: each for each in found}


def _read(snapshots: Sequence[str]) -> list[TableRow]:
    """Parse snapshots, which takes a part of a millisecond each."""
    return [row_of(plausible(known)) for each in snapshots if (known := loads(each)) is not None]


async def _from_summaries(connection: AsyncConnection, ids: Sequence[QuestionId]) -> dict[QuestionId, TableRow]:
    wanted = among(summaries, [key_of(id) for id in ids])
    signed = summaries.outerjoin(deputies, deputies.c.ref == summaries.c.author_ref)
    rows = await connection.execute(select(summaries, _SHOWN).select_from(signed).where(wanted))
    return {each.id: each for each in map(_row, rows)}


def _row(row: Row[Any]) -> TableRow:
    state = State(row.state)
    return TableRow(
        identity_of(row),
        state,
        row.shown or row.author,
        row.author_group,
        row.ministry,
        row.rubric,
        row.subject,
        row.asked,
        row.term,
        row.ended if state is State.ANSWERED else None,
        row.closing,
    )
