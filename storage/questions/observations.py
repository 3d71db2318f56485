"""Observations: all that is known of a question, for display."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.observation import Observation
from bot.core.question import Question, QuestionId
from storage.database import Database
from storage.identity import identity_of
from storage.questions.deputies import names_of, signed
from storage.questions.readings import RecordReader
from storage.questions.rows import archive_name, observation_of, vouched_of
from storage.tables import archives, catalogue, questions


class Observations:
    """Reads observations; writes nothing."""

    def __init__(self, database: Database, reader: RecordReader) -> None:
        self._database = database
        self._reader = reader

    async def of(self, question: QuestionId) -> Observation | None:
        """The observation of a question; None where nobody asked for it yet and the archive does not have it."""
        return (await self.of_each([question])).get(question)

    async def questions(self, ids: Sequence[QuestionId]) -> list[Question | None]:
        """The questions of their observations, in the order of the ids."""
        known = await self.of_each(ids)
        return [known[id].question if id in known else None for id in ids]

    async def of_each(self, ids: Sequence[QuestionId]) -> dict[QuestionId, Observation]:
        """The observations of questions, without those of which nothing is known; in a few statements for all."""
        found: dict[QuestionId, Observation] = {}
        async with self._database.reading() as connection:
            for series in {id.series for id in ids}:
                numbers = {id.number for id in ids if id.series == series}
                found |= await self._of(connection, series, numbers)
        return found

    async def _of(
        self, connection: AsyncConnection, series: int, numbers: Iterable[int]
    ) -> dict[QuestionId, Observation]:
        here = (questions.c.legislature == series, questions.c.number.in_(numbers))
        rows = {row.number: row for row in await connection.execute(select(questions).where(*here))}
        unread = [number for number in numbers if number not in rows or rows[number].snapshot is None]
        archived = await self._archived(connection, series, unread) if unread else {}
        known = {identity_of(row): row for row in rows.values()}
        return archived | {id: await observation_of(connection, row) for id, row in known.items() if id not in archived}

    async def _archived(
        self, connection: AsyncConnection, series: int, numbers: Iterable[int]
    ) -> dict[QuestionId, Observation]:
        """What the archive says of questions; those whose record cannot be read are left out."""
        vouching = (archives.c.name, archives.c.confirmed_at, archives.c.renewed_at)
        query = (
            select(catalogue, *vouching)
            .outerjoin(archives, archives.c.name == archive_name(series))
            .where(catalogue.c.legislature == series, catalogue.c.number.in_(numbers))
        )
        rows = (await connection.execute(query)).all()
        names = await names_of(connection, [row.author_ref for row in rows])
        found = await asyncio.to_thread(self._read, rows, names)
        return {each.id: each for each in found}

    def _read(self, rows: Sequence[Row[Any]], names: Mapping[str, str]) -> list[Observation]:
        """Parse records, which takes a part of a millisecond each."""
        found = []
        for row in rows:
            if (archived := self._reader.archived(row)) is not None:
                believed, vouched = signed(archived.believed, names.get(row.author_ref or "")), vouched_of(row)
                id = identity_of(row)
                found.append(Observation(id, believed, {}, vouched.at, vouched.is_final))
        return found
