"""One line a day in the log, which shows the operator that all is well, or what is not."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.core.tally import Tally

log = logging.getLogger(__name__)

A_DAY = 24 * 3600.0


class DailyLine:
    """Logs what was done, once a day and at a stop, so that a bot that is restarted each night says it too."""

    def __init__(
        self, tally: Tally, clock: Callable[[], datetime], sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    ) -> None:
        self._tally = tally
        self._clock = clock
        self._sleep = sleep
        self._runs = False

    async def run(self) -> None:
        """Log once a day, for ever."""
        self._runs = True
        while True:
            await self._sleep(A_DAY)
            self.say()

    def say(self) -> None:
        """Log what was done since the last line; nothing where `run` was never called."""
        if self._runs:
            log.info("%s", self._tally.line(self._clock().astimezone()))
