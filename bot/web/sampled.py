"""Something that costs a little to find out, and that anybody may ask for at any time."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

Found = TypeVar("Found")

SHARE = 100
"""What is asked for takes a hundredth of the time, however often it is wanted."""

LONGEST_SECONDS = 30.0
"""The longest time for which an answer is given again: also that of a database that did not answer."""


class Sampled(Generic[Found]):
    """Asks one at a time, `least` seconds after the last answer at the earliest; the answer is given to all meanwhile.

    `ticking` is a clock in seconds that does not jump.
    """

    def __init__(
        self, ask: Callable[[], Awaitable[Found]], least: float, ticking: Callable[[], float] = time.monotonic
    ) -> None:
        self._ask = ask
        self._least = least
        self._ticking = ticking
        self._one_at_a_time = asyncio.Lock()
        self._known: tuple[Found, float] | None = None

    async def get(self) -> Found:
        """The answer, which may be an earlier one. Raises what `ask` raises."""
        async with self._one_at_a_time:
            if self._known is not None and self._ticking() < self._known[1]:
                return self._known[0]
            began = self._ticking()
            found = await self._ask()
            ended = self._ticking()
            self._known = found, ended + max(self._least, min(LONGEST_SECONDS, SHARE * (ended - began)))
            return found
