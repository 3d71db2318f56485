"""How soon Telegram is asked for updates again after it answered. Pure; waits are in seconds."""

from bot.core.backoff import growing

SOON = 1.0
"""An answer without anything new that comes sooner was not waited for: long polling is off, or something in between
answers by itself."""

FIRST_PAUSE, LONGEST_PAUSE = 0.25, 2.0
"""Somebody's command may wait that long where a server does not wait for it."""

FIRST_PAUSE_AFTER_FAILURE = 1.0
LONGEST_HEEDED = 900.0
"""Nobody is heard while updates are not asked for: Telegram can say once more that it means a longer wait."""


def fruitless(before: int, brought: int, took: float) -> int:
    """How many answers in a row brought nothing new, and far too soon. Updates that are known already are nothing new:
    a server that does not heed what is confirmed would give them again and again.
    """
    return 0 if brought or took >= SOON else before + 1


def pause_after_failure(failures: int, longest: float, asked: float) -> float:
    """The wait after so many failures in a row: at least what Telegram asks for, within `LONGEST_HEEDED`."""
    return max(growing(failures, FIRST_PAUSE_AFTER_FAILURE, longest), min(asked, LONGEST_HEEDED))


def pause(fruitless: int) -> float:
    """The wait after so many. One alone is none: a server that ends polls has one to end."""
    return 0.0 if fruitless < 2 else growing(fruitless - 1, FIRST_PAUSE, LONGEST_PAUSE)
