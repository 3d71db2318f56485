"""Which legislature can be the current one, on a day."""

from datetime import date

OLDEST_CURRENT = 14
"""The oldest with an archive: whoever wants to look at the past may call it the current one."""

SEVENTEENTH = 17
BEGAN = date(2024, 7, 18)
"""The first sitting of the 17th."""


def plausible_current(today: date) -> range:
    """The legislatures that can be the current one on that day.

    The Assemblée cannot be dissolved again within a year of the elections that a dissolution led to (Constitution,
    article 12): no more than one can have begun for each year since the 17th did, and one more.
    """
    years = max(0, today.year - BEGAN.year - ((today.month, today.day) < (BEGAN.month, BEGAN.day)))
    return range(OLDEST_CURRENT, SEVENTEENTH + years + 2)
