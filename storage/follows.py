"""Follows: which chat follows which question."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, select, update

from bot.core.question import Question, QuestionId
from bot.core.sight import Sight
from storage import news
from storage.database import Database, insert_or_ignore
from storage.questions import find, find_or_create, loads, sight_of
from storage.tables import follows, outbox, questions


@dataclass(frozen=True, slots=True)
class Followed:
    """What came of following: `new` is False where the chat followed already; `sight` is what it must be shown.

    What is in `sight` is not told again; whatever happens after it, is.
    """

    new: bool
    sight: Sight


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of a chat's list; `question` is None where its page could not be read yet."""

    id: QuestionId
    question: Question | None


class Follows:
    """The table of follows."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def follow(self, chat_id: int, question: QuestionId, bare: bool, now: datetime) -> Followed:
        """Follow a question, known or not yet; `bare` where it was asked for without its legislature."""
        async with self._database.writing() as connection:
            row = await find_or_create(connection, question, now)
            sight = await sight_of(connection, row)
            added = await connection.execute(
                insert_or_ignore(connection, follows).values(
                    chat_id=chat_id,
                    question_id=row.id,
                    followed_at=now,
                    bare=bare,
                    awaiting=news.awaited(sight),
                )
            )
            return Followed(added.rowcount > 0, sight)

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
            rows = await connection.execute(_of_chat(chat_id).order_by(follows.c.followed_at, questions.c.id))
            return [Listed(QuestionId(row.legislature, row.number), loads(row.snapshot)) for row in rows]


def _of_chat(chat_id: int) -> Select[Any]:
    return select(questions).join(follows, follows.c.question_id == questions.c.id).where(follows.c.chat_id == chat_id)
