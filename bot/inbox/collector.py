"""Collecting: where a webhook is set, the leader takes from the store what was delivered to it or to another copy.

It stands in the place of the receiver, which asks Telegram for updates.
"""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from bot.core import backoff
from bot.inbox.dispatcher import GRACE_SECONDS, AnyApplication, Conversation
from bot.inbox.handover import Handover
from bot.inbox.registration import Registration
from bot.supervise import run_all
from storage import Store

log = logging.getLogger(__name__)

LOOK_SECONDS = 1.0
"""The longest time for which an update waits that was delivered to another copy."""

LONGEST_WAIT = 5.0


class Collector:
    """Has stored updates handled, and keeps the webhook set. `arrived` is set when this copy stored one."""

    def __init__(
        self,
        application: AnyApplication,
        store: Store,
        clock: Callable[[], datetime],
        conversation: Conversation,
        registration: Registration,
        arrived: asyncio.Event,
    ) -> None:
        self._registration = registration
        self._handover = Handover(application, store, clock, conversation, lambda: not registration.failures)
        self._arrived = arrived
        self.heard = asyncio.Event()
        """Set when what was stored before is taken: a webhook tells by no gap that the database is an older copy."""

    @property
    def undelivered(self) -> str | None:
        """Why Telegram could not deliver what waits, in its words; None where it can, as far as is known."""
        return self._registration.undelivered

    async def run(self) -> None:
        """Collect for ever. Raises as `Registration.run` does."""
        await run_all((self._collect_for_ever, self._registration.run))

    async def finish(self, seconds: float) -> None:
        """Start no more handlers, and let those under way finish, for at most so many seconds."""
        await self._handover.finish(seconds)

    async def stop(self, seconds: float = GRACE_SECONDS) -> None:
        """Let replies that were sent be stored; updates not handled by then are handled after the next start."""
        await self._handover.stop(seconds)

    async def _collect_for_ever(self) -> None:
        failures = 0
        while True:
            self._arrived.clear()
            try:
                await self._handover.collect()
                await self._handover.forget_old()
                failures = 0
                self.heard.set()
            except Exception:
                failures += 1
                log.exception("stored updates could not be taken")
                await asyncio.sleep(backoff.growing(failures, LOOK_SECONDS, LONGEST_WAIT))
                continue
            with suppress(TimeoutError):
                await asyncio.wait_for(self._arrived.wait(), LOOK_SECONDS)
