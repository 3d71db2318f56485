"""The health of the sources: how each one does now, and what the operator is told of it."""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.core import chambers, health
from bot.core.chambers.assemblee import FIRST_LEGISLATURE, FIRST_ON_CURRENT_SITE, MAX_LEGISLATURE, finished
from bot.core.chambers.chamber import Chamber
from bot.core.chambers.senat import SENAT
from bot.core.deadline import today
from bot.core.health import Access, Alarm, Health
from bot.core.measures import LOOKS, MEASURES, Look, Measures
from bot.core.plausible import Slip
from bot.core.question import QuestionId
from bot.core.source import Source
from bot.core.tally import Deed, Tally
from bot.watch.site_activity import SiteActivity
from storage import Store
from storage.operator import LABEL
from storage.questions.rows import ARCHIVE, archive_name

log = logging.getLogger(__name__)

FEED = "feed"
DEPUTIES, ALL_DEPUTIES = "deputies", "all-deputies"
PAGES: dict[Source, dict[str, range]] = {
    Source.ASSEMBLEE: {
        "questions": range(FIRST_LEGISLATURE, FIRST_ON_CURRENT_SITE),
        "assemblee": range(FIRST_ON_CURRENT_SITE, MAX_LEGISLATURE + 1),
    },
    Source.NOSDEPUTES: {"nosdeputes": range(FIRST_LEGISLATURE, MAX_LEGISLATURE + 1)},
    Source.SENAT: {"senat-pages": SENAT.series},
}
"""The sites that have pages, by name, each with the series whose pages it has."""

_SHARED_ARCHIVES = frozenset(name for _, name in chambers.shared_archives())

BETWEEN_SAVES = timedelta(seconds=60)
"""The least time between two writes about a source that keeps answering."""

LONG_AWAY = timedelta(minutes=10)
"""The return of a source is logged where it had failed for longer: every site has shorter failures."""


class SourceHealth:
    """Keeps the health of each source. One for the process; `load` it first."""

    def __init__(
        self,
        store: Store,
        clock: Callable[[], datetime],
        on_report: Callable[[], None],
        measures: Measures = MEASURES,
    ) -> None:
        self._store = store
        self._clock = clock
        self._on_report = on_report
        self._measures = measures
        self._known: dict[str, Health] = {}
        self._saved: dict[str, datetime] = {}
        self.activity = SiteActivity(store, clock)
        self.tally = Tally(clock())
        """Counts what was done, for the daily line of the log."""

    async def load(self) -> None:
        """Read what was known before the last stop."""
        self._known = await self._store.sources.all()
        await self.activity.load()

    def access(self, name: str) -> Access:
        """Whether a site may be asked for pages now."""
        return health.access(self._known.get(name, Health()), self._clock())

    async def answered(self, name: str, read: bool = True) -> None:
        """Note that a source answered; `read` is False where the answer says nothing of its layout."""
        now = self._clock()
        before = self._known.get(name, Health())
        after, alarms = health.answered(before, now, read)
        self._known[name] = after
        self.tally.done(_deed(name))
        self._measures.count(LOOKS, name, Look.READ if read else Look.UNCHANGED)
        log.debug("%s answered%s", name, "" if read else ", with nothing to read")
        self._note_return(name, before, now)
        usual = before.succeeded_at and not before.failures and before.told_layout == after.told_layout
        is_saved = timedelta(0) <= now - self._saved.get(name, now - BETWEEN_SAVES) < BETWEEN_SAVES
        if not usual or not is_saved:
            await self._keep(name, after, before, alarms, now)

    async def failed(self, name: str, reason: str, look: Look = Look.FAILED) -> None:
        """Note that a source could not be reached, or answered with an error; or that an archive is not believed."""
        now = self._clock()
        before = self._known.get(name, Health())
        after, alarms = health.failed(before, now, reason, self._is_told(name))
        self._note_failure(name, before, reason, look)
        await self._keep(name, after, before, alarms, now)

    async def unreadable(self, name: str, reason: str, what: str) -> None:
        """Note that no reader understands a source's answer; `what` names the question or the file."""
        now = self._clock()
        before = self._known.get(name, Health())
        after, alarms = health.unreadable(before, now, reason, what)
        self._note_failure(name, before, reason, Look.UNREADABLE)
        await self._keep(name, after, before, alarms, now)

    async def report(self, key: str, kind: str, values: Mapping[str, Any]) -> None:
        """Tell the operator something, once for each key."""
        if await self._store.reports.add(key, kind, values, self._clock()):
            log.warning("to report: %s %s", kind, dict(values))
            self._on_report()

    async def report_label(self, label: str | None, question: QuestionId) -> None:
        """Tell the operator once of a closing label whose meaning is not known."""
        if label and not question.chamber.knows(label):
            await self.report_unknown(LABEL, {label: question})

    async def report_unknown(self, kind: str, found: Mapping[str, QuestionId]) -> None:
        """Tell the operator once of unknown labels, or names of ministries: one report of those that are new.

        Each has a question in which it stands.
        """
        values = {word: str(question) for word, question in found.items()}
        if values and (new := await self._store.reports.add_unknown(kind, values, self._clock())):
            log.warning("to report: %s %s", kind, new)
            self._on_report()

    async def report_slips(self, slips: Iterable[Slip], question: QuestionId) -> None:
        """Tell the operator once of each date of a question that cannot be."""
        for slip in slips:
            values = {"question": str(question), "what": slip.what, "day": slip.day.isoformat()}
            await self.report(f"date:{question}:{slip.what}:{slip.day}", "date", values)

    def stale(self, now: datetime, series: int) -> dict[str, datetime]:
        """The sources that have been silent for more than a day, each by its name with since when.

        The chamber is left out for a finished legislature whose archive is in, and NosDéputés.fr for a legislature that
        it does not have: nothing is missing then.
        """
        sites: dict[str, tuple[str, ...]] = {
            Source.NOSDEPUTES.value: (FEED, Source.NOSDEPUTES.value) if self.activity.expects(series) else ()
        }
        chamber, session, _ = chambers.stored(series)
        own, archive = chamber.own_pages, archive_name(series)
        is_finished = session in finished(self._store.legislatures.current)
        if own is not None and not (is_finished and self._known.get(archive, Health()).succeeded_at):
            # Pages that only add texts do not tell what happened, however well they answer.
            sites[own.value] = (archive, *(() if chamber.pages_have_texts else _pages(own, series)))
        elif own is None and chamber.archive == archive:
            sites[archive] = (archive,)
        ways = {site: [self._known[name] for name in names if name in self._known] for site, names in sites.items()}
        found = {site: health.silent_since(each, now) for site, each in ways.items()}
        return {site: since for site, since in found.items() if since is not None}

    def stale_of(self, asked: Iterable[Chamber], now: datetime, current: int) -> dict[str, datetime]:
        """The silent sources, as of `stale`, of the questions that these chambers have now.

        `current` is the Assemblée's legislature, which has an archive of its own.
        """
        silent: dict[str, datetime] = {}
        for chamber in asked:
            silent |= self.stale(now, current if chamber.archive is None else chamber.first_listed(today(now)))
        return silent

    def _is_told(self, name: str) -> bool:
        """Whether the operator was told already that the other pages of the same source are down."""
        beside = {site for sites in PAGES.values() if name in sites for site in sites} - {name}
        return any(self._known[each].told_down for each in beside if each in self._known)

    def _note_return(self, name: str, before: Health, now: datetime) -> None:
        if before.failing_since is not None and now - before.failing_since >= LONG_AWAY:
            log.info("%s answers again; it had failed since %s", name, before.failing_since.isoformat("T", "minutes"))
            self.tally.came_back(name)

    def _note_failure(self, name: str, before: Health, reason: str, look: Look) -> None:
        self.tally.failed(_deed(name))
        self._measures.count(LOOKS, name, look)
        is_first = before.failing_since is None
        log.log(logging.INFO if is_first else logging.DEBUG, "%s fails: %s", name, reason)

    async def _keep(self, name: str, after: Health, before: Health, alarms: list[Alarm], now: datetime) -> None:
        self._known[name] = after
        self._saved[name] = now
        await self._store.sources.save(name, after)
        for alarm in alarms:
            await self.report(*_report(name, alarm, after, before, now))


def name_of(question: QuestionId, source: Source) -> str | None:
    """The name of the site on which a source has a question's page; None where it has none of such questions."""
    return next(_pages(source, question.series), None)


def _pages(source: Source, series: int) -> Iterator[str]:
    """The names of the sites that have the pages of a series."""
    return (site for site, having in PAGES[source].items() if series in having)


def _deed(name: str) -> Deed:
    if name.startswith(ARCHIVE) or name in _SHARED_ARCHIVES:
        return Deed.SWEEP
    return {FEED: Deed.FEED, DEPUTIES: Deed.NAMES, ALL_DEPUTIES: Deed.NAMES}.get(name, Deed.CHECK)


def _report(name: str, alarm: Alarm, after: Health, before: Health, now: datetime) -> tuple[str, str, dict[str, Any]]:
    """The report of an alarm: its key, its kind and its values."""
    match alarm:
        case Alarm.DOWN:
            since = (after.failing_since or now).isoformat()
            return f"down:{name}:{since}", "down", {"source": name, "reason": after.reason, "since": since}
        case Alarm.BACK:
            since = (before.failing_since or now).isoformat()
            return f"back:{name}:{now.isoformat()}", "back", {"source": name, "since": since}
        case Alarm.LAYOUT:
            values = {"source": name, "reason": after.same_reason, "questions": list(after.same)}
            return f"layout:{name}:{now.isoformat()}", "layout", values
