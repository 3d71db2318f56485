"""The fan-out worker: writes an event that many chats follow into the outbox, batch by batch."""

import logging
from collections.abc import Callable

from bot.worker import Wakeup, run_forever
from storage import Store

log = logging.getLogger(__name__)

IDLE_SECONDS = 60.0
TROUBLE_SECONDS = 5.0


class FanoutWorker:
    """Fans events out, also those that a kill or a full disk cut off. `on_rows` is called after each batch."""

    def __init__(self, store: Store, on_rows: Callable[[], None]) -> None:
        self._store = store
        self._on_rows = on_rows
        self._wakeup = Wakeup()

    def wake(self) -> None:
        """Tell the worker that there may be an event to fan out."""
        self._wakeup.ring()

    async def run(self) -> None:
        """Fan out every event, for ever. Other writers have their turn between two batches."""
        await run_forever(self._tell_some, _trouble, self._wakeup)

    async def _tell_some(self) -> float:
        if not await self._store.fanouts.tell_some():
            return IDLE_SECONDS
        self._on_rows()
        return 0.0


def _trouble(error: Exception) -> float:
    log.error("a fan-out cannot go on for now", exc_info=error)
    return TROUBLE_SECONDS
