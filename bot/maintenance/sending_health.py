"""Once a minute it is written down how Telegram does: when it last answered, and whether messages go out.

So another process can tell whether the bot does its work, see `bot.core.readiness`.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.health import Health
from bot.core.readiness import SENDS, TELEGRAM, delivering, sending
from bot.worker import run_forever
from storage import Store

log = logging.getLogger(__name__)

EVERY_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Sending:
    """What the rooms know that speak to Telegram: each is called for its answer of now."""

    answered_at: Callable[[], datetime | None]
    """When Telegram last answered; None where it has not yet."""

    sent_at: Callable[[], datetime | None]
    """When it last took a message; None where it has not yet."""

    is_held: Callable[[], bool]
    """Whether it asked to send nothing for a while."""

    undelivered: Callable[[], str | None] = lambda: None
    """Why it cannot deliver updates to the webhook; None where it can, or there is none."""


class SendingHealth:
    """Writes down how Telegram does."""

    def __init__(self, store: Store, clock: Callable[[], datetime], now: Sending) -> None:
        self._store = store
        self._clock = clock
        self._now = now
        self._sends: Health | None = None
        self._telegram = Health()

    async def run(self) -> None:
        """Write for ever."""
        await run_forever(self._note_and_wait, _trouble)

    async def note(self) -> None:
        """Look at the outbox, and write once."""
        if self._sends is None:  # since when messages were due in the life of another process says nothing of this one
            known = await self._store.sources.all()
            self._sends = replace(known.get(SENDS, Health()), failing_since=None, reason=None)
        due, now = await self._store.outbox.is_any_ready(), self._clock()
        self._sends = sending(self._sends, now, self._now.sent_at(), due, self._now.is_held())
        self._telegram = delivering(self._telegram, now, self._now.answered_at(), self._now.undelivered())
        if self._telegram.succeeded_at is not None:
            await self._store.sources.save(TELEGRAM, self._telegram)
        await self._store.sources.save(SENDS, self._sends)

    async def _note_and_wait(self) -> float:
        await self.note()
        return EVERY_SECONDS


def _trouble(error: Exception) -> float:
    log.error("how Telegram does could not be written down", exc_info=error)
    return EVERY_SECONDS
