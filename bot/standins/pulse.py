"""Waits for something to become true without polling: each change gives a beat, at which the waiters look again."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

PATIENCE_SECONDS = 60.0
"""The most that anybody waits for the program: many times what it takes, for a machine may be busy with others."""


class Pulse:
    """Wakes all waiters each time that something has changed."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def beat(self) -> None:
        """Tell all waiters that something has changed."""
        for future in self._waiting:
            if not future.done():
                future.set_result(None)

    async def next(self) -> None:
        """Return at the next beat."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.add(future)
        try:
            await future
        finally:
            self._waiting.discard(future)

    async def until(self, look: Callable[[], T | None], within: float | None = None) -> T:
        """The first true value that `look` gives, now or after a beat. Raises TimeoutError after `within` seconds."""
        async with asyncio.timeout(within):
            while True:
                if found := look():
                    return found
                await self.next()
