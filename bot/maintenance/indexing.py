"""Indexing: what an older version of the program took in becomes searchable, some questions at a time."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import aclosing

from bot.worker import run_forever
from storage import Store

log = logging.getLogger(__name__)

EVERY_SECONDS = 6 * 3600.0
AFTER_TROUBLE_SECONDS = 60.0

PAUSE_SECONDS = 0.05
"""Between two batches: everybody else goes first."""


class Indexing:
    """Indexes what is missing at the start, and looks again some times a day. `sleep` waits for so many seconds."""

    def __init__(self, store: Store, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        self._store = store
        self._sleep = sleep

    async def run(self) -> None:
        """Index for ever."""
        await run_forever(self._round, _trouble)

    async def _round(self) -> float:
        indexed = 0
        async with aclosing(self._store.indexing.fill()) as batches:
            async for batch in batches:
                indexed += batch
                await self._sleep(PAUSE_SECONDS)
        if indexed:
            log.info("%s questions can be found by their words now", indexed)
        return EVERY_SECONDS


def _trouble(_error: Exception) -> float:
    log.exception("questions could not be indexed")
    return AFTER_TROUBLE_SECONDS
