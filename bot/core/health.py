"""Truth about the sources: when each last answered, since when it fails, and what its operator should be told.

Pure: a check's result goes in with `now`, the new health and the reports come out. `to_plain`/`from_plain` keep it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

DOWN_AFTER = timedelta(hours=6)
STALE_AFTER = timedelta(days=1)
SHORTEST_REFUSAL, LONGEST_REFUSAL = timedelta(seconds=1), timedelta(days=1)
"""A site that refuses is asked whether it answers again after so much time, at least and at most."""

FEWEST_REFUSALS = 3
"""So many requests in a row that a site refused: it is the site, and not a page of it."""

SAME_IN_A_ROW = 3
"""So many different questions that cannot be read in the same way: the site has changed its pages."""

FEWEST_CHECKS = 6
"""Half of a day's checks says something from this many checks on."""


class Access(StrEnum):
    """Whether a site's pages may be asked for: all of them, one to see whether it answers again, or none."""

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
    """How one source does. The counts of checks are of `day` (UTC); `same` are questions unreadable as `same_reason`.

    `refusals` are the requests in a row, since `refused_since`, to which no page came; `misread_since` is when the
    first came of the pages that no reader understood, with none understood since.
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

    One that refuses is asked again after half the time for which it has refused, as a whole and not page by page: some
    thirty times in the first day, then daily.
    """
    if health.refusals < FEWEST_REFUSALS or health.refused_since is None or health.failed_at is None:
        return Access.OPEN
    wait = min(max((health.failed_at - health.refused_since) / 2, SHORTEST_REFUSAL), LONGEST_REFUSAL)
    is_held = timedelta(0) <= now - health.failed_at < wait  # a clock that was ahead must not silence us
    return Access.CLOSED if is_held else Access.TRIAL


def silent_since(ways: Iterable[Health], now: datetime) -> datetime | None:
    """Since when none of several ways to one site works, where that is longer than a day.

    None where one of them answered when it was last asked, however long ago: a finished legislature's archive is asked
    for rarely, and pages that are closed to programs are not needed beside it. None too where none was asked.
    """
    known = list(ways)
    failing = [min(each.failing_since, now) for each in known if each.failing_since]
    answers = [each.succeeded_at for each in known if each.succeeded_at and each.succeeded_at <= now]
    if not failing or any(each.succeeded_at and not each.failing_since for each in known):
        return None
    since = max(answers) if answers else min(failing)
    return since if now - since > STALE_AFTER else None


def answered(health: Health, now: datetime, read: bool = True) -> tuple[Health, list[Alarm]]:
    """The source answered. `read` False: with something that says nothing of its layout, such as "not modified"."""
    alarms = [Alarm.BACK] if health.told_down else []
    well = replace(health, succeeded_at=now, failing_since=None, failures=0, told_down=False)
    well = replace(well, refusals=0, refused_since=None)
    if read:
        well = replace(_counted(well, now, unreadable=False), same_reason=None, same=(), misread_since=None)
        # While many pages are still not understood, one that is understood does not begin the tale anew.
        well = replace(well, told_layout=well.told_layout and well.unreadable * 4 >= well.checks)
    return well, alarms


def failed(health: Health, now: datetime, reason: str, is_told: bool = False) -> tuple[Health, list[Alarm]]:
    """The source could not be reached, or answered with an error.

    `is_told`: the operator knows already of another way to the same site that is down, which is the same trouble.
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
    """The source answered with what no reader understands; `what` names the question or the file.

    That is told as such and not as a silence too, however rarely the source is asked.
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
    """Since when something lasts; what a clock that was ahead wrote down begins anew."""
    return now if since is None or since > now else since


def _failing(health: Health, now: datetime, reason: str) -> Health:
    since = _begun(health.failing_since, now)
    return replace(health, failed_at=now, failing_since=since, reason=reason, failures=health.failures + 1)


def _counted(health: Health, now: datetime, unreadable: bool) -> Health:
    fresh = health.day != now.date()
    checks, bad = (0, 0) if fresh else (health.checks, health.unreadable)
    return replace(health, day=now.date(), checks=checks + 1, unreadable=bad + unreadable)


def to_plain(health: Health) -> dict[str, Any]:
    """The alarms' memory as plain JSON values; the instants are kept in columns of their own."""
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
    """The inverse of `to_plain`, as the fields of a `Health`. What an earlier version did not keep is as at first."""
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
