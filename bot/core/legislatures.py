"""Which legislature is the current one, and which ones can be."""

from collections.abc import Collection
from datetime import date

OLDEST_CURRENT = 14
"""The oldest legislature with an archive: an operator may call it the current one, to look at the past."""

SEVENTEENTH = 17
"""The newest legislature that is known to have begun: later ones are found out."""

BEGAN = date(2024, 7, 18)
"""The day of the 17th legislature's first sitting."""


def plausible_current(today: date) -> range:
    """The legislatures that can be the current one on that day.

    The Assemblée cannot be dissolved again within a year of the elections that a dissolution led to (Constitution,
    article 12): no more than one can have begun for each year since the 17th did, and one more.
    """
    years = max(0, today.year - BEGAN.year - ((today.month, today.day) < (BEGAN.month, BEGAN.day)))
    return range(OLDEST_CURRENT, SEVENTEENTH + years + 2)


def is_past(chosen: int | None) -> bool:
    """Whether the operator chose a legislature that is known to be over: it stays the current one."""
    return chosen is not None and chosen < SEVENTEENTH


def current_legislature(chosen: int | None, taken_in: Collection[int]) -> int:
    """The current legislature: the newest whose archive was `taken_in`, since that holds a question.

    `chosen` is the operator's choice, None without one: the current legislature is that one or a later one, or stays
    that one where it is over.
    """
    if chosen is not None and is_past(chosen):
        return chosen
    return max(chosen or SEVENTEENTH, SEVENTEENTH, *taken_in)


def next_legislature(current: int, chosen: int | None, today: date) -> int | None:
    """The legislature that may have begun unnoticed; None where none can have, or the operator looks at the past."""
    following = current + 1
    return following if not is_past(chosen) and following in plausible_current(today) else None
