"""The loop of a job that goes on for ever, and what wakes it before its time."""

import asyncio
from collections.abc import Awaitable, Callable

Step = Callable[[], Awaitable[float]]
Trouble = Callable[[Exception], float]


class Wakeup:
    """Wakes a job that waits. What rings after `reset` is not missed, though nobody waits for it yet."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()

    def ring(self) -> None:
        """There is something to do."""
        self._rung.set()

    def reset(self) -> None:
        """Whatever there was to do until now is looked at next."""
        self._rung.clear()

    async def wait(self, seconds: float) -> None:
        """Return after so long, or when it rings."""
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
