"""Edits of a chat's preferences: one field, one value, as a button or a line of text gives them."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache, partial
from typing import TypeVar
from zoneinfo import available_timezones

from bot.core import chambers
from bot.core.change import Kind
from bot.core.preferences import UNTIL_ASKED, IssueScope, Preferences, When

T = TypeVar("T")

WHEN, HOUR, ANSWERS, QUIET, SOUND, ZONE = "when", "hour", "answers", "quiet", "sound", "zone"
TELL, HUSH, WHO, PAUSE = "tell", "hush", "who", "pause"
SIGN = "sign"
ISSUES = tuple(issue.name for _, issue in chambers.issuing())
"""A field for the weekly issue of each chamber: its name."""

YES, NO, NONE, ALL = "yes", "no", "none", "all"
ADMINISTRATORS = "admins"
DAY, WEEK, OPEN = "day", "week", "open"

PAUSES = {DAY: timedelta(days=1), WEEK: timedelta(weeks=1)}
SAME_TAP = timedelta(minutes=1)
"""A pause that ends within so little of the present one is the same, tapped twice."""

QUIET_HOURS = ((22, 7), (21, 8), (23, 7))
"""The quiet hours that are offered first, as (from, to)."""

ZONES = (
    "Europe/Paris",
    "America/Guadeloupe",
    "America/Martinique",
    "America/Cayenne",
    "Indian/Reunion",
    "Indian/Mayotte",
    "Pacific/Noumea",
    "Pacific/Tahiti",
    "Pacific/Marquesas",
    "Pacific/Gambier",
    "Pacific/Wallis",
    "America/Miquelon",
    "America/St_Barthelemy",
    "America/Marigot",
    "Europe/Brussels",
    "Europe/Luxembourg",
    "Europe/Zurich",
    "Europe/London",
    "America/Toronto",
    "America/New_York",
)
"""The time zones that are offered; any other can be named."""


def apply(preferences: Preferences, field: str, value: str, now: datetime) -> Preferences:
    """The preferences after one edit. Made twice, an edit changes nothing more.

    Raises ValueError for an unknown field or value: they may come from a button that somebody forged.
    """
    edit = _EDITS.get(field)
    if edit is None:
        raise ValueError(f"no such setting: {field[:20]!r}")
    return edit(preferences, value, now)


def is_zone(name: str) -> bool:
    """Whether a name is the IANA name of a time zone."""
    return name in zones()


@cache
def zones() -> frozenset[str]:
    """The IANA names of the zones of places, and UTC; other names are shorthands, or known to this machine alone."""
    return frozenset(name for name in available_timezones() if "/" in name or name == "UTC")


def hour_of(value: str) -> int:
    """An hour of the day, 0 to 23. Raises ValueError."""
    if not (value.isascii() and value.isdigit() and len(value) <= 2 and int(value) <= 23):
        raise ValueError(f"not an hour: {value[:20]!r}")
    return int(value)


def _when(preferences: Preferences, value: str, now: datetime) -> Preferences:
    """A chosen hour stays; without one, each kind of digest has its usual hour."""
    return replace(preferences, when=When(value))


def _hour(preferences: Preferences, value: str, now: datetime) -> Preferences:
    return replace(preferences, hour=hour_of(value))


def _answers(preferences: Preferences, value: str, now: datetime) -> Preferences:
    return replace(preferences, answers_at_once=_choice(value, {YES: True, NO: False}))


def _quiet(preferences: Preferences, value: str, now: datetime) -> Preferences:
    if value == NONE:
        return replace(preferences, quiet=None)
    first, _, end = value.partition("-")
    hours = (hour_of(first), hour_of(end))
    if hours[0] == hours[1]:
        raise ValueError("no hours at all, or the whole day")
    return replace(preferences, quiet=hours)


def _sound(preferences: Preferences, value: str, now: datetime) -> Preferences:
    return replace(preferences, silent=_choice(value, {YES: False, NO: True}))


def _zone(preferences: Preferences, value: str, now: datetime) -> Preferences:
    if not is_zone(value):
        raise ValueError(f"no such time zone: {value[:40]!r}")
    return replace(preferences, zone=value)


def _tell(preferences: Preferences, value: str, now: datetime) -> Preferences:
    return replace(preferences, off=preferences.off - _kinds(value))


def _hush(preferences: Preferences, value: str, now: datetime) -> Preferences:
    return replace(preferences, off=preferences.off | _kinds(value))


def _who(preferences: Preferences, value: str, now: datetime) -> Preferences:
    return replace(preferences, everybody=_choice(value, {ALL: True, ADMINISTRATORS: False}))


def _pause(preferences: Preferences, value: str, now: datetime) -> Preferences:
    if value == NONE:
        return replace(preferences, paused_until=None)
    if value == OPEN:
        return replace(preferences, paused_until=UNTIL_ASKED)
    until = now + _choice(value, PAUSES)
    if preferences.paused_until is not None and abs(until - preferences.paused_until) < SAME_TAP:
        return preferences
    return replace(preferences, paused_until=until)


def _issue(issue: str, preferences: Preferences, value: str, now: datetime) -> Preferences:
    return preferences.told_of(issue, IssueScope(value))


def _sign(preferences: Preferences, value: str, now: datetime) -> Preferences:
    return replace(preferences, sign_of_life=_choice(value, {YES: True, NO: False}))


def _kinds(value: str) -> frozenset[Kind]:
    return frozenset(Kind) if value == ALL else frozenset({Kind(value)})


def _choice(value: str, meanings: Mapping[str, T]) -> T:
    if value not in meanings:
        raise ValueError(f"not understood: {value[:20]!r}")
    return meanings[value]


_EDITS: Mapping[str, Callable[[Preferences, str, datetime], Preferences]] = {
    WHEN: _when,
    HOUR: _hour,
    ANSWERS: _answers,
    QUIET: _quiet,
    SOUND: _sound,
    ZONE: _zone,
    TELL: _tell,
    HUSH: _hush,
    WHO: _who,
    PAUSE: _pause,
    **{issue: partial(_issue, issue) for issue in ISSUES},
    SIGN: _sign,
}
