"""The outbox: what has to be told to whom, until it was."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, update

from bot.core.preferences import AtOnce
from storage import piles
from storage.database import Database
from storage.parcels import MOST_TOGETHER, Parcel, go_together, parcel_of
from storage.tables import chats, outbox, preferences

BATCH = 200


class Outbox:
    """The table of what has to be told."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def due(self, now: datetime, busy: Collection[int], most: int) -> list[Parcel]:
        """What can be sent now: the first parcel of each of at most `most` chats, the oldest first.

        Chats in `busy` are left out, and so are those that are paused or held. What a chat wants to be told later, or
        not at all, is put aside on the way, by its preferences of now.
        """
        while True:
            await self._let_go(now)
            async with self._database.reading() as connection:
                rows = (await connection.execute(_waiting(now, busy))).all()
                decided = [(row.id, piles.decision_on(row, now)) for row in rows]
                unwanted = [each for each in decided if not isinstance(each[1], AtOnce)]
                if not unwanted:
                    return [await parcel_of(connection, first) for first in _first_of_each_chat(rows)[:most]]
            async with self._database.writing() as connection:
                await piles.put_aside(connection, unwanted, now)

    async def next_held(self, now: datetime) -> datetime | None:
        """When the first chat that is held, and has something waiting, may be written to again."""
        query = (
            select(chats.c.held_until)
            .join(outbox, outbox.c.chat_id == chats.c.id)
            .where(
                outbox.c.outcome.is_(None),
                outbox.c.not_before.is_(None),
                chats.c.paused_at.is_(None),
                chats.c.held_until > now,
            )
            .order_by(chats.c.held_until)
            .limit(1)
        )
        async with self._database.reading() as connection:
            found: datetime | None = (await connection.execute(query)).scalar_one_or_none()
            return found

    async def settle(self, rows: Iterable[int], outcome: str, now: datetime, note: str | None = None) -> None:
        """The rows are done with: `sent`, or `refused` with Telegram's reason."""
        async with self._database.writing() as connection:
            await connection.execute(
                update(outbox)
                .where(outbox.c.id.in_(list(rows)))
                .values(outcome=outcome, settled_at=now, note=note and note[:300])
            )

    async def postpone(self, chat_id: int, rows: Iterable[int], until: datetime) -> None:
        """The rows could not be sent: they are tried again, and their chat written to, not before `until`."""
        async with self._database.writing() as connection:
            await connection.execute(
                update(outbox).where(outbox.c.id.in_(list(rows))).values(attempts=outbox.c.attempts + 1)
            )
            await connection.execute(update(chats).where(chats.c.id == chat_id).values(held_until=until))

    async def _let_go(self, now: datetime) -> None:
        async with self._database.reading() as connection:
            if not await piles.any_due(connection, now):
                return
        async with self._database.writing() as connection:
            await piles.let_go(connection, now)


def _waiting(now: datetime, busy: Collection[int]) -> Any:
    return (
        select(outbox, chats.c.language, *piles.PREFERENCES)
        .join(chats, chats.c.id == outbox.c.chat_id)
        .outerjoin(preferences, preferences.c.chat_id == outbox.c.chat_id)
        .where(
            outbox.c.outcome.is_(None),
            outbox.c.not_before.is_(None),
            outbox.c.sweep.is_(None),
            chats.c.paused_at.is_(None),
            (chats.c.held_until.is_(None)) | (chats.c.held_until <= now),
            outbox.c.chat_id.not_in(list(busy)),
        )
        .order_by(outbox.c.id)
        .limit(BATCH)
    )


def _first_of_each_chat(rows: Iterable[Row[Any]]) -> list[list[Row[Any]]]:
    """Each chat's first row, with the comments on the same question that follow it at once."""
    parcels: dict[int, list[Row[Any]]] = {}
    closed: set[int] = set()
    for row in rows:
        parcel = parcels.setdefault(row.chat_id, [])
        full = row.chat_id in closed or len(parcel) >= MOST_TOGETHER
        if not parcel or (not full and go_together(parcel[-1], row)):
            parcel.append(row)
        else:
            closed.add(row.chat_id)
    return list(parcels.values())
