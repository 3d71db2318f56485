"""The chambers whose questions are known. Here, and nowhere else, they are put together."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from bot.core.chambers.assemblee import ASSEMBLEE
from bot.core.chambers.chamber import Chamber, Designation, WeeklyIssue
from bot.core.chambers.senat import SENAT

CHAMBERS: tuple[Chamber, ...] = (ASSEMBLEE, SENAT)


def designation(text: str) -> tuple[Chamber, Designation]:
    """The chamber and the question of a canonical text, of this version or of an earlier one.

    Raises ValueError for any other text, which may come from a button that somebody forged.
    """
    for chamber in CHAMBERS:
        if (found := chamber.read(text)) is not None:
            return chamber, found
    raise ValueError(f"not a question: {text[:40]!r}")


def shared_archives() -> Iterator[tuple[range, str]]:
    """The archives that have the questions of all series of a chamber: these series, and the archive's name."""
    return ((chamber.series, chamber.archive) for chamber in CHAMBERS if chamber.archive is not None)


def issuing() -> Iterator[tuple[Chamber, WeeklyIssue]]:
    """The chambers that have a weekly issue, and theirs."""
    return ((chamber, chamber.issue) for chamber in CHAMBERS if chamber.issue is not None)


def issue_on(day: date) -> tuple[Chamber, WeeklyIssue]:
    """The chamber whose issue comes out on that day of the week, and it. Raises ValueError for none."""
    for chamber, issue in issuing():
        if issue.weekday == day.weekday():
            return chamber, issue
    raise ValueError(f"not a day of any issue: {day}")


def with_code(code: str) -> Chamber:
    """The chamber of a code. Raises KeyError for none."""
    return {each.code: each for each in CHAMBERS}[code]


@lru_cache(maxsize=4_096)  # a series is a legislature or a month: the Sénat has had some 3,500
def stored(series: int) -> tuple[Chamber, int, str]:
    """The chamber, the session and the kind whose questions are stored under a number. Raises ValueError for none."""
    for chamber in CHAMBERS:
        if series in chamber.series:
            session, kind = chamber.of_series(series)
            return chamber, session, kind
    raise ValueError(f"not a series of any chamber: {series}")
