"""Who is told of an event: its rows in the outbox, one for every chat that follows.

Where few follow, they are written in the transaction that records the event. Where many do, the event is fanned out in
batches, each in a transaction of its own, for nobody else can write meanwhile. What is to be told is as safe as if it
were in the outbox: the table `fanouts` says up to which chat an event has been told (chats are taken in the order of
their numbers), and is written with the event and with each batch.

What a chat is told, and in which order, must not depend on how far a fan-out has come. So before anything is written
for a chat that waits to be told of earlier events, or changes what it follows or its number, it is told of those first
(`catch_up`). A follow that begins meanwhile is not told: its card showed what happened (`begin`).

Each row gets a `turn`: the turn that is being served, and its place among the rows of its event. The outbox is sent by
turns, so what ten chats are to be told of one question does not wait until fifty thousand were told of another; nor do
the last of these wait for ever, for what comes later begins where they are.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, delete, func, insert, literal, null, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.change import Kind
from bot.core.deadline import OVERDUE_SIGNALLED
from storage.database import Database
from storage.outbox import transitions
from storage.tables import IS_READY, events, fanouts, follows, outbox

AT_ONCE = 2_000
"""Chats that are told of an event in one transaction, which takes a tenth of a second."""

NOBODY = -(1 << 62)
"""A number below that of every chat."""

CARD = "card"
"""A follow that waits for its card, whichever (see `storage.outbox.event_log`)."""

SHUFFLE = 1_000_003
"""A prime above the number of chats that ever follow one question, more or less."""

Chats = Collection[int] | Select[Any]


class Fanouts:
    """The table of events that are being fanned out."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def tell_some(self) -> bool:
        """Tell the next batch of the oldest such event. Tells whether there was any."""
        async with self._database.reading() as connection:
            if not await _any_fanout(connection):
                return False
        async with self._database.writing() as connection:
            return await _tell_some(connection)

    async def tell_all(self) -> bool:
        """Tell all of them, batch by batch. Tells whether there was any."""
        told = False
        while await self.tell_some():
            told = True
        return told


async def tell(
    connection: AsyncConnection, ids: Collection[int], last: int, sweep: int | None, spare_waiting: bool
) -> int:
    """Tell the chats that follow these questions of all their events after the `last` one.

    Returns how many deliveries that are, or will be.
    """
    new = (events.c.id > last, events.c.question_id.in_(ids))
    now_served = int((await connection.execute(NOW_SERVED)).scalar_one())
    # Those who wait for their card get it now, whatever their number; they can hardly be many.
    sizes = {} if spare_waiting else await _sizes(connection, ids)
    crowded = [question for question, size in sizes.items() if size > AT_ONCE]
    if crowded:
        size = select(func.count()).where(follows.c.question_id == events.c.question_id).scalar_subquery()
        rows = select(
            events.c.id, literal(NOBODY), size, literal(now_served), literal(sweep, fanouts.c.sweep.type)
        ).where(*new, events.c.question_id.in_(crowded))
        await connection.execute(
            insert(fanouts).from_select(["event_id", "told_to", "size", "turn", "sweep"], rows.order_by(events.c.id))
        )
    few = set(ids) - set(crowded)
    if not few:
        return sum(sizes.values())
    await _catch_up(connection, select(follows.c.chat_id).where(follows.c.question_id.in_(few)), last)
    place = func.row_number().over(partition_by=events.c.id, order_by=_shuffled()) - 1 + now_served
    followers = _followers(literal(sweep, outbox.c.sweep.type), place).where(*new, events.c.question_id.in_(few))
    if spare_waiting:
        followers = followers.where(follows.c.awaiting.is_(None))
    written = await transitions.fan_out(connection, followers)
    return written + sum(sizes[question] for question in crowded)


NOW_SERVED = select(func.coalesce(func.min(outbox.c.position), 0)).where(IS_READY)
"""The least turn that waits."""


async def catch_up(connection: AsyncConnection, chats: Collection[int]) -> None:
    """Tell these chats all that they wait for in a fan-out."""
    everybody = list(chats)
    for start in range(0, len(everybody), AT_ONCE):
        await _catch_up(connection, everybody[start : start + AT_ONCE])


async def begin(connection: AsyncConnection, chat_id: int, question: int, now: datetime) -> None:
    """The chat follows the question from now on: what happened before is on its card, and not told."""
    if not await _any_fanout(connection):
        return
    shown = (
        select(
            literal(chat_id, outbox.c.chat_id.type),
            events.c.question_id,
            events.c.key,
            events.c.kind,
            events.c.seen_at,
            literal(0),
            null(),
            null(),
            literal(0),
        )
        .join(fanouts, fanouts.c.event_id == events.c.id)
        .where(events.c.question_id == question)
    )
    await transitions.show(connection, shown, now)


async def _catch_up(connection: AsyncConnection, chats: Chats, last: int | None = None) -> None:
    """As `catch_up`, of events up to the `last` one."""
    if not await _any_fanout(connection):
        return
    waiting = _of_fanouts().where(follows.c.chat_id.in_(chats), follows.c.chat_id > fanouts.c.told_to)
    if last is not None:
        waiting = waiting.where(events.c.id <= last)
    await transitions.fan_out(connection, waiting)


async def _tell_some(connection: AsyncConnection) -> bool:
    oldest = select(fanouts, events.c.question_id).join(events, events.c.id == fanouts.c.event_id)
    fanout = (await connection.execute(oldest.order_by(fanouts.c.event_id).limit(1))).one_or_none()
    if fanout is None:
        return False
    until = await _end_of_batch(connection, fanout)
    batch = _of_fanouts().where(fanouts.c.event_id == fanout.event_id, follows.c.chat_id > fanout.told_to)
    this = fanouts.c.event_id == fanout.event_id
    if until is None:
        await transitions.fan_out(connection, batch)
        await connection.execute(delete(fanouts).where(this))
    else:
        batch = batch.where(follows.c.chat_id <= until)
        await transitions.fan_out(connection, batch)
        await connection.execute(update(fanouts).where(this).values(told_to=until))
    return True


async def _end_of_batch(connection: AsyncConnection, fanout: Row[Any]) -> int | None:
    """The number of the last chat in the next batch of a fan-out; None where that holds all that are left."""
    query = (
        select(follows.c.chat_id)
        .where(follows.c.question_id == fanout.question_id, follows.c.chat_id > fanout.told_to)
        .order_by(follows.c.chat_id)
        .limit(1)
        .offset(AT_ONCE - 1)
    )
    found: int | None = (await connection.execute(query)).scalar_one_or_none()
    return found


async def _any_fanout(connection: AsyncConnection) -> bool:
    return (await connection.execute(select(fanouts.c.event_id).limit(1))).first() is not None


async def _sizes(connection: AsyncConnection, ids: Collection[int]) -> dict[int, int]:
    query = select(follows.c.question_id, func.count().label("size")).where(follows.c.question_id.in_(ids))
    rows = await connection.execute(query.group_by(follows.c.question_id))
    return {row.question_id: row.size for row in rows}


def _of_fanouts() -> Select[Any]:
    """The rows of those who follow what is being fanned out: a chat's place in it is not known, so it gets any."""
    place = fanouts.c.turn + _shuffled() * fanouts.c.size // SHUFFLE
    return _followers(fanouts.c.sweep, place).join(fanouts, fanouts.c.event_id == events.c.id)


def _followers(sweep: ColumnElement[Any], turn: ColumnElement[Any]) -> Select[Any]:
    """The rows of those who are told of events, in the order of these."""
    # A term that had passed was on the card; the ten days of a signalled question come after the two months.
    on_card = follows.c.overdue.in_([events.c.key, literal(OVERDUE_SIGNALLED)]) & follows.c.overdue.is_not(None)
    told_by_card = (events.c.kind == Kind.OVERDUE.value) & (
        func.coalesce(on_card, False) | (func.coalesce(follows.c.awaiting, "") == CARD)
    )
    muted = (events.c.kind == Kind.COMMENT.value) & follows.c.muted
    return (
        select(
            follows.c.chat_id,
            follows.c.question_id,
            events.c.key,
            events.c.kind,
            events.c.seen_at,
            literal(0),
            follows.c.thread,
            sweep.label("sweep"),
            turn.label("position"),
        )
        .select_from(follows)
        .join(events, events.c.question_id == follows.c.question_id)
        .where(~told_by_card, ~muted)
        .order_by(events.c.id)
    )


def _shuffled() -> ColumnElement[int]:
    """A number of each chat below SHUFFLE, another for each event: the same chats must not always be the last."""
    return ((func.abs(follows.c.chat_id) % SHUFFLE) * 7_919 + events.c.id * 104_729) % SHUFFLE
