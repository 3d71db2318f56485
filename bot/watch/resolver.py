"""Finds the question that a reference means: which legislature a bare number belongs to, and whether it exists."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.alternatives import Alternative
from bot.core.chambers.assemblee import FIRST_LEGISLATURE
from bot.core.chambers.chamber import Chamber
from bot.core.deadline import today
from bot.core.observation import Existence, Observation, Outcome, exists
from bot.core.question import QuestionId
from bot.core.reference import Bare, BareOf, Exact, InternalPage, Named, read_references
from bot.core.resolution import Found, Missing, NoneOf, NotFound, NotRead, Past, Resolution, Unresolved, Unsure, Why
from bot.core.source import Source
from bot.parliament.client import GONE, Client, Unreachable
from bot.watch.watcher import Watcher
from storage import Store


class Resolver:
    """Finds the question that a reference means: by what is known already, and by asking the sources for the rest."""

    def __init__(self, watcher: Watcher, client: Client, store: Store, clock: Callable[[], datetime]) -> None:
        self._watcher = watcher
        self._client = client
        self._store = store
        self._clock = clock

    @property
    def _current(self) -> int:
        return self._store.legislatures.current

    async def find(self, reference: Named) -> Resolution:
        """The question that is meant. The sources are asked now for what the archives cannot know."""
        match reference:
            case Bare(number):
                return await self._find_bare(number)
            case BareOf():
                return await self._find_bare_of(reference)
            case Exact(question):
                return await self._find_exact(question)
            case InternalPage():
                return await self._find_internal(reference)

    async def _find_exact(self, question: QuestionId) -> Resolution:
        checked, day = await self._check(question), today(self._clock())
        match checked.existence:
            case Existence.FOUND:
                return Found(checked.observation)
            case Existence.ABSENT:
                return NotFound(question.number, (question.session,), as_of=checked.as_of, id=question)
            case _ if self._is_passed_over(question.chamber):
                return NotRead(question)
            case _ if question.chamber.first_day(question.session) > day:
                return Missing(question)
            case _ if question.chamber.is_past(question.session, day) or self._is_lost(question, checked):
                return Past(question)
            case _:
                return Unsure(checked.observation, why=checked.why)

    def _is_passed_over(self, chamber: Chamber) -> bool:
        """Whether the file with all questions of a chamber is not to be asked for."""
        archive = self._store.shared_archives.get(chamber.archive or "")
        return archive is not None and archive.is_passed_over

    def _is_lost(self, question: QuestionId, checked: "_Checked") -> bool:
        """Whether nobody tells of a question any more: its session is over, and its archive is not to be had."""
        return question.is_in_archives_alone and question.is_over(self._current) and not checked.is_awaited

    async def _find_bare_of(self, named: BareOf) -> Resolution:
        """The latest known question of such a number, with the earlier ones as its alternatives.

        Where none is known of a chamber whose series have an archive each, that of the current session is meant.
        """
        known, file = await self._store.numbers.of_chamber(named), named.chamber.archive
        if not known and self._is_passed_over(named.chamber):
            return NotRead(named)
        if not known and file is not None:
            return NoneOf(named, (await self._store.archives.of(file)).swept.succeeded_at is None)
        if not known:
            return await self._find_exact(QuestionId(named.chamber, self._current, named.number, named.kind))
        found = await self._find_exact(known[0].id)
        others = tuple(Alternative(each.id, each) for each in known[1:])
        return replace(found, alternatives=others) if isinstance(found, Found) else found

    async def _find_bare(self, number: int) -> Resolution:
        """The question of that number in the newest legislature that has it, with its alternatives.

        A known question of an earlier legislature is taken although a legislature in between cannot be checked.
        """
        known = await self._store.numbers.legislatures(number)
        absent: list[int] = []
        unchecked: list[int] = []
        as_of: datetime | None = None
        for legislature in range(self._current, FIRST_LEGISLATURE - 1, -1):
            checked = await self._check(QuestionId.of_legislature(legislature, number))
            as_of = as_of or checked.as_of
            match checked.existence:
                case Existence.FOUND:
                    others = await self._alternatives(checked.observation.id, absent)
                    return Found(checked.observation, tuple(absent), tuple(unchecked), others)
                case Existence.ABSENT:
                    absent.append(legislature)
                case Existence.UNCHECKED:
                    unchecked.append(legislature)
                case Existence.UNKNOWN if legislature < self._current and any(each < legislature for each in known):
                    continue  # it becomes one of the alternatives
                case _:
                    others = await self._alternatives(checked.observation.id, absent)
                    return Unsure(checked.observation, True, checked.why, others)
        return NotFound(number, tuple(absent), tuple(unchecked), as_of)

    async def with_text(self, question: QuestionId) -> Observation:
        """All that is known of a question, whose page is asked for now where only that can have the answer's text."""
        return await self._watcher.observe(question, for_text=True)

    async def alternatives(self, question: QuestionId) -> tuple[Alternative, ...]:
        """The other questions of the same number, as far as they are known without asking a source."""
        return await self._alternatives(question, ())

    async def _alternatives(self, question: QuestionId, absent: Collection[int]) -> tuple[Alternative, ...]:
        others = await self._store.numbers.alternatives(question)
        return tuple(each for each in others if each.id.series not in absent)

    async def _check(self, question: QuestionId) -> "_Checked":
        """Check whether there is such a question; its pages are asked for where the archive cannot tell."""
        is_awaited = await self._store.archives.is_awaited(question.series)
        holding = await self._store.archives.holding(question)
        observation = await self._watcher.recall(question)
        now = self._clock()
        verdict = exists(observation, self._current, holding, now, is_awaited)
        is_final = question.is_over(self._current) and holding is not None and observation.archived_at is not None
        is_settled = is_final or observation.needs_no_page(now)
        if not is_settled and verdict is not Existence.ABSENT:
            observation = await self._watcher.observe(question)
            verdict = exists(observation, self._current, holding, self._clock(), is_awaited)
        by_archive = verdict is Existence.ABSENT and observation.own_check.last is not Outcome.ABSENT
        is_current = question.session == self._current
        as_of = holding.vouched_at if holding and by_archive and is_current else None
        return _Checked(observation, verdict, is_awaited, as_of)

    async def _find_internal(self, page: InternalPage) -> Resolution:
        try:
            resolved = await resolve(self._client, page, self._current)
        except Unreachable:
            return Unresolved(page, exists=None)
        if resolved.question is None:
            return Unresolved(page, exists=False if resolved.is_gone else None)
        return await self._find_exact(resolved.question)


@dataclass(frozen=True, slots=True)
class _Checked:
    """What is known of a question, and whether it exists.

    `is_awaited` is whether its legislature's archive may still tell more. `as_of` is the time of the current archive,
    where that alone says that there is no such question.
    """

    observation: Observation
    existence: Existence
    is_awaited: bool
    as_of: datetime | None

    @property
    def why(self) -> Why:
        """Why nobody knows whether there is such a question."""
        # A page that only adds to an archive, and cannot be had, says nothing of whether there is such a question.
        adds = self.observation.id.chamber.pages_have_texts
        was_asked = not adds and any(self.observation.check(source).last for source in Source)
        if self.existence is Existence.TO_COME or not (was_asked or self.is_awaited):
            return Why.TO_COME
        return Why.READING if self.is_awaited else Why.UNREADABLE


@dataclass(frozen=True, slots=True)
class Resolved:
    """The question behind NosDéputés.fr's own number of a page; `is_gone` where the site has no such page."""

    question: QuestionId | None
    is_gone: bool = False


async def resolve(client: Client, page: InternalPage, current: int, urgent: bool = True) -> Resolved:
    """Ask NosDéputés.fr which question one of its own page numbers means.

    Raises Unreachable where it does not answer.
    """
    response = await client.internal_page(page.legislature, page.page, urgent)
    if response.status >= 500:
        raise Unreachable(f"HTTP status {response.status}", response.retry_after)
    if response.location is None:
        return Resolved(None, response.status in GONE)
    # Only the path counts: the host is the one that was asked, whatever the redirect says.
    path = response.location.split("//", 1)[-1].partition("/")[2].partition("#")[0]
    match read_references(f"nosdeputes.fr/{path}", current):
        case [Exact(question)] if question.series == page.legislature:
            return Resolved(question)
        case [Bare(number)]:  # the 13th legislature's host has no legislature in its paths
            return Resolved(QuestionId.of_legislature(page.legislature, number))
    return Resolved(None)
