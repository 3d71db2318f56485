"""The clock guard: after the system clock went back, nothing stays postponed until it is that late again."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.worker import run_forever
from storage import Store

log = logging.getLogger(__name__)

CHECK_SECONDS = 1.0

TAKEN_BACK = timedelta(seconds=30)
"""A clock that goes back by more was wrong; one that goes back by less is being kept right."""

LOOK_THROUGH_SECONDS = 60.0
"""How long after a change of the clock the store is looked through: work under way may still write the wrong time."""

LONGEST_BELIEVED_HOLD = timedelta(days=1)
"""At a start, a longer wait that Telegram seems to have asked for is not believed: a clock that was ahead dated it."""


class ClockGuard:
    """Compares the system clock with the latest time that was read from it, in this process and in the one before.

    `clock` reads the system clock; `on_events` is called when messages that were postponed by a wrong clock are due.
    """

    def __init__(self, store: Store, clock: Callable[[], datetime], on_events: Callable[[], None]) -> None:
        self._store = store
        self._clock = clock
        self._on_events = on_events
        self._latest = clock()
        self._longest_hold = LONGEST_BELIEVED_HOLD
        self._until = 0.0

    def now(self) -> datetime:
        """The time by the system clock. A time that it shows for less than a second is remembered too."""
        now = self._clock()
        self._latest = max(self._latest, now)
        return now

    async def run(self) -> None:
        """Compare for ever, beginning with the last time that the process before this one wrote down."""
        self._latest = max(self._latest, self._store.running.ended_at or self._latest)
        self._look_through_for_a_while()
        await run_forever(self._check, self._trouble)

    async def _check(self) -> float:
        now, ahead = self._clock(), self._latest
        if now < ahead - TAKEN_BACK:
            log.warning("the clock went back from %s to %s", ahead, now)
            self._longest_hold = (ahead - now) / 2
            self._look_through_for_a_while()
            await self._store.turn_back(now, ahead)
            self._latest = now
        if _ticking() < self._until and await self._store.heed_clock(now, self._longest_hold):
            self._on_events()
        return CHECK_SECONDS

    def _trouble(self, error: Exception) -> float:
        log.error("what waits for a time that the clock took back could not be looked through", exc_info=error)
        self._look_through_for_a_while()
        return CHECK_SECONDS

    def _look_through_for_a_while(self) -> None:
        self._until = _ticking() + LOOK_THROUGH_SECONDS


def _ticking() -> float:
    """Seconds of a clock that does not jump."""
    return asyncio.get_running_loop().time()
