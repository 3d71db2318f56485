"""Indexes the records of the catalogue that are not indexed yet: after an upgrade, or a move into another database.

Sweeps index what they bring. The rest is read from the catalogue as it is, so that no archive has to be fetched again.
"""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from typing import Any

from sqlalchemy import Row, Select, and_, or_, select, tuple_

from bot.core import alike
from bot.core.chambers.chamber import MAX_SERIES
from bot.core.summary import found_by
from storage.database import Database
from storage.questions.index import Indexed, index, version_of
from storage.questions.readings import RecordReader
from storage.tables import catalogue, signatures, summaries

AT_ONCE = 50
"""Records that are read and written at a time, which takes some tens of milliseconds."""

_HERE = and_(summaries.c.legislature == catalogue.c.legislature, summaries.c.number == catalogue.c.number)
_SIGNED = and_(signatures.c.legislature == catalogue.c.legislature, signatures.c.number == catalogue.c.number)


class Indexing:
    """The records that are not indexed yet."""

    def __init__(self, database: Database, reader: RecordReader) -> None:
        self._database = database
        self._reader = reader

    async def fill(self) -> AsyncGenerator[int, None]:
        """Index what is missing, the newest questions first. Yields after each transaction: how many these were."""
        after = (MAX_SERIES, 0)
        while True:
            async with self._database.reading() as connection:
                rows = (await connection.execute(_missing(after, version_of(self._database.stems)))).all()
            if not rows:
                self._database.finds_all = True  # but for records that cannot be read any more
                return
            after = (rows[-1].legislature, rows[-1].number)
            indexed = await asyncio.to_thread(self._read, rows)
            async with self._database.writing() as connection:
                for legislature in {row.legislature for row in rows}:
                    of_it = [each for of, each in indexed if of == legislature]
                    await index(connection, self._database.stems, legislature, of_it)
            self._database.indexed += 1
            yield len(indexed)

    def _read(self, rows: Sequence[Row[Any]]) -> list[tuple[int, Indexed]]:
        records = ((row, self._reader.record(row.legislature, row.record)) for row in rows)
        return [
            (row.legislature, Indexed(row.number, row.author_ref, *found_by(record)))
            for row, record in records
            if record
        ]


def _missing(after: tuple[int, int], version: int) -> Select[Any]:
    """Selects the next records, before a question, that were never indexed or signed, or by other rules."""
    place = tuple_(catalogue.c.legislature, catalogue.c.number)
    is_missing = or_(
        summaries.c.version.is_(None),
        summaries.c.version != version,
        signatures.c.version.is_(None),
        signatures.c.version != alike.VERSION,
    )
    columns = (catalogue.c.legislature, catalogue.c.number, catalogue.c.author_ref, catalogue.c.record)
    return (
        select(*columns)
        .outerjoin(summaries, _HERE)
        .outerjoin(signatures, _SIGNED)
        .where(place < after, is_missing)
        .order_by(catalogue.c.legislature.desc(), catalogue.c.number.desc())
        .limit(AT_ONCE)
    )
