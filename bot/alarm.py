"""An alarm for a job that goes on for ever: it goes off after a while, or as soon as there is something to do."""

import asyncio


class Alarm:
    """What rings after `reset` is not missed, though nobody waits for it yet."""

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
