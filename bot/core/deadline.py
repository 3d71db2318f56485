"""Terms that passed without an answer: computed from the clock and the record, and announced once."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.days import add_months
from bot.core.question import Question, State

PARIS = ZoneInfo("Europe/Paris")
"""The time zone in which terms are counted."""

SLACK = timedelta(days=7)
"""A question is known at most so long before its publication: the Journal officiel comes out weekly."""

OVERDUE = "overdue"
OVERDUE_SIGNALLED = "overdue:signalled"
RENEWABLE = "renewable"
"""The keys of the terms, and of the events that tell that these passed."""


def terms(question: Question) -> dict[str, date]:
    """The last day of each term of a waiting question, by the term's key; none for a question that ended.

    There is one for the answer, and the three months after which the author may renew the question. These are left out
    where the ten days of a signalling end on their last day or later: what is told then is that the ten days passed.
    """
    if question.state is not State.WAITING:
        return {}
    found = {OVERDUE_SIGNALLED if question.signalled_due else OVERDUE: question.deadline}
    months, due = three_months(question), question.signalled_due
    if is_not_renewed(question) and not (due and months and due >= months):
        found[RENEWABLE] = months
    return {key: last for key, last in found.items() if last is not None}


def three_months(question: Question) -> date | None:
    """The last of the three months after publication, after which the author may renew the question.

    None where the publication is unknown, and in a chamber where nobody renews a question.
    """
    months = question.id.terms.months_to_renew
    return None if question.asked is None or months is None else add_months(question.asked, months)


def is_not_renewed(question: Question) -> bool:
    """Whether a source says that the question was not renewed. Pages say nothing of it, which proves nothing."""
    return question.renewals == ()


def has_three_months(question: Question, day: date) -> bool:
    """Whether the three months are over on this day (in Paris), whatever became of the question."""
    last = three_months(question)
    return last is not None and day > last


def overdue(question: Question, day: date) -> str | None:
    """The key of the term that has passed on this day (in Paris) without an answer; None where none has."""
    deadline = question.deadline
    if question.state is not State.WAITING or deadline is None or day <= deadline:
        return None
    return OVERDUE_SIGNALLED if question.signalled_due else OVERDUE


def was_passed_unseen(question: Question, last: date, seen: date, day: date) -> bool:
    """Whether a term passed while the clock was wrong: it was when the question was first seen, on the day `seen`.

    That is so where this day is long before the question was published, or signalled where only that is known. `last`
    is the term's last day. A term that passes after the clock was mended is announced within days, as any other.
    """
    begins = question.asked or min((each for each in question.signalled or () if each), default=None)
    is_wrong = begins is not None and seen + SLACK < begins
    return is_wrong and last + SLACK < day


def today(now: datetime) -> date:
    """The day in Paris."""
    return now.astimezone(PARIS).date()
