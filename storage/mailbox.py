"""The inbox of one of several copies, whether it leads or not: it writes down what Telegram delivers, and no more.

Several copies on one database of PostgreSQL all receive where a webhook is set, and one of them leads. What is written
here needs no leadership: the number of an update keeps it from being written twice, and the leader takes it from there.
Nothing is migrated, for a copy that stands by may be of another version than the one that leads.
"""

from datetime import datetime

from storage.database import Database, engine_of, newest_schema
from storage.inbox import Updates

READERS = 1
"""Connections beside that of the one who writes."""


class Mailbox:
    """Writes updates into the database at an address, to which it connects when the first one comes."""

    def __init__(self, address: str) -> None:
        engine = engine_of(address)
        self._database = Database(engine, engine.create(READERS), newest_schema())
        self._updates = Updates(self._database)
        self._fits = False

    async def keep(self, number: int, body: str, now: datetime) -> bool:
        """Write down an update. Returns whether it is new.

        Raises StoreUnusable where the tables are those of another version, and the driver's errors.
        """
        if not self._fits:
            await self._database.require_schema()
            self._fits = True  # a later version lets this one write
        return await self._updates.keep_delivered(number, body, now)

    async def close(self) -> None:
        """Close every connection."""
        await self._database.close()
