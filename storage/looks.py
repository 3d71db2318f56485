"""Looks: which question is due for a look at which source, and what each look brought."""

import asyncio
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.change import NOTHING_TOLD, compare
from bot.core.merge import Readings, carry
from bot.core.question import Question, QuestionId, Source
from bot.core.sight import Look, Sight
from storage import news
from storage.database import Database
from storage.knowledge import Unpack, archived_of, gather, names_of, readings_of, remember, signed, told_of
from storage.questions import archived_at, dumps, find, find_or_create, loads, sight_of
from storage.tables import catalogue, follows, looks, questions


@dataclass(frozen=True, slots=True)
class Validators:
    """What a source asked to be told the next time, so that it can say "not modified"."""

    etag: str | None = None
    last_modified: str | None = None


NextLook = Callable[[int], datetime]
"""Given how many looks in a row ended this way, when the next one is due."""


class Looks:
    """The table of looks, and through it the route from a reading to the outbox."""

    def __init__(self, database: Database, unpack: Unpack) -> None:
        self._database = database
        self._unpack = unpack

    async def sight(self, question: QuestionId) -> Sight | None:
        """All that is known of a question; None where nobody asked for it yet and the archive does not have it."""
        async with self._database.reading() as connection:
            row = await find(connection, question)
            if row is not None and row.snapshot is not None:
                return await sight_of(connection, row)
            known = None if row is None else await sight_of(connection, row)
            return await self._archived(connection, question) or known

    async def _archived(self, connection: AsyncConnection, question: QuestionId) -> Sight | None:
        here = (catalogue.c.legislature == question.legislature, catalogue.c.number == question.number)
        row = (await connection.execute(select(catalogue).where(*here))).one_or_none()
        archived = archived_of(row, self._unpack)
        if row is None or archived is None:
            return None
        author = (await names_of(connection, [row.author_ref])).get(row.author_ref)
        at = await archived_at(connection, question)
        return Sight(question, signed(archived.believed, author), Look(), Look(), at)

    async def due(self, source: Source, now: datetime, limit: int, archived: Collection[int] = ()) -> list[QuestionId]:
        """Followed questions whose look at `source` is due, the longest due first.

        Of the legislatures in `archived` the archive tells what the Assemblée's pages would: questions of which its
        last sweep had a record are left out.
        """
        is_followed = select(follows.c.chat_id).where(follows.c.question_id == looks.c.question_id).exists()
        query = (
            select(questions.c.legislature, questions.c.number)
            .join(looks, looks.c.question_id == questions.c.id)
            .where(looks.c.source == source.value, looks.c.next_at <= now, is_followed)
            .order_by(looks.c.next_at)
            .limit(limit)
        )
        if source is Source.ASSEMBLEE and archived:
            here = and_(catalogue.c.legislature == questions.c.legislature, catalogue.c.number == questions.c.number)
            sure = (questions.c.legislature.in_(list(archived)), catalogue.c.confirmed_until.is_(None))
            listed = select(catalogue.c.number).where(here, *sure)
            query = query.where(~listed.exists())
        async with self._database.reading() as connection:
            return [QuestionId(row.legislature, row.number) for row in await connection.execute(query)]

    async def validators(self, question: QuestionId, source: Source, reader: int) -> Validators:
        """The validators of the last good reading; none where another version of the reader made it."""
        async with self._database.reading() as connection:
            row = await find(connection, question)
            look = row and await _look(connection, row.id, source)
        if not look or look.reading is None or look.reader != reader:
            return Validators()
        return Validators(look.etag, look.last_modified)

    async def record_reading(
        self,
        reading: Question,
        source: Source,
        validators: Validators,
        reader: int,
        now: datetime,
        next_at: datetime,
    ) -> bool:
        """Write a good reading, what it changes and whom it concerns, in one transaction.

        Tells whether the outbox got anything.
        """
        async with self._database.writing() as connection:
            row = await find_or_create(connection, reading.id, now)
            (stored,) = await gather(connection, [row])
            before = readings_of(stored, self._unpack)
            carried = carry(loads(stored.looks[source.value].reading), reading)
            after = _with_reading(before, source, carried, now)
            told = (await told_of(connection, [row.id])).get(row.id, NOTHING_TOLD)
            found = await asyncio.to_thread(compare, before, after, told, loads(row.snapshot))
            await _update_look(
                connection,
                row.id,
                source,
                reading=dumps(carried),
                reader=reader,
                etag=validators.etag,
                last_modified=validators.last_modified,
                read_at=now,
                looked_at=now,
                absences=0,
                failures=0,
                next_at=next_at,
            )
            await remember(connection, [(row, after)], now)
            return await news.spread(connection, row.id, before, after, found, now)

    async def look_soon(self, question: QuestionId, source: Source, now: datetime) -> None:
        """A look at this page is due: something is said to have happened there."""
        async with self._database.writing() as connection:
            if row := await find(connection, question):
                await _update_look(connection, row.id, source, next_at=now)

    async def record_unchanged(self, question: QuestionId, source: Source, now: datetime, next_at: datetime) -> None:
        """The source confirmed its last reading."""
        async with self._database.writing() as connection:
            if row := await find(connection, question):
                confirmed = {"read_at": now, "looked_at": now, "absences": 0, "failures": 0, "next_at": next_at}
                await _update_look(connection, row.id, source, **confirmed)

    async def record_absence(self, question: QuestionId, source: Source, now: datetime, next_look: NextLook) -> bool:
        """The source has no such page; what it said before stays known. Tells whether the outbox got anything."""
        async with self._database.writing() as connection:
            row = await find(connection, question)
            if row is None:
                return False
            absences = (await _look(connection, row.id, source)).absences + 1
            await _update_look(
                connection,
                row.id,
                source,
                looked_at=now,
                absences=absences,
                failures=0,
                next_at=next_look(absences),
            )
            assemblee = await _look(connection, row.id, Source.ASSEMBLEE)
            if not assemblee.absences or assemblee.failures:
                return False
            return await news.settle_absence(connection, row, self._unpack, now)

    async def record_failure(
        self, question: QuestionId, source: Source, reason: str, now: datetime, next_look: NextLook
    ) -> bool:
        """The source could not be fetched or read; nothing that is known changes.

        Tells whether the outbox got anything: it can be the look at the second source that was waited for before a
        question that the first does not have is said not to exist; and a page that cannot be had leaves it to the
        archive to say that.
        """
        async with self._database.writing() as connection:
            row = await find(connection, question)
            if row is None:
                return False
            failures = (await _look(connection, row.id, source)).failures + 1
            await _update_look(
                connection,
                row.id,
                source,
                looked_at=now,
                failures=failures,
                reason=reason[:300],
                next_at=next_look(failures),
            )
            if source is Source.ASSEMBLEE:
                return await news.settle_by_archive(connection, row, self._unpack, now)
            assemblee = await _look(connection, row.id, Source.ASSEMBLEE)
            if not assemblee.absences or assemblee.failures:
                return False
            return await news.settle_absence(connection, row, self._unpack, now)


def _with_reading(before: Readings, source: Source, carried: Question, now: datetime) -> Readings:
    if source is Source.ASSEMBLEE:
        return replace(before, assemblee=carried, assemblee_at=now)
    return replace(before, nosdeputes=carried)


async def _look(connection: AsyncConnection, question: int, source: Source) -> Row[Any]:
    query = select(looks).where(looks.c.question_id == question, looks.c.source == source.value)
    return (await connection.execute(query)).one()


async def _update_look(connection: AsyncConnection, question: int, source: Source, **values: object) -> None:
    where = (looks.c.question_id == question, looks.c.source == source.value)
    await connection.execute(update(looks).where(*where).values(**values))
