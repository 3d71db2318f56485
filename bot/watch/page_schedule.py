"""The schedule of page checks: which pages are due at the sites that may be asked, and how soon each is due again."""

from collections.abc import Callable, Collection
from datetime import datetime

from bot.core import schedule
from bot.core.activity import PAGES_WHEN_QUIET
from bot.core.deadline import today
from bot.core.health import Access
from bot.core.question import Question, QuestionId, State
from bot.core.source import Role, Source
from bot.watch.source_health import PAGES, SourceHealth, name_of
from storage import Store


class PageSchedule:
    """Says which pages the watch checks next.

    `interval` is the usual time between two checks of a page, in seconds; `asked` are the sources that are asked
    at all.
    """

    def __init__(
        self,
        store: Store,
        sources: SourceHealth,
        interval: float,
        clock: Callable[[], datetime],
        asked: Collection[Source] = tuple(Source),
    ) -> None:
        self._asked = asked
        self._store = store
        self._sources = sources
        self._interval = interval
        self._clock = clock
        self._was_quiet = True

    async def due(self, source: Source, limit: int, under_way: Collection[QuestionId]) -> list[QuestionId]:
        """The questions whose pages are to be checked at a source now, without those whose checks are `under_way`.

        Of the open sites, up to `limit` that are due. Of each site on trial one, to see whether it answers again. Of
        NosDéputés.fr, once a day, one that it is not expected to have.
        """
        if source is Source.NOSDEPUTES:
            await self._heed_activity()
        archived = await self._archived(source)
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
        """Whether a page of an open site is due that was not checked since that instant."""
        now = self._clock()
        for source in self._asked:
            among, archived = self._open(source), await self._archived(source)
            if among and await self._store.checks.due(source, now, 1, archived, among, unseen_since=since):
                return True
        return False

    def has_page(self, question: QuestionId, source: Source) -> bool:
        """Whether a source that is asked has pages of such questions: of another chamber's, or kind's, it has none."""
        return source in self._asked and name_of(question, source) is not None

    def access(self, question: QuestionId, source: Source, under_way: Collection[tuple[QuestionId, Source]]) -> Access:
        """Whether a person's command may ask for a page. A site on trial is sent one request at a time."""
        site = name_of(question, source)
        found = Access.CLOSED if site is None else self._sources.access(site)
        if found is not Access.TRIAL or (question, source) in under_way:
            return found
        return Access.CLOSED if any(name_of(*each) == site for each in under_way) else Access.TRIAL

    async def may_expect(self, question: QuestionId) -> bool:
        """Whether NosDéputés.fr may be asked for a question: once a day where it has none of the legislature.

        A True for such a question uses up that day's request.
        """
        activity = self._sources.activity
        if activity.expects(question.series):
            return True
        is_due = activity.is_probe_due(self._interval)
        if is_due:
            await activity.probe()
        return is_due

    async def interval_of(self, question: QuestionId, source: Source, waits: bool, has_text: bool = False) -> float:
        """Seconds until the next check of a page.

        `waits` is whether the question has no answer yet, `has_text` whether this check brought the answer's text.
        """
        if source is Source.NOSDEPUTES:
            return self._sources.activity.page_interval(self._interval)
        observation, now = await self._store.observations.of(question), self._clock()
        has_archive = observation is not None and observation.needs_no_page(now)
        if source.role is not Role.TEXTS:
            return schedule.page_interval(self._interval, has_archive, waits)
        known = observation.question if observation else None
        waits = known.state is State.WAITING if known and has_archive else waits
        lacks_text = observation is not None and observation.lacks_text and not has_text and _is_recent(known, now)
        return schedule.text_interval(self._interval, has_archive, waits, lacks_text)

    def with_texts(self) -> list[Source]:
        """The sources that have texts which an archive lacks, and whose pages can be had now, as far as is known."""
        return [source for source in self._asked if source.role is Role.TEXTS and self._open(source)]

    def _open(self, source: Source) -> list[range]:
        """The series whose pages may be asked for at a source."""
        sites = [site for site in PAGES[source] if self._sources.access(site) is Access.OPEN]
        return [some for site in sites for some in self._having(source, site)]

    def _having(self, source: Source, site: str) -> list[range]:
        """The series whose pages a site has."""
        if source is not Source.NOSDEPUTES:
            return [PAGES[source][site]]
        return [range(each, each + 1) for each in PAGES[source][site] if self._sources.activity.expects(each)]

    async def _archived(self, source: Source) -> Collection[int]:
        """The series of which an archive stands in for the pages of a source."""
        return await self._store.archives.fresh(self._clock()) if source.role is Role.OFFICIAL else ()

    async def _on_trial(self, source: Source, site: str, archived: Collection[int]) -> list[QuestionId]:
        """The question with which a site is tried: one that is due, else another followed one.

        A question whose own page seems to be the trouble is not taken while there are others.
        """
        among = self._having(source, site)
        due = await self._store.checks.due(source, self._clock(), 1, archived, among, safest=True)
        other = None if due else await self._store.checks.next_followed(source, among)
        return due or ([other] if other else [])

    async def _not_expected(self) -> list[QuestionId]:
        """A followed question of a legislature that NosDéputés.fr lacks so far, where it is time to ask for one."""
        activity = self._sources.activity
        if not activity.is_probe_due(self._interval):
            return []
        every = PAGES[Source.NOSDEPUTES][Source.NOSDEPUTES.value]
        others = [range(each, each + 1) for each in every if not activity.expects(each)]
        found = await self._store.checks.next_followed(Source.NOSDEPUTES, others)
        if found is None:
            return []
        await activity.probe()
        return [found]

    async def _heed_activity(self) -> None:
        """At the first sign of life, bring forward the checks that were planned for a quiet site."""
        was_quiet, self._was_quiet = self._was_quiet, self._sources.activity.is_quiet()
        if was_quiet and not self._was_quiet:
            rare = self._interval * PAGES_WHEN_QUIET
            await self._store.checks.bring_forward(Source.NOSDEPUTES, self._clock(), self._interval, rare)


def _is_recent(question: Question | None, now: datetime) -> bool:
    """Whether a question was answered a short while ago, as far as is known."""
    published = question.answer.published if question and question.answer else None
    return published is None or today(now) - published <= schedule.RECENT_ANSWER
