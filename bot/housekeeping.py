"""Housekeeping: what is kept of chats that are gone for good goes too; those that were shut are tried again."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.core.rights import lacks_rights
from storage import Store

log = logging.getLogger(__name__)

GONE_FOR = timedelta(days=180)
EVERY = timedelta(hours=6)
AFTER_TROUBLE = timedelta(hours=1)


class Housekeeper:
    """Erases chats that have been out of reach for half a year: that blocked or removed the bot, or are no more.

    `on_return` is called when something may be sent again.
    """

    def __init__(self, store: Store, clock: Callable[[], datetime], on_return: Callable[[], None]) -> None:
        self._store = store
        self._clock = clock
        self._on_return = on_return

    async def run(self) -> None:
        """Keep house for ever, from now on."""
        while True:
            wait = await self.round()
            await asyncio.sleep(wait.total_seconds())

    async def _knock(self) -> None:
        """Try again to write where the bot is and may not: nobody tells it when a group lets people write again."""
        paused = await self._store.chats.paused()
        shut = [chat for chat, why in paused if lacks_rights(why)]
        if shut:
            await self._store.chats.wake(shut)
            self._on_return()

    async def round(self) -> timedelta:
        """Once; returns when it should be done again."""
        try:
            await self._knock()
            erased = await self._store.chats.erase_gone(self._clock() - GONE_FOR)
        except Exception:
            log.exception("chats that are gone could not be erased")
            return AFTER_TROUBLE
        if erased:
            log.info("%s chats that were gone for %s days are erased", erased, GONE_FOR.days)
        return EVERY
