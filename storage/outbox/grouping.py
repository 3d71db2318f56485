"""Groups the rows that one sweep wrote for one chat.

More than five events of one kind become one list. Questions that one text answers become one message. Both are decided
when the sweep is over, on its rows of the outbox, which wait until then. The database does all of it, some chats at a
time, however many there are.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    Select,
    String,
    case,
    cast,
    func,
    literal,
    literal_column,
    select,
    tuple_,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.change import Kind
from bot.core.delivery import GroupKind
from bot.core.source import Source
from storage.database import Database
from storage.outbox import fanout, texts, transitions, watched
from storage.slices import Slices
from storage.tables import IS_COLLECTING, catalogue, outbox, questions

MOST_SINGLE = 5
"""Events of one kind that are told one by one."""

KINDS = [kind.value for kind in Kind if kind is not Kind.COMMENT]

AT_ONCE = 2_000
"""Rows that are released in one transaction at most, but for those of one chat; fewer, where that takes too long."""

SAME_QUESTION = (catalogue.c.legislature == questions.c.legislature) & (catalogue.c.number == questions.c.number)


async def release(database: Database, awaited: Collection[Source] = (), now: datetime | None = None) -> bool:
    """Group the rows that wait for the end of a sweep, and release them. Returns whether there were any.

    That includes the rows of an earlier sweep that was killed or failed: its next run finds the rest. Some of them wait
    for the pages of the `awaited` sources a little longer, from `now` on (see `storage.outbox.texts`).
    """
    await fanout.Fanouts(database).tell_all()
    found, slices = False, Slices(database)
    while await _any(database):
        found, most = True, slices.size(AT_ONCE)
        async with slices.writing(AT_ONCE) as connection:
            has_rhythms = await watched.any_rhythm(connection)
            some = _up_to(await _end_of_batch(connection, most))
            await _group(connection, some, has_rhythms)
            if now is not None:
                await texts.hold(connection, some, awaited, now)
            await transitions.release(connection, some)
    return found


async def _any(database: Database) -> bool:
    async with database.reading() as connection:
        return (await connection.execute(select(outbox.c.id).where(IS_COLLECTING).limit(1))).first() is not None


async def _end_of_batch(connection: AsyncConnection, most: int) -> int | None:
    """The last of the next chats, which have about `most` rows together; None where no more chats are left."""
    query = select(outbox.c.chat_id).where(IS_COLLECTING).order_by(outbox.c.chat_id).limit(1).offset(most - 1)
    found: int | None = (await connection.execute(query)).scalar_one_or_none()
    return found


def _up_to(until: int | None) -> tuple[ColumnElement[bool], ...]:
    """Selects the rows of the chats up to `until`, of all chats with None."""
    return () if until is None else (outbox.c.chat_id <= until,)


async def _group(connection: AsyncConnection, some: Sequence[ColumnElement[bool]], has_rhythms: bool) -> None:
    """Group the rows of some chats. No group has two chats.

    `has_rhythms` is whether any watch has a rhythm of its own.
    """
    # A list is for what is told at one time: watches can have rhythms of their own.
    rhythm = func.coalesce(watched.own_rhythm, "") if has_rhythms else literal("")
    number = cast(outbox.c.sweep, String) + rhythm
    which = tuple_(outbox.c.chat_id, _topic(), outbox.c.kind, rhythm)
    too_many = which.in_(_too_many((IS_COLLECTING, *some), rhythm))
    await transitions.group(connection, (*some, too_many), GroupKind.LIST, number)
    answered = (outbox.c.group_id.is_(None), outbox.c.kind == Kind.ANSWERED.value, _answer_key().is_not(None))
    id = number + literal(":") + _answer_key()
    await transitions.group(connection, (*some, *answered), GroupKind.SAME_ANSWER, id)


def _too_many(waiting: Sequence[Any], rhythm: ColumnElement[str]) -> Select[Any]:
    """Selects each (chat, topic, kind, rhythm) with too many events for single messages. One answering text is one."""
    unit = case(
        (outbox.c.kind == Kind.ANSWERED.value, func.coalesce(catalogue.c.answer_key, -outbox.c.id)),
        else_=-outbox.c.id,
    )
    joined = outbox.join(questions, questions.c.id == outbox.c.question_id).outerjoin(catalogue, SAME_QUESTION)
    rows = (
        select(
            outbox.c.chat_id,
            _topic().label("topic"),
            outbox.c.kind,
            rhythm.label("rhythm"),
            unit.label("unit"),
        )
        .select_from(joined)
        .where(*waiting, outbox.c.outcome.is_(None), outbox.c.kind.in_(KINDS))
        .subquery()
    )
    which = (rows.c.chat_id, rows.c.topic, rows.c.kind, rows.c.rhythm)
    found = select(*which).group_by(*which).having(func.count(rows.c.unit.distinct()) > MOST_SINGLE)
    # PostgreSQL, which has not counted the new rows yet, would find them all anew for each of them.
    return select(found.cte("too_many").prefix_with("MATERIALIZED", dialect="postgresql"))


def _topic() -> ColumnElement[int]:
    """The topic of a row, 0 outside topics. It stands in a GROUP BY, where two parameters would not count as one."""
    return func.coalesce(outbox.c.thread, literal_column("0"))


def _answer_key() -> ScalarSelect[Any]:
    """Selects the key of the text that answers the question of an outbox row."""
    return (
        select(cast(catalogue.c.answer_key, String))
        .join(questions, SAME_QUESTION)
        .where(questions.c.id == outbox.c.question_id)
        .scalar_subquery()
    )
