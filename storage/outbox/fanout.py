"""The fan-out of an event: a row in the outbox for every chat that follows its question.

Where few chats follow, the rows are written in the transaction that records the event. Where many do, they are written
in batches, each in a transaction of its own, since nobody else can write meanwhile. No row can be lost: the table
`fanouts` says up to which chat an event has been fanned out (chats are taken in the order of their numbers), and is
written with the event and with each batch.

The alerts of a chat, and their order, must not depend on how far a fan-out has come. So `catch_up` writes a chat's rows
of earlier events first, before anything else is written for it, and before its follows or its number change. A follow
that begins meanwhile gets no row: its card showed what happened (`begin`).

Each row gets a `position` in the queue: the position that is being served, plus its place among the rows of its event.
So ten followers of one question do not wait until fifty thousand followers of another were told; nor do the last of
these wait for ever, since later events begin at the position that is being served then.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Row, Select, cast, delete, func, insert, literal, null, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.change import Kind
from bot.core.deadline import OVERDUE_SIGNALLED
from storage.database import Database
from storage.outbox import transitions
from storage.slices import Slices
from storage.tables import IS_READY, events, fanouts, follows, outbox

AT_ONCE = 2_000
"""Chats whose rows are written in one transaction at most; fewer, where that holds the writer for too long."""

NOBODY = -(1 << 62)
"""A chat number below every other: no chat has its row yet."""

CARD = "card"
"""The word for a follow that waits for any card (see `storage.outbox.event_log`)."""

SHUFFLE = 1_000_003
"""A prime, about as high as the number of chats that may ever follow one question."""

Chats = Collection[int] | Select[Any]


class Fanouts:
    """The table of events that are being fanned out."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._slices = Slices(database)

    async def tell_some(self) -> bool:
        """Write the next batch of the oldest fan-out. Returns whether there was any."""
        async with self._database.reading() as connection:
            if not await _any_fanout(connection):
                return False
        most = self._slices.size(AT_ONCE)
        async with self._slices.writing(AT_ONCE) as connection:
            return await _tell_some(connection, most)

    async def tell_all(self) -> bool:
        """Finish all fan-outs, batch by batch. Returns whether there was any."""
        told = False
        while await self.tell_some():
            told = True
        return told


async def tell(
    connection: AsyncConnection, ids: Collection[int], last: int, sweep: int | None, spare_waiting: bool
) -> int:
    """Fan out the events of these questions that came after the `last` one: at once, or in batches later.

    With `spare_waiting`, follows that wait for a card are left out. Returns how many deliveries that makes in the end.
    """
    new = (events.c.id > last, events.c.question_id.in_(ids))
    now_served = int((await connection.execute(NOW_SERVED)).scalar_one())
    # With `spare_waiting` all rows are written at once, whatever their number: such follows can hardly be many.
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
    place = func.row_number().over(partition_by=events.c.id, order_by=shuffled(follows.c.chat_id)) - 1 + now_served
    followers = _followers(literal(sweep, outbox.c.sweep.type), place).where(*new, events.c.question_id.in_(few))
    if spare_waiting:
        followers = followers.where(follows.c.awaiting.is_(None))
    written = await transitions.fan_out(connection, followers)
    return written + sum(sizes[question] for question in crowded)


ANNOUNCED = 1_000_000_000
"""The position of announcements: behind every event, also behind those that happen while announcements wait."""

NOW_SERVED = select(func.coalesce(func.min(outbox.c.position), 0)).where(IS_READY, outbox.c.position < ANNOUNCED)
"""The least position that waits: the one that is being served."""


async def catch_up(connection: AsyncConnection, chats: Collection[int]) -> None:
    """Write the rows of these chats in every fan-out that has not reached them yet."""
    everybody = list(chats)
    for start in range(0, len(everybody), AT_ONCE):
        await _catch_up(connection, everybody[start : start + AT_ONCE])


async def begin(connection: AsyncConnection, chat_id: int, question: int, now: datetime) -> None:
    """Let a new follow begin after the events that are being fanned out: its card shows these."""
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


async def _tell_some(connection: AsyncConnection, most: int) -> bool:
    """Write the rows of the next `most` chats of the oldest fan-out. Returns whether there was any."""
    oldest = select(fanouts, events.c.question_id).join(events, events.c.id == fanouts.c.event_id)
    fanout = (await connection.execute(oldest.order_by(fanouts.c.event_id).limit(1))).one_or_none()
    if fanout is None:
        return False
    until = await _end_of_batch(connection, fanout, most)
    batch = _of_fanouts(in_order=True).where(fanouts.c.event_id == fanout.event_id, follows.c.chat_id > fanout.told_to)
    this = fanouts.c.event_id == fanout.event_id
    if until is None:
        await transitions.fan_out(connection, batch)
        await connection.execute(delete(fanouts).where(this))
    else:
        batch = batch.where(follows.c.chat_id <= until)
        await transitions.fan_out(connection, batch)
        await connection.execute(update(fanouts).where(this).values(told_to=until))
    return True


async def _end_of_batch(connection: AsyncConnection, fanout: Row[Any], most: int) -> int | None:
    """The number of the last of the next `most` chats of a fan-out; None where no more than these are left."""
    query = (
        select(follows.c.chat_id)
        .where(follows.c.question_id == fanout.question_id, follows.c.chat_id > fanout.told_to)
        .order_by(follows.c.chat_id)
        .limit(1)
        .offset(most - 1)
    )
    found: int | None = (await connection.execute(query)).scalar_one_or_none()
    return found


async def _any_fanout(connection: AsyncConnection) -> bool:
    return (await connection.execute(select(fanouts.c.event_id).limit(1))).first() is not None


async def _sizes(connection: AsyncConnection, ids: Collection[int]) -> dict[int, int]:
    query = select(follows.c.question_id, func.count().label("size")).where(follows.c.question_id.in_(ids))
    rows = await connection.execute(query.group_by(follows.c.question_id))
    return {row.question_id: row.size for row in rows}


def _of_fanouts(in_order: bool = False) -> Select[Any]:
    """Selects the rows of all fan-outs. The place of a batch in its event is drawn, for its chats must not always be
    the last; `in_order` its chats have places that follow each other, or else all have the first of these.

    So what a batch writes stands together in the index of positions. With a place drawn for each chat, a batch would
    change nearly as many pages of that index as it has rows.
    """
    place = fanouts.c.turn + shuffled(fanouts.c.told_to) * fanouts.c.size // SHUFFLE
    if in_order:
        place += func.row_number().over(order_by=follows.c.chat_id) - 1
    return _followers(fanouts.c.sweep, place).join(fanouts, fanouts.c.event_id == events.c.id)


def _followers(sweep: ColumnElement[Any], position: ColumnElement[Any]) -> Select[Any]:
    """Selects the rows of the chats that are told of events, in the order of these."""
    # A term that had passed was on the card; the ten days of a signalled question come after the two months.
    on_card = follows.c.overdue.in_([events.c.key, literal(OVERDUE_SIGNALLED)]) & follows.c.overdue.is_not(None)
    awaits_card = func.coalesce(follows.c.awaiting, "") == CARD
    told_by_card = ((events.c.kind == Kind.OVERDUE.value) & (func.coalesce(on_card, False) | awaits_card)) | (
        (events.c.kind == Kind.RENEWABLE.value) & (follows.c.renewable | awaits_card)
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
            position.label("position"),
        )
        .select_from(follows)
        .join(events, events.c.question_id == follows.c.question_id)
        .where(~told_by_card, ~muted)
        .order_by(events.c.id)
    )


def shuffled(chat_id: ColumnElement[int]) -> ColumnElement[int]:
    """A number below SHUFFLE for each chat, another for each event: the same chats must not always be the last."""
    event = cast(events.c.id, BigInteger)  # the product is too large for PostgreSQL's Integer
    return ((func.abs(chat_id) % SHUFFLE) * 7_919 + event * 104_729) % SHUFFLE
