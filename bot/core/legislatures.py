"""Which legislature is the current one, and which can be."""

from collections.abc import Collection
from datetime import date

OLDEST_CURRENT = 14
"""The oldest with an archive: whoever wants to look at the past may call it the current one."""

SEVENTEENTH = 17
"""The newest that is known to have begun: later ones are found out."""

BEGAN = date(2024, 7, 18)
"""The first sitting of the 17th."""


def plausible_current(today: date) -> range:
    """The legislatures that can be the current one on that day.

    The Assemblée cannot be dissolved again within a year of the elections that a dissolution led to (Constitution,
    article 12): no more than one can have begun for each year since the 17th did, and one more.
    """
    years = max(0, today.year - BEGAN.year - ((today.month, today.day) < (BEGAN.month, BEGAN.day)))
    return range(OLDEST_CURRENT, SEVENTEENTH + years + 2)


def is_past(chosen: int | None) -> bool:
    """Whether the operator chose to look at the past: a legislature that is known to be over stays the current one."""
    return chosen is not None and chosen < SEVENTEENTH


def current_legislature(chosen: int | None, taken_in: Collection[int]) -> int:
    """The current legislature: the newest whose archive was `taken_in`, since that holds a question.

    `chosen` by the operator is the least that it can be, or what it stays where that is in the past; None where nobody
    chose.
    """
    if chosen is not None and is_past(chosen):
        return chosen
    return max(chosen or SEVENTEENTH, SEVENTEENTH, *taken_in)


def next_legislature(current: int, chosen: int | None, today: date) -> int | None:
    """The legislature that may have begun unnoticed; None where none can have, or nobody wants to know."""
    following = current + 1
    return following if not is_past(chosen) and following in plausible_current(today) else None
