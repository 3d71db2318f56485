"""Follows: which chat follows which question."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, String, and_, cast, delete, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.merge import Readings
from bot.core.question import Question, QuestionId, Source
from bot.core.sight import Sight
from storage import news
from storage.database import Database, insert_or_ignore
from storage.knowledge import Unpack, gather, readings_of, remember
from storage.questions import ARCHIVE, find, find_or_create, loads, sight_of
from storage.tables import archives, catalogue, follows, looks, outbox, questions


@dataclass(frozen=True, slots=True)
class Followed:
    """What came of following: `new` is False where the chat followed already; `sight` is what it must be shown.

    What is in `sight` is not told again; whatever happens after it, is.
    """

    new: bool
    sight: Sight


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of a chat's list; `question` is None where its page could not be read yet.

    `confirmed_at` is when a source last confirmed it, where it waits for an answer.
    """

    id: QuestionId
    question: Question | None
    confirmed_at: datetime | None


class Follows:
    """The table of follows."""

    def __init__(self, database: Database, unpack: Unpack) -> None:
        self._database = database
        self._unpack = unpack

    async def follow(self, chat_id: int, question: QuestionId, bare: bool, now: datetime) -> Followed:
        """Follow a question, known or not yet; `bare` where it was asked for without its legislature."""
        async with self._database.writing() as connection:
            row = await find_or_create(connection, question, now)
            if row.snapshot is None:
                row = await self._recall(connection, row, now)
            sight = await sight_of(connection, row)
            added = await connection.execute(
                insert_or_ignore(connection, follows).values(
                    chat_id=chat_id,
                    question_id=row.id,
                    followed_at=now,
                    bare=bare,
                    awaiting=news.awaited(sight),
                    overdue=news.passed(sight.question, now),
                )
            )
            return Followed(added.rowcount > 0, sight)

    async def _recall(self, connection: AsyncConnection, row: Row[Any], now: datetime) -> Row[Any]:
        """A question that nobody asked for before: the archive may have it. What it says is no news to anybody."""
        (stored,) = await gather(connection, [row])
        readings = readings_of(stored, self._unpack)
        if readings.merged is None:
            return row
        await remember(connection, [(row, readings)], now)
        await news.spread(connection, row.id, Readings(), readings, (), now)
        return (await connection.execute(select(questions).where(questions.c.id == row.id))).one()

    async def is_any_followed(self, legislature: int) -> bool:
        """Whether any chat follows anything in a legislature."""
        follower = select(follows.c.chat_id).where(follows.c.question_id == questions.c.id).exists()
        query = select(questions.c.id).where(questions.c.legislature == legislature, follower).limit(1)
        async with self._database.reading() as connection:
            return (await connection.execute(query)).first() is not None

    async def unfollow(self, chat_id: int, question: QuestionId) -> bool:
        """Stop following; what was not sent yet stays unsent. False where the chat did not follow it."""
        async with self._database.writing() as connection:
            row = await find(connection, question)
            if row is None:
                return False
            removed = await connection.execute(
                delete(follows).where(follows.c.chat_id == chat_id, follows.c.question_id == row.id)
            )
            await connection.execute(
                update(outbox)
                .where(outbox.c.chat_id == chat_id, outbox.c.question_id == row.id, outbox.c.outcome.is_(None))
                .values(outcome="cancelled")
            )
            return removed.rowcount > 0

    async def is_following(self, chat_id: int, question: QuestionId) -> bool:
        """Whether the chat follows the question."""
        async with self._database.reading() as connection:
            query = _of_chat(chat_id).where(
                questions.c.legislature == question.legislature, questions.c.number == question.number
            )
            return (await connection.execute(query)).first() is not None

    async def legislatures(self, chat_id: int, number: int) -> list[int]:
        """The legislatures in which the chat follows a question of this number, the latest first."""
        async with self._database.reading() as connection:
            rows = await connection.execute(_of_chat(chat_id).where(questions.c.number == number))
            return sorted((row.legislature for row in rows), reverse=True)

    async def of_chat(self, chat_id: int) -> list[Listed]:
        """Everything that the chat follows, in the order in which it began to."""
        async with self._database.reading() as connection:
            rows = (await connection.execute(_of_chat(chat_id).order_by(follows.c.followed_at, questions.c.id))).all()
            confirmed = await _confirmed(connection, chat_id)
            return [
                Listed(QuestionId(row.legislature, row.number), loads(row.snapshot), confirmed.get(row.id))
                for row in rows
            ]


async def _confirmed(connection: AsyncConnection, chat_id: int) -> dict[int, datetime]:
    """When each waiting question that a chat follows was last confirmed, by its page or by the archive."""
    here = and_(catalogue.c.legislature == questions.c.legislature, catalogue.c.number == questions.c.number)
    archive = archives.c.name == literal(ARCHIVE) + cast(catalogue.c.legislature, String)
    query = (
        select(questions.c.id, looks.c.source, looks.c.read_at, archives.c.confirmed_at)
        .join(follows, follows.c.question_id == questions.c.id)
        .join(looks, looks.c.question_id == questions.c.id)
        .outerjoin(catalogue, here)
        .outerjoin(archives, archive)
        .where(follows.c.chat_id == chat_id, questions.c.deadline.is_not(None))
    )
    found: dict[int, datetime] = {}
    for row in await connection.execute(query):
        official = row.read_at if row.source == Source.ASSEMBLEE.value else None
        for at in (official, row.confirmed_at):
            if at is not None:
                found[row.id] = max(at, found.get(row.id, at))
    return found


def _of_chat(chat_id: int) -> Select[Any]:
    return select(questions).join(follows, follows.c.question_id == questions.c.id).where(follows.c.chat_id == chat_id)
