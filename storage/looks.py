"""Looks: which question is due for a look at which source, and what each look brought."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.merge import carry, merge
from bot.core.question import Question, QuestionId, Source
from bot.core.sight import Sight
from storage import news
from storage.database import Database
from storage.questions import dumps, find, find_or_create, loads, sight_of
from storage.tables import follows, looks, questions


@dataclass(frozen=True, slots=True)
class Validators:
    """What a source asked to be told the next time, so that it can say "not modified"."""

    etag: str | None = None
    last_modified: str | None = None


NextLook = Callable[[int], datetime]
"""Given how many looks in a row ended this way, when the next one is due."""


class Looks:
    """The table of looks, and through it the route from a reading to the outbox."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def sight(self, question: QuestionId) -> Sight | None:
        """All that is known of a question; None where nobody asked for it yet."""
        async with self._database.reading() as connection:
            row = await find(connection, question)
            return None if row is None else await sight_of(connection, row)

    async def due(self, source: Source, now: datetime, limit: int) -> list[QuestionId]:
        """Followed questions whose look at `source` is due, the longest due first."""
        is_followed = select(follows.c.chat_id).where(follows.c.question_id == looks.c.question_id).exists()
        query = (
            select(questions.c.legislature, questions.c.number)
            .join(looks, looks.c.question_id == questions.c.id)
            .where(looks.c.source == source.value, looks.c.next_at <= now, is_followed)
            .order_by(looks.c.next_at)
            .limit(limit)
        )
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
            states = {
                each.source: each
                for each in await connection.execute(select(looks).where(looks.c.question_id == row.id))
            }
            readings = {each: loads(states[each].reading) for each in Source}
            first_of = source if readings[source] is None else None
            readings[source] = carried = carry(readings[source], reading)
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
            before = loads(row.snapshot)
            after = merge(readings[Source.ASSEMBLEE], readings[Source.NOSDEPUTES]) or carried
            await connection.execute(
                update(questions)
                .where(questions.c.id == row.id)
                .values(snapshot=dumps(after), seen_at=row.seen_at or now)
            )
            return await news.spread(connection, row.id, before, after, first_of, now)

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
            return await news.settle_absence(connection, row, now)

    async def record_failure(
        self, question: QuestionId, source: Source, reason: str, now: datetime, next_look: NextLook
    ) -> bool:
        """The source could not be fetched or read; nothing that is known changes.

        Tells whether the outbox got anything: it can be the look at the second source that was waited for before a
        question that the first does not have is said not to exist.
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
            assemblee = await _look(connection, row.id, Source.ASSEMBLEE)
            if source is Source.ASSEMBLEE or not assemblee.absences or assemblee.failures:
                return False
            return await news.settle_absence(connection, row, now)


async def _look(connection: AsyncConnection, question: int, source: Source) -> Row[Any]:
    query = select(looks).where(looks.c.question_id == question, looks.c.source == source.value)
    return (await connection.execute(query)).one()


async def _update_look(connection: AsyncConnection, question: int, source: Source, **values: object) -> None:
    where = (looks.c.question_id == question, looks.c.source == source.value)
    await connection.execute(update(looks).where(*where).values(**values))
