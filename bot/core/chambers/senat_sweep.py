"""Whether the Sénat's file of the last twelve months is believed as a whole, beside the one before it.

Questions leave the file when they are a year old. That is no fall, and says nothing of them.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.core.chambers.senat_reference import SenatReference
from bot.core.question import add_months
from bot.core.schedule import STANDS_STILL
from bot.core.sweep import LARGEST_FALL, MOST_UNREADABLE, issue_of

Published = Mapping[SenatReference, date | None]
"""The day of publication of each question of a file; None where it cannot be read."""

MONTHS_OF_THE_FILE = 12
AT_THE_EDGE = timedelta(days=31)
"""Questions that may have left already: from which day on the twelve months are counted is not known."""

AHEAD = timedelta(days=7)
"""A question is dated of the issue of the Journal officiel in which it comes out: the next one, at most."""

MOST_ODD_DAYS = 0.01
FEW = 5
"""So many rows may be unreadable, missing or dated amiss, however small the file is."""


@dataclass(frozen=True, slots=True)
class SenateTotals:
    """What the judgement needs of a file.

    These are its questions, how many rows cannot be read, the days of answers, and the encoding or the columns in which
    the file is unlike the known one, in words.
    """

    published: Published
    unreadable: int = 0
    answers: Collection[date] = ()
    unlike: str | None = None


def reason_to_reject_file(found: SenateTotals, before: Published | None, today: date) -> str | None:
    """Why the file is not believed, in one line; None where it is.

    `before` has the questions of the file that was believed last, None where there was none. `today` is the day in
    Paris.
    """
    if found.unlike is not None:
        return found.unlike
    rows = len(found.published)
    if rows == 0:
        return "no question in the file"
    total = rows + found.unreadable
    if found.unreadable > min(rows, max(FEW, total * MOST_UNREADABLE)):
        return f"{found.unreadable} of {total} rows cannot be read"
    return _odd_days(found, today) or _fall(found.published, before or {}, today)


def lacks_newest_issue(
    published: Published, before: Published, confirmed_at: datetime | None, now: datetime, today: date
) -> bool:
    """Whether the file is an older state of the one before, such as a stale cache serves: it lacks the last issue.

    `confirmed_at` is when the file was believed last. An older state that is served for days is accepted, as is one of
    the Assemblée's archives. `today` is the day in Paris at `now`.
    """
    if confirmed_at is None or now - confirmed_at >= STANDS_STILL:
        return False
    newest, found = _newest_issue(before, today), _newest_issue(published, today)
    return newest is not None and (found is None or found < newest)


def _odd_days(found: SenateTotals, today: date) -> str | None:
    days = list(found.published.values())
    unknown, ahead = days.count(None), _ahead(days, today)
    most = max(FEW, len(days) * MOST_ODD_DAYS)
    if unknown > most:
        return f"{unknown} of {len(days)} questions without a day of publication"
    if ahead > most:
        return f"{ahead} of {len(days)} questions published after {today}"
    answers = _ahead(found.answers, today)
    return f"{answers} answers published after {today}" if answers > most else None


def _ahead(days: Iterable[date | None], today: date) -> int:
    return sum(day is not None and day > today + AHEAD for day in days)


def _fall(published: Published, before: Published, today: date) -> str | None:
    """Questions that were there and have to be still."""
    due = [reference for reference, day in before.items() if _stays(reference, day, today)]
    gone = sum(reference not in published for reference in due)
    if gone > max(FEW, len(due) * LARGEST_FALL):
        return f"{gone} of {len(due)} questions of the last months are missing"
    return None


def _stays(reference: SenatReference, published: date | None, today: date) -> bool:
    """Whether a question has to be in the file today, judged by its day, or else by the month of its reference."""
    leaves_after = add_months(today, -MONTHS_OF_THE_FILE) + AT_THE_EDGE
    return (published or date(reference.year, reference.month, 1)) > leaves_after


def _newest_issue(published: Published, today: date) -> date | None:
    return issue_of(Counter(day for day in published.values() if day is not None), today + AHEAD)
