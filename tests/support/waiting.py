"""Waiting in tests: for the state that is meant and never for a time, with one bound for all."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

from bot.standins.pulse import PATIENCE_SECONDS

T = TypeVar("T")

AGAIN_SECONDS = 0.04
"""Between two looks at what nobody tells of, such as a row in a database or a line in a log."""


@asynccontextmanager
async def patience(what: str) -> AsyncIterator[None]:
    """Let the block take as long as a busy machine may need. Raises TimeoutError, which says `what` did not happen."""
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            yield
    except TimeoutError as error:
        raise TimeoutError(f"waited {PATIENCE_SECONDS:.0f} s in vain: {what}") from error


async def until(look: Callable[[], T | None], what: str) -> T:
    """The first true value that `look` gives. Raises TimeoutError, which says `what` was waited for."""
    async with patience(what):
        while True:
            if found := look():
                return found
            await asyncio.sleep(AGAIN_SECONDS)
