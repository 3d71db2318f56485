"""Bulletins: when a week's issue was missing, when a week was quiet, and when the sources were last read."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from bot.core import chambers
from bot.core.chambers.chamber import Chamber, WeeklyIssue
from bot.core.deadline import PARIS
from bot.core.preferences import TUESDAY, Bulletin
from bot.core.schedule import FRESH_ARCHIVE, ISSUE_HOUR

WEEK = timedelta(weeks=1)

MOST_LATE = 4
"""Weeks after which an issue that was missed is no longer looked for."""

NOON = time(12)
"""Wednesday, in Paris: a quiet week is told of after whatever the Tuesday brought."""

SETTLED = timedelta(hours=2)
"""How long the program must have run to call an archive unread: after a start it has yet to ask for it."""


class BulletinState(StrEnum):
    """The state of a bulletin."""

    FANNING_OUT = "fanning-out"
    """Some chats that want it have no delivery of it yet."""

    ENDED = "ended"
    """All have, or nobody is to have one any more."""


class Lack(StrEnum):
    """Why nothing is told of a week's issue."""

    NONE = "none"
    """An archive that was made since has none."""

    STILL = "still"
    """The archive was asked for, and was not made anew since: it tells nothing of the week."""

    UNREAD = "unread"
    """The archive could not be read since."""


@dataclass(frozen=True, slots=True)
class ArchiveRead:
    """When the current archive was last asked for, last believed, and last came as a new file; None for never."""

    asked_at: datetime | None = None
    confirmed_at: datetime | None = None
    renewed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SourcesRead:
    """Until when each source was last read; None where it never was, or is not asked.

    `others` are the other chambers whose archive was read, and until when each was.
    """

    assemblee: datetime | None = None
    nosdeputes: datetime | None = None
    others: tuple[tuple[Chamber, datetime], ...] = ()

    def is_late(self, now: datetime) -> bool:
        """Whether the Assemblée's archive was not read for so long that it may hide something."""
        return self.assemblee is None or now - self.assemblee >= FRESH_ARCHIVE


def last_day_of(issue: WeeklyIssue, now: datetime) -> date:
    """The day of the week's issue: the last one of its weekday in Paris, today's included."""
    return _last(issue.weekday, now)


def days_looked_for(issue: WeeklyIssue, now: datetime) -> list[date]:
    """The days of the issues that may still come in, the earliest first."""
    return [last_day_of(issue, now) - WEEK * back for back in reversed(range(MOST_LATE))]


def lack_of(day: date, now: datetime, read: ArchiveRead, ran_for: timedelta) -> Lack | None:
    """Why nothing is told of the issue of that day, of which its archive has nothing; None while that is not known.

    Nothing is said before the hour by which an archive that was made since can show that there is none. Where none was
    made, a later one is waited for. Which hours these are, the chamber says whose issue comes out on such a day.
    """
    _, issue = chambers.issue_on(day)
    missed, unknown = _after(day, issue.missed_after), _after(day, issue.unknown_after)
    opening = datetime.combine(day, time(ISSUE_HOUR), UTC)
    if not missed <= now < missed + WEEK:
        return None
    is_read, is_new = _is_since(read.confirmed_at, opening, now), _is_since(read.renewed_at, opening, now)
    if is_read and is_new:
        return Lack.NONE
    if now < unknown:
        return None
    if is_read:
        return Lack.STILL
    return Lack.UNREAD if _is_since(read.asked_at, opening, now) or ran_for >= SETTLED else None


def quiet_week_until(now: datetime) -> datetime | None:
    """The end of the last week that may have been quiet: a Wednesday noon; None where it was days ago.

    A program that was away for days tells of the next week instead.
    """
    noon = datetime.combine(_last(TUESDAY, now) + timedelta(days=1), NOON, PARIS)
    return noon.astimezone(UTC) if noon <= now < noon + timedelta(days=2) else None


def key_of(bulletin: Bulletin, day: date) -> str:
    """The key of a bulletin's deliveries."""
    return f"{bulletin}:{day.isoformat()}"


def read_key(key: str) -> tuple[Bulletin, date]:
    """The inverse of `key_of`. Raises ValueError."""
    kind, _, day = key.partition(":")
    return Bulletin(kind), date.fromisoformat(day)


def issue_named(key: str) -> str:
    """The name of the issue (`bot.core.chambers.chamber.WeeklyIssue`) that the delivery of that key is of.

    A sign of life is of none, and has an empty one. Raises ValueError.
    """
    kind, day = read_key(key)
    return "" if kind is Bulletin.QUIET_WEEK else chambers.issue_on(day)[1].name


def _last(weekday: int, now: datetime) -> date:
    day = now.astimezone(PARIS).date()
    return day - timedelta(days=(day.weekday() - weekday) % 7)


def _after(day: date, wait: timedelta) -> datetime:
    """The instant so long after the beginning of a day in Paris, by the clocks there."""
    return (datetime.combine(day, time()) + wait).replace(tzinfo=PARIS)


def _is_since(at: datetime | None, opening: datetime, now: datetime) -> bool:
    """Whether an instant lies after that opening; one ahead of the clock tells nothing."""
    return at is not None and opening <= at <= now
