"""When to check a question or an archive again. Waits are in seconds.

The functions are handed a random `chance` between 0 and 1: so a thousand questions that were followed in one minute do
not stay one burst for ever.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from bot.core.backoff import LONGEST_HOLD, growing

LONGEST_RETRY = 6 * 3600.0
"""A site that stays down is asked at least four times a day."""

LONGEST_ABSENCE = 24
"""A page that a source lacks is looked for at least once in so many intervals."""

PAGES_INSTEAD = 3600.0
"""Without the archive, the page of a waiting question is checked this often, or more often where that is set."""

DAILY = 86400.0
SELDOM = 4
"""Times the usual interval, from one check of a page that has nothing to tell but an erratum to the next."""

RECENT_ANSWER = timedelta(weeks=4)
"""A text that is not on the page so long after the answer is not expected any more."""

FRESH_ARCHIVE = timedelta(days=1)
"""An archive that was not confirmed for longer no longer replaces the pages."""

STANDS_STILL = timedelta(days=3)
"""The archive is made anew daily: an archive that stays unchanged for so long is no longer kept up."""

BETWEEN_SWEEPS = 6 * 3600.0
BETWEEN_FINISHED = 30 * 86400.0
LONGEST_FINISHED_RETRY = 86400.0
"""A finished legislature's archive is read once, and asked for again to see that it stands still."""

HALF_A_DAY = timedelta(hours=12)
LONGEST_ORAL_RETRY = 86400.0
"""The oral questions of a sitting are in the open data within days (how soon is not known): no hour is waited for."""

ON_ISSUE_DAY = 600.0
BETWEEN_NAMES, BETWEEN_HISTORIES = 24 * 3600.0, 30 * 24 * 3600.0
"""Seconds between two requests for the register of sitting deputies, which is small, and for the historical one."""

LONGEST_REGISTER_RETRY = 7 * 24 * 3600.0
ARCHIVES_MADE = time(6, 30)
"""The time (UTC) by which each day's archives are made, as several public programs say."""

BETWEEN_BEGINNINGS = 24 * 3600.0
ISSUE_WEEKDAY, ISSUE_HOUR = 1, 5
"""The Journal officiel comes out on Tuesdays; the archive has it between 05:30 and 06:24 UTC (146 logged runs)."""

WHOLE_ON_ISSUE_DAY = 3600.0
"""At which hour a chamber's whole file has a new issue, such as the Sénat's on a Thursday, is not known."""

CONFIRMED_AFTER = timedelta(hours=12)
"""How long a source must repeat a fact that an older state could have too, before it is believed."""


def next_check(now: datetime, interval: float, chance: float, is_first: bool = False) -> datetime:
    """When to check again after a good check: within the interval, spread over its last tenth.

    After the first check it is spread over the whole interval: questions followed on one day are not checked on one day
    for ever.
    """
    spread = 1.0 if is_first else 0.1
    return now + timedelta(seconds=interval * (1 - spread * chance))


def next_check_for_absent(
    now: datetime, interval: float, absences: int, chance: float, is_told_elsewhere: bool = False
) -> datetime:
    """When to check again after the absences-th check in a row without a page: the waits grow to 24 intervals.

    It is that rare from the start where another source would tell of a new page.
    """
    longest = interval * LONGEST_ABSENCE
    return next_check(now, longest if is_told_elsewhere else growing(absences, interval, longest), chance)


def retry_check(now: datetime, interval: float, failures: int, retry_after: float | None, chance: float) -> datetime:
    """When to check again after the failures-th failure in a row: the waits grow, and obey the site's `Retry-After`."""
    first = min(60.0, max(0.1, interval / 60))
    longest = min(LONGEST_RETRY, max(30.0, interval * 6))
    wait = growing(failures, first, longest) * (1 - 0.1 * chance)
    return now + timedelta(seconds=max(wait, min(retry_after or 0.0, LONGEST_HOLD)))


def page_interval(interval: float, has_archive: bool, waits: bool) -> float:
    """Seconds between two checks of a page: fewer where no archive would tell the answer to a waiting question."""
    return interval if has_archive or not waits else min(interval, PAGES_INSTEAD)


def text_interval(interval: float, has_archive: bool, waits: bool, lacks_text: bool) -> float:
    """Seconds between two checks of a page that adds texts to an archive.

    Seldom, while the archive tells what happens and no text is missing: for an erratum, or what the archive cannot
    know. Daily, where the archive no longer has a waiting question, or the text of a recent answer is to come.
    """
    if lacks_text or (waits and not has_archive):
        return min(interval, DAILY)
    return interval * SELDOM


@dataclass(frozen=True, slots=True)
class Swept:
    """The memory of one archive's sweeps: the last one, the last good one and its issue, and the failures since."""

    looked_at: datetime | None = None
    succeeded_at: datetime | None = None
    issue: date | None = None
    failures: int = 0


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The day of the week on which an archive gets a new issue, and how often it is asked for on that day, in seconds.

    Monday is 0; None is no day of its own.
    """

    weekday: int | None
    on_issue_day: float


ON_TUESDAYS = Rhythm(ISSUE_WEEKDAY, ON_ISSUE_DAY)


def rhythm_of(issue_weekday: int | None) -> Rhythm:
    """The rhythm of a chamber's whole file, by the chamber's day of issue."""
    return Rhythm(issue_weekday, WHOLE_ON_ISSUE_DAY)


def next_sweep(
    now: datetime, swept: Swept, interval: float | None, chance: float, rhythm: Rhythm = ON_TUESDAYS
) -> datetime:
    """When to ask for an archive again that changes: the current legislature's, or a chamber's whole file.

    Six hours after the last time; on its day of issue, if it has one, from 05:00 UTC as often as its rhythm says (the
    Assemblée's every ten minutes, a whole file every hour), until the archive has that day's issue; after failures,
    with growing waits.
    `interval` overrides all of that.
    """
    if swept.looked_at is None or swept.looked_at > now:  # a clock that was ahead must not silence us
        return now
    if interval is not None:
        return swept.looked_at + timedelta(seconds=interval)
    spread = timedelta(seconds=60 * chance)
    wait = growing(swept.failures, ON_ISSUE_DAY, BETWEEN_SWEEPS) if swept.failures else BETWEEN_SWEEPS
    if rhythm.weekday is None:
        return swept.looked_at + timedelta(seconds=wait) + spread
    opening = _issue_opening(now, rhythm.weekday)
    if opening.date() == now.astimezone(UTC).date() and swept.issue != opening.date():
        wait = wait if swept.failures else rhythm.on_issue_day
        return max(swept.looked_at + timedelta(seconds=wait), opening + spread)
    return min(swept.looked_at + timedelta(seconds=wait), _next_opening(now, rhythm.weekday)) + spread


def next_finished(
    now: datetime,
    swept: Swept,
    made: datetime | None,
    interval: float | None,
    chance: float,
    longest_retry: float = LONGEST_FINISHED_RETRY,
) -> datetime:
    """When to ask for a finished legislature's archive again. `made` is when its file was made, as the site says.

    The wait is as long as the file had stood still at the last request, between six hours and thirty days: the archive
    of a legislature that has just ended still changes, an old one does not. After failures the waits grow, up to a day,
    or to `longest_retry` (seconds).
    `interval` bounds the wait after a good sweep, and the first one after a failure.
    """
    if swept.looked_at is None or swept.looked_at > now:
        return now
    if swept.failures:
        first = ON_ISSUE_DAY if interval is None else min(ON_ISSUE_DAY, interval)
        wait = growing(swept.failures, first, longest_retry)
    else:
        still = BETWEEN_FINISHED if made is None else (swept.looked_at - made).total_seconds()
        wait = min(BETWEEN_FINISHED, max(BETWEEN_SWEEPS, still))
        wait = wait if interval is None else min(wait, interval)
    return swept.looked_at + timedelta(seconds=wait * (1 + 0.1 * chance))


def next_oral(now: datetime, swept: Swept, interval: float | None, chance: float) -> datetime:
    """When to ask again for an archive of oral questions of the current legislature.

    Twice a day: after the night's archives were made, and twelve hours later. After failures the waits grow, up to a
    day. `interval` overrides the wait after a good sweep.
    """
    if swept.looked_at is None or swept.looked_at > now:
        return now
    if swept.failures:
        first = ON_ISSUE_DAY if interval is None else min(ON_ISSUE_DAY, interval)
        return swept.looked_at + timedelta(seconds=growing(swept.failures, first, LONGEST_ORAL_RETRY))
    if interval is not None:
        return swept.looked_at + timedelta(seconds=interval)
    looked_at = swept.looked_at.astimezone(UTC)
    made = looked_at.replace(hour=ARCHIVES_MADE.hour, minute=ARCHIVES_MADE.minute, second=0, microsecond=0)
    due = next(at for each in range(3) if (at := made + each * HALF_A_DAY) > looked_at)
    return due + timedelta(seconds=3600 * chance)


def next_beginning(now: datetime, swept: Swept, interval: float | None, chance: float) -> datetime:
    """When to ask again whether the next legislature has an archive: daily, after the night's archives were made.

    `interval`, where it is set, makes it more frequent.
    """
    if swept.looked_at is None or swept.looked_at > now:
        return now
    if interval is not None:
        return swept.looked_at + timedelta(seconds=min(interval, BETWEEN_BEGINNINGS))
    looked_at = swept.looked_at.astimezone(UTC)
    made = looked_at.replace(hour=ARCHIVES_MADE.hour, minute=ARCHIVES_MADE.minute, second=0, microsecond=0)
    return (made if made > looked_at else made + timedelta(days=1)) + timedelta(seconds=3600 * chance)


def next_register(now: datetime, swept: Swept, interval: float | None, between: float) -> datetime:
    """When to ask for a register of deputies again, while a name is missing: `between` seconds after a good request.

    After a failure the wait is short at first, and grows with each further one.
    """
    if swept.looked_at is None or swept.looked_at > now:
        return now
    wait = growing(swept.failures, ON_ISSUE_DAY, min(between, LONGEST_REGISTER_RETRY)) if swept.failures else between
    return swept.looked_at + timedelta(seconds=wait if interval is None else min(wait, interval))


def is_fresh(confirmed_at: datetime | None, now: datetime, is_final: bool = False) -> bool:
    """Whether an archive that was confirmed at that time still replaces the pages.

    The archive of a finished legislature (`is_final`) does so for good: it need not be made anew.
    """
    return confirmed_at is not None and (is_final or timedelta(0) <= now - confirmed_at < FRESH_ARCHIVE)


def vouched_at(confirmed_at: datetime | None, renewed_at: datetime | None) -> datetime | None:
    """The time up to which an archive vouches for its content: that of the last request, unless it stands still."""
    if confirmed_at is None or renewed_at is None:
        return confirmed_at
    return confirmed_at if confirmed_at - renewed_at < STANDS_STILL else renewed_at


def confirmed_after(interval: float | None) -> timedelta:
    """How long a fact waits to be confirmed: half a day, or half the `interval` where that is set and shorter."""
    return CONFIRMED_AFTER if interval is None else min(CONFIRMED_AFTER, timedelta(seconds=interval / 2))


def _issue_opening(now: datetime, weekday: int) -> datetime:
    """The latest such day of the week, 05:00 UTC, that is not after `now`."""
    utc = now.astimezone(UTC)
    opening = utc.replace(hour=ISSUE_HOUR, minute=0, second=0, microsecond=0)
    opening -= timedelta(days=(utc.weekday() - weekday) % 7)
    return opening if opening <= utc else opening - timedelta(days=7)


def _next_opening(now: datetime, weekday: int) -> datetime:
    return _issue_opening(now, weekday) + timedelta(days=7)
