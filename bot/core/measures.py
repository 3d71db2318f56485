"""What this process has done and met, counted for whoever watches over it.

The inner rooms count here, where things happen, and know nothing of who reads it: `bot.web.metrics` hands it to
Prometheus. Labels are words of the program's own, so that their number is bounded, and nothing is told of people.
"""

from bisect import bisect_left
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import accumulate

MOST_SERIES = 200
"""Combinations of labels of one family; beyond them, all others count together under OTHER."""

OTHER = "other"


@dataclass(frozen=True, slots=True)
class Counter:
    """A family of numbers that only grow, one for each combination of labels."""

    name: str
    help: str
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gauge:
    """A family of numbers that go up and down."""

    name: str
    help: str
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Histogram:
    """A family of distributions: how many values were at most as large as each of the `bounds`, and their sum."""

    name: str
    help: str
    bounds: tuple[float, ...]
    labels: tuple[str, ...] = ()


Family = Counter | Gauge | Histogram
Labels = tuple[str, ...]

LOOKS = Counter(
    "looks",
    "Looks at a source (an archive, a site's pages, the feed, a register), by what came of them.",
    ("source", "outcome"),
)


class Look(StrEnum):
    """What came of a look at a source."""

    READ = "read"
    UNCHANGED = "unchanged"
    """It answered, with nothing to read."""

    UNREADABLE = "unreadable"
    FAILED = "failed"


FETCHES = Counter("fetches", "Requests to a site, by what came of them.", ("site", "outcome"))
UNREADABLE_RECORDS = Gauge(
    "unreadable_records", "Records of an archive that could not be read when it was last taken in.", ("source",)
)
SWEEP_SECONDS = Histogram(
    "sweep_seconds",
    "Seconds from the request for an archive to the end of its sweep.",
    (0.1, 0.5, 1, 5, 10, 30, 60, 120, 300, 600, 1800),
    ("source",),
)
EVENTS = Counter("events", "Events that were written down, by kind.", ("kind",))
SENDS = Counter(
    "sends", "Attempts to send an alert, or a reply to a command, by what came of them.", ("message", "outcome")
)
TELEGRAM_CALLS = Counter("telegram_calls", "Calls of the Bot API, by what came of them.", ("method", "outcome"))
FLOOD_WAITS = Counter(
    "flood_waits", "Waits that Telegram asked for (429): with everything, with one chat, or with a method.", ("scope",)
)
FLOOD_WAIT_SECONDS = Counter("flood_wait_seconds", "The seconds of these waits.", ("scope",))
HANDLING_SECONDS = Histogram(
    "update_handling_seconds",
    "Seconds that the handler of an update took, with its replies.",
    (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
    ("outcome",),
)
WEBHOOK_REQUESTS = Counter("webhook_requests", "Requests to the webhook, by what became of them.", ("outcome",))
FEED_REQUESTS = Counter("feed_requests", "Requests for chats' feeds, by what became of them.", ("outcome",))
LOOP_DELAY_SECONDS = Histogram(
    "event_loop_delay_seconds",
    "Seconds by which a timer of the event loop was late, looked at twice a second.",
    (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5),
)

CHARTS = Counter("charts", "Charts that were to be drawn, by what came of them.", ("outcome",))
CHART_SECONDS = Histogram(
    "chart_seconds",
    "Seconds from the turn of a chart to its picture, the start of the process that draws among them.",
    (0.1, 0.25, 0.5, 1, 1.5, 2.5, 5, 10, 25),
)

FAMILIES: tuple[Family, ...] = (
    LOOKS,
    FETCHES,
    UNREADABLE_RECORDS,
    SWEEP_SECONDS,
    EVENTS,
    SENDS,
    TELEGRAM_CALLS,
    FLOOD_WAITS,
    FLOOD_WAIT_SECONDS,
    HANDLING_SECONDS,
    WEBHOOK_REQUESTS,
    FEED_REQUESTS,
    LOOP_DELAY_SECONDS,
    CHARTS,
    CHART_SECONDS,
)


@dataclass(slots=True)
class Distribution:
    """The values of a histogram: how many lie between each bound and the one before, and above the last; their sum."""

    counts: list[int]
    total: float = 0.0

    def up_to(self) -> list[int]:
        """How many are at most as large as each bound; the last number is that of all."""
        return list(accumulate(self.counts))


@dataclass(slots=True)
class Measures:
    """The numbers of one process. All of it is called in the event loop's thread."""

    _values: dict[str, dict[Labels, float]] = field(default_factory=dict)
    _distributions: dict[str, dict[Labels, Distribution]] = field(default_factory=dict)

    def count(self, family: Counter, *labels: str, by: float = 1) -> None:
        """Add to a counter."""
        series = self._values.setdefault(family.name, {})
        key = _bounded(series, labels)
        series[key] = series.get(key, 0) + by

    def set(self, family: Gauge, *labels: str, value: float) -> None:
        """Set a gauge."""
        series = self._values.setdefault(family.name, {})
        series[_bounded(series, labels)] = value

    def observe(self, family: Histogram, value: float, *labels: str) -> None:
        """Add a value to a distribution."""
        series = self._distributions.setdefault(family.name, {})
        key = _bounded(series, labels)
        found = series.setdefault(key, Distribution([0] * (len(family.bounds) + 1)))
        found.counts[bisect_left(family.bounds, value)] += 1
        found.total += value

    def values(self, family: Counter | Gauge) -> dict[Labels, float]:
        """The numbers of a family by their labels."""
        return dict(self._values.get(family.name, {}))

    def distributions(self, family: Histogram) -> dict[Labels, Distribution]:
        """The distributions of a family by their labels."""
        return dict(self._distributions.get(family.name, {}))


def _bounded(series: dict[Labels, float] | dict[Labels, Distribution], labels: Labels) -> Labels:
    return labels if labels in series or len(series) < MOST_SERIES else (OTHER,) * len(labels)


MEASURES = Measures()
"""The numbers of this process, which go on where it stands by and leads again."""
