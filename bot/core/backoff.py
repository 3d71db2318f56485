"""How long to wait before something that failed is tried again. Waits are in seconds."""

LONGEST_SEND_RETRY = 15 * 60.0

LONG_TRIED = 24 * 3600.0
"""The operator is told of a message that could not be sent for so long."""

LONGEST_HOLD = 24 * 3600.0
"""The longest wait that a `Retry-After` is believed to mean."""


def growing(attempt: int, first: float, longest: float) -> float:
    """The wait after the attempt-th failure in a row: doubled each time, never more than `longest`."""
    return min(longest, first * 2.0 ** min(attempt - 1, 60))


def retry_send(attempt: int) -> float:
    """The wait after the attempt-th failure to send a message: 1 s, 2 s, 4 s … up to a quarter of an hour."""
    return growing(attempt, 1.0, LONGEST_SEND_RETRY)


def tried_for(attempts: int) -> float:
    """About how many seconds have passed since the first of so many attempts to send a message."""
    return sum(retry_send(attempt) for attempt in range(1, attempts + 1))
