"""The turns of those who write: one at a time, in the order that `bot.core.turns` decides."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.core.turns import is_bulk_next

Waiting = deque[asyncio.Future[None]]


class Turns:
    """Lets one in at a time: the urgent before bulk work, each kind in the order of asking."""

    def __init__(self) -> None:
        self._is_taken = False
        self._urgent: Waiting = deque()
        self._bulk: Waiting = deque()
        self._passed = 0

    @asynccontextmanager
    async def one(self, bulk: bool) -> AsyncIterator[None]:
        """Wait for a turn, and pass it on at the end."""
        await self.take(bulk)
        try:
            yield
        finally:
            self._pass_on()

    async def take(self, bulk: bool = False) -> None:
        """Wait for a turn, and keep it."""
        if not self._is_taken:
            self._is_taken = True
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        (self._bulk if bulk else self._urgent).append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if not turn.cancelled():  # the turn came in the same moment
                self._pass_on()
            raise

    def _pass_on(self) -> None:
        for waiting in (self._urgent, self._bulk):
            while waiting and waiting[0].done():  # nobody waits for it any more
                waiting.popleft()
        if is_bulk_next(len(self._urgent), len(self._bulk), self._passed):
            self._passed = 0
            self._bulk.popleft().set_result(None)
        elif self._urgent:
            self._passed += bool(self._bulk)
            self._urgent.popleft().set_result(None)
        else:
            self._is_taken = False
