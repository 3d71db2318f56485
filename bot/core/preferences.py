"""A chat's preferences: when and of what it is told, and what they mean for one message (`decide`).

Hours are whole hours of the chat's own time zone. An hour that a change of the clock skips means the hour after it; one
that comes twice means the first.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.core.change import Kind

TUESDAY = 1
"""The day of the weekly digest: the Journal officiel prints the questions and answers on Tuesdays."""

UNTIL_ASKED = datetime(9999, 1, 1, tzinfo=UTC)
"""The end of a pause that lasts until the chat ends it."""

DEFAULT_ZONE = "Europe/Paris"
MORNING, EVENING = 8, 18


class When(StrEnum):
    """When a chat is told."""

    AT_ONCE = "now"
    DAILY = "daily"
    WEEKLY = "weekly"


class IssueScope(StrEnum):
    """Of which questions a chat gets the figures of a chamber's weekly issue."""

    NONE = "none"
    """Of none: it gets no such message."""

    ALL = "all"
    """Of all that the chamber counts, such as those of the current legislature."""

    OWN = "own"
    """Of those that the chat follows or watches."""


class Bulletin(StrEnum):
    """What chats that want it are told once a week, about no question: a kind of delivery of its own."""

    ISSUE = "issue"
    """A chamber's Journal officiel of the week in figures."""

    NO_ISSUE = "no-issue"
    """There was none this week, or it is not known whether there was."""

    QUIET_WEEK = "quiet-week"
    """Nothing else was told in a week: a sign of life."""


USUAL_HOURS = {When.AT_ONCE: MORNING, When.DAILY: MORNING, When.WEEKLY: EVENING}
"""The hour of a digest for which the chat chose none. On Tuesdays the Journal officiel is there in the evening."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """The preferences of a chat.

    `hour` (0 to 23) is the one that it chose for its digest, daily or weekly; None for the usual one. `quiet` are the
    hours (from, to) in which nothing is sent; they may pass midnight. `answers_at_once` lets answers through
    although the rest goes into a digest. `off` are the kinds of event of which it is not told. `everybody` allows all
    members of a group to change what it follows. Nothing is sent before `paused_until`. `issues` says by the name of
    a weekly issue (`bot.core.chambers.chamber.WeeklyIssue`) of which questions the chat gets its figures: of none where
    it is left out. `sign_of_life` is whether it is told of a week without anything.
    """

    when: When = When.AT_ONCE
    hour: int | None = None
    quiet: tuple[int, int] | None = None
    silent: bool = False
    zone: str = DEFAULT_ZONE
    answers_at_once: bool = False
    off: frozenset[Kind] = frozenset()
    everybody: bool = False
    paused_until: datetime | None = None
    issues: frozenset[tuple[str, IssueScope]] = frozenset()
    sign_of_life: bool = False

    @property
    def digest_hour(self) -> int:
        """The hour of the chat's digest."""
        return USUAL_HOURS[self.when] if self.hour is None else self.hour

    def is_paused(self, now: datetime) -> bool:
        """Whether nothing is sent to the chat now."""
        return self.paused_until is not None and self.paused_until > now

    def scope(self, issue: str) -> IssueScope:
        """Of which questions the chat gets the figures of the weekly issue of that name."""
        return dict(self.issues).get(issue, IssueScope.NONE)

    def told_of(self, issue: str, scope: IssueScope) -> "Preferences":
        """The same, but for the questions of that issue of which the chat gets the figures."""
        others = {each for each in self.issues if each[0] != issue}
        return replace(self, issues=frozenset(others if scope is IssueScope.NONE else {*others, (issue, scope)}))

    def wants(self, bulletin: Bulletin, issue: str) -> bool:
        """Whether the chat is told of that once a week: of the issue of that name, or of a quiet week."""
        return self.sign_of_life if bulletin is Bulletin.QUIET_WEEK else self.scope(issue) is not IssueScope.NONE


@dataclass(frozen=True, slots=True)
class AtOnce:
    """Send it now."""


@dataclass(frozen=True, slots=True)
class Never:
    """Do not send it: the chat does not want it."""


@dataclass(frozen=True, slots=True)
class Later:
    """Send it at that time: `together` with what else waits for it, in a digest, or as a message of its own."""

    at: datetime
    together: bool


Decision = AtOnce | Never | Later


def decide(preferences: Preferences, kind: str, since: datetime, now: datetime, issue: str = "") -> Decision:
    """What a chat's preferences mean for one message. `kind` is that of a delivery (see `bot.core.delivery.Delivery`).

    `issue` is the name of the weekly issue that a bulletin is of.

    A card was asked for: it is in no digest, but heeds a pause and the quiet hours; so does a bulletin. A message that
    exists `since` before a digest's hour belongs into that digest, also when the decision is made after the hour.
    """
    event = Kind(kind) if kind in set(Kind) else None
    if event in preferences.off or (kind in set(Bulletin) and not preferences.wants(Bulletin(kind), issue)):
        return Never()
    if preferences.paused_until is not None and preferences.paused_until > now:
        return Later(preferences.paused_until, together=event is not None)
    if event is not None and _goes_into_digest(preferences, event):
        return Later(next_digest(preferences, since), together=True)
    if (end := end_of_quiet(preferences, now)) is not None:
        return Later(end, together=False)
    return AtOnce()


def put_off(preferences: Preferences, due: datetime, now: datetime) -> datetime | None:
    """Until when a digest that was due waits further; None where it can be sent now.

    A digest comes at its hour even where that is a quiet one. A digest that is late heeds the quiet hours, and so do
    the messages that a pause kept back.
    """
    if preferences.paused_until is not None and preferences.paused_until > now:
        return preferences.paused_until
    is_digest = preferences.when is not When.AT_ONCE and _is_at(preferences.zone, preferences.digest_hour, due)
    return None if is_digest and now - due < timedelta(hours=1) else end_of_quiet(preferences, now)


def next_release(old: Preferences, new: Preferences, now: datetime) -> datetime:
    """When the messages that wait for a digest are sent, now that the chat's preferences went from `old` to `new`.

    A chat that wants no digest any more, or comes back from a pause, gets them at once.
    """
    if new.paused_until is not None and new.paused_until > now:
        return new.paused_until
    if old.is_paused(now) or new.when is When.AT_ONCE:
        return now
    return next_digest(new, now)


def next_digest(preferences: Preferences, now: datetime) -> datetime:
    """When the chat's next digest is due (UTC), strictly after `now`."""
    weekday = TUESDAY if preferences.when is When.WEEKLY else None
    return _next(preferences.zone, preferences.digest_hour, now, weekday)


def end_of_quiet(preferences: Preferences, now: datetime) -> datetime | None:
    """When the present quiet hours end (UTC); None where it is not a quiet hour."""
    if preferences.quiet is None:
        return None
    first, end = preferences.quiet
    hour = now.astimezone(zone_of(preferences.zone)).hour
    is_quiet = first <= hour < end if first <= end else hour >= first or hour < end
    return _next(preferences.zone, end, now, None) if is_quiet else None


def zone_of(name: str) -> ZoneInfo:
    """A time zone by its IANA name; that of Paris where this machine does not know it."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo(DEFAULT_ZONE)


def _goes_into_digest(preferences: Preferences, event: Kind) -> bool:
    if preferences.when is When.AT_ONCE:
        return False
    return event is not Kind.ANSWERED or not preferences.answers_at_once


def _is_at(zone: str, hour: int, at: datetime) -> bool:
    """Whether an instant is within that hour of the zone, or in the one after it where the clocks skip it."""
    local = zone_of(zone)
    begins = _on(at.astimezone(local).date(), hour, local)
    return begins <= at < begins + timedelta(hours=1)


def _on(day: date, hour: int, local: ZoneInfo) -> datetime:
    """The instant (UTC) of an hour on a day: the first of two, or the hour after it where the clocks skip it."""
    return datetime.combine(day, time(hour), local).astimezone(UTC)


def _next(zone: str, hour: int, now: datetime, weekday: int | None) -> datetime:
    """The next instant (UTC), strictly after `now`, at which it is that hour in the zone, on that weekday if given."""
    local = zone_of(zone)
    day = now.astimezone(local).date()
    while True:
        at = _on(day, hour, local)
        if at > now and weekday in (None, day.weekday()):
            return at
        day += timedelta(days=1)
