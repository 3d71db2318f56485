"""What is known about the sources themselves: how each does now, and what the operator is told of it."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.activity import SiteActivity
from bot.core import health
from bot.core.addresses import FIRST_ON_CURRENT_SITE
from bot.core.health import Access, Alarm, Health
from bot.core.labels import is_known
from bot.core.question import FIRST_LEGISLATURE, MAX_LEGISLATURE, QuestionId, Source
from storage import Store
from storage.questions import archive_name

log = logging.getLogger(__name__)

FEED = "feed"
DEPUTIES = "deputies"
PAGES: dict[Source, dict[str, frozenset[int]]] = {
    Source.ASSEMBLEE: {
        "questions": frozenset(range(FIRST_LEGISLATURE, FIRST_ON_CURRENT_SITE)),
        "assemblee": frozenset(range(FIRST_ON_CURRENT_SITE, MAX_LEGISLATURE + 1)),
    },
    Source.NOSDEPUTES: {"nosdeputes": frozenset(range(FIRST_LEGISLATURE, MAX_LEGISLATURE + 1))},
}
"""The sites that have pages, by name, each with the legislatures whose pages it has."""

BETWEEN_SAVES = timedelta(seconds=60)
"""A source that keeps answering is not written down each time."""


class Sources:
    """How each source does. One for the process; `load` it before anything else."""

    def __init__(self, store: Store, clock: Callable[[], datetime], on_report: Callable[[], None]) -> None:
        self._store = store
        self._clock = clock
        self._on_report = on_report
        self._known: dict[str, Health] = {}
        self._saved: dict[str, datetime] = {}
        self.activity = SiteActivity(store, clock)

    async def load(self) -> None:
        """Remember what was known before the last stop."""
        self._known = await self._store.sources.all()
        await self.activity.load()

    def access(self, name: str) -> Access:
        """Whether a site may be asked for pages now."""
        return health.access(self._known.get(name, Health()), self._clock())

    async def answered(self, name: str, read: bool = True) -> None:
        """The source answered; `read` False where that says nothing of its layout."""
        now = self._clock()
        before = self._known.get(name, Health())
        after, alarms = health.answered(before, now, read)
        self._known[name] = after
        usual = before.succeeded_at and not before.failures and before.told_layout == after.told_layout
        if not usual or now - self._saved.get(name, now - BETWEEN_SAVES) >= BETWEEN_SAVES:
            await self._keep(name, after, before, alarms, now)

    async def failed(self, name: str, reason: str) -> None:
        """The source could not be reached, or answered with an error."""
        now = self._clock()
        before = self._known.get(name, Health())
        after, alarms = health.failed(before, now, reason, self._is_told(name))
        await self._keep(name, after, before, alarms, now)

    async def unreadable(self, name: str, reason: str, what: str) -> None:
        """The source answered with what no reader understands; `what` is the question or the file."""
        now = self._clock()
        before = self._known.get(name, Health())
        after, alarms = health.unreadable(before, now, reason, what)
        await self._keep(name, after, before, alarms, now)

    async def report(self, key: str, kind: str, values: Mapping[str, Any]) -> None:
        """Tell the operator something, once."""
        if await self._store.reports.add(key, kind, values, self._clock()):
            log.warning("to report: %s %s", kind, dict(values))
            self._on_report()

    async def report_label(self, label: str | None, question: QuestionId) -> None:
        """Tell the operator of a label of closing that nobody knew of, once."""
        if not is_known(label):
            await self.report(f"label:{label}", "label", {"label": label, "question": str(question)})

    def stale(self, now: datetime, legislature: int) -> dict[str, datetime]:
        """The sites that have been silent for more than a day, and since when: `assemblee`, `nosdeputes`.

        Nothing is missing of a legislature that NosDéputés.fr does not have.
        """
        sites = {
            Source.ASSEMBLEE.value: (archive_name(legislature), page_site(legislature)),
            Source.NOSDEPUTES.value: (FEED, Source.NOSDEPUTES.value) if self.activity.expects(legislature) else (),
        }
        ways = {site: [self._known[name] for name in names if name in self._known] for site, names in sites.items()}
        found = {site: health.silent_since(each, now) for site, each in ways.items()}
        return {site: since for site, since in found.items() if since is not None}

    def _is_told(self, name: str) -> bool:
        """Whether the operator knows that the other pages of the same source are down."""
        beside = {site for sites in PAGES.values() if name in sites for site in sites} - {name}
        return any(self._known[each].told_down for each in beside if each in self._known)

    async def _keep(self, name: str, after: Health, before: Health, alarms: list[Alarm], now: datetime) -> None:
        self._known[name] = after
        self._saved[name] = now
        await self._store.sources.save(name, after)
        for alarm in alarms:
            await self.report(*_report(name, alarm, after, before, now))


def page_site(legislature: int) -> str:
    """The name of the site of the Assemblée's that has a legislature's pages."""
    return "assemblee" if legislature >= FIRST_ON_CURRENT_SITE else "questions"


def name_of(question: QuestionId, source: Source) -> str:
    """The name of the site on which a question's page is."""
    return source.value if source is Source.NOSDEPUTES else page_site(question.legislature)


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
