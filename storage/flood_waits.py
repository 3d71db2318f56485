"""What Telegram asked to be spared, of one chat or altogether, and until when. A restart must not forget it."""

from datetime import datetime

from sqlalchemy import delete, select, update

from storage.database import Database, insert_or_ignore
from storage.tables import chats, flood_waits

EVERYTHING = "everything"


class FloodWaits:
    """The table of flood waits, and the column of chats that belongs to it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(self, chat: int | None, until: datetime) -> None:
        """Nothing for this chat before then; with None, nothing at all. A longer hold than that stays."""
        async with self._database.writing() as connection:
            if chat is None:
                await connection.execute(insert_or_ignore(connection, flood_waits).values(name=EVERYTHING, until=until))
                await connection.execute(update(flood_waits).where(flood_waits.c.until < until).values(until=until))
            else:
                shorter = chats.c.flooded_until.is_(None) | (chats.c.flooded_until < until)
                await connection.execute(update(chats).where(chats.c.id == chat, shorter).values(flooded_until=until))

    async def standing(self, now: datetime) -> list[tuple[int | None, datetime]]:
        """The holds that are not over, as they were given to `keep`. The others are forgotten."""
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
