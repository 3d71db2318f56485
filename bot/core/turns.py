"""Who writes next, and how much at a time: what somebody waits for comes before bulk work, which is cut into slices.

One writer is let in at a time, whichever database there is. So whoever waits for it waits for one slice at most.
"""

from collections.abc import Sequence
from itertools import accumulate, takewhile

MOST_PASSED = 10
"""Writes that may go before bulk work that waits, in a row: however much is written, bulk work comes to its end."""

SLICE_SECONDS = 0.04
"""The time for which a slice of bulk work should hold the writer."""

LEAST = 500
"""Rows of the smallest slice, and of the first one: smaller ones would be dear for their transactions alone."""


def is_bulk_next(urgent: int, bulk: int, passed: int) -> bool:
    """Whether bulk work is let in next, where so many writes of each kind wait.

    `passed` is how many urgent ones went before that bulk work already.
    """
    return bulk > 0 and (urgent == 0 or passed >= MOST_PASSED)


def next_size(size: int, took: float) -> int:
    """Rows of the next slice, after one of `size` rows held the writer for `took` seconds.

    It shrinks at once to what is written in time. It grows by steps: the slice may have been less than it could be.
    """
    if took > SLICE_SECONDS:
        return max(LEAST, int(size * SLICE_SECONDS / took))
    return 2 * size if took < SLICE_SECONDS / 2 else size


def fitting(costs: Sequence[int], most: int) -> int:
    """How many pieces of work, from the first on, fit into a slice of `most` rows: one at least, whatever it costs."""
    within = takewhile(lambda sum: sum <= most, accumulate(costs))
    return max(1, len(list(within)))
