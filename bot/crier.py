"""The crier: whatever a crowd is to be told goes into the outbox lot by lot, and others can write in between."""

import asyncio
import logging
from collections.abc import Callable

from storage import Store

log = logging.getLogger(__name__)

IDLE_SECONDS = 60.0
TROUBLE_SECONDS = 5.0


class Crier:
    """Tells crowds, also what a kill or a full disk kept from being told. `on_rows` is called with each lot."""

    def __init__(self, store: Store, on_rows: Callable[[], None]) -> None:
        self._store = store
        self._on_rows = on_rows
        self._wake = asyncio.Event()

    def wake(self) -> None:
        """Something happened that a crowd may be waiting for."""
        self._wake.set()

    async def run(self) -> None:
        """Tell whatever there is to tell, for ever."""
        while True:
            self._wake.clear()
            try:
                if await self._store.crowds.tell_some():
                    self._on_rows()
                    continue
                wait = IDLE_SECONDS
            except Exception:
                log.exception("a crowd cannot be told for now")
                wait = TROUBLE_SECONDS
            await self._idle(wait)

    async def _idle(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._wake.wait()
        except TimeoutError:
            pass
