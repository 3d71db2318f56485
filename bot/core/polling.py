"""How soon Telegram is asked for updates again after it answered. Pure; waits are in seconds."""

from bot.core.backoff import growing

SOON = 1.0
"""Telegram did not wait with an answer that brings nothing new and comes sooner: long polling is off, or something in
between answers by itself."""

FIRST_PAUSE, LONGEST_PAUSE = 0.25, 2.0
"""The wait before a server that does not wait for updates is asked again; a command may wait so long."""

FIRST_PAUSE_AFTER_FAILURE = 1.0
LONGEST_HEEDED = 900.0
"""Longer waits are cut: nobody is heard meanwhile, and Telegram can ask for another."""


def fruitless(before: int, brought: int, took: float) -> int:
    """How many answers in a row brought nothing new, and too soon.

    Known updates are nothing new: a server that does not heed what is confirmed would give them again and again.
    """
    return 0 if brought or took >= SOON else before + 1


def pause_after_failure(failures: int, longest: float, asked: float) -> float:
    """The wait after so many failures in a row: at least what Telegram asks for, within `LONGEST_HEEDED`."""
    return max(growing(failures, FIRST_PAUSE_AFTER_FAILURE, longest), min(asked, LONGEST_HEEDED))


def pause(fruitless: int) -> float:
    """The wait after so many fruitless answers; none after one alone: a server that ends its polls answers one so."""
    return 0.0 if fruitless < 2 else growing(fruitless - 1, FIRST_PAUSE, LONGEST_PAUSE)
