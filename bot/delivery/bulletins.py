"""The worker of bulletins: begins those that are due, counts an issue once, and hands them to the outbox in batches."""

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.worker import Wakeup, run_forever
from storage import Store

log = logging.getLogger(__name__)

AT_A_TIME = 10
"""Chats in a second, as for announcements: alerts and replies have the rest of what Telegram takes."""

STEP_SECONDS = 1.0
IDLE_SECONDS = 60.0
TROUBLE_SECONDS = 5.0


class BulletinWorker:
    """Tells bulletins, also those that a kill cut off. `on_rows` is called after each batch.

    `ticking` is a clock in seconds that does not jump.
    """

    def __init__(
        self,
        store: Store,
        clock: Callable[[], datetime],
        on_rows: Callable[[], None],
        ticking: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store = store
        self._clock = clock
        self._on_rows = on_rows
        self._ticking = ticking
        self._began = ticking()
        self._wakeup = Wakeup()

    def wake(self) -> None:
        """Tell the worker that a sweep is over, which may have brought an issue."""
        self._wakeup.ring()

    async def run(self) -> None:
        """Tell bulletins, for ever."""
        await run_forever(self.step, _trouble, self._wakeup)

    async def step(self) -> float:
        """Begin what is due, and hand the next few chats over. Returns the seconds until the next step."""
        now = self._clock()
        await self._store.bulletins.begin_due(now, timedelta(seconds=self._ticking() - self._began))
        while (day := await self._store.bulletins.uncounted()) is not None:
            await self._store.bulletin_contents.count(day)
            log.info("the issue of %s is in", day)
        written = await self._store.bulletins.fan_out_some(AT_A_TIME, now)
        if written:
            self._on_rows()
        return IDLE_SECONDS if written is None else STEP_SECONDS


def _trouble(error: Exception) -> float:
    log.error("a bulletin cannot go on for now", exc_info=error)
    return TROUBLE_SECONDS
