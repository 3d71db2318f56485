"""Spaces the requests to one site, and lets a person's request go before the routine ones."""

import asyncio
from collections import deque

URGENT_IN_A_ROW = 3
"""After so many urgent requests a routine one has its turn: people who ask a lot must not stop the watch."""


class Pacer:
    """Lets `rate` requests a second go, within one event loop."""

    def __init__(self, rate: float) -> None:
        self._gap = 1.0 / rate
        self._next = 0.0
        self._urgent: deque[asyncio.Future[None]] = deque()
        self._routine: deque[asyncio.Future[None]] = deque()
        self._in_a_row = 0
        self._timer: asyncio.TimerHandle | None = None

    async def wait_turn(self, urgent: bool) -> None:
        """Return when it is this request's turn: in order, but `urgent` ones, for which a person waits, first."""
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        (self._urgent if urgent else self._routine).append(turn)
        self._arrange()
        await turn

    def _arrange(self) -> None:
        if self._timer is None and (self._urgent or self._routine):
            self._timer = asyncio.get_running_loop().call_at(self._next, self._open)

    def _open(self) -> None:
        self._timer = None
        turn = self._take()
        if turn is not None:
            self._next = max(self._next, asyncio.get_running_loop().time()) + self._gap
            turn.set_result(None)
        self._arrange()

    def _take(self) -> asyncio.Future[None] | None:
        """The next request that still waits, if any."""
        while self._urgent or self._routine:
            urgent = bool(self._urgent) and not (self._routine and self._in_a_row >= URGENT_IN_A_ROW)
            turn = (self._urgent if urgent else self._routine).popleft()
            if not turn.done():
                self._in_a_row = self._in_a_row + 1 if urgent else 0
                return turn
        return None
