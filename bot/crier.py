"""The crier: whatever a crowd is to be told goes into the outbox lot by lot, and others can write in between."""

import logging
from collections.abc import Callable

from bot.alarm import Alarm
from storage import Store

log = logging.getLogger(__name__)

IDLE_SECONDS = 60.0
TROUBLE_SECONDS = 5.0


class Crier:
    """Tells crowds, also what a kill or a full disk kept from being told. `on_rows` is called with each lot."""

    def __init__(self, store: Store, on_rows: Callable[[], None]) -> None:
        self._store = store
        self._on_rows = on_rows
        self._alarm = Alarm()

    def wake(self) -> None:
        """Something happened that a crowd may be waiting for."""
        self._alarm.ring()

    async def run(self) -> None:
        """Tell whatever there is to tell, for ever."""
        while True:
            self._alarm.reset()
            try:
                if await self._store.crowds.tell_some():
                    self._on_rows()
                    continue
                wait = IDLE_SECONDS
            except Exception:
                log.exception("a crowd cannot be told for now")
                wait = TROUBLE_SECONDS
            await self._alarm.wait(wait)
