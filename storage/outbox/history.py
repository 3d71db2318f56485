"""The history of the outbox: rows that are settled, until they are old and pruned.

A settled row is read again where its event is still fanned out, which must not write a second one; where others of its
group wait, which count it (see `storage.outbox.deliveries`); and where a group that was told becomes a supergroup that
still waits for the same event, or the other way round (see `storage.outbox.transitions.move`). Such rows stay, however
old. All others tell nobody anything: an event has its row in `events` for ever, so it happens once, and is fanned out
once.

The rows are read in the order of their numbers, and without keeping a writer waiting. What was found to be over stays
so: no row waits again once it is settled, and no new one is written for an event that was fanned out.
"""

from collections.abc import AsyncGenerator
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.history import is_old, last_day
from storage.database import Database
from storage.outbox import transitions, watched
from storage.tables import WAITS, chats, events, fanouts, outbox, outbox_days, running

AT_ONCE = 100
"""Rows that are pruned in one transaction, which takes some milliseconds."""

Told = tuple[int, str]
"""The id of a question's row, and the key of an event."""


class History:
    """The settled rows of the outbox."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def prune(self, now: datetime, kept: int) -> AsyncGenerator[int, None]:
        """Prune what is older than so many days. Yields after each transaction: how many rows went."""
        async with self._database.reading() as connection:
            last = await _last_row(connection, kept)
            awaited = await _awaited_by_groups(connection, last)
        after = 0
        while after < last:
            async with self._database.reading() as connection:
                rows = (await connection.execute(_rows(after, last))).all()
            if not rows:
                return
            after = rows[-1].id
            old = [
                row.id
                for row in rows
                if is_old(row.settled_at, kept, now)
                and not row.is_needed
                and (row.is_private or (row.question_id, row.key) not in awaited)
            ]
            yield await self._prune(old) if old else 0

    async def _prune(self, rows: list[int]) -> int:
        async with self._database.writing(bulk=True) as connection:
            await watched.forget_matches(connection, rows)
            return await transitions.prune(connection, rows)


async def _last_row(connection: AsyncConnection, kept: int) -> int:
    """The last row that was written so many days ago, in days on which the program ran; 0 where there is none."""
    days: int = (await connection.execute(select(running.c.days))).scalar_one()
    long_ago = outbox_days.c.day <= last_day(days, kept)
    query = select(outbox_days.c.last_id).where(long_ago).order_by(outbox_days.c.day.desc()).limit(1)
    return (await connection.execute(query)).scalar_one_or_none() or 0


async def _awaited_by_groups(connection: AsyncConnection, last: int) -> set[Told]:
    """What groups wait for in rows up to the `last` one: another of them may be the same group, by another number."""
    query = select(outbox.c.question_id, outbox.c.key).join(chats, chats.c.id == outbox.c.chat_id)
    waiting = query.where(WAITS, outbox.c.id <= last, ~_is_private())
    return {(row.question_id, row.key) for row in await connection.execute(waiting.distinct())}


def _rows(after: int, last: int) -> Select[Any]:
    """Selects the next rows up to the `last` one."""
    is_needed = (_others_wait() | _is_fanned_out()).label("is_needed")
    columns = (outbox.c.id, outbox.c.question_id, outbox.c.key, outbox.c.settled_at)
    return (
        select(*columns, _is_private().label("is_private"), is_needed)
        .join(chats, chats.c.id == outbox.c.chat_id)
        .where(outbox.c.id > after, outbox.c.id <= last)
        .order_by(outbox.c.id)
        .limit(AT_ONCE)
    )


def _is_private() -> ColumnElement[bool]:
    return chats.c.kind == "private"


def _others_wait() -> ColumnElement[bool]:
    """Selects the rows of groups of which others wait."""
    other = outbox.alias()
    same_group = (other.c.group_id == outbox.c.group_id, other.c.chat_id == outbox.c.chat_id)
    return select(other.c.id).where(*same_group, other.c.settled_at.is_(None)).exists()


def _is_fanned_out() -> ColumnElement[bool]:
    """Selects the rows of events that are being fanned out."""
    same_event = (events.c.question_id == outbox.c.question_id, events.c.key == outbox.c.key)
    return select(events.c.id).join(fanouts, fanouts.c.event_id == events.c.id).where(*same_event).exists()
