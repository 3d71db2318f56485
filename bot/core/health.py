"""The health of a source: when it last answered, since when it fails, and what the operator is told of that.

Pure: the result of a check goes in with `now`, the new health and its alarms come out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

DOWN_AFTER = timedelta(hours=6)
STALE_AFTER = timedelta(days=1)
SHORTEST_REFUSAL, LONGEST_REFUSAL = timedelta(seconds=1), timedelta(days=1)
"""The shortest and the longest wait before a site that refuses is asked whether it answers again."""

FEWEST_REFUSALS = 3
"""After so many refused requests in a row, the site counts as refusing, and not a page of it."""

SAME_IN_A_ROW = 3
"""If so many different questions cannot be read for the same reason, the site has changed its pages."""

FEWEST_CHECKS = 6
"""From so many checks a day on, it is an alarm if half of them cannot be read."""


class Access(StrEnum):
    """Which pages of a site may be asked for: all, one at a time to see whether it answers again, or none."""

    OPEN = "open"
    TRIAL = "trial"
    CLOSED = "closed"


class Alarm(StrEnum):
    """What the operator is told of a source, once each time."""

    LAYOUT = "layout"
    DOWN = "down"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class Health:
    """The health of one source. `checks` and `unreadable` are counts of the `day` (UTC).

    `same` are the questions that could not be read for the reason `same_reason`. `refusals` counts the requests in a
    row, since `refused_since`, that brought no page. `misread_since` is when the first of the pages came that no reader
    understood, with none understood since.
    """

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
    checks: int = 0
    unreadable: int = 0
    refusals: int = 0
    refused_since: datetime | None = None
    misread_since: datetime | None = None


def access(health: Health, now: datetime) -> Access:
    """Whether a site may be asked for a page now.

    A site that refuses is asked again after half the time for which it has refused, with one page for the whole site:
    some thirty times in the first day, then daily.
    """
    if health.refusals < FEWEST_REFUSALS or health.refused_since is None or health.failed_at is None:
        return Access.OPEN
    wait = min(max((health.failed_at - health.refused_since) / 2, SHORTEST_REFUSAL), LONGEST_REFUSAL)
    is_held = timedelta(0) <= now - health.failed_at < wait  # a clock that was ahead must not silence us
    return Access.CLOSED if is_held else Access.TRIAL


def silent_since(ways: Iterable[Health], now: datetime) -> datetime | None:
    """Since when none of several ways to one site works, where that is more than a day; None otherwise.

    A way works if it answered when it was last asked, however long ago: a finished legislature's archive is asked for
    rarely, and closed pages are not needed beside it. None, too, where no way was asked.
    """
    known = list(ways)
    failing = [min(each.failing_since, now) for each in known if each.failing_since]
    answers = [each.succeeded_at for each in known if each.succeeded_at and each.succeeded_at <= now]
    if not failing or any(each.succeeded_at and not each.failing_since for each in known):
        return None
    since = max(answers) if answers else min(failing)
    return since if now - since > STALE_AFTER else None


def answered(health: Health, now: datetime, read: bool = True) -> tuple[Health, list[Alarm]]:
    """The health after an answer; `read` is False for one that says nothing of the layout, such as "not modified"."""
    alarms = [Alarm.BACK] if health.told_down else []
    well = replace(health, succeeded_at=now, failing_since=None, failures=0, told_down=False)
    well = replace(well, refusals=0, refused_since=None)
    if read:
        well = replace(_counted(well, now, unreadable=False), same_reason=None, same=(), misread_since=None)
        # While many pages are still not understood, one that is understood does not allow a second alarm.
        well = replace(well, told_layout=well.told_layout and well.unreadable * 4 >= well.checks)
    return well, alarms


def failed(health: Health, now: datetime, reason: str, is_told: bool = False) -> tuple[Health, list[Alarm]]:
    """The health after the source could not be reached, or answered with an error.

    `is_told` is whether the operator knows already that another way to the same site is down: no alarm then.
    """
    since = _begun(health.failing_since, now)
    down = not health.told_down and not is_told and now - since >= DOWN_AFTER
    ill = replace(
        _failing(health, now, reason),
        told_down=health.told_down or down,
        refusals=health.refusals + 1,
        refused_since=_begun(health.refused_since, now),
    )
    return ill, [Alarm.DOWN] if down else []


def unreadable(health: Health, now: datetime, reason: str, what: str) -> tuple[Health, list[Alarm]]:
    """The health after an answer that no reader understands; `what` names the question or the file.

    The alarm is LAYOUT, and not DOWN as well, however rarely the source is asked.
    """
    ill = replace(_failing(health, now, reason), refusals=0, refused_since=None)
    ill = replace(_counted(ill, now, unreadable=True), misread_since=_begun(health.misread_since, now))
    same = ill.same if ill.same_reason == reason else ()
    ill = replace(ill, same_reason=reason, same=same if what in same else (*same, what)[:SAME_IN_A_ROW])
    half = ill.checks >= FEWEST_CHECKS and ill.unreadable * 2 >= ill.checks
    lasts = ill.misread_since is not None and now - ill.misread_since >= DOWN_AFTER
    if not ill.told_layout and (len(ill.same) >= SAME_IN_A_ROW or half or lasts):
        return replace(ill, told_layout=True), [Alarm.LAYOUT]
    return ill, []


def _begun(since: datetime | None, now: datetime) -> datetime:
    """Since when something lasts: now, where it has just begun, or where a clock that was ahead dated its beginning."""
    return now if since is None or since > now else since


def _failing(health: Health, now: datetime, reason: str) -> Health:
    since = _begun(health.failing_since, now)
    return replace(health, failed_at=now, failing_since=since, reason=reason, failures=health.failures + 1)


def _counted(health: Health, now: datetime, unreadable: bool) -> Health:
    fresh = health.day != now.date()
    checks, bad = (0, 0) if fresh else (health.checks, health.unreadable)
    return replace(health, day=now.date(), checks=checks + 1, unreadable=bad + unreadable)


def to_plain(health: Health) -> dict[str, Any]:
    """The fields without columns of their own in the database, as plain JSON values."""
    return {
        "told_down": health.told_down,
        "told_layout": health.told_layout,
        "same_reason": health.same_reason,
        "same": list(health.same),
        "day": health.day.isoformat() if health.day else None,
        "looks": health.checks,
        "unreadable": health.unreadable,
        "refusals": health.refusals,
        "refused_since": _written(health.refused_since),
        "misread_since": _written(health.misread_since),
    }


def from_plain(plain: Mapping[str, Any]) -> dict[str, Any]:
    """The inverse of `to_plain`, as fields of a `Health`.

    A field that an earlier version did not keep has its default.
    """
    day = plain["day"]
    instants = {name: _instant(plain.get(name)) for name in ("refused_since", "misread_since")}
    kept = {name: value for name, value in plain.items() if name != "looks"}
    return {
        **kept,
        "checks": plain["looks"],
        **instants,
        "same": tuple(plain["same"]),
        "day": date.fromisoformat(day) if day else None,
    }


def _written(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
