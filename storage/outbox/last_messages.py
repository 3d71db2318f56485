"""The last message about each question in each chat, which the next one about that question answers.

So the alerts of one question are one thread. A message about several questions neither answers nor is remembered.
Numbers of messages are Telegram's, and mean something in their chat alone: they are forgotten where a group gets
another number. One is remembered while its chat follows the question, and else until it is old: a watch may tell more.
"""

from collections.abc import AsyncGenerator, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, ColumnCollection, ColumnElement, Select, bindparam, delete, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.history import last_day
from bot.core.question import QuestionId
from storage.database import Database, insert_or_replace
from storage.identity import is_of
from storage.tables import follows, last_messages, matches, outbox, questions, running

KEPT = 180
"""Days, of those on which the program ran, for which a message stays about a question that its chat does not follow."""

AT_ONCE = 500
"""Messages that are forgotten in one transaction."""

Place = tuple[int, int]
"""A chat, and the id of a question's row."""

Columns = ColumnCollection[str, Any]
"""Those of a table with a chat and a question."""

_TODAY = select(running.c.days)


@dataclass(frozen=True, slots=True)
class Shown:
    """A message about one question: its chat, the topic of a forum in which it stands, and its number at Telegram."""

    chat_id: int
    thread: int | None
    message_id: int


class LastMessages:
    """The table of last messages. Deliveries use `last_of` and `remember` within their own transactions."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, chat_id: int, question: QuestionId, thread: int | None) -> int | None:
        """The number of the last message about a question in a topic of a chat; None where there is none."""
        here = (last_messages.c.chat_id == chat_id, last_messages.c.thread.is_not_distinct_from(thread))
        query = select(last_messages.c.message_id).join(questions, questions.c.id == last_messages.c.question_id)
        async with self._database.reading() as connection:
            found: int | None = (await connection.execute(query.where(*here, *_is(question)))).scalar_one_or_none()
            return found

    async def note(self, shown: Shown, question: QuestionId) -> None:
        """Remember a message about a question, where its chat follows that."""
        rows = _new_rows(follows.c).join(questions, questions.c.id == follows.c.question_id).where(*_is(question))
        async with self._database.writing() as connection:
            await _write(connection, rows, [_values(shown)])

    async def prune(self) -> AsyncGenerator[int, None]:
        """Forget what is old. Yields after each transaction: how many messages were forgotten."""
        async with self._database.reading() as connection:
            last = last_day((await connection.execute(_TODAY)).scalar_one(), KEPT)
        is_old = (last_messages.c.day <= last, ~_has(follows.c, last_messages.c))
        old = select(last_messages.c.chat_id, last_messages.c.question_id).where(*is_old).limit(AT_ONCE)
        while True:
            async with self._database.reading() as connection:
                places = [(row.chat_id, row.question_id) for row in await connection.execute(old)]
            if not places:
                return
            async with self._database.writing(bulk=True) as connection:
                pruned = delete(last_messages).where(_in(places), *is_old)
                yield (await connection.execute(pruned)).rowcount


async def last_of(connection: AsyncConnection, places: Collection[Place]) -> dict[Place, Shown]:
    """The last message about each of these questions in its chat, where there is one."""
    rows = await connection.execute(select(last_messages).where(_in(places)))
    return {(row.chat_id, row.question_id): Shown(row.chat_id, row.thread, row.message_id) for row in rows}


async def remember(connection: AsyncConnection, told: Sequence[tuple[int, Shown]]) -> None:
    """Remember messages that told rows of the outbox, given with one of their rows each.

    A chat that was erased, got another number, or left the question meanwhile is left alone.
    """
    is_wanted = _has(follows.c, outbox.c) | _has(matches.c, outbox.c)
    rows = _new_rows(outbox.c).where(outbox.c.id == bindparam("row"), is_wanted)
    await _write(connection, rows, [{"row": row, **_values(shown)} for row, shown in told])


async def forget_question(connection: AsyncConnection, chat_id: int, question_id: int) -> None:
    """Forget the last message about a question, which the chat leaves."""
    here = (last_messages.c.chat_id == chat_id, last_messages.c.question_id == question_id)
    await connection.execute(delete(last_messages).where(*here))


async def forget_chat(connection: AsyncConnection, chat_id: int) -> None:
    """Forget the messages of a chat that gets another number."""
    await connection.execute(delete(last_messages).where(last_messages.c.chat_id == chat_id))


def _new_rows(source: Columns) -> Select[Any]:
    """Selects the rows to write, for `_values`."""
    number, thread = bindparam("number", type_=BigInteger), bindparam("in_thread", type_=BigInteger)
    columns = (source.chat_id, source.question_id, thread, number, _TODAY.scalar_subquery())
    return select(*columns).where(source.chat_id == bindparam("chat"))


def _values(shown: Shown) -> dict[str, Any]:
    return {"chat": shown.chat_id, "in_thread": shown.thread, "number": shown.message_id}


async def _write(connection: AsyncConnection, rows: Select[Any], values: Sequence[dict[str, Any]]) -> None:
    columns = [column.name for column in last_messages.columns]
    await connection.execute(insert_or_replace(connection, last_messages).from_select(columns, rows), values)


def _has(columns: Columns, of: Columns) -> ColumnElement[bool]:
    """Whether a table has a row of the chat and the question of a row of another one."""
    same = (columns.chat_id == of.chat_id, columns.question_id == of.question_id)
    return select(columns.chat_id).where(*same).correlate_except(columns.chat_id.table).exists()


def _in(places: Collection[Place]) -> ColumnElement[bool]:
    return tuple_(last_messages.c.chat_id, last_messages.c.question_id).in_(list(places))


def _is(question: QuestionId) -> tuple[ColumnElement[bool], ...]:
    return is_of(questions, question)
