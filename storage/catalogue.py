"""The catalogue: every question of the archives that are swept, and what a sweep changes.

A sweep hands over the records that changed, some at a time; each lot is one transaction with its events and its outbox
rows. A killed sweep is begun again and finds the lots that were written unchanged. `Swept` of an archive is written
when all lots are.
"""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, and_, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.change import Event, compare
from bot.core.merge import Readings
from bot.core.pace import Swept, is_fresh
from bot.core.retraction import Archived, is_confirmed, next_record
from storage import bundles, news
from storage.database import Database, insert_or_ignore, insert_or_replace
from storage.knowledge import Stored, Unpack, archived_of, gather, last_ministry, readings_of, remember, signed
from storage.looks import Validators
from storage.questions import ARCHIVE, legislature_of
from storage.tables import archives, catalogue, deputies, questions

PAGE = 2000
"""Rows that are read at a time: more would hold up everything else."""


@dataclass(frozen=True, slots=True)
class Packed:
    """One record of an archive. `crc` and `size` are those of its bytes, `record` is how the archive packs them.

    `answer_key` is a number that questions have in common which one text answers; None where there is no text.
    """

    number: int
    crc: int
    size: int
    record: bytes
    author_ref: str | None
    answer_key: int | None


@dataclass(frozen=True, slots=True)
class Sweeps:
    """What is remembered of one archive: how to ask for it, when it was swept, how many questions it held."""

    swept: Swept
    validators: Validators
    reader: int | None
    questions: int | None


class Catalogue:
    """The table of the catalogue, and through it the route from the archive to the outbox."""

    def __init__(self, database: Database, unpack: Unpack) -> None:
        self._database = database
        self._unpack = unpack

    async def sweeps(self, name: str) -> Sweeps:
        """What is remembered of an archive: `archive-17`, or `deputies`."""
        async with self._database.reading() as connection:
            row = (await connection.execute(select(archives).where(archives.c.name == name))).one_or_none()
        if row is None:
            return Sweeps(Swept(), Validators(), None, None)
        swept = Swept(row.looked_at, row.confirmed_at, row.issue, row.failures)
        return Sweeps(swept, Validators(row.etag, row.last_modified), row.reader, row.questions)

    async def checksums(self, legislature: int) -> dict[int, tuple[int, int]]:
        """(crc, size) of every record that is known, by number."""
        known: dict[int, tuple[int, int]] = {}
        last = 0
        while True:
            query = (
                select(catalogue.c.number, catalogue.c.crc, catalogue.c.size)
                .where(catalogue.c.legislature == legislature, catalogue.c.number > last)
                .order_by(catalogue.c.number)
                .limit(PAGE)
            )
            async with self._database.reading() as connection:
                rows = (await connection.execute(query)).all()
            if not rows:
                return known
            known.update((number, (crc, size)) for number, crc, size in rows)
            last = rows[-1].number

    async def fresh(self, now: datetime) -> set[int]:
        """The legislatures whose archive stands in for their pages now."""
        return {legislature for legislature, at in (await self.confirmed()).items() if is_fresh(at, now)}

    async def confirmed(self) -> dict[int, datetime]:
        """When each legislature's archive last confirmed the catalogue."""
        query = select(archives.c.name, archives.c.confirmed_at).where(archives.c.confirmed_at.is_not(None))
        async with self._database.reading() as connection:
            rows = (await connection.execute(query)).all()
        return {legislature_of(name): at for name, at in rows if name.startswith(ARCHIVE)}

    async def take(self, legislature: int, records: Sequence[Packed], now: datetime, sweep: int) -> None:
        """Write some records that changed, with the events and the outbox rows of those that anybody asked for."""
        if not records:
            return
        numbers = [each.number for each in records]
        asked_for = select(questions).where(questions.c.legislature == legislature, questions.c.number.in_(numbers))
        async with self._database.writing() as connection:
            rows = (await connection.execute(asked_for)).all()
            known = await gather(connection, rows)
            by_number = {each.number: each for each in records}
            values = {each.number: _values(legislature, each, now) for each in records}
            for stored in known:
                packed = by_number[stored.row.number]
                await self._take_known(connection, stored, packed, values[packed.number], now, sweep)
            await connection.execute(insert_or_replace(connection, catalogue), list(values.values()))

    async def _take_known(
        self,
        connection: AsyncConnection,
        stored: Stored,
        packed: Packed,
        values: dict[str, Any],
        now: datetime,
        sweep: int,
    ) -> None:
        """A changed record of a question that somebody asked for once; puts what is kept of it into `values`."""
        moved_to = await last_ministry(connection, stored.row.id)
        step = await asyncio.to_thread(self._step, stored, packed, now, moved_to)
        if step is None:
            return
        values.update(changed_at=step.after.archive_at, taken_back_at=step.archived.since)
        if step.archived.kept is not None and stored.archive is not None:
            values.update(kept=stored.archive.kept or stored.archive.record)
        await remember(connection, stored.row, step.after, now)
        await news.spread(connection, stored.row.id, step.before, step.after, step.found, now, sweep)

    def _step(self, stored: Stored, packed: Packed, now: datetime, moved_to: str | None) -> "_Step | None":
        """Pure, but for the parsing, which is why it runs in a thread."""
        record = self._unpack(packed.record)
        if record is None:
            return None
        before = readings_of(stored, self._unpack)
        old = archived_of(stored.archive, self._unpack)
        archived = next_record(old, record, now)
        same = old is not None and old.record == record
        after = replace(
            before,
            archive=signed(archived.believed, stored.author),
            archive_at=before.archive_at if same else now,
        )
        return _Step(before, after, archived, compare(before, after, moved_to))

    async def take_back(self, legislature: int, now: datetime, least: timedelta, sweep: int) -> None:
        """Believe what the archive took back, where it stayed so until this sweep and for at least that long."""
        query = select(catalogue).where(
            catalogue.c.legislature == legislature, catalogue.c.taken_back_at <= now - least
        )
        async with self._database.reading() as connection:
            waiting = (await connection.execute(query)).all()
        for row in waiting:
            archived = archived_of(row, self._unpack)
            if archived is not None and is_confirmed(archived, now, least):
                await self._take_back(row, archived, now, sweep)

    async def _take_back(self, row: Row[Any], archived: Archived, now: datetime, sweep: int) -> None:
        here = and_(catalogue.c.legislature == row.legislature, catalogue.c.number == row.number)
        asked_for = select(questions).where(
            questions.c.legislature == row.legislature, questions.c.number == row.number
        )
        async with self._database.writing() as connection:
            known = await gather(connection, (await connection.execute(asked_for)).all())
            await connection.execute(
                update(catalogue).where(here).values(taken_back_at=None, kept=None, changed_at=now)
            )
            for stored in known:
                before = readings_of(stored, self._unpack)
                after = replace(
                    before,
                    archive=signed(archived.record, stored.author),
                    archive_at=now,
                    reopenings=before.reopenings + 1,
                )
                await remember(connection, stored.row, after, now)
                found = compare(before, after)
                await news.spread(connection, stored.row.id, before, after, found, now, sweep)

    async def finish(
        self,
        name: str,
        validators: Validators,
        reader: int,
        count: int,
        issue: date | None,
        now: datetime,
        sweep: int,
    ) -> bool:
        """The sweep is over: remember it, and let go what it brought. Tells whether the outbox got anything."""
        async with self._database.writing() as connection:
            values = {
                "etag": validators.etag,
                "last_modified": validators.last_modified,
                "reader": reader,
                "questions": count,
                **({"issue": issue} if issue else {}),
                **_succeeded(now),
            }
            await _remember_archive(connection, name, values)
            return await bundles.release(connection, sweep)

    async def confirm(self, name: str, now: datetime, sweep: int) -> bool:
        """The archive has not changed. Tells whether the outbox got anything: what was taken back may be believed."""
        async with self._database.writing() as connection:
            await _remember_archive(connection, name, _succeeded(now))
            return await bundles.release(connection, sweep)

    async def fail(self, name: str, now: datetime) -> None:
        """The archive could not be had, or not be believed."""
        async with self._database.writing() as connection:
            await _remember_archive(connection, name, {"looked_at": now})
            await connection.execute(
                update(archives).where(archives.c.name == name).values(failures=archives.c.failures + 1)
            )

    async def release(self) -> bool:
        """Let go what sweeps brought that were killed before their end. Tells whether there was anything."""
        async with self._database.writing() as connection:
            return await bundles.release(connection)

    async def lacks_names(self) -> bool:
        """Whether a question's author is not among the deputies whose names are known."""
        named = select(deputies.c.ref).where(deputies.c.ref == catalogue.c.author_ref)
        query = select(catalogue.c.author_ref).where(catalogue.c.author_ref.is_not(None), ~named.exists()).limit(1)
        async with self._database.reading() as connection:
            return (await connection.execute(query)).first() is not None

    async def name_deputies(self, names: Iterable[tuple[str, str]]) -> None:
        """Remember the names of deputies; those who left the Assemblée stay known."""
        rows = [{"ref": reference, "name": name} for reference, name in names]
        async with self._database.writing() as connection:
            for start in range(0, len(rows), PAGE):
                await connection.execute(insert_or_replace(connection, deputies), rows[start : start + PAGE])

    async def answered_by(self, key: int) -> int:
        """How many questions one text answers."""
        query = select(func.count()).where(catalogue.c.answer_key == key)
        async with self._database.reading() as connection:
            return int((await connection.execute(query)).scalar_one())


@dataclass(frozen=True, slots=True)
class _Step:
    """What one changed record does to what is known of its question."""

    before: Readings
    after: Readings
    archived: Archived
    found: tuple[Event, ...]


def _values(legislature: int, packed: Packed, now: datetime) -> dict[str, Any]:
    return {
        "legislature": legislature,
        "number": packed.number,
        "crc": packed.crc,
        "size": packed.size,
        "author_ref": packed.author_ref,
        "answer_key": packed.answer_key,
        "changed_at": now,
        "taken_back_at": None,
        "record": packed.record,
        "kept": None,
    }


def _succeeded(now: datetime) -> dict[str, Any]:
    return {"looked_at": now, "confirmed_at": now, "failures": 0}


async def _remember_archive(connection: AsyncConnection, name: str, values: dict[str, Any]) -> None:
    await connection.execute(insert_or_ignore(connection, archives).values(name=name, failures=0))
    await connection.execute(update(archives).where(archives.c.name == name).values(**values))
