"""Checks: which question is due for a check of which source, and what each check brought."""

import asyncio
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, and_, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.change import NOTHING_TOLD, compare
from bot.core.confirmation import Statement, confirmed, is_confirmed, next_statement
from bot.core.merge import Readings, carry
from bot.core.question import Question, QuestionId, Source
from bot.core.schedule import CONFIRMED_AFTER, LONGEST_ABSENCE
from bot.core.validators import Validators
from storage.database import Database
from storage.outbox import event_log
from storage.outbox.waiting import Waiting
from storage.questions.readings import RecordReader, gather, page_of, past_of, remember, told_of
from storage.questions.rows import dumps, find, find_or_create, loads
from storage.tables import catalogue, checks, follows, questions

NextCheck = Callable[[int], datetime]
"""Given how many checks in a row ended this way, when the next one is due."""


class Checks:
    """The table of checks, and through it the route from a reading to the outbox."""

    def __init__(self, database: Database, reader: RecordReader, waiting: Waiting) -> None:
        self._database = database
        self._reader = reader
        self._waiting = waiting

    async def due(
        self,
        source: Source,
        now: datetime,
        limit: int,
        archived: Collection[int] = (),
        among: Collection[int] | None = None,
        safest: bool = False,
        unseen_since: datetime | None = None,
    ) -> list[QuestionId]:
        """Followed questions whose check of `source` is due, the longest due first; of the legislatures `among` alone,
        where those are given; the `safest` first, whose last checks did not fail, where that is asked for; and of those
        alone that were not looked at since `unseen_since`, where that is given.

        Of the legislatures in `archived` the archive tells what the Assemblée's pages would: questions of which its
        last sweep had a record are left out.
        """
        is_followed = select(follows.c.chat_id).where(follows.c.question_id == checks.c.question_id).exists()
        query = (
            select(questions.c.legislature, questions.c.number)
            .join(checks, checks.c.question_id == questions.c.id)
            .where(checks.c.source == source.value, checks.c.next_at <= now, is_followed)
            .order_by(*([checks.c.failures] if safest else []), checks.c.next_at)
            .limit(limit)
        )
        if among is not None:
            query = query.where(questions.c.legislature.in_(list(among)))
        if unseen_since is not None:
            query = query.where(checks.c.looked_at.is_(None) | (checks.c.looked_at < unseen_since))
        if source is Source.ASSEMBLEE and archived:
            here = and_(catalogue.c.legislature == questions.c.legislature, catalogue.c.number == questions.c.number)
            sure = (questions.c.legislature.in_(list(archived)), catalogue.c.confirmed_until.is_(None))
            listed = select(catalogue.c.number).where(here, *sure)
            query = query.where(~listed.exists())
        async with self._database.reading() as connection:
            return [QuestionId(row.legislature, row.number) for row in await connection.execute(query)]

    async def next_followed(self, source: Source, among: Collection[int]) -> QuestionId | None:
        """The followed question of these legislatures whose check of `source` is due first, whenever that is."""
        is_followed = select(follows.c.chat_id).where(follows.c.question_id == checks.c.question_id).exists()
        query = (
            select(questions.c.legislature, questions.c.number)
            .join(checks, checks.c.question_id == questions.c.id)
            .where(checks.c.source == source.value, questions.c.legislature.in_(list(among)), is_followed)
            .order_by(checks.c.next_at)
            .limit(1)
        )
        async with self._database.reading() as connection:
            row = (await connection.execute(query)).one_or_none()
        return None if row is None else QuestionId(row.legislature, row.number)

    async def bring_forward(self, source: Source, now: datetime, usual: float, rare: float) -> None:
        """Plan anew those of the checks `rare` seconds apart that come later than checks `usual` seconds apart can."""
        query = select(checks.c.question_id, checks.c.absences, checks.c.next_at).where(
            checks.c.source == source.value, checks.c.next_at > now + timedelta(seconds=usual)
        )
        async with self._database.writing() as connection:
            rows = (await connection.execute(query)).all()
            late = [(id, at) for id, absences, at in rows if at > _latest(absences, now, usual)]
            await _plan(connection, source, {id: now + (at - now) * (usual / rare) for id, at in late})

    async def spread(self, source: Source, legislature: int, now: datetime, interval: float) -> None:
        """A legislature's questions are looked at within one interval, not all at once and not in years."""
        which = select(questions.c.id).where(questions.c.legislature == legislature)
        query = select(checks.c.question_id).where(checks.c.source == source.value, checks.c.question_id.in_(which))
        async with self._database.writing() as connection:
            found = (await connection.execute(query)).scalars().all()
            step = timedelta(seconds=interval / max(1, len(found)))
            await _plan(connection, source, {id: now + step * at for at, id in enumerate(found)})

    async def reading(self, question: QuestionId, source: Source, reader: int) -> Question | None:
        """The last good reading; None where there is none, or another version of the reader made it."""
        async with self._database.reading() as connection:
            row = await find(connection, question)
            check = row and await _check(connection, row.id, source)
        return loads(check.reading) if check and check.reader == reader else None

    async def validators(self, question: QuestionId, source: Source, reader: int) -> Validators:
        """The validators of the last good reading; none where another version of the reader made it.

        Nor where something of it waits to be confirmed: that takes the page itself.
        """
        async with self._database.reading() as connection:
            row = await find(connection, question)
            check = row and await _check(connection, row.id, source)
        if not check or check.reading is None or check.reader != reader or check.unconfirmed is not None:
            return Validators()
        return Validators(check.etag, check.last_modified)

    async def record_reading(
        self,
        reading: Question,
        source: Source,
        validators: Validators,
        reader: int,
        now: datetime,
        next_at: datetime,
        least: timedelta = CONFIRMED_AFTER,
    ) -> bool:
        """Write a good reading, what it changes and whom it concerns, in one transaction.

        What an older state could say too is believed once pages said it for at least `least`; the next check is due by
        then. Tells whether the outbox got anything.
        """
        async with self._database.writing() as connection:
            row = await find_or_create(connection, reading.id, now)
            (stored,) = await gather(connection, [row])
            before, check = self._reader.readings(stored), stored.checks[source.value]
            # The words of two versions of a reader cannot be compared: what is read otherwise is not news.
            is_read_alike = check.reading is None or check.reader == reader
            told = (await told_of(connection, [row.id])).get(row.id, NOTHING_TOLD)
            carried = carry(loads(check.reading), reading)
            page = (
                next_statement(page_of(check), carried, now, past_of(row, told))
                if is_read_alike
                else Statement(carried)
            )
            page = confirmed(page) if is_confirmed(page, now, least) else page
            after = _with_reading(before, source, page.believed, now)
            known = before if is_read_alike else after
            found = await asyncio.to_thread(compare, known, after, told, loads(row.snapshot))
            await _update_check(
                connection,
                row.id,
                source,
                reading=dumps(page.believed),
                unconfirmed=page.since and dumps(page.record),
                unconfirmed_since=page.since,
                reader=reader,
                etag=validators.etag,
                last_modified=validators.last_modified,
                read_at=now,
                looked_at=now,
                absences=0,
                failures=0,
                next_at=next_at if page.since is None else min(next_at, page.since + least),
            )
            await remember(connection, [(row, after)], now)
            return await event_log.spread(connection, row.id, before, after, found, now)

    async def check_soon(self, question: QuestionId, source: Source, now: datetime) -> None:
        """A look at this page is due: something is said to have happened there."""
        async with self._database.writing() as connection:
            if row := await find(connection, question):
                await _update_check(connection, row.id, source, next_at=now)

    async def record_unchanged(self, question: QuestionId, source: Source, now: datetime, next_at: datetime) -> None:
        """The source confirmed its last reading."""
        async with self._database.writing() as connection:
            if row := await find(connection, question):
                confirmed = {"read_at": now, "looked_at": now, "absences": 0, "failures": 0, "next_at": next_at}
                await _update_check(connection, row.id, source, **confirmed)

    async def record_absence(self, question: QuestionId, source: Source, now: datetime, next_check: NextCheck) -> bool:
        """The source has no such page; what it said before stays known. Tells whether the outbox got anything."""
        async with self._database.writing() as connection:
            row = await find(connection, question)
            if row is None:
                return False
            absences = (await _check(connection, row.id, source)).absences + 1
            await _update_check(
                connection,
                row.id,
                source,
                looked_at=now,
                absences=absences,
                failures=0,
                next_at=next_check(absences),
            )
            assemblee = await _check(connection, row.id, Source.ASSEMBLEE)
            if not assemblee.absences or assemblee.failures:
                return False
            return await self._waiting.settle_absence(connection, row, now)

    async def record_failure(
        self, question: QuestionId, source: Source, reason: str, now: datetime, next_check: NextCheck
    ) -> bool:
        """The source could not be fetched or read; nothing that is known changes.

        Tells whether the outbox got anything: it can be the check of the second source that was waited for before a
        question that the first does not have is said not to exist; and a page that cannot be had leaves it to the
        archive to say that.
        """
        async with self._database.writing() as connection:
            row = await find(connection, question)
            if row is None:
                return False
            failures = (await _check(connection, row.id, source)).failures + 1
            await _update_check(
                connection,
                row.id,
                source,
                looked_at=now,
                failures=failures,
                reason=reason[:300],
                next_at=next_check(failures),
            )
            if source is Source.ASSEMBLEE:
                return await self._waiting.settle_by_archive(connection, row, now)
            assemblee = await _check(connection, row.id, Source.ASSEMBLEE)
            if not assemblee.absences or assemblee.failures:
                return False
            return await self._waiting.settle_absence(connection, row, now)


def _with_reading(before: Readings, source: Source, carried: Question, now: datetime) -> Readings:
    if source is Source.ASSEMBLEE:
        return replace(before, assemblee=carried, assemblee_at=now)
    return replace(before, nosdeputes=carried, nosdeputes_at=now)


def _latest(absences: int, now: datetime, interval: float) -> datetime:
    """When a check is due at the latest where checks are an `interval` apart."""
    return now + timedelta(seconds=interval * (LONGEST_ABSENCE if absences else 1))


async def _plan(connection: AsyncConnection, source: Source, due: Mapping[int, datetime]) -> None:
    if due:
        here = (checks.c.source == source.value, checks.c.question_id == bindparam("which"))
        rows = [{"which": question, "at": at} for question, at in due.items()]
        await connection.execute(update(checks).where(*here).values(next_at=bindparam("at")), rows)


async def _check(connection: AsyncConnection, question: int, source: Source) -> Row[Any]:
    query = select(checks).where(checks.c.question_id == question, checks.c.source == source.value)
    return (await connection.execute(query)).one()


async def _update_check(connection: AsyncConnection, question: int, source: Source, **values: object) -> None:
    where = (checks.c.question_id == question, checks.c.source == source.value)
    await connection.execute(update(checks).where(*where).values(**values))
