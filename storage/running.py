"""The program's own run: on how many days it ran, when last, and whether its file is an older copy of itself.

Days are counted while the program runs, so that no decision relies on a clock that jumps. A copy made by `backup`
carries a mark (see `storage.sqlite.backup`), which the first start with it finds.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.reach import is_another_day
from bot.core.restoration import Restoration, is_gap
from storage.database import Database
from storage.tables import IS_COLLECTING, archives, fanouts, outbox, outbox_days, running, sources


class Running:
    """The table of one row. Call `begin` before anything else; there is one process to a database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.ended_at: datetime | None = None
        """When the process before this one last wrote that it ran; None where none did."""

        self._began_at: datetime | None = None
        self.restoration: Restoration | None = None
        """The span that is being caught up with after an older copy was put in place; None where there is none."""

    async def begin(self, now: datetime) -> bool:
        """Note that the program starts. Returns whether its file is a backup that was put in place."""
        async with self._database.writing() as connection:
            row, found = await _row(connection), None
            if row.copied_at is not None:
                found = await _restore(connection, row.copied_at, now)
            elif row.restored_at is not None:  # it was stopped while it caught up
                found = Restoration(row.restored_from, row.restored_at)
            await _change(connection, seen_at=now)
        self.ended_at, self._began_at, self.restoration = row.seen_at, now, found
        return row.copied_at is not None

    async def seen(self, now: datetime, awake: float | None) -> bool:
        """Note that the program runs. Returns whether that was counted as another day.

        `awake` are the seconds since this process counted one, None where it has not yet.
        """
        async with self._database.writing() as connection:
            row = await _row(connection)
            is_counted = is_another_day(row.counted_on, now.date(), awake)
            if is_counted:
                await _note_day(connection, row.days)
            counted = {"days": row.days + 1, "counted_on": now.date()} if is_counted else {}
            await _change(connection, seen_at=now, **counted)
        return is_counted

    async def note_first(self, numbers: Collection[int], now: datetime) -> bool:
        """Compare the numbers of the first updates since the start with the last one that was written down.

        Call it before these are written down. Returns whether updates are missing between the two: then the file is
        taken for an older copy that was put in place.
        """
        async with self._database.writing() as connection:
            row = await _row(connection)
            if self.restoration is not None or not is_gap(row.update_id, min(numbers)):
                return False
            # Whatever was read since the start was read by the copy: it need not be asked for again.
            began_at = self._began_at or now
            found = await _restore(connection, self.ended_at or began_at, began_at)
        self.restoration = found
        return True

    async def note_later(self, number: int) -> None:
        """Note the number of an update that Telegram delivered by itself, where it is later than the one noted.

        Deliveries overtake each other, so that a gap between them shows nothing.
        """
        is_later = or_(running.c.update_id.is_(None), running.c.update_id < number)
        async with self._database.reading() as connection:
            if (await connection.execute(select(running.c.id).where(is_later))).first() is None:
                return
        async with self._database.writing() as connection:
            await connection.execute(update(running).where(is_later).values(update_id=number))

    def forget_restoration(self) -> None:
        """Catch up no longer. Call it once the transaction with `end_restoration` is written."""
        self.restoration = None

    async def has_caught_up(self) -> bool:
        """Whether the current archive and the feed were asked since the start, and all they brought is released."""
        if self.restoration is None:
            return True
        since = self.restoration.began_at
        is_current = archives.c.renewed_at.is_not(None)
        unasked = select(archives.c.name).where(
            is_current, archives.c.looked_at.is_(None) | (archives.c.looked_at < since)
        )
        asked = select(archives.c.name).where(archives.c.looked_at >= since)
        fed = select(sources.c.name).where(
            sources.c.name == "feed", or_(sources.c.succeeded_at >= since, sources.c.failed_at >= since)
        )
        sweeping, fanout = select(outbox.c.id).where(IS_COLLECTING), select(fanouts.c.event_id)
        async with self._database.reading() as connection:
            found = [
                (await connection.execute(each.limit(1))).first() for each in (asked, fed, unasked, sweeping, fanout)
            ]
        return [each is not None for each in found] == [True, True, False, False, False]


async def end_restoration(connection: AsyncConnection) -> None:
    """Note, within a transaction, that the restored copy has caught up."""
    await _change(connection, restored_from=None, restored_at=None)


async def _restore(connection: AsyncConnection, since: datetime, began_at: datetime) -> Restoration:
    """Begin to catch up with what happened after `since`. Archives that are made anew daily are asked for at once."""
    found = Restoration(min(since, began_at), began_at)
    lost = {"restored_from": found.since, "restored_at": found.began_at}
    await _change(connection, copied_at=None, update_id=None, **lost)
    unasked = (archives.c.renewed_at.is_not(None), archives.c.looked_at < began_at)
    await connection.execute(update(archives).where(*unasked).values(looked_at=None))
    return found


async def note_update(connection: AsyncConnection, number: int) -> None:
    """Note the number of the last update that was written down. It can be lower: Telegram may begin to number anew."""
    await _change(connection, update_id=number)


async def _note_day(connection: AsyncConnection, day: int) -> None:
    """Note how far the outbox has come at the end of a day: see `storage.outbox.history`."""
    last = select(func.coalesce(func.max(outbox.c.id), 0)).scalar_subquery()
    await connection.execute(insert(outbox_days).values(day=day, last_id=last))


async def _row(connection: AsyncConnection) -> Row[Any]:
    return (await connection.execute(select(running))).one()


async def _change(connection: AsyncConnection, **values: Any) -> None:
    await connection.execute(update(running).values(**values))
