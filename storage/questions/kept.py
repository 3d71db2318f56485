"""Keeps what was counted of the questions until they change."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, TypeVar

from storage.database import Database

Counted = TypeVar("Counted")


class Kept(Generic[Counted]):
    """What was counted, by what it was counted for; of the `most` that were asked for last."""

    def __init__(self, database: Database, most: int) -> None:
        self._database = database
        self._most = most
        self._since = 0
        self._kept: OrderedDict[Hashable, Counted] = OrderedDict()
        self._counting = asyncio.Lock()

    async def of(self, key: Hashable, count: Callable[[], Awaitable[Counted]]) -> Counted:
        """What was counted for that key since the questions last changed, or is counted now, one at a time."""
        async with self._counting:
            if self._since != self._database.indexed:
                self._kept.clear()
            self._since = self._database.indexed  # before it is counted: what is written meanwhile is not in it
            if key not in self._kept:
                self._kept[key] = await count()
                if len(self._kept) > self._most:
                    self._kept.popitem(last=False)
            self._kept.move_to_end(key)
            return self._kept[key]
