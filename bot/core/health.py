"""Truth about the sources: when each last answered, since when it fails, and what its operator should be told.

Pure: a look's result goes in with `now`, the new health and the reports come out. `to_plain`/`from_plain` keep it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

DOWN_AFTER = timedelta(hours=6)
STALE_AFTER = timedelta(days=1)
SAME_IN_A_ROW = 3
"""So many different questions that cannot be read in the same way: the site has changed its pages."""

FEWEST_LOOKS = 6
"""Half of a day's looks says something from this many looks on."""


class Alarm(StrEnum):
    """What the operator is told of a source, once each time."""

    LAYOUT = "layout"
    DOWN = "down"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class Health:
    """How one source does. The counts of looks are of `day` (UTC); `same` are questions unreadable as `same_reason`."""

    succeeded_at: datetime | None = None
    failed_at: datetime | None = None
    failing_since: datetime | None = None
    reason: str | None = None
    failures: int = 0
    told_down: bool = False
    told_layout: bool = False
    same_reason: str | None = None
    same: tuple[str, ...] = ()
    day: date | None = None
    looks: int = 0
    unreadable: int = 0


def silent_since(ways: Iterable[Health], now: datetime) -> datetime | None:
    """Since when none of several ways to one site works, where that is longer than a day.

    None where one of them answers, or none was asked.
    """
    known = list(ways)
    failing = [each.failing_since for each in known if each.failing_since]
    answers = [each.succeeded_at for each in known if each.succeeded_at]
    if not failing:
        return None
    since = max(answers) if answers else min(failing)
    return since if now - since > STALE_AFTER else None


def answered(health: Health, now: datetime, read: bool = True) -> tuple[Health, list[Alarm]]:
    """The source answered. `read` False: with something that says nothing of its layout, such as "not modified"."""
    alarms = [Alarm.BACK] if health.told_down else []
    well = replace(health, succeeded_at=now, failing_since=None, failures=0, told_down=False)
    if read:
        well = replace(_counted(well, now, unreadable=False), same_reason=None, same=())
        # While many pages are still not understood, one that is understood does not begin the tale anew.
        well = replace(well, told_layout=well.told_layout and well.unreadable * 4 >= well.looks)
    return well, alarms


def failed(health: Health, now: datetime, reason: str) -> tuple[Health, list[Alarm]]:
    """The source could not be reached, or answered with an error."""
    since = health.failing_since or now
    down = not health.told_down and now - since >= DOWN_AFTER
    ill = replace(
        health,
        failed_at=now,
        failing_since=since,
        reason=reason,
        failures=health.failures + 1,
        told_down=health.told_down or down,
    )
    return ill, [Alarm.DOWN] if down else []


def unreadable(health: Health, now: datetime, reason: str, what: str) -> tuple[Health, list[Alarm]]:
    """The source answered with what no reader understands; `what` names the question or the file."""
    ill, alarms = failed(health, now, reason)
    ill = _counted(ill, now, unreadable=True)
    same = ill.same if ill.same_reason == reason else ()
    ill = replace(ill, same_reason=reason, same=same if what in same else (*same, what)[:SAME_IN_A_ROW])
    half = ill.looks >= FEWEST_LOOKS and ill.unreadable * 2 >= ill.looks
    if not ill.told_layout and (len(ill.same) >= SAME_IN_A_ROW or half):
        return replace(ill, told_layout=True), [*alarms, Alarm.LAYOUT]
    return ill, alarms


def _counted(health: Health, now: datetime, unreadable: bool) -> Health:
    fresh = health.day != now.date()
    looks, bad = (0, 0) if fresh else (health.looks, health.unreadable)
    return replace(health, day=now.date(), looks=looks + 1, unreadable=bad + unreadable)


def to_plain(health: Health) -> dict[str, Any]:
    """The alarms' memory as plain JSON values; the instants are kept in columns of their own."""
    return {
        "told_down": health.told_down,
        "told_layout": health.told_layout,
        "same_reason": health.same_reason,
        "same": list(health.same),
        "day": health.day.isoformat() if health.day else None,
        "looks": health.looks,
        "unreadable": health.unreadable,
    }


def from_plain(plain: Mapping[str, Any]) -> dict[str, Any]:
    """The inverse of `to_plain`, as the fields of a `Health`."""
    day = plain["day"]
    return {**plain, "same": tuple(plain["same"]), "day": date.fromisoformat(day) if day else None}
