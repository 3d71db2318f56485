"""Kills of the program in the middle of a sweep, in the simulations."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

from storage.intake.watched_news import WatchedNews


class Killed(BaseException):
    """A kill of the program in the middle of a sweep: no part of the program may catch it."""


def killing(catalogue: Any, how: str) -> Callable[..., Awaitable[Any]]:
    """Make the program die at a step of the catalogue: before it, or after it where the step is `spread`."""
    inner = catalogue.take

    async def kill(*arguments: Any) -> None:
        if how == "spread":
            await inner(*arguments)
        raise Killed

    return kill


@contextmanager
def dying_ahead() -> Iterator[None]:
    """Let the program die after the first slice of what watches are told, if there is any."""
    write = WatchedNews._write_ahead

    async def kill(self: WatchedNews, *arguments: Any) -> None:
        await write(self, *arguments)
        raise Killed

    WatchedNews._write_ahead = kill  # type: ignore[assignment, method-assign]  # a double
    try:
        yield
    finally:
        WatchedNews._write_ahead = write  # type: ignore[method-assign]  # a double
