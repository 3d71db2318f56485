"""The feeds as one of several copies reads them, whether it leads or not: it opens, migrates and writes nothing.

Several copies on one database of PostgreSQL all answer at their web ports, and one of them leads.
"""

from storage.chats.feed_contents import FeedContents
from storage.database import Database, engine_of, newest_schema

READERS = 2
"""Connections beside that of a writer, which is never used."""


class FeedReader:
    """Reads feeds from the database at an address, to which it connects when the first is asked for."""

    def __init__(self, address: str) -> None:
        engine = engine_of(address)
        self._database = Database(engine, engine.create(READERS), newest_schema())
        self._contents = FeedContents(self._database)
        self._fits = False

    async def contents(self) -> FeedContents:
        """What is in the feeds.

        Raises StoreUnusable where the tables are those of another version, and the driver's errors.
        """
        if not self._fits:
            await self._database.require_schema()
            self._fits = True  # a later version lets this one read
        return self._contents

    async def close(self) -> None:
        """Close every connection."""
        await self._database.close()
