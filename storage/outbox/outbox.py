"""The outbox as its workers see it: takes deliveries that are due, and records what became of them."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import false, func, select, update

from bot.core.delivery import Delivery, DeliveryState
from storage.database import Database
from storage.outbox import queue, schedule, transitions
from storage.outbox.deliveries import deliveries_of
from storage.outbox.last_messages import Shown, remember
from storage.questions.numbers import Numbers
from storage.running import Running, end_restoration
from storage.tables import IS_READY, IS_SUSPENDED, chats, outbox
from storage.together import Together


@dataclass(frozen=True, slots=True)
class _Sent:
    """Rows whose message arrived, and when; `shown` is set where that message is to be remembered."""

    rows: tuple[int, ...]
    at: datetime
    shown: Shown | None = None


class Outbox:
    """The table of the outbox."""

    def __init__(self, database: Database, numbers: Numbers, running: Running) -> None:
        self._database = database
        self._numbers = numbers
        self._running = running
        self._sent = Together(self._settle_sent)

    async def due(self, now: datetime, busy: Collection[int | str], most: int) -> list[Delivery]:
        """The deliveries that can be sent now: the first of each of at most `most` chats.

        The chats take turns (see `storage.outbox.fanout`), and each gets its deliveries in order. Chats in `busy` are
        left out, and so are those that are paused or held. Rows that come first and cannot be sent now are taken out
        of the queue on the way, so that they are not read again: rows of such chats are suspended, and rows that a
        chat wants later, or not at all, are scheduled or cancelled by its preferences of now. While a restored copy
        catches up, it tells no event (see `storage.outbox.schedule`).
        """
        restoration = self._running.restoration
        while True:
            await self._release(now)
            async with self._database.reading() as connection:
                is_any_lost = restoration is not None and await schedule.any_lost(connection, restoration, now)
                chosen = await queue.next_chats(connection, now, busy, most)
                firsts = [await queue.firsts_of(connection, chat) for chat in chosen.ready]
                unwanted = [*chosen.unwanted, *queue.unwanted([row for rows in firsts for row in rows], now)]
                if not unwanted and not chosen.unreachable and not is_any_lost:
                    return await deliveries_of(connection, firsts, self._numbers)
            async with self._database.writing() as connection:
                if restoration is not None:
                    await schedule.gather_lost(connection, restoration, now)
                await queue.suspend(connection, chosen.unreachable, now)
                await schedule.schedule_rows(connection, unwanted, now)

    async def next_held(self, now: datetime) -> datetime | None:
        """When the first hold of a chat ends; None where no chat is held."""
        query = select(func.min(chats.c.held_until)).where(chats.c.held_until > now, chats.c.paused_at.is_(None))
        async with self._database.reading() as connection:
            found: datetime | None = (await connection.execute(query)).scalar_one()
            return found

    async def is_any_ready(self) -> bool:
        """Whether any delivery may be sent now, as far as its row tells."""
        async with self._database.reading() as connection:
            return (await connection.execute(select(outbox.c.id).where(IS_READY).limit(1))).first() is not None

    async def settle(
        self,
        rows: Iterable[int],
        state: DeliveryState,
        now: datetime,
        note: str | None = None,
        shown: Shown | None = None,
    ) -> None:
        """Mark rows as SENT, or as REFUSED with Telegram's reason as the note.

        `shown` is the message that tells them, where it tells of one question: the next one about that answers it.
        """
        if state is DeliveryState.SENT and note is None:
            await self._sent.add(_Sent(tuple(rows), now, shown))
            return
        async with self._database.writing() as connection:
            await transitions.settle(connection, rows, state, now, note)

    async def _settle_sent(self, take: Callable[[], list["_Sent"]]) -> None:
        """Mark what was sent to several chats in one transaction, with the time at which the last of it was."""
        async with self._database.writing() as connection:
            if sent := take():
                rows = [row for each in sent for row in each.rows]
                await transitions.settle(connection, rows, DeliveryState.SENT, max(each.at for each in sent))
                if told := [(each.rows[0], each.shown) for each in sent if each.shown is not None]:
                    await remember(connection, told)

    async def finish(self) -> None:
        """Wait until all is marked that was sent."""
        await self._sent.finish()

    async def postpone(
        self, chat_id: int, rows: Iterable[int], now: datetime, until: datetime, doubtful: bool = False
    ) -> None:
        """Hold the whole chat until then, after a failed attempt to send these rows.

        `doubtful` is whether they may have arrived.
        """
        async with self._database.writing() as connection:
            await transitions.count_attempt(connection, rows, doubtful)
            await connection.execute(update(chats).where(chats.c.id == chat_id).values(held_until=until))
            await queue.suspend(connection, (chat_id,), now)

    async def reschedule(self, rows: Iterable[int], until: datetime, doubtful: bool = False) -> None:
        """Try rows again then, after a failed attempt; the rest of their chat goes on meanwhile.

        `doubtful` is whether they may have arrived.
        """
        async with self._database.writing() as connection:
            await transitions.retry(connection, rows, until, doubtful)

    async def retry_now(self, now: datetime) -> int:
        """Try now what failed before and waits for another try. Returns how many rows these are.

        A chat to which Telegram wants no message for a while stays held. What is tried heeds its chat's hours.
        """
        is_flooded = func.coalesce(chats.c.flooded_until > now, false())
        held = (chats.c.held_until > now, chats.c.paused_at.is_(None), ~is_flooded)
        waits = select(func.count()).where(IS_SUSPENDED, outbox.c.chat_id.in_(select(chats.c.id).where(*held)))
        async with self._database.writing() as connection:
            suspended = int((await connection.execute(waits)).scalar_one())
            await connection.execute(update(chats).where(*held).values(held_until=now))
            return suspended + await transitions.retry_now(connection)

    async def close_topic(self, chat_id: int, thread: int | None, rows: Iterable[int], until: datetime) -> None:
        """Try all rows of a topic again then, which refused these ones; the rest of the chat goes on meanwhile."""
        async with self._database.writing() as connection:
            await transitions.count_attempt(connection, rows)
            await transitions.close_topic(connection, chat_id, thread, until)

    async def end_restoration(self, now: datetime) -> None:
        """End the catching up of a restored copy: release the summaries of what it lost."""
        restoration = self._running.restoration
        if restoration is not None:
            async with self._database.writing() as connection:
                await schedule.gather_lost(connection, restoration, now)
                await schedule.release_lost(connection, restoration, now)
                await end_restoration(connection)
            self._running.forget_restoration()

    async def _release(self, now: datetime) -> None:
        """Release rows whose hour has come, and those of chats whose hold is over."""
        async with self._database.reading() as connection:
            if not await schedule.any_due(connection, now) and not await queue.any_over(connection, now):
                return
        async with self._database.writing() as connection:
            await schedule.release(connection, now)
            await queue.end_holds(connection, now)
