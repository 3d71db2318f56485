"""Whether anything new still appears on NosDéputés.fr, and how often it is worth asking. Waits are in seconds.

The site closed its comments when the 16th legislature ended, and has no question of the 17th. While nothing new appears
it is asked rarely; from the first sign of life on, as often as the settings say.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.core.addresses import LAST_ON_NOSDEPUTES

QUIET_AFTER = timedelta(days=90)
FEED_WHEN_QUIET = 4
"""Times the usual interval: hourly by default."""

PAGES_WHEN_QUIET = 30 / 7
"""Times the usual interval: every thirty days by default."""

BETWEEN_PROBES = 86400.0
FIRST_YEAR = 2009
"""The year in which the site began: no comment is older."""


@dataclass(frozen=True, slots=True)
class Activity:
    """What is remembered of the site.

    `latest` is the latest sign of life: when the newest known comment was posted, or when something new was seen.
    `comment` is the highest number of a comment in the feed, `probed_at` when the site was last asked for a question of
    a legislature that it lacks.
    """

    latest: datetime | None = None
    comment: int | None = None
    probed_at: datetime | None = None


def is_quiet(activity: Activity, now: datetime) -> bool:
    """Whether nothing new was seen for 90 days, or ever."""
    return activity.latest is None or now - activity.latest >= QUIET_AFTER


def feed_interval(activity: Activity, usual: float, now: datetime) -> float:
    """Seconds between two checks of the feed."""
    return usual * FEED_WHEN_QUIET if is_quiet(activity, now) else usual


def page_interval(activity: Activity, usual: float, now: datetime) -> float:
    """Seconds between two checks of a page."""
    return usual * PAGES_WHEN_QUIET if is_quiet(activity, now) else usual


def is_probe_due(activity: Activity, usual: float, now: datetime) -> bool:
    """Whether the site may be asked for a question that it is not expected to have: one a day, of all of them."""
    wait = timedelta(seconds=min(BETWEEN_PROBES, usual))
    return activity.probed_at is None or not timedelta(0) <= now - activity.probed_at < wait


def is_expected(legislature: int, found: Iterable[int]) -> bool:
    """Whether the site has a legislature's questions: it always had them, or one was `found` there since."""
    return legislature <= LAST_ON_NOSDEPUTES or legislature in found


def posted(activity: Activity, moments: Iterable[datetime], now: datetime) -> Activity:
    """The activity after comments were seen that were posted at `moments`; a date of the future counts as now."""
    known = [] if activity.latest is None else [activity.latest]
    known += [min(moment, now) for moment in moments if moment.year >= FIRST_YEAR]
    return replace(activity, latest=max(known, default=None))


def fed(activity: Activity, comments: Iterable[int], moments: Iterable[datetime], now: datetime) -> Activity:
    """The activity after the feed was read: a comment with a number above all before is new, whatever its date says."""
    highest = max(comments, default=None)
    after = posted(activity, moments, now)
    if highest is None or (activity.comment is not None and highest <= activity.comment):
        return after
    return replace(after, comment=highest, latest=after.latest if activity.comment is None else now)


def changed(activity: Activity, now: datetime) -> Activity:
    """The activity after something new was seen: a page that changed, or a question that was not expected."""
    return replace(activity, latest=now)


def probed(activity: Activity, now: datetime) -> Activity:
    """The activity after the site was asked for a question that it is not expected to have."""
    return replace(activity, probed_at=now)
