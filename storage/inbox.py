"""The inbox: the updates that Telegram delivered, until they are handled.

Telegram forgets an update as soon as the next ones are asked for. Each is therefore written down first, so that a
killed process finds it again. Its number stays for a while after it was handled, so that an update that Telegram
delivers again is not handled again.
"""

import hashlib
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.handling import NEVER, Tried
from storage.database import Database, insert_or_ignore
from storage.running import note_update
from storage.tables import updates
from storage.together import Together

REMEMBERED = timedelta(days=2)
"""Telegram keeps an update that nobody fetched for 24 hours, and never delivers it later."""

READ_AT_ONCE = 500
FORGOTTEN_AT_ONCE = 500
"""Numbers that are dropped in one transaction, which takes some milliseconds."""


@dataclass(frozen=True, slots=True)
class Unhandled:
    """An update that was delivered and not handled: its number, its JSON, and the attempts that failed."""

    number: int
    body: str
    tried: Tried = NEVER


class Updates:
    """The table of updates."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._handled = Together(self._mark_handled)

    async def keep(self, received: Sequence[tuple[int, str]], now: datetime) -> list[int]:
        """Write down updates as (number, JSON) that were asked for. Returns the numbers of the new ones, in order.

        A known number with another content is a new update: Telegram may begin to number anew.
        """
        async with self._database.writing() as connection:
            new = await _keep(connection, received, now)
            if received:
                await note_update(connection, received[-1][0])
        return new

    async def keep_delivered(self, number: int, body: str, now: datetime) -> bool:
        """Write down an update that Telegram delivered by itself. Returns whether it is new, as `keep` does.

        Several copies of the program may do so at once.
        """
        async with self._database.writing() as connection:
            return bool(await _keep(connection, [(number, body)], now))

    async def waiting(self, known: Collection[int]) -> tuple[set[int], list[Unhandled]]:
        """The numbers of all updates that are not handled, and those of them, whole, that are not known, in order."""
        query = select(updates.c.id).where(updates.c.handled_at.is_(None))
        async with self._database.reading() as connection:
            numbers = set((await connection.execute(query)).scalars())
            unknown = numbers.difference(known)
            return numbers, await _unhandled(connection, sorted(unknown))

    async def unhandled(self) -> list[Unhandled]:
        """The updates that were delivered and not handled, in order."""
        return (await self.waiting(()))[1]

    async def tried(self, number: int, tried: Tried) -> None:
        """Remember the failed attempts to handle an update."""
        async with self._database.writing() as connection:
            await connection.execute(update(updates).where(updates.c.id == number).values(_columns(tried)))

    async def handled(self, number: int, now: datetime) -> None:
        """Mark an update as handled: its text is forgotten at once, its number later."""
        await self.all_handled([number], now)

    async def all_handled(self, numbers: Sequence[int], now: datetime) -> None:
        """Mark several updates as handled, at once: a person can type a hundred queries that nobody waits for."""
        await self._handled.add((tuple(numbers), now))

    async def _mark_handled(self, take: Callable[[], list[tuple[tuple[int, ...], datetime]]]) -> None:
        async with self._database.writing() as connection:
            if handled := take():
                which = updates.c.id.in_([number for numbers, _ in handled for number in numbers])
                at = max(at for _, at in handled)
                await connection.execute(update(updates).where(which).values(handled_at=at, body=""))

    async def finish(self) -> None:
        """Wait until all is marked that was handled."""
        await self._handled.finish()

    async def forget_old(self, now: datetime) -> bool:
        """Drop numbers that Telegram will not deliver again, some at a time. Returns whether there can be more."""
        old = select(updates.c.id).where(updates.c.handled_at < now - REMEMBERED)
        async with self._database.writing() as connection:
            some = updates.c.id.in_(old.order_by(updates.c.handled_at).limit(FORGOTTEN_AT_ONCE))
            return (await connection.execute(delete(updates).where(some))).rowcount == FORGOTTEN_AT_ONCE


async def _keep(connection: AsyncConnection, received: Sequence[tuple[int, str]], now: datetime) -> list[int]:
    rows = {number: _row(number, body, now) for number, body in received}
    query = select(updates.c.id, updates.c.digest).where(updates.c.id.in_(list(rows)))
    known = {row.id: row.digest for row in await connection.execute(query)}
    new = [number for number, row in rows.items() if known.get(number) != row["digest"]]
    again = [number for number in new if number in known]
    if again:
        await connection.execute(delete(updates).where(updates.c.id.in_(again)))
    if new:  # another copy may have written the same down since
        await connection.execute(insert_or_ignore(connection, updates), [rows[number] for number in new])
    return new


async def _unhandled(connection: AsyncConnection, numbers: Sequence[int]) -> list[Unhandled]:
    found = []
    for start in range(0, len(numbers), READ_AT_ONCE):
        some = updates.c.id.in_(numbers[start : start + READ_AT_ONCE])
        query = select(updates).where(some, updates.c.handled_at.is_(None)).order_by(updates.c.id)
        for row in await connection.execute(query):
            found.append(Unhandled(row.id, row.body, Tried(row.attempts, row.tried_since)))
    return found


def _row(number: int, body: str, now: datetime) -> dict[str, object]:
    received = {"id": number, "body": body, "digest": _digest(body), "received_at": now, "handled_at": None}
    return received | _columns(NEVER)


def _columns(tried: Tried) -> dict[str, object]:
    return {"attempts": tried.attempts, "tried_since": tried.since}


def _digest(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()
