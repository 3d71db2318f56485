"""The heartbeat: once a minute it is written down that the bot runs, and on how many days it did.

So a later start knows how far back its database remembers, and nothing has to believe a clock alone.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from datetime import datetime

from storage import Store

log = logging.getLogger(__name__)

EVERY_SECONDS = 60.0


class Heartbeat:
    """Writes down that the bot runs. `ticking` is a clock that does not jump, in seconds."""

    def __init__(
        self, store: Store, clock: Callable[[], datetime], ticking: Callable[[], float] = time.monotonic
    ) -> None:
        self._store = store
        self._clock = clock
        self._ticking = ticking
        self._counted: float | None = None

    async def run(self) -> None:
        """Beat for ever."""
        while True:
            try:
                await self.beat()
            except Exception:
                log.exception("that the bot runs could not be written down")
            await asyncio.sleep(EVERY_SECONDS)

    async def beat(self) -> None:
        """Beat once."""
        now = self._ticking()
        awake = None if self._counted is None else now - self._counted
        if await self._store.running.seen(self._clock(), awake):
            self._counted = now
