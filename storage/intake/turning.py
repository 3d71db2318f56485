"""The turns of a batch of records of questions that nobody asked for, computed before they are written.

As with steps (see `storage.intake.steps`), the transactions that write the batch read again what the turns were
computed from, and compute again only what somebody changed in between.
"""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database
from storage.intake import unfollowed
from storage.intake.packed import Packed
from storage.intake.unfollowed import Standing, Turn, may_end
from storage.intake.watching import Watching
from storage.questions.deputies import names_of
from storage.questions.readings import RecordReader


@dataclass(frozen=True, slots=True)
class Known:
    """All that a turn is computed from, beside the record: the row of the catalogue, and the name of the author."""

    row: Row[Any] | None
    author: str | None


class Turning:
    """The turns of a batch of records of one legislature.

    A question that the catalogue lacks is new after the number `new_after`; none is, where that is None.
    """

    def __init__(
        self,
        database: Database,
        reader: RecordReader,
        watching: Watching,
        legislature: int,
        packed: Mapping[int, Packed],
        new_after: int | None,
        now: datetime,
    ) -> None:
        self._database = database
        self._reader = reader
        self._watching = watching
        self._legislature = legislature
        self._packed = packed
        self.new_after = new_after
        self.now = now
        self._made: dict[int, tuple[Known, Turn | None]] = {}

    async def compute(self, numbers: Collection[int]) -> None:
        """Compute the turns of these questions, those of them that may be news. Nothing is held meanwhile."""
        async with self._database.reading() as connection:
            standing = await unfollowed.standing_of(connection, self._legislature, numbers)
            known = await self._know(connection, numbers, standing)
        await self._make(known)

    def planned(self, numbers: Collection[int]) -> list[Turn]:
        """The turns of some of the questions, as they were computed."""
        made = [self._made[number][1] for number in numbers if number in self._made]
        return [turn for turn in made if turn is not None]

    async def turns(
        self, connection: AsyncConnection, numbers: Collection[int], standing: Mapping[int, Standing]
    ) -> list[Turn]:
        """The turns of some of the questions, as the transaction of `connection` sees these, and their `standing`."""
        known = await self._know(connection, numbers, standing)
        await self._make({number: each for number, each in known.items() if self._planned(number) != each})
        found = [self._made[number][1] for number in known]
        return [turn for turn in found if turn is not None]

    def _planned(self, number: int) -> Known | None:
        """What the turn of a question was computed from."""
        known, _ = self._made.get(number, (None, None))
        return known

    async def _know(
        self, connection: AsyncConnection, numbers: Collection[int], standing: Mapping[int, Standing]
    ) -> dict[int, Known]:
        some = [self._packed[number] for number in numbers if self._may_be_news(number, standing.get(number))]
        if not some:
            return {}
        here = standing.keys() & {each.number for each in some}
        rows = await unfollowed.rows_of(connection, self._legislature, here)
        names = await names_of(connection, [each.author_ref for each in some])
        return {each.number: Known(rows.get(each.number), names.get(each.author_ref or "")) for each in some}

    def _may_be_news(self, number: int, standing: Standing | None) -> bool:
        """Whether the record of a question that nobody asked for may be news to those who watch."""
        packed, is_watched = self._packed[number], self.new_after is not None and self._watching.is_needed
        if standing is None:
            return is_watched and self.new_after is not None and number > self.new_after
        return may_end(standing, packed.crc, packed.size, packed.summary.state, is_watched)

    async def _make(self, known: Mapping[int, Known]) -> None:
        if not known:
            return
        rows = {number: each.row for number, each in known.items() if each.row is not None}
        authors = {number: each.author for number, each in known.items()}
        records = {number: self._packed[number].record for number in known}
        made: Sequence[Turn] = await asyncio.to_thread(
            unfollowed.turns, self._reader, self._legislature, rows, records, authors, self.now
        )
        by_number = {turn.number: turn for turn in made}
        self._made |= {number: (each, by_number.get(number)) for number, each in known.items()}
