"""The store: the only SQL of the program. It speaks the words of `bot.core`, not rows."""

from storage.sqlite.lock import DatabaseLock
from storage.store import NewerDatabase, Store, StoreUnusable

__all__ = ["DatabaseLock", "NewerDatabase", "Store", "StoreUnusable"]
