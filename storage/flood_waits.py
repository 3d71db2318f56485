"""Flood waits: until when Telegram wants no message, to one chat or to any. A restart must not forget them."""

from datetime import datetime

from sqlalchemy import delete, select, update

from storage.database import Database, insert_or_ignore
from storage.tables import chats, flood_waits

EVERYTHING = "everything"
"""The name of the row for messages to any chat."""


class FloodWaits:
    """The table of flood waits, and the column of chats that belongs to it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(self, chat: int | None, until: datetime) -> None:
        """Send nothing to `chat` before `until`; with None, nothing to any chat. A longer wait than that stays."""
        async with self._database.writing() as connection:
            if chat is None:
                await connection.execute(insert_or_ignore(connection, flood_waits).values(name=EVERYTHING, until=until))
                await connection.execute(update(flood_waits).where(flood_waits.c.until < until).values(until=until))
            else:
                shorter = chats.c.flooded_until.is_(None) | (chats.c.flooded_until < until)
                await connection.execute(update(chats).where(chats.c.id == chat, shorter).values(flooded_until=until))

    async def standing(self, now: datetime) -> list[tuple[int | None, datetime]]:
        """The waits that are not over, as (chat or None, until). The others are forgotten."""
        async with self._database.writing() as connection:
            over = chats.c.flooded_until <= now
            await connection.execute(update(chats).where(over).values(flooded_until=None))
            await connection.execute(delete(flood_waits).where(flood_waits.c.until <= now))
            each = select(chats.c.id, chats.c.flooded_until).where(chats.c.flooded_until.is_not(None))
            found: list[tuple[int | None, datetime]] = [
                (row.id, row.flooded_until) for row in await connection.execute(each)
            ]
            found += [(None, row.until) for row in await connection.execute(select(flood_waits.c.until))]
            return found
