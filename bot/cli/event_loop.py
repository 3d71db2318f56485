"""The event loop of the program, whose timers stand still while the process is frozen.

A process can be stopped for minutes and go on: a paused virtual machine, a frozen container, a debugger. When it wakes
up, Python's selector finds that its time is over and returns without having looked, and every timer that ran out is
called before the answers that arrived meanwhile are read: what Telegram had taken would count as lost and go out again.
"""

import asyncio
import selectors
import time
from collections.abc import Callable

FROZEN_SECONDS = 1.0
"""A wait that ends so much later than it was to shows that the process was not running."""

Ready = list[tuple[selectors.SelectorKey, int]]


class _Selector(selectors.DefaultSelector):
    """Reports how long a wait was in which the process was frozen, and looks once more for data after it."""

    def __init__(self, lose: Callable[[float], None]) -> None:
        super().__init__()
        self._lose = lose

    def select(self, timeout: float | None = None) -> Ready:
        """Wait for files that can be read or written; see `selectors.BaseSelector.select`."""
        began = time.monotonic()
        ready = super().select(timeout)
        waited = time.monotonic() - began
        if timeout is None or waited < max(0.0, timeout) + FROZEN_SECONDS:
            return ready
        # It is not known when in this wait the process was frozen, so none of it counts: no timer runs out early.
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
