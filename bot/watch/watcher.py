"""The watch: takes the pages that are due, fetches, reads, compares and records each of them.

The routine checks and the checks that a person's command asks for take the same route. A question that the archive has
needs no check at the Assemblée: its pages are read for the questions that the archive lacks, and for all questions
while the archive cannot be had.
"""

import asyncio
import logging
import random
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from bot.core import schedule
from bot.core.deadline import today
from bot.core.health import Access
from bot.core.observation import Check, Observation, Outcome
from bot.core.plausible import slips
from bot.core.question import Question, QuestionId, State
from bot.core.source import Role, Source
from bot.core.validators import Validators
from bot.parliament import assemblee, nosdeputes
from bot.parliament.client import GONE, NOT_MODIFIED, OK, Client, Response, Unreachable
from bot.parliament.page import NoPage, Unreadable
from bot.parliament.senat import paged
from bot.watch.page_schedule import PageSchedule
from bot.watch.source_health import SourceHealth, name_of
from bot.worker import run_forever
from storage import Store
from storage.intake.checks import NextCheck

log = logging.getLogger(__name__)

Read = Callable[[bytes, QuestionId], Question]

READERS: dict[Source, tuple[int, Read]] = {
    Source.ASSEMBLEE: (assemblee.VERSION, lambda body, _asked_for: assemblee.read_assemblee(body)),
    Source.NOSDEPUTES: (nosdeputes.VERSION, nosdeputes.read_nosdeputes),
    Source.SENAT: (paged.VERSION, paged.read_senat),
}

AT_ONCE = 4
"""Checks under way at one source. The client sees to the rate of the requests."""

IDLE_SECONDS = 1.0
TROUBLE_SECONDS = 5.0
PATIENCE_SECONDS = 8.0
"""How long a person waits for a page before the reply says that the site does not answer."""

SLOW_SECONDS = 1.0
"""The same for a source that did not answer in time before, until it answers again."""

FRESH_SECONDS = 20.0
"""A page that was read this recently is not fetched again for a person."""

FRESH_TEXT_SECONDS = 600.0
"""The same for a page that only has the text of what an archive tells: it hardly comes within minutes."""

ABSENT_SECONDS = 60.0
"""A page that was found not to exist this recently is not asked for again."""

MOST_ABSENCES = 10_000
TOO_SLOW = "no answer in time"
SHUT = Check(last=Outcome.FAILED, reason="the site has refused for some time")
"""The outcome of a check at a site that is not asked now."""


class Watcher:
    """Checks the pages of questions: when they are due, or now, for a person.

    `interval` is the usual time between two checks of a page, in seconds; `on_events` is called when there is something
    to deliver.
    """

    def __init__(
        self,
        store: Store,
        client: Client,
        sources: SourceHealth,
        interval: float,
        clock: Callable[[], datetime],
        on_events: Callable[[], None],
    ) -> None:
        self._store = store
        self._client = client
        self._sources = sources
        self._interval = interval
        self._clock = clock
        self._on_events = on_events
        self._absences = _Absences(min(ABSENT_SECONDS, interval))
        self._slow: set[Source] = set()
        self._under_way: dict[tuple[QuestionId, Source], asyncio.Task[Check]] = {}
        self._asked = client.page_sources
        self._schedule = PageSchedule(store, sources, interval, clock, self._asked)
        store.texts.readable = self._schedule.with_texts

    async def observe(self, question: QuestionId, for_text: bool = False) -> Observation:
        """Check a question now, for a person who waits, and return all that is known of it then.

        A question that a fresh archive has needs no check, unless the person asks `for_text`, which the archive lacks.
        A source that takes longer than a person's patience counts
        as failed; its check goes on and is recorded. A closed site counts as failed at once, and is not asked.
        """
        before = await self.recall(question)
        now = self._clock()
        if before.needs_no_page(now) and not (for_text and before.lacks_text):
            return before
        checks = {
            source: Check(last=Outcome.ABSENT) for source in Source if self._absences.recent((question, source), now)
        }
        having = [source for source in Source if self._schedule.has_page(question, source)]
        wanted = [source for source in having if source not in checks and not self._is_fresh(source, before, now)]
        access = {source: self._schedule.access(question, source, self._under_way) for source in wanted}
        checks |= {source: SHUT for source in wanted if access[source] is Access.CLOSED}
        wanted = [source for source in wanted if source not in checks]
        if Source.NOSDEPUTES in wanted and not await self._schedule.may_expect(question):
            wanted.remove(Source.NOSDEPUTES)
        tasks = {source: self._start(question, source, urgent=True) for source in wanted}
        await self._wait_patiently(tasks, {source for source in wanted if access[source] is Access.TRIAL})
        checks |= {source: _check_of(task) for source, task in tasks.items()}
        known = await self.recall(question)
        if known.question is not None:
            await self._record_what_came_before(known, checks)
        return known.with_checks(checks)

    async def _wait_patiently(self, tasks: Mapping[Source, asyncio.Task[Check]], doubted: set[Source]) -> None:
        """Wait for checks as long as a person would.

        The wait is much shorter for a source that did not answer in time before, and for a `doubted` one, which refused
        the last requests.
        """
        prompt = [task for source, task in tasks.items() if source not in self._slow | doubted]
        if prompt:
            await asyncio.wait(prompt, timeout=PATIENCE_SECONDS)
        late = [task for task in tasks.values() if not task.done()]
        if late:
            await asyncio.wait(late, timeout=SLOW_SECONDS)
        self._slow |= {source for source, task in tasks.items() if not task.done()}

    async def recall(self, question: QuestionId) -> Observation:
        """All that is known of a question, without a check."""
        return await self._store.observations.of(question) or Observation(question, None)

    async def _record_what_came_before(self, known: Observation, checks: Mapping[Source, Check]) -> None:
        """Record the checks that ended before the other source made the question known: there was no row for them."""
        for source, check in checks.items():
            if known.check(source).last is not None:
                continue
            if check.last is Outcome.ABSENT:
                await self._record_absence(known.id, source)
            elif check.last is Outcome.FAILED and check.reason != TOO_SLOW and check is not SHUT:
                await self._record_failure(known.id, source, check.reason or "", None)

    async def run(self) -> None:
        """Check what is due, for ever. Each source has a loop of its own: one that hangs does not delay the other."""
        async with asyncio.TaskGroup() as group:
            for source in self._asked:
                group.create_task(self._run(source))

    async def check_due(self) -> int:
        """Check everything that is due now at all sources, round after round. Returns how many checks those were."""
        checks = 0
        while due := [(question, source) for source in self._asked for question in await self._due(source, AT_ONCE)]:
            await asyncio.gather(*(self._start(question, source, urgent=False) for question, source in due))
            checks += len(due)
        return checks

    async def is_behind(self, since: datetime) -> bool:
        """Whether a page of an open site is due that was not checked since that instant."""
        return await self._schedule.is_behind(since)

    async def stop(self) -> None:
        """Cancel the checks under way. The next ones will see what they would have seen."""
        tasks = list(self._under_way.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _run(self, source: Source) -> None:
        idle = min(IDLE_SECONDS, self._interval)
        running: set[asyncio.Task[Check]] = set()

        async def step() -> float:
            for question in await self._due(source, AT_ONCE - len(running)):
                running.add(self._start(question, source, urgent=False))
            if not running:
                return idle
            done, _ = await asyncio.wait(running, timeout=idle, return_when=asyncio.FIRST_COMPLETED)
            running.difference_update(done)
            errors = [error for task in done if (error := task.exception())]
            if errors:
                raise errors[0]
            return 0.0

        def trouble(error: Exception) -> float:
            log.error("looking at what is due at %s failed", source.value, exc_info=error)
            return TROUBLE_SECONDS

        await run_forever(step, trouble)

    async def _due(self, source: Source, limit: int) -> list[QuestionId]:
        under_way = {question for question, where in self._under_way if where is source}
        return await self._schedule.due(source, limit, under_way)

    def _start(self, question: QuestionId, source: Source, urgent: bool) -> asyncio.Task[Check]:
        """Join the check of a page that is under way, or begin one: a thousand people at once make one request."""
        key = (question, source)
        task = self._under_way.get(key)
        if task is None:
            task = asyncio.create_task(self._check(question, source, urgent))
            self._under_way[key] = task
            task.add_done_callback(lambda _: self._ended(key))
        return task

    def _ended(self, key: tuple[QuestionId, Source]) -> None:
        task = self._under_way.pop(key)
        if task.cancelled() or task.exception() is not None:
            return
        outcome = task.result().last
        log.debug("check of %s at %s: %s", *key, outcome and outcome.value)
        if outcome is not Outcome.FAILED:
            self._slow.discard(key[1])

    async def _check(self, question: QuestionId, source: Source, urgent: bool) -> Check:
        version, read = READERS[source]
        known = await self._store.checks.validators(question, source, version)
        name = name_of(question, source) or source.value
        try:
            response = await self._client.page(question, source, known, urgent)
            if response.status == OK:
                reading = await asyncio.to_thread(_read, read, response.body, question)
                await self._sources.answered(name)
                return await self._record_reading(reading, source, response, version)
            if response.status == NOT_MODIFIED and known != Validators():
                await self._sources.answered(name, read=False)
                return await self._record_unchanged(question, source)
            if response.status in GONE:
                await self._sources.answered(name, read=False)
                return await self._record_absence(question, source)
            raise Unreachable(f"HTTP status {response.status}", response.retry_after)
        except (Unreachable, NoPage) as error:
            await self._sources.failed(name, error.reason)
            after = error.retry_after if isinstance(error, Unreachable) else None
            return await self._record_failure(question, source, error.reason, after)
        except Unreadable as error:
            log.warning("the page of %s at %s cannot be read: %s", question, source.value, error)
            await self._sources.unreadable(name, error.reason, str(question))
            return await self._record_failure(question, source, str(error), None)
        except Exception as error:
            # A mistake of ours on one page must not keep the others from being checked.
            log.exception("the check of %s at %s failed", question, source.value)
            return await self._record_failure(question, source, type(error).__name__, None)

    async def _record_reading(self, reading: Question, source: Source, response: Response, version: int) -> Check:
        if source is Source.NOSDEPUTES:
            await self._note_signs(reading, version)
        now = self._clock()
        has_text = reading.answer is not None and reading.answer.text is not None
        interval = await self._schedule.interval_of(reading.id, source, reading.state is State.WAITING, has_text)
        is_first = (await self.recall(reading.id)).check(source).read_at is None
        next_at = schedule.next_check(now, interval, random.random(), is_first)
        if reading.closing is not None:
            await self._sources.report_label(reading.closing.label, reading.id)
        await self._sources.report_slips(slips(reading, today(now)), reading.id)
        least = schedule.confirmed_after(self._interval)
        if await self._store.checks.record_reading(reading, source, response.validators, version, now, next_at, least):
            self._on_events()
        return Check(read_at=now, last=Outcome.READ)

    async def _note_signs(self, reading: Question, version: int) -> None:
        """Note what a page of NosDéputés.fr says: it may be a sign of life."""
        before = await self._store.checks.reading(reading.id, Source.NOSDEPUTES, version)
        if await self._sources.activity.read(reading, before):
            legislature = reading.id.series
            await self._store.checks.spread(Source.NOSDEPUTES, legislature, self._clock(), self._interval)

    async def _record_unchanged(self, question: QuestionId, source: Source) -> Check:
        now = self._clock()
        known = (await self.recall(question)).question
        waits = known is None or known.state is State.WAITING
        interval = await self._schedule.interval_of(question, source, waits)
        next_at = schedule.next_check(now, interval, random.random())
        if await self._store.checks.record_unchanged(question, source, now, next_at):
            self._on_events()
        return Check(read_at=now, last=Outcome.READ)

    async def _record_absence(self, question: QuestionId, source: Source) -> Check:
        now, chance = self._clock(), random.random()
        interval = await self._schedule.interval_of(question, source, waits=True)
        known = await self.recall(question)
        # The feed would name the comments of a new page. A page that the site had before may come back without any.
        is_told_elsewhere = known.needs_no_page(now) and known.check(source).read_at is None

        def next_check(absences: int) -> datetime:
            return schedule.next_check_for_absent(now, interval, absences, chance, is_told_elsewhere)

        self._absences.note((question, source), now)
        if Source.NOSDEPUTES in question.chamber.page_sources and source.role is not Role.OTHERS:
            await self._record_not_expected(known, next_check)
        if await self._store.checks.record_absence(question, source, now, next_check):
            self._on_events()
        return Check(last=Outcome.ABSENT)

    async def _record_not_expected(self, known: Observation, next_check: NextCheck) -> None:
        """Record without a request that NosDéputés.fr lacks a question: neither it nor the chamber can have that."""
        key = (known.id, Source.NOSDEPUTES)
        is_asked = known.check(Source.NOSDEPUTES).last is not None or key in self._under_way
        if not is_asked and not self._sources.activity.expects(known.id.series):
            await self._store.checks.record_absence(known.id, Source.NOSDEPUTES, self._clock(), next_check)

    async def _record_failure(
        self, question: QuestionId, source: Source, reason: str, retry_after: float | None
    ) -> Check:
        now, chance = self._clock(), random.random()
        interval = await self._schedule.interval_of(question, source, waits=True)
        log.debug("no check of %s at %s: %s", question, source.value, reason)

        def next_check(failures: int) -> datetime:
            return schedule.retry_check(now, interval, failures, retry_after, chance)

        if await self._store.checks.record_failure(question, source, reason, now, next_check):
            self._on_events()
        return Check(last=Outcome.FAILED, reason=reason)

    def _is_fresh(self, source: Source, known: Observation, now: datetime) -> bool:
        check = known.check(source)
        at = check.looked_at or check.read_at
        if check.last is not Outcome.READ or at is None:
            return False
        age = (now - at).total_seconds()
        longest = FRESH_TEXT_SECONDS if source.role is Role.TEXTS else FRESH_SECONDS
        return 0 <= age < min(longest, self._interval)


class _Absences:
    """Remembers pages that were just found not to exist: a number that many people try is asked for once."""

    def __init__(self, seconds: float) -> None:
        self._lifetime = timedelta(seconds=seconds)
        self._noted: dict[tuple[QuestionId, Source], datetime] = {}

    def note(self, page: tuple[QuestionId, Source], now: datetime) -> None:
        """Note that there is no such page."""
        self._noted.pop(page, None)
        self._noted[page] = now
        while len(self._noted) > MOST_ABSENCES:
            del self._noted[next(iter(self._noted))]

    def recent(self, page: tuple[QuestionId, Source], now: datetime) -> bool:
        """Whether the page was found not to exist a short while ago."""
        noted = self._noted.get(page)
        return noted is not None and timedelta(0) <= now - noted < self._lifetime


def _read(read: Read, body: bytes, expected: QuestionId) -> Question:
    try:
        reading = read(body, expected)
    except RecursionError as error:
        raise Unreadable("nested too deeply") from error
    if reading.id != expected:
        raise Unreadable(f"the page is about another question, {reading.id}")
    return reading


def _check_of(task: asyncio.Task[Check]) -> Check:
    if not task.done():
        return Check(last=Outcome.FAILED, reason=TOO_SLOW)
    error = task.exception()
    if error is not None:
        raise error
    return task.result()
