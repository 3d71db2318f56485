"""Terms that passed without an answer: computed from the clock and the record, and announced once."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.question import Question, State

PARIS = ZoneInfo("Europe/Paris")
"""The time zone in which terms are counted."""

SLACK = timedelta(days=7)
"""A question is known at most so long before its publication: the Journal officiel comes out weekly."""

OVERDUE = "overdue"
OVERDUE_SIGNALLED = "overdue:signalled"


def overdue(question: Question, day: date) -> str | None:
    """The key of the term that has passed on this day (in Paris) without an answer; None where none has."""
    deadline = question.deadline
    if question.state is not State.WAITING or deadline is None or day <= deadline:
        return None
    return OVERDUE_SIGNALLED if question.signalled_due else OVERDUE


def was_passed_unseen(question: Question, seen: date, day: date) -> bool:
    """Whether a term passed while the clock was wrong: it was when the question was first seen, on the day `seen`.

    That is so where this day is long before the question was published, or signalled where only that is known. A term
    that passes after the clock was mended is announced within days, as any other.
    """
    deadline = question.deadline
    begins = question.asked or min((each for each in question.signalled or () if each), default=None)
    is_wrong = begins is not None and seen + SLACK < begins
    return is_wrong and deadline is not None and deadline + SLACK < day


def today(now: datetime) -> date:
    """The day in Paris."""
    return now.astimezone(PARIS).date()


def is_sure(deadline: date, confirmed_at: datetime | None) -> bool:
    """Whether a source confirmed after the term that there is no answer: an older archive cannot know of one."""
    return confirmed_at is not None and today(confirmed_at) > deadline
