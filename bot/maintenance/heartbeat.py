"""The heartbeat: once a minute the bot notes in its store that it runs, and on how many days it did.

So a later start knows how far back its database remembers, and no decision has to trust a clock alone.
"""

import logging
import time
from collections.abc import Callable
from datetime import datetime

from bot.worker import run_forever
from storage import Store

log = logging.getLogger(__name__)

EVERY_SECONDS = 60.0


class Heartbeat:
    """Notes that the bot runs. `ticking` is a clock that does not jump, in seconds."""

    def __init__(
        self, store: Store, clock: Callable[[], datetime], ticking: Callable[[], float] = time.monotonic
    ) -> None:
        self._store = store
        self._clock = clock
        self._ticking = ticking
        self._counted: float | None = None

    async def run(self) -> None:
        """Beat for ever."""
        await run_forever(self._beat_and_wait, _trouble)

    async def beat(self) -> None:
        """Note once that the bot runs, and how long it did since the last time that this was stored."""
        now = self._ticking()
        awake = None if self._counted is None else now - self._counted
        if await self._store.running.seen(self._clock(), awake):
            self._counted = now

    async def _beat_and_wait(self) -> float:
        await self.beat()
        return EVERY_SECONDS


def _trouble(error: Exception) -> float:
    log.error("that the bot runs could not be written down", exc_info=error)
    return EVERY_SECONDS
