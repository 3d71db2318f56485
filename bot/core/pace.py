"""When to look at a question again, and when to try a failed thing again. Waits are in seconds.

Each function is handed a `chance` between 0 and 1, so that a thousand questions followed in one minute do not stay
one burst for ever.
"""

from datetime import datetime, timedelta

LONGEST_RETRY = 6 * 3600.0
"""A site that stays down is asked at least four times a day."""

LONGEST_ABSENCE = 24
"""A page that a source does not have is looked for at least once in so many intervals."""

LONGEST_SEND_RETRY = 15 * 60.0
LONGEST_HOLD = 24 * 3600.0
"""No `Retry-After`, honest or not, silences a site for longer."""


def growing(attempt: int, first: float, longest: float) -> float:
    """The wait after the attempt-th failure in a row: doubled each time, never more than `longest`."""
    return min(longest, first * 2.0 ** min(attempt - 1, 60))


def next_look(now: datetime, interval: float, chance: float) -> datetime:
    """After a good look: within the interval, spread over its last tenth."""
    return now + timedelta(seconds=interval * (1 - 0.1 * chance))


def next_look_for_absent(now: datetime, interval: float, absences: int, chance: float) -> datetime:
    """After the absences-th look in a row that found no page: rarer and rarer, down to once in 24 intervals."""
    return next_look(now, growing(absences, interval, interval * LONGEST_ABSENCE), chance)


def retry_look(now: datetime, interval: float, failures: int, retry_after: float | None, chance: float) -> datetime:
    """After the failures-th failed look in a row: growing waits, and never before the site's own `Retry-After`."""
    first = min(60.0, max(0.1, interval / 60))
    longest = min(LONGEST_RETRY, max(30.0, interval * 6))
    wait = growing(failures, first, longest) * (1 - 0.1 * chance)
    return now + timedelta(seconds=max(wait, min(retry_after or 0.0, LONGEST_HOLD)))


def retry_send(attempt: int) -> float:
    """After the attempt-th failure to send one message: 1 s, 2 s, 4 s … up to a quarter of an hour."""
    return growing(attempt, 1.0, LONGEST_SEND_RETRY)
