"""The event loop of the program, which does not take the time in which the process was frozen for waiting.

A process can be stopped for minutes and go on: a paused virtual machine, a frozen container, a debugger. When it wakes
up, Python's selector finds that its time is over and returns without having looked, and every timer that ran out is
called before the answers that arrived meanwhile are read: what Telegram had taken would count as lost and go out again.
"""

import asyncio
import selectors
import time
from collections.abc import Callable

FROZEN_SECONDS = 1.0
"""A selector that returns so much later than it was asked to did not wait: the process was not running."""

Ready = list[tuple[selectors.SelectorKey, int]]


class _Selector(selectors.DefaultSelector):
    """Tells how long the process was frozen while it waited, and reads before it gives up."""

    def __init__(self, lose: Callable[[float], None]) -> None:
        super().__init__()
        self._lose = lose

    def select(self, timeout: float | None = None) -> Ready:
        """What can be read or written, as every selector has it."""
        began = time.monotonic()
        ready = super().select(timeout)
        waited = time.monotonic() - began
        if timeout is None or waited < max(0.0, timeout) + FROZEN_SECONDS:
            return ready
        # Nobody knows when in this wait the process was frozen, so none of it counts: every timer has its time yet.
        self._lose(waited)
        return ready or super().select(0)


class EventLoop(asyncio.SelectorEventLoop):
    """An event loop whose clock stands still while the process is frozen: no timer runs out meanwhile."""

    def __init__(self) -> None:
        self._lost = 0.0
        super().__init__(_Selector(self._lose))

    def time(self) -> float:
        """Seconds of a clock that only goes forward, without those in which the process was frozen."""
        return super().time() - self._lost

    def _lose(self, seconds: float) -> None:
        self._lost += seconds
