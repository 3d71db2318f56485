"""Kills of the program in the middle of a sweep, in the simulations."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

from bot.core.chambers.senat import SENAT
from storage import Store
from storage.intake.watched_news import WatchedNews

SENATE_STEPS = ("take", "believe", "remind", "finish", "release_soon")
"""The steps of a sweep of the Sénat's file at which it can be killed."""


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


def killing_in_senate_sweep(store: Store, step: str, after: int) -> None:
    """Make the program die at the end of a step of the next sweep of the Sénat's file, which is taken some times before."""
    archive, catalogue = store.shared_archives[SENAT.archive], store.catalogue
    of: Any = catalogue if step in ("take", "release_soon") else archive
    inner, left = getattr(of, step), after

    async def kill(*arguments: Any) -> Any:
        nonlocal left
        found = await inner(*arguments)
        is_ours = step != "take" or arguments[0] in SENAT.series
        if is_ours and left <= 0:
            raise Killed
        left -= is_ours
        return found

    setattr(of, step, kill)
