"""The outbox: what has to be told to whom, until it was."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import func, select, update

from bot.core.delivery import Delivery, DeliveryState
from storage.database import Database
from storage.outbox import queue, schedule, transitions
from storage.outbox.deliveries import delivery_of
from storage.questions.numbers import Numbers
from storage.running import Running, end_restoration
from storage.tables import chats


class Outbox:
    """The table of what has to be told."""

    def __init__(self, database: Database, numbers: Numbers, running: Running) -> None:
        self._database = database
        self._numbers = numbers
        self._running = running

    async def due(self, now: datetime, busy: Collection[int | str], most: int) -> list[Delivery]:
        """What can be sent now: the first delivery of each of at most `most` chats.

        The chats take turns (see `storage.outbox.fanout`), and each gets what waits for it in order. Chats in `busy`
        are left out, and so are those that are paused or held. What a chat wants to be told later, or not at all, is
        scheduled on the way, by its preferences of now, and what cannot be sent for now is parked: what was looked at
        in vain is not looked at again. While a restored copy catches up, it tells no event (see
        `storage.outbox.schedule`).
        """
        restoration = self._running.restoration
        while True:
            await self._release(now)
            async with self._database.reading() as connection:
                is_any_lost = restoration is not None and await schedule.any_lost(connection, restoration, now)
                chosen = await queue.next_chats(connection, now, busy, most)
                firsts = [await queue.firsts_of(connection, chat) for chat in chosen.ready]
                unwanted = [*chosen.unwanted, *queue.unwanted([row for rows in firsts for row in rows], now)]
                if not unwanted and not chosen.silent and not is_any_lost:
                    return [await delivery_of(connection, rows, self._numbers) for rows in firsts]
            async with self._database.writing() as connection:
                if restoration is not None:
                    await schedule.gather_lost(connection, restoration, now)
                await queue.park(connection, chosen.silent, now)
                await schedule.schedule_rows(connection, unwanted, now)

    async def next_held(self, now: datetime) -> datetime | None:
        """When the first of the chats that are held may be written to again."""
        query = select(func.min(chats.c.held_until)).where(chats.c.held_until > now, chats.c.paused_at.is_(None))
        async with self._database.reading() as connection:
            found: datetime | None = (await connection.execute(query)).scalar_one()
            return found

    async def settle(self, rows: Iterable[int], state: DeliveryState, now: datetime, note: str | None = None) -> None:
        """The rows are done with: SENT, or REFUSED with Telegram's reason."""
        async with self._database.writing() as connection:
            await transitions.settle(connection, rows, state, now, note)

    async def postpone(
        self, chat_id: int, rows: Iterable[int], now: datetime, until: datetime, doubtful: bool = False
    ) -> None:
        """The rows could not be sent: they are tried again, and their chat written to, not before `until`.

        `doubtful` where they may have arrived.
        """
        async with self._database.writing() as connection:
            await transitions.count_attempt(connection, rows, doubtful)
            await connection.execute(update(chats).where(chats.c.id == chat_id).values(held_until=until))
            await queue.park(connection, (chat_id,), now)

    async def reschedule(self, rows: Iterable[int], until: datetime, doubtful: bool = False) -> None:
        """The rows could not be sent, and are tried again then; the rest of their chat goes on meanwhile.

        `doubtful` where they may have arrived.
        """
        async with self._database.writing() as connection:
            await transitions.retry(connection, rows, until, doubtful)

    async def close_topic(self, chat_id: int, thread: int | None, rows: Iterable[int], until: datetime) -> None:
        """A topic of a forum took nothing: all that waits for it is tried again then; the rest of the chat goes on."""
        async with self._database.writing() as connection:
            await transitions.count_attempt(connection, rows)
            await transitions.close_topic(connection, chat_id, thread, until)

    async def end_restoration(self, now: datetime) -> None:
        """A restored copy has caught up: what it lost is told, and from now on each event by itself."""
        restoration = self._running.restoration
        if restoration is not None:
            async with self._database.writing() as connection:
                await schedule.gather_lost(connection, restoration, now)
                await schedule.let_lost_go(connection, restoration, now)
                await end_restoration(connection)
            self._running.restoration = None

    async def _release(self, now: datetime) -> None:
        """Release what has waited for its hour, and for the end of a hold."""
        async with self._database.reading() as connection:
            if not await schedule.any_due(connection, now) and not await queue.any_over(connection, now):
                return
        async with self._database.writing() as connection:
            await schedule.release(connection, now)
            await queue.end_holds(connection, now)
