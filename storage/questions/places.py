"""Places: where a question's row stands in the index of stems.

A place is a number of 63 bits: the question's day, what names it among those of that day, and how often its row was
written anew. So the rows stand in the order in which the questions were published, whichever their chambers and kinds,
and "the newest first" is one walk backwards. Within a day they stand in the order of their chambers and numbers. A
question that gets a new row, since its words or its day changed, gets a place that it never had: SQLite's index forgets
no row.

Which question has a place the summaries tell. Earlier versions made places of identities alone, those of one chamber
after all those of another; they stand in old buttons, and are below all of today's.
"""

from datetime import date

from bot.core import chambers
from bot.core.question import QuestionId
from storage.identity import question_of_rank

SESSION, NUMBER, KIND, CHANGES = 10, 20, 4, 10
"""Bits; 16 are left for the day and 3 for the chamber. Of a longer number the last bits count: two questions of one day
have one place only where their sessions are 1,024 apart, as those of 40 years are at the Sénat. See `index`.
"""

OF_A_DAY = 3 + SESSION + NUMBER + KIND + CHANGES

DAY_BEFORE_ALL, DAYS_BELOW, DAYS = date(1950, 1, 1), 64, 1 << 16
"""The days that are told apart are those of 179 years; 64 are left below for the places of earlier versions."""

LOWEST = DAYS_BELOW << OF_A_DAY
"""Below are the places of earlier versions, which counted changes in the last twelve bits."""

EARLIER_CHANGES = 12


def place_of(question: QuestionId, asked: date | None, changes: int = 0) -> int:
    """The place of a question that was published on a day.

    Where that is not known, it is the first one on which it can have been.
    """
    place = first_of_day(asked or question.chamber.first_day(question.session)) >> OF_A_DAY
    parts = (
        (sorted(chambers.CHAMBERS).index(question.chamber), 3),
        (question.session, SESSION),
        (question.number, NUMBER),
        (question.chamber.kinds.index(question.kind), KIND),
        (changes, CHANGES),
    )
    for part, bits in parts:
        place = place << bits | part & (1 << bits) - 1
    return place


def next_place(question: QuestionId, asked: date | None, before: int) -> int:
    """The place of a question's new row; its last one had the place `before`."""
    return place_of(question, asked, before + 1)  # the changes are the last bits of either


def first_of_day(day: date) -> int:
    """The lowest place of a day."""
    return min(max((day - DAY_BEFORE_ALL).days, 0) + DAYS_BELOW, DAYS - 1) << OF_A_DAY


def named_by_earlier(place: int) -> QuestionId | None:
    """The question whose place it was in an earlier version; None for any other number, which may be forged."""
    try:
        return question_of_rank(place >> EARLIER_CHANGES) if place < LOWEST else None
    except ValueError:
        return None
