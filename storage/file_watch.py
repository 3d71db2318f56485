"""Watches the file of the open database: is it still there, still the same, and still readable?

Where the file was removed or replaced, the open database goes on writing to one that nobody can open any more.
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
    """Watches the file of an open database. A database that is no file is always in place."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._path = database.path
        self._identity = None if self._path is None else _identity(self._path)

    @property
    def damage(self) -> str | None:
        """The words of the last error that told of a damaged file; None where there was none."""
        return self._database.damage

    async def fate(self) -> Fate:
        """What became of the file by now."""
        if self._path is None or self._identity is None:
            return Fate.IN_PLACE
        found = await asyncio.to_thread(_identity, self._path)
        if found is None:
            return Fate.REMOVED
        return Fate.IN_PLACE if found == self._identity else Fate.REPLACED

    async def rescue(self, now: Callable[[], datetime]) -> Path | None:
        """Write the whole open database into a new file; nothing is written to the database after that.

        Returns the new file: the old path where that is free, else one beside it. None where it failed; that is logged.
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
    """Move the file to `place` where that is free. Returns where it is now."""
    if place.exists():
        return beside
    for ending in ("-wal", "-shm"):
        place.with_name(place.name + ending).unlink(missing_ok=True)
    return beside.rename(place)
