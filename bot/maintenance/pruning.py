"""Pruning: old history and old threads go, in small batches between which everybody else can write."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from datetime import datetime, timedelta

from bot.worker import run_forever
from storage import Store

log = logging.getLogger(__name__)

EVERY = timedelta(hours=6)
AFTER_TROUBLE = timedelta(hours=1)

PAUSE_SECONDS = 0.2
"""Between two batches, each of which writes for some milliseconds."""


class Pruning:
    """Prunes deliveries that were settled more than `kept` days ago. `sleep` waits for so many seconds."""

    def __init__(
        self,
        store: Store,
        clock: Callable[[], datetime],
        kept: int,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._store = store
        self._clock = clock
        self._kept = kept
        self._sleep = sleep

    async def run(self) -> None:
        """Prune for ever, from now on."""
        await run_forever(self._round)

    async def _round(self) -> float:
        return (await self.round()).total_seconds()

    async def round(self) -> timedelta:
        """Prune all that is old by now. Returns how long to wait until the next round."""
        try:
            pruned = await self._all_of(self._store.history.prune(self._clock(), self._kept))
            forgotten = await self._all_of(self._store.last_messages.prune())
        except Exception:
            log.exception("messages that were settled long ago could not be pruned")
            return AFTER_TROUBLE
        try:
            await self._store.pictures.prune(self._clock())
        except Exception:
            log.exception("old pictures could not be forgotten")
        if pruned:
            log.info("%s messages that were settled more than %s days ago are pruned", pruned, self._kept)
        if forgotten:
            log.info("%s messages of long ago will not be answered by a next one", forgotten)
        return EVERY

    async def _all_of(self, batches: AsyncGenerator[int, None]) -> int:
        """Let every batch go, with a pause after each. Returns how many rows went."""
        pruned = 0
        async with aclosing(batches):
            async for batch in batches:
                pruned += batch
                await self._sleep(PAUSE_SECONDS)
        return pruned
