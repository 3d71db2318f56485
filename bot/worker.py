"""The loop of a job that runs for ever, and the call that ends its wait early."""

import asyncio
from collections.abc import Awaitable, Callable

Step = Callable[[], Awaitable[float]]
"""Does a part of the work; returns the seconds until the next part is due."""

Trouble = Callable[[Exception], float]
"""Logs an error of a step; returns the seconds until the next attempt."""


class Wakeup:
    """Ends the wait of a job. A ring between `reset` and `wait` is not missed: the wait then ends at once."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()

    def ring(self) -> None:
        """Tell the job that there is something to do."""
        self._rung.set()

    def reset(self) -> None:
        """Forget the rings until now: the job looks next at all that there is to do."""
        self._rung.clear()

    async def wait(self, seconds: float) -> None:
        """Return after so many seconds, or when it rings."""
        try:
            async with asyncio.timeout(seconds):
                await self._rung.wait()
        except TimeoutError:
            pass


async def run_forever(step: Step, trouble: Trouble | None = None, wakeup: Wakeup | None = None) -> None:
    """Do `step` for ever. It returns the seconds until it is to be done again, 0 for at once; `wakeup` ends a wait.

    An exception is handed to `trouble`, which logs it and returns such seconds too; without `trouble` it ends the loop.
    """
    waker = wakeup or Wakeup()
    while True:
        waker.reset()
        try:
            seconds = await step()
        except Exception as error:
            if trouble is None:
                raise
            seconds = trouble(error)
        if seconds > 0:
            await waker.wait(seconds)
