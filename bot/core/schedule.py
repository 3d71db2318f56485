"""When to look at a question or at an archive again. Waits are in seconds.

Each function is handed a `chance` between 0 and 1, so that a thousand questions followed in one minute do not stay
one burst for ever.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from bot.core.backoff import LONGEST_HOLD, growing

LONGEST_RETRY = 6 * 3600.0
"""A site that stays down is asked at least four times a day."""

LONGEST_ABSENCE = 24
"""A page that a source does not have is looked for at least once in so many intervals."""

PAGES_INSTEAD = 3600.0
"""Without the archive, the page of a waiting question is looked at this often, or more often where that is set."""

FRESH_ARCHIVE = timedelta(days=1)
"""An archive that was not confirmed for longer no longer stands in for the pages."""

STANDS_STILL = timedelta(days=3)
"""The archive is made anew daily: one that comes unchanged for so long is no longer kept up."""

BETWEEN_SWEEPS = 6 * 3600.0
BETWEEN_FINISHED = 30 * 86400.0
LONGEST_FINISHED_RETRY = 86400.0
"""A finished legislature's archive is read once, and asked for again to see that it stands still."""

ON_ISSUE_DAY = 600.0
BETWEEN_NAMES, BETWEEN_HISTORIES = 24 * 3600.0, 30 * 24 * 3600.0
"""Seconds between two looks into the register of sitting deputies, which is small, and into the historical one."""

LONGEST_REGISTER_RETRY = 7 * 24 * 3600.0
ARCHIVES_MADE = time(6, 30)
"""By when, in UTC, each day's archives are made (several public programs say so)."""

BETWEEN_BEGINNINGS = 24 * 3600.0
ISSUE_WEEKDAY, ISSUE_HOUR = 1, 5
"""The Journal officiel comes out on Tuesdays; the archive has it between 05:30 and 06:24 UTC (146 logged runs)."""

CONFIRMED_AFTER = timedelta(hours=12)
"""How long a source must say what an older state could say too before that is believed: archives are made daily."""


def next_check(now: datetime, interval: float, chance: float, is_first: bool = False) -> datetime:
    """After a good check: within the interval, spread over its last tenth.

    After the first one spread over all of it: what is followed on one day is not looked at on one day for ever.
    """
    spread = 1.0 if is_first else 0.1
    return now + timedelta(seconds=interval * (1 - spread * chance))


def next_check_for_absent(
    now: datetime, interval: float, absences: int, chance: float, is_told_elsewhere: bool = False
) -> datetime:
    """After the absences-th check in a row that found no page: rarer and rarer, down to once in 24 intervals.

    That rarely from the start where other sources would tell that there is a page now.
    """
    longest = interval * LONGEST_ABSENCE
    return next_check(now, longest if is_told_elsewhere else growing(absences, interval, longest), chance)


def retry_check(now: datetime, interval: float, failures: int, retry_after: float | None, chance: float) -> datetime:
    """After the failures-th failed check in a row: growing waits, and never before the site's own `Retry-After`."""
    first = min(60.0, max(0.1, interval / 60))
    longest = min(LONGEST_RETRY, max(30.0, interval * 6))
    wait = growing(failures, first, longest) * (1 - 0.1 * chance)
    return now + timedelta(seconds=max(wait, min(retry_after or 0.0, LONGEST_HOLD)))


def page_interval(interval: float, has_archive: bool, waits: bool) -> float:
    """Seconds between two checks of a page: oftener where no archive tells when a waiting question is answered."""
    return interval if has_archive or not waits else min(interval, PAGES_INSTEAD)


@dataclass(frozen=True, slots=True)
class Swept:
    """What is remembered of the sweeps of one archive: the last good one, the issue that it brought, failures since."""

    looked_at: datetime | None = None
    succeeded_at: datetime | None = None
    issue: date | None = None
    failures: int = 0


def next_sweep(now: datetime, swept: Swept, interval: float | None, chance: float) -> datetime:
    """When to ask for the current legislature's archive again.

    Six hours after the last time; on a Tuesday from 05:00 UTC every ten minutes, until the archive has that day's
    issue; after failures with growing waits. `interval` overrides all of it.
    """
    if swept.looked_at is None or swept.looked_at > now:  # a clock that was ahead must not silence us
        return now
    if interval is not None:
        return swept.looked_at + timedelta(seconds=interval)
    spread = timedelta(seconds=60 * chance)
    wait = growing(swept.failures, ON_ISSUE_DAY, BETWEEN_SWEEPS) if swept.failures else BETWEEN_SWEEPS
    opening = _issue_opening(now)
    if opening.date() == now.astimezone(UTC).date() and swept.issue != opening.date():
        wait = wait if swept.failures else ON_ISSUE_DAY
        return max(swept.looked_at + timedelta(seconds=wait), opening + spread)
    return min(swept.looked_at + timedelta(seconds=wait), _next_opening(now)) + spread


def next_finished(
    now: datetime, swept: Swept, made: datetime | None, interval: float | None, chance: float
) -> datetime:
    """When to ask for a finished legislature's archive again. `made` is when the site says that its file was made.

    After as long as the file had stood still when it was asked for, between six hours and thirty days: where a
    legislature has just ended its archive still changes, and one of years ago does not. After failures with growing
    waits, up to a day. `interval` is the longest wait for a good one, and the first after a failure.
    """
    if swept.looked_at is None or swept.looked_at > now:
        return now
    if swept.failures:
        first = ON_ISSUE_DAY if interval is None else min(ON_ISSUE_DAY, interval)
        wait = growing(swept.failures, first, LONGEST_FINISHED_RETRY)
    else:
        still = BETWEEN_FINISHED if made is None else (swept.looked_at - made).total_seconds()
        wait = min(BETWEEN_FINISHED, max(BETWEEN_SWEEPS, still))
        wait = wait if interval is None else min(wait, interval)
    return swept.looked_at + timedelta(seconds=wait * (1 + 0.1 * chance))


def next_beginning(now: datetime, swept: Swept, interval: float | None, chance: float) -> datetime:
    """When to ask again whether the next legislature has an archive: once a day, after the night's were made.

    `interval` is how often, at least, where it is set.
    """
    if swept.looked_at is None or swept.looked_at > now:
        return now
    if interval is not None:
        return swept.looked_at + timedelta(seconds=min(interval, BETWEEN_BEGINNINGS))
    looked_at = swept.looked_at.astimezone(UTC)
    made = looked_at.replace(hour=ARCHIVES_MADE.hour, minute=ARCHIVES_MADE.minute, second=0, microsecond=0)
    return (made if made > looked_at else made + timedelta(days=1)) + timedelta(seconds=3600 * chance)


def next_register(now: datetime, swept: Swept, interval: float | None, between: float) -> datetime:
    """When to ask for a register of deputies again, while a name is missing: after `between`, sooner after a failure.

    Failures make it rarer and rarer again.
    """
    if swept.looked_at is None or swept.looked_at > now:
        return now
    wait = growing(swept.failures, ON_ISSUE_DAY, min(between, LONGEST_REGISTER_RETRY)) if swept.failures else between
    return swept.looked_at + timedelta(seconds=wait if interval is None else min(wait, interval))


def is_fresh(confirmed_at: datetime | None, now: datetime, is_final: bool = False) -> bool:
    """Whether an archive that was confirmed then still stands in for the pages.

    That of a finished legislature (`is_final`) does for good: it need not be made anew.
    """
    return confirmed_at is not None and (is_final or timedelta(0) <= now - confirmed_at < FRESH_ARCHIVE)


def vouched_at(confirmed_at: datetime | None, renewed_at: datetime | None) -> datetime | None:
    """Up to when an archive vouches for what it says: the last time that it was asked, unless it stands still."""
    if confirmed_at is None or renewed_at is None:
        return confirmed_at
    return confirmed_at if confirmed_at - renewed_at < STANDS_STILL else renewed_at


def confirmed_after(interval: float | None) -> timedelta:
    """How long a fact waits to be confirmed: half a day by default, one reading where they are set to be frequent."""
    return CONFIRMED_AFTER if interval is None else min(CONFIRMED_AFTER, timedelta(seconds=interval / 2))


def _issue_opening(now: datetime) -> datetime:
    """The last Tuesday, 05:00 UTC."""
    utc = now.astimezone(UTC)
    opening = utc.replace(hour=ISSUE_HOUR, minute=0, second=0, microsecond=0)
    opening -= timedelta(days=(utc.weekday() - ISSUE_WEEKDAY) % 7)
    return opening if opening <= utc else opening - timedelta(days=7)


def _next_opening(now: datetime) -> datetime:
    return _issue_opening(now) + timedelta(days=7)
