"""A look at the database's own file while the program runs: is it still there, still the same, and still readable?

What was removed or replaced below an open database goes on being written, to a file that nobody will ever find again.
"""

import asyncio
import logging
import sqlite3
from collections.abc import Callable
from datetime import datetime
from enum import Enum
from pathlib import Path

from sqlalchemy.exc import DatabaseError

from storage.database import Database

log = logging.getLogger(__name__)


class Fate(Enum):
    """What became of the file."""

    IN_PLACE = "in place"
    REMOVED = "removed"
    REPLACED = "replaced"


class FileWatch:
    """Watches the file of an open database. Where the store is no file of this machine's, it is always in place."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._path = database.path
        self._identity = None if self._path is None else _identity(self._path)

    @property
    def damage(self) -> str | None:
        """What the database said, in its own words, when it found itself damaged; None where it never did."""
        return self._database.damage

    async def fate(self) -> Fate:
        """Look at the file now."""
        if self._path is None or self._identity is None:
            return Fate.IN_PLACE
        found = await asyncio.to_thread(_identity, self._path)
        if found is None:
            return Fate.REMOVED
        return Fate.IN_PLACE if found == self._identity else Fate.REPLACED

    async def rescue(self, now: Callable[[], datetime]) -> Path | None:
        """Write all that the open database holds into a file again, and let nothing be written after that.

        In its own place where that is free, else beside it, under the name that is returned; None where it failed.
        """
        if self._path is None:
            return None
        beside = self._path.with_name(f"{self._path.name}.rescued-{now():%Y%m%d%H%M%S}")
        try:
            await self._database.write_last_copy(beside)
            return await asyncio.to_thread(_put_in_place, beside, self._path)
        except (DatabaseError, sqlite3.Error, OSError) as error:
            log.error("the database could not be written anew: %s", error)
            return None


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _put_in_place(beside: Path, place: Path) -> Path:
    """Where the file ends up. A log or an index that is left of the old one does not belong to it."""
    if place.exists():
        return beside
    for ending in ("-wal", "-shm"):
        place.with_name(place.name + ending).unlink(missing_ok=True)
    return beside.rename(place)
