"""The catalogue: the record of every question of the archives, and the route from a sweep to the outbox.

A sweep hands over the records that changed, some at a time; they are written in slices, each of which is one
transaction with its events and its outbox rows (see `storage.slices`). A killed sweep begins again, and finds the
records of finished slices unchanged. That the archive was swept is written when all are.
"""

import asyncio
import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import BindParameter, Row, bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.change import Event, compare
from bot.core.confirmation import Statement, confirmed, is_confirmed, next_statement, takes_back
from bot.core.merge import Readings
from bot.core.question import Source
from bot.core.schedule import FRESH_ARCHIVE, vouched_at
from bot.core.summary import IndexedStems, Signatures, Summary
from bot.core.validators import Validators
from storage.database import Database, insert_or_replace, is_passing_trouble
from storage.intake.archives import Archives, last_file_at, remember_archive, succeeded
from storage.intake.steps import Plan, Seen, Step
from storage.outbox import event_log, grouping
from storage.outbox.waiting import Waiting
from storage.questions.deputies import signed
from storage.questions.index import Indexed, index
from storage.questions.readings import RecordReader, past_of, readings_with, remember
from storage.questions.rows import archive_name, dumps, loads
from storage.slices import Slices
from storage.tables import catalogue, checks, follows, questions

log = logging.getLogger(__name__)

PAGE = 2000
"""Rows that are read at a time: more would delay everything else."""

BATCH = 200
"""Records that are read at a time to be believed."""

MOST_ROWS = 2_000
"""The most that one transaction writes, in rows of the outbox; see `storage.intake.steps`."""


@dataclass(frozen=True, slots=True)
class Packed:
    """One record of an archive. `crc` and `size` are those of its bytes, `record` is how the archive packs them.

    `answer_key` is the same number for all questions that one text answers; None where there is no answer.
    `summary` and `stems` are what the question is found and counted by, `signatures` by what its likes are found (see
    `bot.core.summary`).
    """

    number: int
    crc: int
    size: int
    record: bytes
    author_ref: str | None
    answer_key: int | None
    summary: Summary
    stems: IndexedStems
    signatures: Signatures


@dataclass(frozen=True, slots=True)
class Brought:
    """The result of a whole sweep, as it is remembered. `digest` is that of the file, `questions` how many it held.

    `unsure` are the numbers of known questions without a readable record in it: the archive does not vouch for them.
    `is_kept_up` is whether it should be made anew daily, as the current legislature's is.
    """

    validators: Validators
    digest: str
    reader: int
    questions: int
    issue: date | None
    unsure: Collection[int]
    is_kept_up: bool


class Catalogue:
    """The table of the catalogue; what a sweep changes there goes on to the outbox."""

    def __init__(self, database: Database, archives: Archives, reader: RecordReader, waiting: Waiting) -> None:
        self._database = database
        self._archives = archives
        self._reader = reader
        self._waiting = waiting
        self._slices = Slices(database)

    async def checksums(self, legislature: int) -> dict[int, tuple[int, int]]:
        """The (crc, size) of every record of a legislature, by number."""
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
        """The highest number in the last archive that was believed; None where there was none."""
        had = (catalogue.c.legislature == legislature, catalogue.c.confirmed_until.is_(None))
        async with self._database.reading() as connection:
            newest: int | None = (
                await connection.execute(select(func.max(catalogue.c.number)).where(*had))
            ).scalar_one()
        return newest

    async def spare_pages(self, legislature: int, now: datetime) -> None:
        """Put off the pages of a legislature whose archive stands in for them; some were followed since its sweep."""
        async with self._database.writing() as connection:
            await _spare_pages(connection, legislature, now)

    async def take(
        self, legislature: int, records: Sequence[Packed], now: datetime, sweep: int, reader: int | None = None
    ) -> None:
        """Write records that changed, with the events and the outbox rows of the questions that anybody asked for.

        `sweep` is the number of the sweep. `reader` is the version of the reader, given where the archive was never
        taken in whole: with it, the batches that a kill leaves need not be read again.
        """
        if not records:
            return
        packed = {each.number: each for each in records}
        authors = {(legislature, each.number): each.author_ref for each in records}
        plan = Plan(self._database, legislature, partial(self._step, packed, now), authors)
        await plan.compute(list(packed))
        rest = list(packed)
        while some := plan.first(rest, self._slices.size(MOST_ROWS)):
            async with self._slices.writing(MOST_ROWS) as connection:
                if reader is not None:
                    await remember_archive(connection, archive_name(legislature), {"reader": reader})
                await self._write(connection, legislature, [packed[number] for number in some], plan, now, sweep)
            rest = rest[len(some) :]

    async def _write(
        self,
        connection: AsyncConnection,
        legislature: int,
        records: Sequence[Packed],
        plan: Plan,
        now: datetime,
        sweep: int,
    ) -> None:
        """As `take`, for some records in one transaction."""
        values = {each.number: _values(legislature, each, now) for each in records}
        steps = await plan.steps(connection, list(values))
        for step in steps:
            values[step.stored.row.number].update(step.kept)
        indexed = [Indexed(each.number, each.author_ref, each.summary, each.stems, each.signatures) for each in records]
        await index(connection, self._database.stems, legislature, indexed)
        await connection.execute(insert_or_replace(connection, catalogue), list(values.values()))
        await _spread(connection, steps, now, sweep)

    def _step(self, packed: Mapping[int, Packed], now: datetime, seen: Seen) -> Step | None:
        """The step that the changed record of a question makes, which is parsed here."""
        record = self._reader.record(packed[seen.stored.row.number].record)
        if record is None:
            return None
        old = self._reader.archived(seen.stored.archive)
        before = readings_with(seen.stored, old)
        archived = next_statement(old, record, now, past_of(seen.stored.row, seen.told))
        is_same = old is not None and old.believed == archived.believed
        return _believing(seen, before, archived, before.archive_at if is_same else now)

    async def believe(self, legislature: int, now: datetime, least: timedelta, sweep: int) -> None:
        """Believe what waits to be confirmed, where it stayed the same until this sweep and for at least `least`."""
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
        """As `believe`, for some records."""
        settled = await asyncio.to_thread(self._confirmed, rows, now, least)
        if not settled:
            return
        plan = Plan(self._database, legislature, partial(self._settle, settled, now))
        await plan.compute(list(settled))
        rest = list(settled)
        here = (catalogue.c.legislature == legislature, catalogue.c.number == bindparam("which"))
        values: dict[str, BindParameter[Any]] = {
            name: bindparam(name) for name in ("changed_at", "believed", "unconfirmed_since")
        }
        while some := plan.first(rest, self._slices.size(MOST_ROWS)):
            bound = [{"which": number, "changed_at": now, **_kept(confirmed(settled[number]))} for number in some]
            async with self._slices.writing(MOST_ROWS) as connection:
                steps = await plan.steps(connection, some)
                await connection.execute(update(catalogue).where(*here).values(values), bound)
                await _spread(connection, steps, now, sweep)
            rest = rest[len(some) :]

    def _confirmed(self, rows: Sequence[Row[Any]], now: datetime, least: timedelta) -> dict[int, Statement]:
        """The statements that are confirmed, by number. It parses their records, and therefore runs in a thread."""
        waiting = {row.number: self._reader.archived(row) for row in rows}
        return {
            number: archived for number, archived in waiting.items() if archived and is_confirmed(archived, now, least)
        }

    def _settle(self, settled: Mapping[int, Statement], now: datetime, seen: Seen) -> Step:
        """The step that confirms the statement of a question. One that tells of no end any more reopens it."""
        archived = settled[seen.stored.row.number]
        believed = confirmed(archived)
        reopened = int(takes_back(archived.believed, believed.believed))
        return _believing(seen, self._reader.readings(seen.stored), believed, now, reopened)

    async def finish(self, legislature: int, brought: Brought, now: datetime) -> bool:
        """Remember a sweep that is over, and release what it found. Returns whether the outbox got anything."""
        name = archive_name(legislature)
        async with self._database.writing() as connection:
            # Records that this file lacks were last vouched for by the file before it.
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
        """End the waiting for questions that do not exist, as the archive shows. Returns whether any message is due."""
        is_followed = select(follows.c.chat_id).where(follows.c.question_id == questions.c.id).exists()
        unread = (questions.c.legislature == legislature, questions.c.snapshot.is_(None), is_followed)
        rows = (await connection.execute(select(questions).where(*unread))).all()
        return any([await self._waiting.settle_by_archive(connection, row, now) for row in rows])

    async def confirm(self, legislature: int, is_kept_up: bool, now: datetime) -> bool:
        """Note that the archive has not changed, and release what was found. Returns whether the outbox got anything.

        An archive that should be made anew daily, and stands still for days, no longer stands in for the pages.
        """
        name = archive_name(legislature)
        # The archive may have been a finished legislature's until now.
        renewed_at = ((await self._archives.of(name)).renewed_at or now) if is_kept_up else None
        async with self._database.writing() as connection:
            await remember_archive(connection, name, {**succeeded(now), "renewed_at": renewed_at})
            if vouched_at(now, renewed_at) == now:
                await _spare_pages(connection, legislature, now)
        return await self._release_soon()

    async def _release_soon(self) -> bool:
        """As `release`; a passing trouble is logged and left to the next `release`: the sweep itself is written."""
        try:
            return await self.release()
        except Exception as error:
            if not is_passing_trouble(error):
                raise
            log.warning("what a sweep found cannot be released for now: %s", error)
            return False

    async def release(self) -> bool:
        """Release what a sweep found, also one that did not come to its end. Returns whether there was anything."""
        return await grouping.release(self._database)


def _believing(seen: Seen, before: Readings, archived: Statement, at: datetime | None, reopened: int = 0) -> Step:
    """The step from `before` to believing the archive; it last changed `at`, and reopened the question so often."""
    believed = signed(archived.believed, seen.stored.author)
    after = replace(before, archive=believed, archive_at=at, reopenings=before.reopenings + reopened)
    found = compare(before, after, seen.told, loads(seen.stored.row.snapshot))
    return Step(seen.stored, before, after, found, {"changed_at": at, **_kept(archived)})


async def _spread(connection: AsyncConnection, steps: Sequence[Step], now: datetime, sweep: int) -> None:
    """Write the new readings and the events of steps.

    Events of questions of which an official reading was known are written together: a sweep can bring thousands.
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
    """The columns of the catalogue that a statement fills, beside the record itself."""
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
    """Remember until when the archive vouched for the `unsure` numbers, and vouch again for all others.

    The pages of those that are newly unsure are due at once: nothing else tells what happens to them.
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
    """Put off the Assemblée's pages of the questions in the archive until it is old: it said what they would."""
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
