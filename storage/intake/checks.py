"""Checks: which question is due for a check of which source, and the result of each check."""

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, bindparam, false, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.change import NOTHING_TOLD, compare
from bot.core.confirmation import Statement, confirmed, is_confirmed, next_statement
from bot.core.merge import Page, carry
from bot.core.question import Question, QuestionId
from bot.core.schedule import CONFIRMED_AFTER, LONGEST_ABSENCE
from bot.core.source import Role, Source
from bot.core.validators import Validators
from storage.database import Database, insert_or_ignore
from storage.identity import identity_of
from storage.outbox import event_log, texts
from storage.outbox.waiting import Waiting
from storage.questions.readings import RecordReader, gather, page_of, past_of, remember, told_of
from storage.questions.rows import OFFICIAL_PAGES, TEXT_PAGES, dumps, find, find_or_create, loads
from storage.tables import catalogue, checks, follows, questions

NextCheck = Callable[[int], datetime]
"""Gives the instant of the next check, from the number of checks in a row that ended the same way."""


class Checks:
    """The table of checks; what a reading changes goes on to the outbox."""

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
        among: Sequence[range] | None = None,
        safest: bool = False,
        unseen_since: datetime | None = None,
    ) -> list[QuestionId]:
        """At most `limit` followed questions whose check of `source` is due, the longest due first.

        `archived` are the legislatures whose archive stands in for the pages: questions of which its last sweep had a
        record are left out. `among` limits the series, `unseen_since` the questions to those that were not checked
        since. With `safest`, those whose last checks did not fail come first. Where pages have the texts that an
        archive lacks, the questions that wait come last: a text is missed where there is an answer.
        """
        is_followed = select(follows.c.chat_id).where(follows.c.question_id == checks.c.question_id).exists()
        query = (
            select(questions.c.legislature, questions.c.number)
            .join(checks, checks.c.question_id == questions.c.id)
            .where(checks.c.source == source.value, checks.c.next_at <= now, is_followed)
            .order_by(*([checks.c.failures] if safest else []), *_texts_first(source), checks.c.next_at)
            .limit(limit)
        )
        if among is not None:
            query = query.where(within(questions.c.legislature, among))
        if unseen_since is not None:
            query = query.where(checks.c.looked_at.is_(None) | (checks.c.looked_at < unseen_since))
        if archived:
            here = and_(catalogue.c.legislature == questions.c.legislature, catalogue.c.number == questions.c.number)
            sure = (questions.c.legislature.in_(list(archived)), catalogue.c.confirmed_until.is_(None))
            listed = select(catalogue.c.number).where(here, *sure)
            query = query.where(~listed.exists())
        async with self._database.reading() as connection:
            return [identity_of(row) for row in await connection.execute(query)]

    async def next_followed(self, source: Source, among: Sequence[range]) -> QuestionId | None:
        """The followed question of these series whose check of `source` comes next, due or not; None for none."""
        is_followed = select(follows.c.chat_id).where(follows.c.question_id == checks.c.question_id).exists()
        query = (
            select(questions.c.legislature, questions.c.number)
            .join(checks, checks.c.question_id == questions.c.id)
            .where(checks.c.source == source.value, within(questions.c.legislature, among), is_followed)
            .order_by(checks.c.next_at)
            .limit(1)
        )
        async with self._database.reading() as connection:
            row = (await connection.execute(query)).one_or_none()
        return None if row is None else identity_of(row)

    async def bring_forward(self, source: Source, now: datetime, usual: float, rare: float) -> None:
        """Bring forward checks planned `rare` seconds apart, now that they are `usual` seconds apart again."""
        query = select(checks.c.question_id, checks.c.absences, checks.c.next_at).where(
            checks.c.source == source.value, checks.c.next_at > now + timedelta(seconds=usual)
        )
        async with self._database.writing() as connection:
            rows = (await connection.execute(query)).all()
            late = [(id, at) for id, absences, at in rows if at > _latest(absences, now, usual)]
            await _plan(connection, source, {id: now + (at - now) * (usual / rare) for id, at in late})

    async def spread(self, source: Source, legislature: int, now: datetime, interval: float) -> None:
        """Spread checks of a legislature's questions over one `interval`, in seconds: not all at once, nor in years."""
        which = select(questions.c.id).where(questions.c.legislature == legislature)
        query = select(checks.c.question_id).where(checks.c.source == source.value, checks.c.question_id.in_(which))
        async with self._database.writing() as connection:
            found = (await connection.execute(query)).scalars().all()
            step = timedelta(seconds=interval / max(1, len(found)))
            await _plan(connection, source, {id: now + step * at for at, id in enumerate(found)})

    async def reading(self, question: QuestionId, source: Source, reader: int) -> Question | None:
        """The last good reading of a source; None where there is none, or another version of the reader made it."""
        async with self._database.reading() as connection:
            row = await find(connection, question)
            check = row and await _check(connection, row.id, source)
        return loads(check.reading) if check and check.reader == reader else None

    async def validators(self, question: QuestionId, source: Source, reader: int) -> Validators:
        """The validators of the last good reading, to ask for the page conditionally.

        Empty where another version of the reader made the reading, or where something of it waits to be confirmed: then
        the page itself is needed.
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
        """Write a good reading with its events and outbox rows, in one transaction.

        A statement that an older state of the page could make too is believed once pages made it for at least `least`;
        the next check is due by then. Returns whether the outbox got anything.
        """
        async with self._database.writing() as connection:
            row = await find_or_create(connection, reading.id, now)
            (stored,) = await gather(connection, [row])
            before, check = self._reader.readings(stored), stored.checks.get(source.value)
            last = check.reading if check else None
            # Two versions of a reader may word the same page differently: a difference between them is no news.
            is_read_alike = check is None or last is None or check.reader == reader
            past = (await told_of(connection, [row.id])).get(row.id, NOTHING_TOLD)
            carried = carry(loads(last), reading)
            page = (
                next_statement(page_of(check) if check else None, carried, now, past_of(row, past))
                if is_read_alike
                else Statement(carried)
            )
            page = confirmed(page) if is_confirmed(page, now, least) else page
            # A page that contradicts what is believed of it does not confirm that: a younger record still wins over it.
            confirmed_at = now if page.since is None or check is None else check.read_at
            after = before.with_page(source, Page(page.believed, now, confirmed_at))
            known = before if is_read_alike else after
            found = await asyncio.to_thread(compare, known, after, past, loads(row.snapshot))
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
                read_at=confirmed_at,
                looked_at=now,
                absences=0,
                failures=0,
                next_at=next_at if page.since is None else min(next_at, page.since + least),
            )
            await remember(connection, [(row, after)], now)
            told = await event_log.spread(connection, row.id, before, after, found, now)
            return await self._let_go(connection, row, source, now) or told

    async def check_soon(self, question: QuestionId, source: Source, now: datetime) -> None:
        """Let the check of a page be due now: another source says that something happened there."""
        async with self._database.writing() as connection:
            if row := await find(connection, question):
                await _update_check(connection, row.id, source, next_at=now)

    async def record_unchanged(self, question: QuestionId, source: Source, now: datetime, next_at: datetime) -> bool:
        """Note that the source confirmed its last reading. Returns whether the outbox got anything."""
        async with self._database.writing() as connection:
            row = await find(connection, question)
            if row is None:
                return False
            confirmed = {"read_at": now, "looked_at": now, "absences": 0, "failures": 0, "next_at": next_at}
            await _update_check(connection, row.id, source, **confirmed)
            return await self._let_go(connection, row, source, now)

    async def record_absence(self, question: QuestionId, source: Source, now: datetime, next_check: NextCheck) -> bool:
        """Note that the source has no such page; its last reading stays. Returns whether the outbox got anything."""
        async with self._database.writing() as connection:
            row = await find(connection, question)
            if row is None:
                return False
            check = await _check(connection, row.id, source)
            absences = 1 + (check.absences if check else 0)
            await _update_check(
                connection,
                row.id,
                source,
                looked_at=now,
                absences=absences,
                failures=0,
                next_at=next_check(absences),
            )
            if await self._is_absent(connection, row):
                return await self._waiting.settle_absence(connection, row, now)
            return await self._let_go(connection, row, source, now)

    async def record_failure(
        self, question: QuestionId, source: Source, reason: str, now: datetime, next_check: NextCheck
    ) -> bool:
        """Note that the source could not be fetched or read; no reading changes.

        Returns whether the outbox got anything. It can, since this may be the last thing that the waiting for a
        question that does not exist depended on: either the check of the second source after the first one had no such
        page, or a page that leaves the archive to say so.
        """
        async with self._database.writing() as connection:
            row = await find(connection, question)
            if row is None:
                return False
            check = await _check(connection, row.id, source)
            failures = 1 + (check.failures if check else 0)
            await _update_check(
                connection,
                row.id,
                source,
                looked_at=now,
                failures=failures,
                reason=reason[:300],
                next_at=next_check(failures),
            )
            let_go = await self._let_go(connection, row, source, now)
            if source.role is not Role.OTHERS:
                return await self._waiting.settle_by_archive(connection, row, now) or let_go
            return await self._is_absent(connection, row) and await self._waiting.settle_absence(connection, row, now)

    async def _let_go(self, connection: AsyncConnection, row: Row[Any], source: Source, now: datetime) -> bool:
        """Let go the alerts that waited for this page. Returns whether there were any."""
        return source.role is Role.TEXTS and await texts.let_go(connection, row.id, now)

    async def _is_absent(self, connection: AsyncConnection, row: Row[Any]) -> bool:
        """Whether the pages that tell all that the archive does lack the question, as they said last."""
        here = (checks.c.question_id == row.id, checks.c.source.in_(OFFICIAL_PAGES))
        return (await connection.execute(select(_FOUND_ABSENT).where(*here))).scalar_one_or_none() or False


_FOUND_ABSENT = (checks.c.absences > 0) & (checks.c.failures == 0)


def within(series: ColumnElement[int], among: Sequence[range]) -> ColumnElement[bool]:
    """Whether a series is in one of these ranges."""
    return or_(false(), *(series.between(each.start, each.stop - 1) for each in among))


def _texts_first(source: Source) -> list[ColumnElement[Any]]:
    return [questions.c.answer_due.is_not(None)] if source.role is Role.TEXTS else []


def _latest(absences: int, now: datetime, interval: float) -> datetime:
    """When a check is due at the latest where checks are `interval` seconds apart."""
    return now + timedelta(seconds=interval * (LONGEST_ABSENCE if absences else 1))


async def _plan(connection: AsyncConnection, source: Source, due: Mapping[int, datetime]) -> None:
    if due:
        here = (checks.c.source == source.value, checks.c.question_id == bindparam("which"))
        rows = [{"which": question, "at": at} for question, at in due.items()]
        await connection.execute(update(checks).where(*here).values(next_at=bindparam("at")), rows)


async def ask_soon(connection: AsyncConnection, rows: Collection[int], now: datetime) -> None:
    """Let the pages that have texts be due now, of questions given by the ids of their rows."""
    if not rows:
        return
    here = (checks.c.question_id.in_(rows), checks.c.source.in_(TEXT_PAGES))
    await connection.execute(update(checks).where(*here).values(next_at=now))


async def _check(connection: AsyncConnection, question: int, source: Source) -> Row[Any] | None:
    query = select(checks).where(checks.c.question_id == question, checks.c.source == source.value)
    return (await connection.execute(query)).one_or_none()


async def _update_check(connection: AsyncConnection, question: int, source: Source, **values: object) -> None:
    which = {"question_id": question, "source": source.value}
    new = insert_or_ignore(connection, checks).values(**which, absences=0, failures=0, next_at=values["next_at"])
    await connection.execute(new)  # the version before has made none for a source that it did not know
    where = (checks.c.question_id == question, checks.c.source == source.value)
    await connection.execute(update(checks).where(*where).values(**values))
