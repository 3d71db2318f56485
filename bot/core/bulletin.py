"""Bulletins: when a week's issue was missing, when a week was quiet, and when the sources were last read."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from bot.core.deadline import PARIS
from bot.core.preferences import EVENING, TUESDAY, Bulletin
from bot.core.schedule import FRESH_ARCHIVE, ISSUE_HOUR

WEEK = timedelta(weeks=1)

MOST_LATE = 4
"""Weeks after which an issue that was missed is no longer looked for."""

MORNING_AFTER = time(10)
"""Wednesday, in Paris: by then the night's archive was made, and asked for since."""

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
    """Until when each source was last read; None where it never was, or is not asked."""

    assemblee: datetime | None = None
    nosdeputes: datetime | None = None

    def is_late(self, now: datetime) -> bool:
        """Whether the Assemblée's archive was not read for so long that it may hide something."""
        return self.assemblee is None or now - self.assemblee >= FRESH_ARCHIVE


def tuesday_of(now: datetime) -> date:
    """The day of the week's issue: the last Tuesday in Paris, today's included."""
    day = now.astimezone(PARIS).date()
    return day - timedelta(days=(day.weekday() - TUESDAY) % 7)


def tuesdays_looked_for(now: datetime) -> list[date]:
    """The days of the issues that may still come in, the earliest first."""
    return [tuesday_of(now) - WEEK * back for back in reversed(range(MOST_LATE))]


def lack_of(tuesday: date, now: datetime, read: ArchiveRead, ran_for: timedelta) -> Lack | None:
    """Why nothing is told of the issue of that day, of which the archive has nothing; None while that is not known.

    Nothing is said before the evening of that day. By then an archive that was made since may have shown that there is
    none. Where it did not, the next night's is waited for. An archive is made by 06:30 UTC (`bot.core.schedule`), and
    has its issue from 05:30 UTC on.
    """
    evening = datetime.combine(tuesday, time(EVENING), PARIS)
    morning = datetime.combine(tuesday + timedelta(days=1), MORNING_AFTER, PARIS)
    opening = datetime.combine(tuesday, time(ISSUE_HOUR), UTC)
    if not evening <= now < evening + WEEK:
        return None
    is_read, is_new = _is_since(read.confirmed_at, opening, now), _is_since(read.renewed_at, opening, now)
    if is_read and is_new:
        return Lack.NONE
    if now < morning:
        return None
    if is_read:
        return Lack.STILL
    return Lack.UNREAD if _is_since(read.asked_at, opening, now) or ran_for >= SETTLED else None


def quiet_week_until(now: datetime) -> datetime | None:
    """The end of the last week that may have been quiet: a Wednesday noon; None where it was days ago.

    A program that was away for days tells of the next week instead.
    """
    noon = datetime.combine(tuesday_of(now) + timedelta(days=1), NOON, PARIS)
    return noon.astimezone(UTC) if noon <= now < noon + timedelta(days=2) else None


def key_of(bulletin: Bulletin, day: date) -> str:
    """The key of a bulletin's deliveries."""
    return f"{bulletin}:{day.isoformat()}"


def read_key(key: str) -> tuple[Bulletin, date]:
    """The inverse of `key_of`. Raises ValueError."""
    kind, _, day = key.partition(":")
    return Bulletin(kind), date.fromisoformat(day)


def _is_since(at: datetime | None, opening: datetime, now: datetime) -> bool:
    """Whether an instant lies after that opening; one ahead of the clock tells nothing."""
    return at is not None and opening <= at <= now
