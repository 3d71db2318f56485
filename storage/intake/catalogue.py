"""The catalogue: every question of the archives that are swept, and what a sweep changes.

A sweep hands over the records that changed, some at a time; each batch is one transaction with its events and its
outbox rows. A killed sweep is begun again and finds the batches that were written unchanged. `Swept` of an archive is
written when all batches are.
"""

import asyncio
import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import BindParameter, Row, bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.change import NOTHING_TOLD, Event, Told, compare
from bot.core.confirmation import Statement, confirmed, is_confirmed, next_statement, takes_back
from bot.core.merge import Readings
from bot.core.question import Source
from bot.core.schedule import FRESH_ARCHIVE, vouched_at
from bot.core.validators import Validators
from storage.database import Database, insert_or_replace, is_passing_trouble
from storage.intake.archives import Archives, last_file_at, remember_archive, succeeded
from storage.outbox import event_log, grouping
from storage.outbox.waiting import Waiting
from storage.questions import search
from storage.questions.deputies import signed
from storage.questions.readings import RecordReader, Stored, gather, past_of, readings_with, remember, told_of
from storage.questions.rows import archive_name, dumps, loads
from storage.tables import catalogue, checks, follows, questions

log = logging.getLogger(__name__)

PAGE = 2000
"""Rows that are read at a time: more would hold up everything else."""

BATCH = 200
"""Records that are believed in one transaction."""


@dataclass(frozen=True, slots=True)
class Packed:
    """One record of an archive. `crc` and `size` are those of its bytes, `record` is how the archive packs them.

    `answer_key` is a number that questions have in common which one text answers; None where there is no text.
    `heading` says what it is about (see `bot.core.heading`): by it the question is found.
    """

    number: int
    crc: int
    size: int
    record: bytes
    author_ref: str | None
    answer_key: int | None
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Brought:
    """What a whole sweep is remembered by.

    `unsure` are the numbers of known questions of which it had no record that can be read: it does not vouch for them.
    `is_kept_up` is whether it should be made anew daily, as the current legislature's is; nobody knows of older ones.
    """

    validators: Validators
    digest: str
    reader: int
    questions: int
    issue: date | None
    unsure: Collection[int]
    is_kept_up: bool


class Catalogue:
    """The table of the catalogue, and through it the route from the archive to the outbox."""

    def __init__(self, database: Database, archives: Archives, reader: RecordReader, waiting: Waiting) -> None:
        self._database = database
        self._archives = archives
        self._reader = reader
        self._waiting = waiting

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

    async def newest(self, legislature: int) -> int | None:
        """The highest number that the last archive that was believed had; None where it had none."""
        had = (catalogue.c.legislature == legislature, catalogue.c.confirmed_until.is_(None))
        async with self._database.reading() as connection:
            newest: int | None = (
                await connection.execute(select(func.max(catalogue.c.number)).where(*had))
            ).scalar_one()
        return newest

    async def spare_pages(self, legislature: int, now: datetime) -> None:
        """Its archive stands in for the pages: those of questions that were followed since are not due either."""
        async with self._database.writing() as connection:
            await _spare_pages(connection, legislature, now)

    async def take(
        self, legislature: int, records: Sequence[Packed], now: datetime, sweep: int, reader: int | None = None
    ) -> None:
        """Write some records that changed, with the events and the outbox rows of those that anybody asked for.

        `reader` is given where the archive was never taken in whole: the version that read it. By that, what a kill
        leaves is known, and need not be read again.
        """
        if not records:
            return
        numbers = [each.number for each in records]
        asked_for = select(questions).where(questions.c.legislature == legislature, questions.c.number.in_(numbers))
        values = {each.number: _values(legislature, each, now) for each in records}
        async with self._database.writing() as connection:
            by_number = {each.number: each for each in records}
            authors = {(legislature, each.number): each.author_ref for each in records}
            known = await gather(connection, (await connection.execute(asked_for)).all(), authors)
            told = await told_of(connection, [stored.row.id for stored in known])
            pairs = [(stored, by_number[stored.row.number]) for stored in known]
            steps = await asyncio.to_thread(self._steps, pairs, told, now)
            for step in steps:
                values[step.stored.row.number].update(step.kept)
            if reader is not None:
                await remember_archive(connection, archive_name(legislature), {"reader": reader})
            await search.index(connection, legislature, {each.number: each.heading for each in records})
            await connection.execute(insert_or_replace(connection, catalogue), list(values.values()))
            await _spread(connection, steps, now, sweep)

    def _steps(self, pairs: Sequence[tuple[Stored, Packed]], told: Mapping[int, Told], now: datetime) -> list["_Step"]:
        """What changed records do to what is known of their questions. It parses, hence in a thread."""
        steps = (self._step(stored, packed, told.get(stored.row.id, NOTHING_TOLD), now) for stored, packed in pairs)
        return [step for step in steps if step is not None]

    def _step(self, stored: Stored, packed: Packed, told: Told, now: datetime) -> "_Step | None":
        record = self._reader.record(packed.record)
        if record is None:
            return None
        old = self._reader.archived(stored.archive)
        before = readings_with(stored, old)
        archived = next_statement(old, record, now, past_of(stored.row, told))
        is_same = old is not None and old.believed == archived.believed
        return self._believing(stored, before, archived, told, before.archive_at if is_same else now)

    def _believing(
        self, stored: Stored, before: Readings, archived: Statement, told: Told, at: datetime | None, reopened: int = 0
    ) -> "_Step":
        """What comes of believing what the archive says; `at` is when that was last another, `reopened` how often."""
        believed = signed(archived.believed, stored.author)
        after = replace(before, archive=believed, archive_at=at, reopenings=before.reopenings + reopened)
        row = {"changed_at": at, **_kept(archived)}
        return _Step(stored, before, after, compare(before, after, told, loads(stored.row.snapshot)), row)

    async def believe(self, legislature: int, now: datetime, least: timedelta, sweep: int) -> None:
        """Believe what waits to be confirmed, where it stayed so until this sweep and for at least that long."""
        last = 0
        while True:
            query = (
                select(catalogue)
                .where(
                    catalogue.c.legislature == legislature,
                    catalogue.c.unconfirmed_since <= now - least,
                    catalogue.c.number > last,
                )
                .order_by(catalogue.c.number)
                .limit(BATCH)
            )
            async with self._database.reading() as connection:
                rows = (await connection.execute(query)).all()
            if not rows:
                return
            last = rows[-1].number
            await self._believe(legislature, rows, now, least, sweep)

    async def _believe(
        self, legislature: int, rows: Sequence[Row[Any]], now: datetime, least: timedelta, sweep: int
    ) -> None:
        """The same for some records, in one transaction."""
        waiting = {row.number: self._reader.archived(row) for row in rows}
        settled = {
            number: archived for number, archived in waiting.items() if archived and is_confirmed(archived, now, least)
        }
        if not settled:
            return
        asked_for = select(questions).where(questions.c.legislature == legislature, questions.c.number.in_(settled))
        here = (catalogue.c.legislature == legislature, catalogue.c.number == bindparam("which"))
        values: dict[str, BindParameter[Any]] = {
            name: bindparam(name) for name in ("changed_at", "believed", "unconfirmed_since")
        }
        bound = [{"which": number, "changed_at": now, **_kept(confirmed(each))} for number, each in settled.items()]
        async with self._database.writing() as connection:
            known = await gather(connection, (await connection.execute(asked_for)).all())
            told = await told_of(connection, [stored.row.id for stored in known])
            steps = [
                self._settle(stored, settled[stored.row.number], told.get(stored.row.id, NOTHING_TOLD), now)
                for stored in known
            ]
            await connection.execute(update(catalogue).where(*here).values(values), bound)
            await _spread(connection, steps, now, sweep)

    def _settle(self, stored: Stored, archived: Statement, told: Told, now: datetime) -> "_Step":
        """What was waiting is confirmed. An end that is told no longer reopens the question."""
        settled = confirmed(archived)
        reopened = int(takes_back(archived.believed, settled.believed))
        return self._believing(stored, self._reader.readings(stored), settled, told, now, reopened)

    async def finish(self, legislature: int, brought: Brought, now: datetime) -> bool:
        """The sweep is over: remember it, and release what it found. Tells whether the outbox got anything."""
        name = archive_name(legislature)
        async with self._database.writing() as connection:
            # The file before this one is the last that told anything of what this one lacks.
            until = await last_file_at(connection, name)
            await _doubt(connection, legislature, brought.unsure, until or now, now)
            values = {
                "etag": brought.validators.etag,
                "last_modified": brought.validators.last_modified,
                "digest": brought.digest,
                "reader": brought.reader,
                "questions": brought.questions,
                "renewed_at": now if brought.is_kept_up else None,
                **({"issue": brought.issue} if brought.issue else {}),
            }
            await remember_archive(connection, name, {**values, **succeeded(now)})
            await _spare_pages(connection, legislature, now)
            settled = await self._settle_absences(connection, legislature, now)
        return await self._release_soon() or settled

    async def _settle_absences(self, connection: AsyncConnection, legislature: int, now: datetime) -> bool:
        """End the waiting for questions that the archive lacks, where that tells that they do not exist."""
        is_followed = select(follows.c.chat_id).where(follows.c.question_id == questions.c.id).exists()
        unread = (questions.c.legislature == legislature, questions.c.snapshot.is_(None), is_followed)
        rows = (await connection.execute(select(questions).where(*unread))).all()
        return any([await self._waiting.settle_by_archive(connection, row, now) for row in rows])

    async def confirm(self, legislature: int, is_kept_up: bool, now: datetime) -> bool:
        """The archive has not changed. Tells whether the outbox got anything: what was unconfirmed may be believed.

        One that should be kept up and stands still for days no longer stands in for the pages.
        """
        name = archive_name(legislature)
        # One that was a finished legislature's before begins to be kept up now.
        renewed_at = ((await self._archives.of(name)).renewed_at or now) if is_kept_up else None
        async with self._database.writing() as connection:
            await remember_archive(connection, name, {**succeeded(now), "renewed_at": renewed_at})
            if vouched_at(now, renewed_at) == now:
                await _spare_pages(connection, legislature, now)
        return await self._release_soon()

    async def _release_soon(self) -> bool:
        """Release what was found. Where that fails for now it is done by `release`: what was remembered stays so."""
        try:
            return await self.release()
        except Exception as error:
            if not is_passing_trouble(error):
                raise
            log.warning("what a sweep found cannot be released for now: %s", error)
            return False

    async def release(self) -> bool:
        """Release what a sweep found that did not come to its end. Tells whether there was anything."""
        return await grouping.release(self._database)


@dataclass(frozen=True, slots=True)
class _Step:
    """What one changed record does to what is known of its question; `kept` goes into its row of the catalogue."""

    stored: Stored
    before: Readings
    after: Readings
    found: tuple[Event, ...]
    kept: Mapping[str, Any]


async def _spread(connection: AsyncConnection, steps: Sequence[_Step], now: datetime, sweep: int) -> None:
    """Write down what is known now, and what happened.

    What happened to questions that were known well goes together: a sweep can bring thousands of such events.
    """
    await remember(connection, [(step.stored.row, step.after) for step in steps], now)
    found: list[tuple[int, Event]] = []
    for step in steps:
        id = step.stored.row.id
        if step.before.archive is None:
            await event_log.pass_over_term(connection, id, step.before.merged, step.after.merged, now)
        if step.before.official is None:
            await event_log.spread(connection, id, step.before, step.after, step.found, now, sweep)
        else:
            found += [(id, event) for event in step.found]
    await event_log.announce(connection, found, now, sweep)


def _kept(archived: Statement) -> dict[str, Any]:
    """What the catalogue keeps beside the record itself."""
    return {"believed": archived.kept and dumps(archived.kept), "unconfirmed_since": archived.since}


def _values(legislature: int, packed: Packed, now: datetime) -> dict[str, Any]:
    return {
        "legislature": legislature,
        "number": packed.number,
        "crc": packed.crc,
        "size": packed.size,
        "author_ref": packed.author_ref,
        "answer_key": packed.answer_key,
        "changed_at": now,
        "unconfirmed_since": None,
        "confirmed_until": None,
        "record": packed.record,
        "believed": None,
    }


async def _doubt(
    connection: AsyncConnection, legislature: int, unsure: Collection[int], until: datetime, now: datetime
) -> None:
    """Remember until when the archive vouched for records that it no longer has, and vouch again for the others.

    Their pages are due at once: nothing else tells what happens to those questions.
    """
    doubted = select(catalogue.c.number).where(
        catalogue.c.legislature == legislature, catalogue.c.confirmed_until.is_not(None)
    )
    before = set((await connection.execute(doubted)).scalars())
    new, past = set(unsure) - before, before - set(unsure)
    changed = [{"which": number, "until": until} for number in new]
    changed += [{"which": number, "until": None} for number in past]
    if changed:
        here = (catalogue.c.legislature == legislature, catalogue.c.number == bindparam("which"))
        await connection.execute(update(catalogue).where(*here).values(confirmed_until=bindparam("until")), changed)
    if new:
        which = select(questions.c.id).where(
            questions.c.legislature == legislature, questions.c.number == bindparam("which")
        )
        pages = (checks.c.source == Source.ASSEMBLEE.value, checks.c.question_id == which.scalar_subquery())
        await connection.execute(update(checks).where(*pages).values(next_at=now), [{"which": each} for each in new])


async def _spare_pages(connection: AsyncConnection, legislature: int, now: datetime) -> None:
    """The archive has just told what the Assemblée's pages would have: they are not due before it is old."""
    here = (catalogue.c.legislature == questions.c.legislature) & (catalogue.c.number == questions.c.number)
    listed = (
        select(questions.c.id)
        .join(catalogue, here)
        .where(questions.c.legislature == legislature, catalogue.c.confirmed_until.is_(None))
    )
    later = now + FRESH_ARCHIVE
    await connection.execute(
        update(checks)
        .where(checks.c.source == Source.ASSEMBLEE.value, checks.c.next_at < later, checks.c.question_id.in_(listed))
        .values(next_at=later)
    )
