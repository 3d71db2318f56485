"""The schedule of checks of pages: which are due on the sites that let us in, and how soon one comes round again."""

from collections.abc import Callable, Collection
from datetime import datetime

from bot.core import schedule
from bot.core.activity import PAGES_WHEN_QUIET
from bot.core.health import Access
from bot.core.question import QuestionId, Source
from bot.watch.source_health import PAGES, SourceHealth, name_of
from storage import Store


class Schedule:
    """Says what the watch looks at next. One for the watch; `interval` is the usual one, in seconds."""

    def __init__(self, store: Store, sources: SourceHealth, interval: float, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._sources = sources
        self._interval = interval
        self._clock = clock
        self._was_quiet = True

    async def due(self, source: Source, limit: int, under_way: Collection[QuestionId]) -> list[QuestionId]:
        """What is to be looked at now, and is not `under_way`.

        On the sites that are open what is due; on each that is on trial one question, to see whether it answers again;
        and, once a day, one that NosDéputés.fr is not expected to have.
        """
        if source is Source.NOSDEPUTES:
            await self._heed_activity()
        archived = await self._store.archives.fresh(self._clock())
        found = list[QuestionId]()
        if among := self._open(source):
            due = await self._store.checks.due(source, self._clock(), limit + len(under_way), archived, among)
            found = [question for question in due if question not in under_way][:limit]
        for site in PAGES[source]:
            is_asked = any(name_of(each, source) == site for each in under_way)
            if self._sources.access(site) is Access.TRIAL and not is_asked:
                found += await self._on_trial(source, site, archived)
        if source is Source.NOSDEPUTES and self._sources.access(source.value) is Access.OPEN:
            found += await self._not_expected()
        return found

    async def is_behind(self, since: datetime) -> bool:
        """Whether a check is due, on a site that is open, at a page that was not looked at since."""
        now = self._clock()
        archived = await self._store.archives.fresh(now)
        for source in PAGES:
            among = self._open(source)
            if among and await self._store.checks.due(source, now, 1, archived, among, unseen_since=since):
                return True
        return False

    def access(self, question: QuestionId, source: Source, under_way: Collection[tuple[QuestionId, Source]]) -> Access:
        """Whether a person's command may ask for a page: one request at a time where the site is on trial."""
        site = name_of(question, source)
        found = self._sources.access(site)
        if found is not Access.TRIAL or (question, source) in under_way:
            return found
        return Access.CLOSED if any(name_of(*each) == site for each in under_way) else Access.TRIAL

    async def may_expect(self, question: QuestionId) -> bool:
        """Whether NosDéputés.fr can have a question. Of a legislature of which it has none it is asked once a day."""
        activity = self._sources.activity
        if activity.expects(question.legislature):
            return True
        is_due = activity.is_probe_due(self._interval)
        if is_due:
            await activity.probe()
        return is_due

    async def interval_of(self, question: QuestionId, source: Source, waits: bool) -> float:
        """Seconds until the next check of a page; `waits`: the question has no answer yet."""
        if source is Source.NOSDEPUTES:
            return self._sources.activity.page_interval(self._interval)
        observation = await self._store.observations.of(question)
        has_archive = observation is not None and observation.needs_no_page(self._clock())
        return schedule.page_interval(self._interval, has_archive, waits)

    def _open(self, source: Source) -> frozenset[int]:
        """The legislatures whose pages may be asked for at a source."""
        sites = (site for site in PAGES[source] if self._sources.access(site) is Access.OPEN)
        return frozenset().union(*(self._having(source, site) for site in sites))

    def _having(self, source: Source, site: str) -> frozenset[int]:
        """The legislatures whose pages a site has."""
        among = PAGES[source][site]
        return among & self._sources.activity.expected() if source is Source.NOSDEPUTES else among

    async def _on_trial(self, source: Source, site: str, archived: Collection[int]) -> list[QuestionId]:
        """A question whose page a site is asked for, to see whether it answers again: one that is due, if any is.

        Not one of those whose own page is the trouble, while there are others.
        """
        among = self._having(source, site)
        due = await self._store.checks.due(source, self._clock(), 1, archived, among, safest=True)
        other = None if due else await self._store.checks.next_followed(source, among)
        return due or ([other] if other else [])

    async def _not_expected(self) -> list[QuestionId]:
        """A followed question of a legislature of which NosDéputés.fr has none so far, where it is time to ask."""
        activity = self._sources.activity
        if not activity.is_probe_due(self._interval):
            return []
        others = PAGES[Source.NOSDEPUTES][Source.NOSDEPUTES.value] - activity.expected()
        found = await self._store.checks.next_followed(Source.NOSDEPUTES, others)
        if found is None:
            return []
        await activity.probe()
        return [found]

    async def _heed_activity(self) -> None:
        """At the first sign of life what was planned for a quiet site is planned anew."""
        was_quiet, self._was_quiet = self._was_quiet, self._sources.activity.is_quiet()
        if was_quiet and not self._was_quiet:
            rare = self._interval * PAGES_WHEN_QUIET
            await self._store.checks.bring_forward(Source.NOSDEPUTES, self._clock(), self._interval, rare)
