"""What a process that leads has to heed: whether it may act, and what keeps it from writing once another one leads."""

import time
from collections.abc import Callable
from typing import Protocol

from storage.fence import Fence


class Leading(Protocol):
    """The right to look, to sweep, to ask for updates and to send. It is the gate of `bot.transport.http` as well."""

    insists: bool
    """Whether another process that asks for updates can be none of our own for long: then it is the other that ends."""

    @property
    def is_open(self) -> bool: ...

    @property
    def is_lost(self) -> bool:
        """Whether it is known to be over: then nothing can be sent or written any more."""

    @property
    def fence(self) -> Fence | None: ...

    async def wait(self) -> None:
        """Wait until this process may act."""

    def quiet_for(self) -> float:
        """Seconds for which surely nobody else has sent anything."""


class Alone:
    """A process with a database of its own: no other can take its place while it lives."""

    insists = False
    is_open = True
    is_lost = False
    fence = None

    def __init__(self, ticking: Callable[[], float] = time.monotonic) -> None:
        self._ticking = ticking
        self._began = ticking()

    async def wait(self) -> None:
        """Return at once."""

    def quiet_for(self) -> float:
        """Seconds since the start: the process before may have sent something until then."""
        return self._ticking() - self._began
