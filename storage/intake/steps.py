"""Steps: the changes that a sweep's records make to what is known of questions, computed before they are written.

To parse records and compare texts takes most of a sweep's time, and nobody can write while a transaction does. So a
batch is read and computed first. The transactions that write it read the rows again, and compute again only what
somebody changed in between.
"""

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.change import NOTHING_TOLD, Event, Told
from bot.core.merge import Readings
from bot.core.turns import fitting
from storage.database import Database
from storage.identity import Key
from storage.outbox import fanout
from storage.questions.readings import Stored, gather, told_of
from storage.tables import follows, questions


@dataclass(frozen=True, slots=True)
class Step:
    """The change that one record makes to the readings of its question; `kept` goes into its row of the catalogue."""

    stored: Stored
    before: Readings
    after: Readings
    found: tuple[Event, ...]
    kept: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Seen:
    """All that a step is computed from, beside the record: the rows of its question, and what was told of that."""

    stored: Stored
    told: Told


RECORD = 10
"""Rows of the outbox that take as long to write as one record does."""

Make = Callable[[Seen], Step | None]
"""Computes the step of a question, None where its record changes nothing. It runs in a thread."""


class Plan:
    """The steps of a batch of questions of one legislature.

    `authors` are references of authors that are about to be written, see `gather`.
    """

    def __init__(
        self, database: Database, legislature: int, make: Make, authors: Mapping[Key, str | None] | None = None
    ) -> None:
        self._database = database
        self._legislature = legislature
        self._make = make
        self._authors = authors
        self._made: dict[int, tuple[Seen, Step | None]] = {}
        self._followers: dict[int, int] = {}

    async def compute(self, numbers: Sequence[int]) -> None:
        """Compute the steps of these questions, those of them that anybody asked for. Nothing is held meanwhile."""
        async with self._database.reading() as connection:
            seen = await self._see(connection, numbers)
        if not seen:
            return
        steps = await asyncio.to_thread(self._make_each, seen)
        self._made = {each.stored.row.number: (each, step) for each, step in zip(seen, steps, strict=True)}
        changed = [step.stored.row.id for step in steps if step is not None and step.found]
        if changed:
            async with self._database.reading() as connection:
                self._followers = await _followers(connection, changed)

    @property
    def asked_for(self) -> Collection[int]:
        """The numbers of the questions that somebody had asked for when their steps were computed."""
        return self._made.keys()

    def planned(self, numbers: Collection[int]) -> list[Step]:
        """The steps of some of the questions, as they were computed."""
        made = [self._made[number][1] for number in numbers if number in self._made]
        return [step for step in made if step is not None]

    def first(self, numbers: Sequence[int], most: int) -> Sequence[int]:
        """The first of the numbers that can be written together, which is as dear as `most` rows of the outbox."""
        return numbers[: fitting([RECORD + self._deliveries(number) for number in numbers], most)]

    def _deliveries(self, number: int) -> int:
        """How many rows of the outbox the step of a question makes. Those of a fan-out are written later."""
        _, step = self._made.get(number, (None, None))
        followers = 0 if step is None else self._followers.get(step.stored.row.id, 0)
        return 0 if step is None or followers > fanout.AT_ONCE else len(step.found) * followers

    async def steps(self, connection: AsyncConnection, numbers: Sequence[int]) -> list[Step]:
        """The steps of some of the questions, as the transaction of `connection` sees these."""
        seen = await self._see(connection, numbers)
        changed = [each for each in seen if self._planned(each) is None]
        if changed:
            steps = await asyncio.to_thread(self._make_each, changed)
            self._made |= {each.stored.row.number: (each, step) for each, step in zip(changed, steps, strict=True)}
        found = [self._made[each.stored.row.number][1] for each in seen]
        return [step for step in found if step is not None]

    def _planned(self, seen: Seen) -> Seen | None:
        """What the step of a question was computed from, where that is what is seen now."""
        planned, _ = self._made.get(seen.stored.row.number, (None, None))
        return planned if planned == seen else None

    def _make_each(self, seen: Sequence[Seen]) -> list[Step | None]:
        return [self._make(each) for each in seen]

    async def _see(self, connection: AsyncConnection, numbers: Sequence[int]) -> list[Seen]:
        asked_for = select(questions).where(
            questions.c.legislature == self._legislature, questions.c.number.in_(numbers)
        )
        known = await gather(connection, (await connection.execute(asked_for)).all(), self._authors)
        told = await told_of(connection, [stored.row.id for stored in known])
        return [Seen(stored, told.get(stored.row.id, NOTHING_TOLD)) for stored in known]


async def _followers(connection: AsyncConnection, ids: Sequence[int]) -> dict[int, int]:
    """How many chats follow each question, given by the id of its row."""
    query: Select[Any] = select(follows.c.question_id, func.count().label("size")).where(follows.c.question_id.in_(ids))
    rows = await connection.execute(query.group_by(follows.c.question_id))
    return {row.question_id: row.size for row in rows}
