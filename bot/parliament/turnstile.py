"""One visitor at a time: spaces the requests to one site, and lets a person's request go before the routine ones."""

import asyncio
from collections.abc import Callable


class Turnstile:
    """Lets `rate` requests a second pass."""

    def __init__(self, rate: float, clock: Callable[[], float]) -> None:
        self._gap = 1.0 / rate
        self._clock = clock
        self._next = clock()
        self._urgent = 0

    async def pass_through(self, urgent: bool) -> None:
        """Wait for a turn. Somebody who waits for a reply (`urgent`) goes first."""
        self._urgent += urgent
        try:
            while True:
                wait = self._wait(urgent)
                if wait <= 0:
                    break
                await asyncio.sleep(wait)
            self._next = max(self._next, self._clock()) + self._gap
        finally:
            self._urgent -= urgent

    def _wait(self, urgent: bool) -> float:
        wait = self._next - self._clock()
        return max(wait, self._gap) if self._urgent and not urgent else wait
