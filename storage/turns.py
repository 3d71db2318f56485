"""Which chats are told next, found in an outbox of any size.

The index of what is due is read from its least turn on, until enough chats are found. Whatever is found there and
cannot be sent is parked, out of the index: all that waits for a chat that is paused or held, until it is heard of or
its hold is over.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import piles
from storage.parcels import MOST_TOGETHER, go_together
from storage.tables import IS_DUE, chats, outbox, preferences

BATCH = 200
MOST_RETURNING = 500
"""Chats whose holds are over, in one transaction."""

OVER = (chats.c.held_until.is_not(None), chats.c.paused_at.is_(None))


@dataclass(frozen=True, slots=True)
class Chosen:
    """The chats whose turn it is, in that order, and those that came before them and cannot be written to."""

    ready: list[int]
    silent: list[int]


async def next_chats(connection: AsyncConnection, now: datetime, busy: Collection[int | str], most: int) -> Chosen:
    """At most `most` chats, whoever is in `busy` left out."""
    query = (
        select(outbox.c.chat_id, chats.c.paused_at, chats.c.held_until)
        .join(chats, chats.c.id == outbox.c.chat_id)
        .where(IS_DUE, outbox.c.chat_id.not_in([chat for chat in busy if isinstance(chat, int)]))
        .order_by(outbox.c.turn, outbox.c.id)
        .limit(BATCH)
    )
    ready: dict[int, None] = {}
    silent: dict[int, None] = {}
    for chat_id, paused_at, held_until in await connection.execute(query):
        is_silent = paused_at is not None or (held_until is not None and held_until > now)
        (silent if is_silent else ready)[chat_id] = None
    return Chosen(list(ready)[:most], list(silent))


async def firsts_of(connection: AsyncConnection, chat_id: int) -> list[Row[Any]]:
    """What the chat is to be told first, with the comments on the same question that follow it at once."""
    query = (
        select(outbox, chats.c.language, *piles.PREFERENCES)
        .join(chats, chats.c.id == outbox.c.chat_id)
        .outerjoin(preferences, preferences.c.chat_id == outbox.c.chat_id)
        .where(IS_DUE, outbox.c.chat_id == chat_id)
        .order_by(outbox.c.id)
        .limit(MOST_TOGETHER)
    )
    rows = list((await connection.execute(query)).all())
    for at in range(1, len(rows)):
        if not go_together(rows[at - 1], rows[at]):
            return rows[:at]
    return rows


async def park(connection: AsyncConnection, silent: Collection[int], now: datetime) -> None:
    """Put aside all that these chats are to be told, where they still cannot be written to."""
    still = select(chats.c.id).where(
        chats.c.id.in_(silent), chats.c.paused_at.is_not(None) | (chats.c.held_until > now)
    )
    await connection.execute(update(outbox).where(IS_DUE, outbox.c.chat_id.in_(still)).values(parked=True))


async def any_over(connection: AsyncConnection, now: datetime) -> bool:
    """Whether the hold of any chat is over."""
    query = select(chats.c.id).where(*OVER, chats.c.held_until <= now).limit(1)
    return (await connection.execute(query)).first() is not None


async def end_holds(connection: AsyncConnection, now: datetime) -> None:
    """Bring back what was parked of chats whose holds are over, the oldest first."""
    query = (
        select(chats.c.id).where(*OVER, chats.c.held_until <= now).order_by(chats.c.held_until).limit(MOST_RETURNING)
    )
    over = list((await connection.execute(query)).scalars())
    parked = update(outbox).where(outbox.c.parked, outbox.c.chat_id.in_(over))
    await connection.execute(parked.values(parked=False))
    await connection.execute(update(chats).where(chats.c.id.in_(over)).values(held_until=None))
