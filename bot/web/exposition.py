"""The metrics in Prometheus's form: what this process counted, and what the store holds.

https://prometheus.io/docs/practices/naming/ has the conventions for their names.
"""

import platform
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

from bot import VERSION
from bot.core.chamber_count import ChamberCount
from bot.core.chambers.chamber import Chamber
from bot.core.health import Health
from bot.core.measures import FAMILIES, Counter, Family, Gauge, Histogram, Labels, Measures
from bot.core.readiness import SENDS, TELEGRAM
from storage.counts import WAITING, Counts

PREFIX = "guetteur_"
KINDS = frozenset({"private", "group", "supergroup", "channel"})
OTHER_KIND = "other"


@dataclass(frozen=True, slots=True)
class Scrape:
    """What is told at one moment; `server` and `schema` are those of the store, where this process leads.

    `counts` is None where it does not lead, or where they could not be counted in time.
    """

    now: datetime
    is_leader: bool
    is_well: bool
    database_answers: bool = False
    server: str | None = None
    schema: str | None = None
    counts: Counts | None = None


class Exposition(Collector):
    """Tells the measures of this process, and the last scrape that it was given."""

    def __init__(self, measures: Measures) -> None:
        self._measures = measures
        self.scrape: Scrape | None = None

    def collect(self) -> Iterable[Metric]:
        """Make the families of metrics. It is called for each scrape."""
        for family in FAMILIES:
            yield _counted(family, self._measures)
        if self.scrape is not None:
            yield from _process(self.scrape)
            if self.scrape.counts is not None:
                yield from _store(self.scrape.counts, self.scrape.now)


def _counted(family: Family, measures: Measures) -> Metric:
    name = PREFIX + family.name
    match family:
        case Counter():
            counter = CounterMetricFamily(name, family.help, labels=family.labels)
            for labels, value in measures.values(family).items():
                counter.add_metric(labels, value)
            return counter
        case Gauge():
            return _gauge(family.name, family.help, family.labels, measures.values(family).items())
        case Histogram():
            histogram = HistogramMetricFamily(name, family.help, labels=family.labels)
            bounds = [*(str(float(each)) for each in family.bounds), "+Inf"]
            for labels, found in measures.distributions(family).items():
                histogram.add_metric(labels, list(zip(bounds, found.up_to(), strict=True)), found.total)
            return histogram


def _process(scrape: Scrape) -> Iterator[Metric]:
    version = (VERSION, platform.python_version())
    words = "The version of the program, and that of Python."
    yield _gauge("build_info", words, ("version", "python"), [(version, 1)])
    yield _number("leader", "Whether this copy leads: looks, sends, and asks for updates.", scrape.is_leader)
    yield _number("ready", "Whether this copy does its work; /readyz says why not.", scrape.is_well)
    if scrape.is_leader:
        yield _number("database_up", "Whether the database answers.", scrape.database_answers)
    if scrape.server is not None and scrape.schema is not None:
        kept = (scrape.server, scrape.schema)
        yield _gauge("database_info", "What keeps the database, and its schema.", ("server", "schema"), [(kept, 1)])


def _store(counts: Counts, now: datetime) -> Iterator[Metric]:
    outbox = {(state.value,): counts.deliveries.get(state, 0) for state in WAITING}
    yield _gauge("outbox_deliveries", "Deliveries that wait, by state.", ("state",), outbox.items())
    oldest = _seconds(counts.oldest_ready_at, now)
    words = "Seconds since the oldest delivery was made that may be sent now; 0 where there is none."
    yield _number("outbox_oldest_seconds", words, oldest)
    yield _number("updates_waiting", "Updates of Telegram's that wait to be handled.", counts.updates)
    yield from _crowd(counts)
    yield from _chambers(counts.chambers)
    yield from _sources(counts.sources, now)


def _crowd(counts: Counts) -> Iterator[Metric]:
    chats: dict[tuple[str, ...], float] = {}
    for (kind, is_within_reach), number in counts.chats.items():
        key = (_kind(kind), "within" if is_within_reach else "out")
        chats[key] = chats.get(key, 0) + number
    yield _gauge("chats", "Chats, by kind and by whether they are within reach.", ("kind", "reach"), chats.items())
    follows: dict[tuple[str, ...], float] = {}
    for kind, number in counts.follows.items():
        follows[_kind(kind),] = follows.get((_kind(kind),), 0) + number
    yield _gauge("follows", "Follows of questions, by the kind of their chats.", ("kind",), follows.items())
    watches = {("paused" if is_paused else "active",): number for is_paused, number in counts.watches.items()}
    yield _gauge("watches", "Watches, active or paused.", ("state",), watches.items())


def _chambers(known: Mapping[Chamber, ChamberCount]) -> Iterator[Metric]:
    of = {(chamber.code,): count for chamber, count in known.items()}
    words = "Questions of a chamber in its archives, as they were last read."
    yield _gauge("questions", words, ("chamber",), [(label, each.questions) for label, each in of.items()])
    words = "Follows of a chamber's questions, of all chats."
    yield _gauge("questions_followed", words, ("chamber",), [(label, each.follows) for label, each in of.items()])
    read = [(label, each.read_at.timestamp()) for label, each in of.items() if each.read_at]
    words = "When an archive of a chamber was last believed."
    yield _gauge("chamber_read_timestamp_seconds", words, ("chamber",), read)
    days = {label: each.issue for label, each in of.items() if each.issue}
    issues = [(label, datetime.combine(day, time(), UTC).timestamp()) for label, day in days.items()]
    words = "The day of the last Journal officiel that an archive of a chamber brought."
    yield _gauge("chamber_issue_timestamp_seconds", words, ("chamber",), issues)


def _sources(known: Mapping[str, Health], now: datetime) -> Iterator[Metric]:
    sites = {name: health for name, health in known.items() if name not in (TELEGRAM, SENDS)}
    answered = {(name,): each.succeeded_at.timestamp() for name, each in sites.items() if each.succeeded_at}
    words = "When a source last answered (written down once a minute)."
    yield _gauge("source_last_answer_timestamp_seconds", words, ("source",), answered.items())
    failing = {(name,): _seconds(each.failing_since, now) for name, each in sites.items()}
    yield _gauge(
        "source_failing_seconds",
        "Seconds for which a source has failed; 0 where it answers.",
        ("source",),
        failing.items(),
    )
    telegram, sends = known.get(TELEGRAM, Health()), known.get(SENDS, Health())
    for name, words, at in (
        ("telegram_last_answer_timestamp_seconds", "When Telegram last answered anything", telegram.succeeded_at),
        ("last_send_timestamp_seconds", "When Telegram last took a message", sends.succeeded_at),
    ):
        yield _number(name, f"{words} (written down once a minute).", at.timestamp() if at else None)
    stalled = _seconds(sends.failing_since, now)
    words = "Seconds for which messages have been due and none was sent; 0 where they are sent."
    yield _number("sends_stalled_seconds", words, stalled)


def _kind(kind: str) -> str:
    return kind if kind in KINDS else OTHER_KIND


def _seconds(since: datetime | None, now: datetime) -> float:
    return 0.0 if since is None else max(0.0, (now - since).total_seconds())


def _number(name: str, help: str, value: float | None) -> GaugeMetricFamily:
    """A gauge without labels; it is left out where it is not known."""
    return _gauge(name, help, (), [] if value is None else [((), value)])


def _gauge(name: str, help: str, labels: tuple[str, ...], series: Iterable[tuple[Labels, float]]) -> GaugeMetricFamily:
    gauge = GaugeMetricFamily(PREFIX + name, help, labels=labels)
    for key, value in series:
        gauge.add_metric(key, value)
    return gauge
