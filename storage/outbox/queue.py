"""The queue: which chats are written to next, found in an outbox of any size.

The index of rows that are READY is read from its least position on, until enough chats are found. Rows of a chat that
is paused or held are suspended, which takes them out of the index, until the chat is heard of or its hold is over.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.delivery import CardKind
from bot.core.preferences import AtOnce, Bulletin
from storage.outbox import schedule, transitions
from storage.outbox.deliveries import MOST_TOGETHER, go_together
from storage.outbox.due_rows import DueRow, due_row, select_due_rows
from storage.tables import IS_READY, chats, outbox

BATCH = 200
"""Rows that are read from the index at a time."""

MOST_RETURNING = 500
"""Chats that return from a hold in one transaction."""

OVER = (chats.c.held_until.is_not(None), chats.c.paused_at.is_(None))


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was found at the head of the queue.

    `ready` are the chats whose turn it is, in that order; `unreachable` those that cannot be written to; `unwanted` the
    rows that a chat wants later, or not at all. `ready` is empty while there are any of the other two, which have to be
    taken out of the queue first.
    """

    ready: list[int]
    unreachable: list[int]
    unwanted: list[int]


async def next_chats(connection: AsyncConnection, now: datetime, busy: Collection[int | str], most: int) -> Chosen:
    """The head of the queue: at most `most` chats, without those in `busy`."""
    query = (
        select_due_rows()
        .where(IS_READY, outbox.c.chat_id.not_in([chat for chat in busy if isinstance(chat, int)]))
        .order_by(outbox.c.position, outbox.c.id)
        .limit(BATCH)
    )
    rows = [due_row(row) for row in await connection.execute(query)]
    unreachable = {row.chat_id for row in rows if not row.can_be_told(now)}
    late = unwanted([row for row in rows if row.chat_id not in unreachable], now)
    ready = [] if unreachable or late else list(dict.fromkeys(row.chat_id for row in rows))
    return Chosen(ready[:most], list(unreachable), late)


def unwanted(rows: Iterable[DueRow], now: datetime) -> list[int]:
    """The rows, of those given, that their chats want later or not at all."""
    return [row.id for row in rows if not isinstance(schedule.decision_on(row, now), AtOnce)]


async def firsts_of(connection: AsyncConnection, chat_id: int) -> list[DueRow]:
    """The first row of a chat; where it is a comment, with the comments on the same question that follow at once.

    An announcement, or a bulletin, comes after all else that the chat is to be told now.
    """
    query = select_due_rows().where(IS_READY, outbox.c.chat_id == chat_id).order_by(outbox.c.id).limit(MOST_TOGETHER)
    is_announced = outbox.c.kind.in_([CardKind.ANNOUNCEMENT, *Bulletin])
    rows = [due_row(row) for row in await connection.execute(query.where(~is_announced))]
    if not rows:
        return [due_row(row) for row in await connection.execute(query.where(is_announced).limit(1))]
    for at in range(1, len(rows)):
        if not go_together(rows[at - 1], rows[at]):
            return rows[:at]
    return rows


async def suspend(connection: AsyncConnection, unreachable: Collection[int], now: datetime) -> None:
    """Suspend all rows of these chats, where they still cannot be written to."""
    out_of_reach = chats.c.paused_at.is_not(None) | (chats.c.held_until > now)
    await transitions.suspend(connection, select(chats.c.id).where(chats.c.id.in_(unreachable), out_of_reach))


async def any_over(connection: AsyncConnection, now: datetime) -> bool:
    """Whether the hold of any chat is over."""
    query = select(chats.c.id).where(*OVER, chats.c.held_until <= now).limit(1)
    return (await connection.execute(query)).first() is not None


async def end_holds(connection: AsyncConnection, now: datetime) -> None:
    """Resume the rows of chats whose holds are over, those that ended first before the others."""
    query = (
        select(chats.c.id).where(*OVER, chats.c.held_until <= now).order_by(chats.c.held_until).limit(MOST_RETURNING)
    )
    over = select(chats.c.id).where(chats.c.id.in_(list((await connection.execute(query)).scalars())))
    await transitions.resume(connection, over)
    await connection.execute(update(chats).where(chats.c.id.in_(over)).values(held_until=None))
