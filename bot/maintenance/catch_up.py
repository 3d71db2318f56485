"""Catching up: a restored copy of the database tells what it missed in one summary, once every source was checked.

See `bot.core.restoration`. Until then the outbox keeps every event back, see `storage.outbox.schedule`.
"""

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.core.restoration import is_over
from bot.worker import run_forever
from storage import Store

log = logging.getLogger(__name__)

EVERY_SECONDS = 1.0
FEWEST_CALM = 2
"""Checks in a row that must find no source outstanding: what a source has just told may lead to another check."""


class CatchUp:
    """Ends a restoration. `is_behind` tells whether followed pages wait that were not checked since a time."""

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
        """Check for ever: that the database is a restored copy can turn out with the first update."""
        await run_forever(self._check_and_wait, _trouble)

    async def check(self) -> None:
        """Check once, and have the summaries told where every source was heard, or the longest wait is over."""
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

    async def _check_and_wait(self) -> float:
        await self.check()
        return EVERY_SECONDS


def _trouble(error: Exception) -> float:
    log.error("whether a restored copy has caught up could not be told", exc_info=error)
    return EVERY_SECONDS
