"""The store as a whole: one open database, and a table of it for each concern."""

from storage.chats import Chats
from storage.database import Database, NewerDatabase, StoreUnusable
from storage.follows import Follows
from storage.looks import Looks
from storage.outbox import Outbox
from storage.updates import Updates

__all__ = ["NewerDatabase", "Store", "StoreUnusable"]


class Store:
    """Everything that is remembered."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.chats = Chats(database)
        self.follows = Follows(database)
        self.looks = Looks(database)
        self.outbox = Outbox(database)
        self.updates = Updates(database)

    @classmethod
    async def open(cls, address: str) -> "Store":
        """Open the database at `address`, creating or migrating it.

        Raises NewerDatabase where a newer version made it, StoreUnusable where it cannot be used at all.
        """
        return cls(await Database.open(address))

    async def close(self) -> None:
        """Close the database."""
        await self._database.close()
