"""Cleanup: chats out of reach are tried again, ever more rarely, and those that are gone for good are erased."""

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot.worker import Wakeup, run_forever
from storage import Store

log = logging.getLogger(__name__)

EVERY = timedelta(minutes=30)
AFTER_TROUBLE = timedelta(hours=1)
MOST_TRIED = 200
"""Chats that are tried in a round: each is a call to Telegram."""


class Cleanup:
    """Tries the chats that blocked or removed the bot, or seem to be no more, and erases those that are gone.

    `knock` tries one chat, and stores what came of it.
    """

    def __init__(self, store: Store, clock: Callable[[], datetime], knock: Callable[[int], Awaitable[None]]) -> None:
        self._store = store
        self._clock = clock
        self._knock = knock
        self._wakeup = Wakeup()

    def wake(self) -> None:
        """Tell the cleanup that chats are to be tried now."""
        self._wakeup.ring()

    async def run(self) -> None:
        """Clean up for ever, from now on."""
        await run_forever(self._round, wakeup=self._wakeup)

    async def _round(self) -> float:
        return (await self.round()).total_seconds()

    async def round(self) -> timedelta:
        """Clean up once. Returns how long to wait until the next round."""
        try:
            for chat in await self._store.chats.to_try(self._clock(), MOST_TRIED):
                await self._knock(chat)
            erased = await self._store.chats.erase_gone(self._clock())
        except Exception:
            log.exception("chats that are out of reach could not be tried, or erased")
            return AFTER_TROUBLE
        if erased:
            log.info("%s chats that were gone are erased", erased)
        return EVERY
