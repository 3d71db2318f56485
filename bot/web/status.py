"""What this process does now: it starts, stands by or leads, and how well."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.measures import EVENTS, MEASURES, Measures
from bot.core.readiness import why_unwell, why_unwell_on_standby
from bot.web.sampled import Sampled
from storage import Store, StoreUnusable
from storage.counts import Counts

log = logging.getLogger(__name__)

SIGNS_SECONDS, FIGURES_SECONDS = 5.0, 8.0
"""The longest time for one reading of the store: a request may take ten seconds in all."""

BETWEEN_SIGNS = 1.0
BETWEEN_COUNTS = 10.0
"""The least seconds between two readings of the store, however often somebody asks."""


@dataclass(frozen=True, slots=True)
class Leader:
    """What there is to read while this process leads; `counts` is None where they could not be counted in time."""

    store: Store
    counts: Sampled[Counts | None]


class Status:
    """The state of this process, for the web port.

    `look_late` is after how long without an answer of any source the bot is not well. `silent_for` tells for how many
    seconds a copy that stands by has not seen who leads, None for never; it is None where there are no copies.
    """

    def __init__(
        self,
        look_late: timedelta,
        clock: Callable[[], datetime],
        silent_for: Callable[[], float | None] | None = None,
        measures: Measures = MEASURES,
    ) -> None:
        self._measures = measures
        self._look_late = look_late
        self._clock = clock
        self._silent_for = silent_for
        self._why_unwell = Sampled(self._find_why_unwell, BETWEEN_SIGNS)
        self.leader: Leader | None = None
        """None while this process does not lead."""

        self.database_answers = False
        """Whether the last reading for `why_unwell` succeeded."""

    @asynccontextmanager
    async def leading(self, store: Store) -> AsyncIterator[None]:
        """Lead with this store, until the end of the context."""
        await store.counts.begin()
        self.leader = Leader(store, Sampled(lambda: self._counts(store), BETWEEN_COUNTS))
        try:
            yield
        finally:
            self.leader = None

    @property
    def store(self) -> Store:
        """The open store. Raises StoreUnusable while this process does not lead."""
        if self.leader is None:
            raise StoreUnusable("the database is not open yet, or no more")
        return self.leader.store

    async def why_unwell(self) -> list[str]:
        """Why this process does not do its work, each reason in words; none where it does."""
        return await self._why_unwell.get()

    async def counts(self) -> Counts | None:
        """How much of everything there is; None where this process does not lead, or cannot count it in time."""
        return None if self.leader is None else await self.leader.counts.get()

    async def _find_why_unwell(self) -> list[str]:
        if self.leader is None:
            return ["it starts"] if self._silent_for is None else why_unwell_on_standby(self._silent_for())
        try:
            async with asyncio.timeout(SIGNS_SECONDS):
                signs = await self.leader.store.signs.read()
        except Exception as error:
            log.debug("the signs of life could not be read", exc_info=error)
            self.database_answers = False
            return ["the database does not answer"]
        self.database_answers = True
        return why_unwell(signs, self._look_late, self._clock())

    async def _counts(self, store: Store) -> Counts | None:
        try:
            async with asyncio.timeout(FIGURES_SECONDS):
                counts = await store.counts.read()
        except Exception as error:
            log.warning("the counts for the metrics could not be read (%s)", type(error).__name__)
            return None
        for kind, number in counts.events.items():
            self._measures.count(EVENTS, kind, by=number)
        return counts
