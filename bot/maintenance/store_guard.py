"""The guard of the store: the bot stops where its file is removed or replaced, and reports damage and outages."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.worker import run_forever
from storage import Store
from storage.file_watch import Fate
from storage.outage import OUTAGE, Outage

log = logging.getLogger(__name__)

EVERY_SECONDS = 2.0

WORTH_TELLING = 5.0
"""Seconds that an outage lasts at least of which the operator is told; a shorter one is in the log alone."""


class StoreLost(Exception):
    """The database's file is gone, or another one; the text is a sentence for the operator."""


class StoreGuard:
    """Checks the file for ever. `on_report` is called when there is something to tell the operator."""

    def __init__(
        self, store: Store, clock: Callable[[], datetime], on_report: Callable[[], None], outage: Outage = OUTAGE
    ) -> None:
        self._store = store
        self._outage = outage
        self._clock = clock
        self._on_report = on_report
        self._reported = False

    async def run(self) -> None:
        """Check for ever. Raises StoreLost when the file is no longer the one that was opened: writes would be lost."""
        await run_forever(self._check)

    async def _check(self) -> float:
        await self.check()
        return EVERY_SECONDS

    async def check(self) -> None:
        """Check once. Raises StoreLost."""
        fate = await self._store.file.fate()
        if fate is not Fate.IN_PLACE:
            saved = await self._store.file.rescue(self._clock)
            raise StoreLost(
                f"the database's file was {fate.value} while the bot ran, so it stops; "
                + (f"all that it held is in {saved}" if saved else "what it held could not be written anew")
            )
        if (lasted := self._outage.take()) is not None and lasted >= WORTH_TELLING:
            await self._tell_of_outage(lasted)
        if self._store.file.damage is not None and not self._reported:
            self._reported = True
            await self._report(self._store.file.damage)

    async def _tell_of_outage(self, lasted: float) -> None:
        """Tell the operator that the database is back: once an hour, for a server can come and go for a day."""
        now = self._clock()
        since = (now - timedelta(seconds=lasted)).isoformat(timespec="seconds")
        try:
            if await self._store.reports.add(f"outage:{now:%Y-%m-%dT%H}", "outage", {"since": since}, now):
                self._on_report()
        except Exception:
            log.exception("the operator cannot be told that the database was away")

    async def _report(self, damage: str) -> None:
        """Report damage, once: a damaged page fails each statement that meets it, for ever."""
        now = self._clock()
        log.error("the database is damaged (%s): stop the bot and put a backup in its place", damage)
        try:
            await self._store.reports.add(f"damaged:{now:%Y-%m-%d}", "damaged", {"reason": damage}, now)
        except Exception:
            log.exception("nor can the operator be told of it")
        else:
            self._on_report()
