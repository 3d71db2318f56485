"""Bulk work, written in slices: each is a transaction of its own, which holds the writer for a moment only."""

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.turns import LEAST, next_size
from storage.database import Database


class Slices:
    """Slices of one kind of work, as large as the last ones allow; `ticking` counts seconds, and does not jump."""

    def __init__(self, database: Database, ticking: Callable[[], float] = time.monotonic) -> None:
        self._database = database
        self._ticking = ticking
        self._size = LEAST

    def size(self, most: int) -> int:
        """Rows that the next slice is to write, `most` at most."""
        return min(most, self._size)

    @asynccontextmanager
    async def writing(self, most: int) -> AsyncIterator[AsyncConnection]:
        """A transaction that writes a slice, of `size(most)` rows."""
        size = self.size(most)
        async with self._database.writing(bulk=True) as connection:
            began = self._ticking()
            yield connection
        self._size = next_size(size, self._ticking() - began)
