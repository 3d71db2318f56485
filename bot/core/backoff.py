"""How long to wait before a failed thing is tried again. Waits are in seconds."""

LONGEST_SEND_RETRY = 15 * 60.0

LONG_TRIED = 24 * 3600.0
"""What could not be sent for so long is worth a look of somebody's."""

LONGEST_HOLD = 24 * 3600.0
"""No `Retry-After`, honest or not, silences a site for longer."""


def growing(attempt: int, first: float, longest: float) -> float:
    """The wait after the attempt-th failure in a row: doubled each time, never more than `longest`."""
    return min(longest, first * 2.0 ** min(attempt - 1, 60))


def retry_send(attempt: int) -> float:
    """After the attempt-th failure to send one message: 1 s, 2 s, 4 s … up to a quarter of an hour."""
    return growing(attempt, 1.0, LONGEST_SEND_RETRY)


def tried_for(attempts: int) -> float:
    """For about how many seconds something was tried that failed so many times."""
    return sum(retry_send(attempt) for attempt in range(1, attempts + 1))
