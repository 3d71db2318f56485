"""Housekeeping: what is kept of chats that are gone for good goes too, once a day."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from storage import Store

log = logging.getLogger(__name__)

GONE_FOR = timedelta(days=180)
EVERY = timedelta(days=1)
AFTER_TROUBLE = timedelta(hours=1)


class Housekeeper:
    """Erases chats that have been out of reach for half a year: that blocked or removed the bot, or are no more."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    async def run(self) -> None:
        """Keep house for ever, from now on."""
        while True:
            wait = await self.round()
            await asyncio.sleep(wait.total_seconds())

    async def round(self) -> timedelta:
        """Once; returns when it should be done again."""
        try:
            erased = await self._store.chats.erase_gone(self._clock() - GONE_FOR)
        except Exception:
            log.exception("chats that are gone could not be erased")
            return AFTER_TROUBLE
        if erased:
            log.info("%s chats that were gone for %s days are erased", erased, GONE_FOR.days)
        return EVERY
