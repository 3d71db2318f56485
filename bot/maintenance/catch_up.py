"""Catching up: a restored copy of the database tells what it lost as one summary, when it has heard all sources again.

See `bot.core.restoration`. Until then the outbox keeps every event back, see `storage.outbox.schedule`.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.core.restoration import is_over
from storage import Store

log = logging.getLogger(__name__)

EVERY_SECONDS = 1.0
FEWEST_CALM = 2
"""Times in a row that nothing was left to be heard: what a source has just told may lead to another look."""


class CatchUp:
    """Ends the catching up. `is_behind` tells whether pages wait that were not looked at since."""

    def __init__(
        self,
        store: Store,
        is_behind: Callable[[datetime], Awaitable[bool]],
        clock: Callable[[], datetime],
        on_events: Callable[[], None],
    ) -> None:
        self._store = store
        self._is_behind = is_behind
        self._clock = clock
        self._on_events = on_events
        self._calm = 0

    async def run(self) -> None:
        """Look for ever whether there is something to catch up with: that can turn out with the first update."""
        while True:
            try:
                await self.check()
            except Exception:
                log.exception("whether a restored copy has caught up could not be told")
            await asyncio.sleep(EVERY_SECONDS)

    async def check(self) -> None:
        """Look once, and have the summaries told where all was heard, or for long enough."""
        restoration = self._store.running.restoration
        if restoration is None:
            return
        is_calm = await self._store.running.has_caught_up() and not await self._is_behind(restoration.began_at)
        self._calm = self._calm + 1 if is_calm else 0
        if self._calm >= FEWEST_CALM or is_over(restoration, self._clock()):
            self._calm = 0
            await self._store.outbox.end_restoration(self._clock())
            log.info("what happened since %s is told as a summary", restoration.since.isoformat("T", "minutes"))
            self._on_events()
