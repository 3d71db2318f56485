"""Whether a file that has all questions of a chamber is believed as a whole, beside the one before it.

Where such a file has those of the last months alone, questions leave it when they are older. That is no fall, and says
nothing of them.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.core.days import add_months
from bot.core.question import QuestionId
from bot.core.schedule import STANDS_STILL
from bot.core.sweep import LARGEST_FALL, MOST_UNREADABLE, issue_of

Published = Mapping[QuestionId, date | None]
"""The day of publication of each question of a file; None where it cannot be read."""

AT_THE_EDGE = timedelta(days=31)
"""Questions that may have left already: from which day on the months are counted is not known."""

AHEAD = timedelta(days=7)
"""A question is dated of the issue of the Journal officiel in which it comes out: the next one, at most."""

MOST_ODD_DAYS = 0.01
FEW = 5
"""So many records may be unreadable, missing or dated amiss, however small the file is."""


@dataclass(frozen=True, slots=True)
class FileTotals:
    """What the judgement needs of a file: its questions, how many records cannot be read, and the days of answers."""

    published: Published
    unreadable: int = 0
    answers: Collection[date] = ()


def reason_to_reject_file(found: FileTotals, before: Published | None, today: date, months: int | None) -> str | None:
    """Why the file is not believed, in one line; None where it is.

    `before` has the questions of the file that was believed last, None where there was none. `today` is the day in
    Paris. `months` is how long a question stays in the file, None where it does for ever.
    """
    records = len(found.published)
    if records == 0:
        return "no question in the file"
    total = records + found.unreadable
    if found.unreadable > min(records, max(FEW, total * MOST_UNREADABLE)):
        return f"{found.unreadable} of {total} records cannot be read"
    return _odd_days(found, today) or _fall(found.published, before or {}, _leaves_after(today, months))


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


def _odd_days(found: FileTotals, today: date) -> str | None:
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


def _leaves_after(today: date, months: int | None) -> date:
    """The last day of publication of which a question may have left the file by today."""
    return date.min if months is None else add_months(today, -months) + AT_THE_EDGE


def _fall(published: Published, before: Published, leaves_after: date) -> str | None:
    """Questions that were there and have to be still, each judged by its day, or else by the first of its session."""
    due = [id for id, day in before.items() if (day or id.chamber.first_day(id.session)) > leaves_after]
    gone = sum(id not in published for id in due)
    if gone > max(FEW, len(due) * LARGEST_FALL):
        return f"{gone} of {len(due)} questions of the last months are missing"
    return None


def _newest_issue(published: Published, today: date) -> date | None:
    return issue_of(Counter(day for day in published.values() if day is not None), today + AHEAD)
