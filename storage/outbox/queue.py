"""Which chats are told next, found in an outbox of any size.

The index of what is due is read from its least turn on, until enough chats are found. Whatever is found there and
cannot be sent is parked, out of the index: all that waits for a chat that is paused or held, until it is heard of or
its hold is over.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.preferences import AtOnce
from storage.outbox import schedule, transitions
from storage.outbox.deliveries import MOST_TOGETHER, go_together
from storage.outbox.due_rows import DueRow, due_row, select_due_rows
from storage.tables import IS_READY, chats, outbox

BATCH = 200
MOST_RETURNING = 500
"""Chats whose holds are over, in one transaction."""

OVER = (chats.c.held_until.is_not(None), chats.c.paused_at.is_(None))


@dataclass(frozen=True, slots=True)
class Chosen:
    """The chats whose turn it is, in that order; those that came before them and cannot be written to.

    `unwanted` are rows on the way that a chat wants to be told later, or not at all. While there are any, or anybody is
    silent, nobody is ready: these are put out of the way first.
    """

    ready: list[int]
    silent: list[int]
    unwanted: list[int]


async def next_chats(connection: AsyncConnection, now: datetime, busy: Collection[int | str], most: int) -> Chosen:
    """At most `most` chats, whoever is in `busy` left out."""
    query = (
        select_due_rows()
        .where(IS_READY, outbox.c.chat_id.not_in([chat for chat in busy if isinstance(chat, int)]))
        .order_by(outbox.c.position, outbox.c.id)
        .limit(BATCH)
    )
    rows = [due_row(row) for row in await connection.execute(query)]
    silent = {row.chat_id for row in rows if not row.can_be_told(now)}
    late = unwanted([row for row in rows if row.chat_id not in silent], now)
    ready = [] if silent or late else list(dict.fromkeys(row.chat_id for row in rows))
    return Chosen(ready[:most], list(silent), late)


def unwanted(rows: Iterable[DueRow], now: datetime) -> list[int]:
    """Those of the rows that their chats do not want to be told now."""
    return [row.id for row in rows if not isinstance(schedule.decision_on(row, now), AtOnce)]


async def firsts_of(connection: AsyncConnection, chat_id: int) -> list[DueRow]:
    """What the chat is to be told first, with the comments on the same question that follow it at once."""
    query = select_due_rows().where(IS_READY, outbox.c.chat_id == chat_id).order_by(outbox.c.id).limit(MOST_TOGETHER)
    rows = [due_row(row) for row in await connection.execute(query)]
    for at in range(1, len(rows)):
        if not go_together(rows[at - 1], rows[at]):
            return rows[:at]
    return rows


async def park(connection: AsyncConnection, silent: Collection[int], now: datetime) -> None:
    """Put aside all that these chats are to be told, where they still cannot be written to."""
    out_of_reach = chats.c.paused_at.is_not(None) | (chats.c.held_until > now)
    await transitions.suspend(connection, select(chats.c.id).where(chats.c.id.in_(silent), out_of_reach))


async def any_over(connection: AsyncConnection, now: datetime) -> bool:
    """Whether the hold of any chat is over."""
    query = select(chats.c.id).where(*OVER, chats.c.held_until <= now).limit(1)
    return (await connection.execute(query)).first() is not None


async def end_holds(connection: AsyncConnection, now: datetime) -> None:
    """Bring back what was parked of chats whose holds are over, the oldest first."""
    query = (
        select(chats.c.id).where(*OVER, chats.c.held_until <= now).order_by(chats.c.held_until).limit(MOST_RETURNING)
    )
    over = select(chats.c.id).where(chats.c.id.in_(list((await connection.execute(query)).scalars())))
    await transitions.resume(connection, over)
    await connection.execute(update(chats).where(chats.c.id.in_(over)).values(held_until=None))
