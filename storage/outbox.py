"""The outbox: what has to be told to whom, until it was."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import func, select, update

from storage import piles, turns
from storage.database import Database
from storage.knowledge import Unpack
from storage.parcels import Parcel, parcel_of
from storage.running import Running, end_restoration
from storage.tables import IS_DUE, chats, outbox


class Outbox:
    """The table of what has to be told."""

    def __init__(self, database: Database, unpack: Unpack, running: Running) -> None:
        self._database = database
        self._unpack = unpack
        self._running = running

    async def due(self, now: datetime, busy: Collection[int | str], most: int) -> list[Parcel]:
        """What can be sent now: the first parcel of each of at most `most` chats.

        The chats take turns (see `storage.tellings`), and each gets what waits for it in order. Chats in `busy` are
        left out, and so are those that are paused or held. What a chat wants to be told later, or not at all, is put
        aside on the way, by its preferences of now, and what cannot be sent for now is parked: what was looked at in
        vain is not looked at again. While a restored copy catches up, it tells no event (see `storage.piles`).
        """
        restoration = self._running.restoration
        while True:
            await self._let_go(now)
            async with self._database.reading() as connection:
                is_any_lost = restoration is not None and await piles.any_lost(connection, restoration, now)
                chosen = await turns.next_chats(connection, now, busy, most)
                firsts = [await turns.firsts_of(connection, chat) for chat in chosen.ready]
                unwanted = [*chosen.unwanted, *turns.unwanted([row for rows in firsts for row in rows], now)]
                if not unwanted and not chosen.silent and not is_any_lost:
                    return [await parcel_of(connection, rows, self._unpack) for rows in firsts]
            async with self._database.writing() as connection:
                if restoration is not None:
                    await piles.gather_lost(connection, restoration, now)
                await turns.park(connection, chosen.silent, now)
                await piles.put_aside(connection, unwanted, now)

    async def next_held(self, now: datetime) -> datetime | None:
        """When the first of the chats that are held may be written to again."""
        query = select(func.min(chats.c.held_until)).where(chats.c.held_until > now, chats.c.paused_at.is_(None))
        async with self._database.reading() as connection:
            found: datetime | None = (await connection.execute(query)).scalar_one()
            return found

    async def settle(self, rows: Iterable[int], outcome: str, now: datetime, note: str | None = None) -> None:
        """The rows are done with: `sent`, or `refused` with Telegram's reason."""
        async with self._database.writing() as connection:
            await connection.execute(
                update(outbox)
                .where(outbox.c.id.in_(list(rows)))
                .values(outcome=outcome, settled_at=now, note=note and note[:300])
            )

    async def postpone(
        self, chat_id: int, rows: Iterable[int], now: datetime, until: datetime, doubtful: bool = False
    ) -> None:
        """The rows could not be sent: they are tried again, and their chat written to, not before `until`.

        `doubtful` where they may have arrived.
        """
        async with self._database.writing() as connection:
            counted = {"attempts": outbox.c.attempts + 1, "doubts": outbox.c.doubts + int(doubtful)}
            await connection.execute(update(outbox).where(outbox.c.id.in_(list(rows))).values(**counted))
            await connection.execute(update(chats).where(chats.c.id == chat_id).values(held_until=until))
            await turns.park(connection, (chat_id,), now)

    async def reschedule(self, rows: Iterable[int], until: datetime, doubtful: bool = False) -> None:
        """The rows could not be sent, and are tried again then; the rest of their chat goes on meanwhile.

        `doubtful` where they may have arrived.
        """
        which = list(rows)
        counted = {"attempts": outbox.c.attempts + 1, "doubts": outbox.c.doubts + int(doubtful)}
        async with self._database.writing() as connection:
            waits = update(outbox).where(outbox.c.id.in_(which), outbox.c.outcome.is_(None))
            await connection.execute(waits.values(not_before=until, together=False, **counted))

    async def close_topic(self, chat_id: int, thread: int | None, rows: Iterable[int], until: datetime) -> None:
        """A topic of a forum took nothing: all that waits for it is tried again then; the rest of the chat goes on."""
        which = list(rows)
        async with self._database.writing() as connection:
            counted = update(outbox).where(outbox.c.id.in_(which)).values(attempts=outbox.c.attempts + 1)
            await connection.execute(counted)
            here = (outbox.c.chat_id == chat_id, outbox.c.thread.is_not_distinct_from(thread))
            await connection.execute(update(outbox).where(IS_DUE, *here).values(not_before=until, together=False))

    async def end_restoration(self, now: datetime) -> None:
        """A restored copy has caught up: what it lost is told, and from now on each event by itself."""
        restoration = self._running.restoration
        if restoration is not None:
            async with self._database.writing() as connection:
                await piles.gather_lost(connection, restoration, now)
                await piles.let_lost_go(connection, restoration, now)
                await end_restoration(connection)
            self._running.restoration = None

    async def _let_go(self, now: datetime) -> None:
        """Let go what has waited for its hour, and for the end of a hold."""
        async with self._database.reading() as connection:
            if not await piles.any_due(connection, now) and not await turns.any_over(connection, now):
                return
        async with self._database.writing() as connection:
            await piles.let_go(connection, now)
            await turns.end_holds(connection, now)
