"""Weeks of checks of real stand-in sites, with the clock handed in: how often a site that is closed or quiet is asked."""

import random
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.core.chambers.assemblee import finished
from bot.core.chat import Chat
from bot.core.observation import Outcome
from bot.core.question import Question, QuestionId
from bot.core.source import Source
from bot.standins.sites.faults import SiteFaultKind
from bot.standins.sites.server import StandInSites
from bot.watch import watcher
from tests.benchmarks.clock import Clock
from tests.benchmarks.program import Program
from tests.support.examples import WAITING, comment
from tests.support.stores import make_database
from tests.support.waiting import patience

BEGIN = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
STEP = timedelta(hours=6)
RECORD = replace(WAITING, comments=None, author_ref=None)
ARCHIVED, LATE = range(1, 41), range(41, 61)
"""Numbers of followed questions of the 17th: those that the archive has, and those that it does not have yet."""

UNFOLLOWED = 99


def of(legislature: int, number: int, question: Question = RECORD) -> Question:
    return replace(question, id=QuestionId.of_legislature(legislature, number))


class ScheduleLife:
    """The program with its sites, and the days that pass."""

    def __init__(self, program: Program, sites: StandInSites, clock: Clock) -> None:
        self.program = program
        self.sites = sites
        self.clock = clock

    async def follow(self, *ids: QuestionId) -> None:
        for id in ids:
            await self.program.store.follows.follow(1001, id, False, self.clock())

    async def day(self, source: Source) -> int:
        """Let a day pass. Returns how many pages of a site were asked for."""
        self.sites.requests.clear()
        self.sites.remake_archive(17)
        for _ in range(timedelta(days=1) // STEP):
            self.clock.advance(STEP)
            await self.program.sweeper.do_due()
            await self.program.sweeper.take_in_finished()
            await self.program.feed.ask()
            await self.program.watcher.check_due()
        return self.asked(source)

    def asked(self, source: Source) -> int:
        """The requests for pages of a site."""
        shape = "/dyn/" if source is Source.ASSEMBLEE else "/question/QE/"
        return sum(shape in request.path for request in self.sites.requests)

    async def reports(self) -> list[str]:
        return [report.kind for report in await self.program.store.reports.waiting()]

    def comment_at(self, id: QuestionId, number: int, at: datetime) -> None:
        self.sites.comment(id, replace(comment(number), posted=at.replace(tzinfo=None)))


@pytest.fixture
async def life(tmp_path: Path) -> AsyncIterator[ScheduleLife]:
    random.seed(17)  # checks are spread by chance
    clock, file = Clock(BEGIN), tmp_path / "guetteur.db"
    make_database(file)
    async with StandInSites() as sites:
        for legislature in finished(17):
            sites.record(of(legislature, UNFOLLOWED))  # as in the world: their archives are there, and do not change
        program = await Program.open(file, sites.url, clock)
        await program.store.chats.greet(Chat(1001, "private", "fr"), clock())
        yield ScheduleLife(program, sites, clock)
        await program.close()


@pytest.mark.parametrize(("kind", "status"), [("status", 503), ("status", 403), ("challenge", 200), ("drop", 0)])
async def test_pages_that_are_closed_from_the_first_start_are_asked_rarely_and_reported_once(
    life: ScheduleLife, kind: SiteFaultKind, status: int
) -> None:
    life.sites.fault(on=Source.ASSEMBLEE, kind=kind, status=status)
    for number in ARCHIVED:
        life.sites.record(of(17, number))
    await life.follow(*(QuestionId.of_legislature(17, number) for number in (*ARCHIVED, *LATE)))
    days = [await life.day(Source.ASSEMBLEE) for _ in range(4)]
    each = 2 if kind == "drop" else 1  # the library asks once more where a connection is dropped
    assert 4 <= days[0] <= 25 * each
    assert days[1] <= 3 * each
    assert all(1 <= day <= 2 * each for day in days[2:])
    assert await life.reports() == ["down"]
    life.sites.heal()
    await life.day(Source.ASSEMBLEE)
    await life.day(Source.ASSEMBLEE)
    assert await life.reports() == ["down", "back"]


async def test_a_site_is_tried_again_also_where_the_archive_has_all_that_is_followed(life: ScheduleLife) -> None:
    await life.follow(QuestionId.of_legislature(17, 3))
    life.sites.record(of(17, 2))
    life.sites.fault(on=Source.ASSEMBLEE)
    await life.day(Source.ASSEMBLEE)
    assert await life.reports() == ["down"]
    life.sites.record(of(17, 3))
    life.sites.put(of(17, 3), on=Source.ASSEMBLEE)
    assert 1 <= await life.day(Source.ASSEMBLEE) <= 3
    life.sites.heal()
    await life.day(Source.ASSEMBLEE)
    assert await life.reports() == ["down", "back"]
    assert await life.day(Source.ASSEMBLEE) == 0


async def test_the_pages_of_older_legislatures_are_read_while_the_current_ones_are_closed(life: ScheduleLife) -> None:
    life.sites.unrecord(QuestionId.of_legislature(14, UNFOLLOWED))  # there is no archive of the 14th
    life.sites.put(of(14, 7), on=Source.ASSEMBLEE)
    for number in range(1, 31):
        life.sites.fault(path=life.sites.path_of(QuestionId.of_legislature(17, number), Source.ASSEMBLEE))
    await life.follow(
        *(QuestionId.of_legislature(17, number) for number in range(1, 31)), QuestionId.of_legislature(14, 7)
    )
    await life.day(Source.ASSEMBLEE)
    observation = await life.program.watcher.recall(QuestionId.of_legislature(14, 7))
    assert observation.check(Source.ASSEMBLEE).last is Outcome.READ


async def test_a_few_pages_that_always_fail_keep_a_site_closed_no_longer_than_one_try(life: ScheduleLife) -> None:
    broken = [QuestionId.of_legislature(17, number) for number in range(1, 6)]
    whole = [QuestionId.of_legislature(17, number) for number in range(6, 16)]
    for id in broken:
        life.sites.fault(path=life.sites.path_of(id, Source.ASSEMBLEE))
    for id in whole:
        life.sites.put(of(17, id.number), on=Source.ASSEMBLEE)
    await life.follow(*broken, *whole)
    await life.day(Source.ASSEMBLEE)
    for id in whole:
        assert (await life.program.watcher.recall(id)).check(Source.ASSEMBLEE).last is Outcome.READ, id


async def test_a_person_does_not_wait_for_a_closed_site_and_causes_no_request(
    life: ScheduleLife, monkeypatch: pytest.MonkeyPatch
) -> None:
    life.sites.fault(on=Source.ASSEMBLEE)
    await life.follow(QuestionId.of_legislature(17, 1))
    await life.day(Source.ASSEMBLEE)
    life.sites.heal()
    life.sites.fault(on=Source.ASSEMBLEE, kind="hang")
    life.sites.requests.clear()
    for wait in ("PATIENCE_SECONDS", "SLOW_SECONDS"):
        monkeypatch.setattr(watcher, wait, 3600.0)
    async with patience("no closed site is waited for"):
        for number in range(100, 130):
            observation = await life.program.watcher.observe(QuestionId.of_legislature(17, number))
            assert observation.check(Source.ASSEMBLEE).last is Outcome.FAILED
    assert life.asked(Source.ASSEMBLEE) == 0


async def test_for_all_questions_of_the_17th_nosdeputes_is_asked_once_a_day_each_time_for_another(
    life: ScheduleLife,
) -> None:
    for number in ARCHIVED:
        life.sites.record(of(17, number))
    await life.follow(*(QuestionId.of_legislature(17, number) for number in ARCHIVED))
    paths = set[str]()
    for _ in range(4):
        assert await life.day(Source.NOSDEPUTES) == 1
        paths |= {request.path for request in life.sites.requests if "/question/QE/" in request.path}
    assert len(paths) == 4
    for number in (900, 901):
        await life.program.watcher.observe(QuestionId.of_legislature(17, number))
    assert life.asked(Source.NOSDEPUTES) == 1


async def test_a_site_that_is_back_with_the_17th_is_read_for_all_its_questions_within_a_week(
    life: ScheduleLife,
) -> None:
    for number in ARCHIVED:
        life.sites.record(of(17, number))
    await life.follow(*(QuestionId.of_legislature(17, number) for number in ARCHIVED))
    await life.day(Source.NOSDEPUTES)
    for number in ARCHIVED:
        life.sites.put(of(17, number, replace(RECORD, comments=(comment(number),))), on=Source.NOSDEPUTES)
    days = [await life.day(Source.NOSDEPUTES) for _ in range(9)]
    assert sum(days) >= len(ARCHIVED)
    assert max(days[1:]) <= len(ARCHIVED) // 2
    assert life.program.feed.interval == 900
    known = [await life.program.watcher.recall(QuestionId.of_legislature(17, number)) for number in ARCHIVED]
    assert all(observation.question and observation.question.comments for observation in known)


async def test_an_unknown_layout_on_its_return_is_reported_once(life: ScheduleLife) -> None:
    for number in ARCHIVED:
        life.sites.record(of(17, number))
    await life.follow(*(QuestionId.of_legislature(17, number) for number in ARCHIVED))
    for number in ARCHIVED:
        life.sites.put(of(17, number), on=Source.NOSDEPUTES)
        path = life.sites.path_of(QuestionId.of_legislature(17, number), Source.NOSDEPUTES)
        life.sites.fault(path=path, kind="new_layout")
    for _ in range(6):
        assert await life.day(Source.NOSDEPUTES) == 1
    assert await life.reports() == ["layout"]


async def test_pages_are_read_monthly_while_nothing_new_comes_and_weekly_from_the_first_comment_on(
    life: ScheduleLife,
) -> None:
    ids = [QuestionId.of_legislature(16, number) for number in range(1, 31)]
    for id in ids:
        life.sites.publish(of(16, id.number, replace(RECORD, comments=())))
    life.comment_at(ids[0], 1, datetime(2024, 6, 9, 18, 30, tzinfo=UTC))
    await life.follow(*ids)
    assert await life.day(Source.NOSDEPUTES) >= len(ids)
    assert life.program.feed.interval == 3600
    days = [await life.day(Source.NOSDEPUTES) for _ in range(7)]
    assert 1 <= sum(days) <= len(ids) // 2
    life.comment_at(ids[9], 2, life.clock())
    week = [await life.day(Source.NOSDEPUTES) for _ in range(8)]
    assert life.program.feed.interval == 900
    assert sum(week) >= len(ids)
    assert max(week) <= len(ids) // 2
    observation = await life.program.watcher.recall(ids[9])
    assert observation.question is not None and [each.id for each in observation.question.comments or ()] == [2]
