"""The Sénat's pages beside its file: they bring the text of an answer, and contradict nothing."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest

from bot.core.chambers.senat import SENAT
from bot.core.delivery import DeliveryState
from bot.core.observation import Outcome
from bot.core.question import Answer, Closing, Question, QuestionId, State, Transformed
from bot.core.schedule import CONFIRMED_AFTER
from bot.core.source import Source
from bot.delivery.render import render
from bot.messages.message import visible
from bot.parliament.client import Client
from bot.standins.sites.faults import SiteFaultKind
from bot.standins.sites.page_senat import Layout
from bot.watch.source_health import SourceHealth
from bot.watch.watcher import Watcher
from storage.outbox.texts import PATIENCE
from tests.storage.sweeps import OTHER, deliveries, kinds
from tests.storage.watching import watch
from tests.support.senat import MAYORS, roots_at
from tests.support.stores import ON_BOTH
from tests.watch.test_senat_sweeper import ANSWERED, ASKED, FIRST, REFERENCE, WEEK, Sweeps, row, sweeps

__all__ = ["sweeps"]

pytestmark = ON_BOTH

DAY = timedelta(days=1)
WAITING = Question(
    FIRST,
    author="Mme de LA GRANGE Aline",
    group="UC",
    subject=MAYORS,
    ministry="Ministère de l'intérieur",
    asked=ASKED,
    text="Mme Aline de La Grange interroge M. le ministre.",
    constituency="Orne",
)
TEXT = "Le Gouvernement forme des secrétaires.\n\nIl en formera d’autres."
ANSWER = replace(WAITING, answer=Answer(date(2026, 12, 3), TEXT))
PATH = f"/questions/base/2026/q{REFERENCE}.html"
ORAL = QuestionId(SENAT, 202612, 622, "QOSD")


@dataclass
class Pages:
    """The sweeper of the file and the watcher of the pages, with all that they work with."""

    sweeps: Sweeps
    watcher: Watcher
    sources: SourceHealth

    async def sweep(self, later: timedelta = timedelta(0)) -> None:
        await self.sweeps.sweep(later)

    async def check(self, later: timedelta = timedelta(0)) -> int:
        self.sweeps.clock.advance(later)
        return await self.watcher.check_due()

    async def told(self) -> list[str]:
        """What is told now, in plain words."""
        now, said = self.sweeps.clock(), []
        while due := await self.sweeps.store.outbox.due(now, (), 1):
            said.append(visible(render(due[0], now).html))
            await self.sweeps.store.outbox.settle(due[0].rows, DeliveryState.SENT, now)
        return said

    def put(self, question: Question) -> None:
        self.sweeps.sites.put(question)

    def answered(self) -> None:
        """The file says that the question was answered."""
        self.sweeps.sites.senate.change(REFERENCE, **ANSWERED)

    @property
    def asked(self) -> int:
        """The requests for the question's page."""
        return len(self.sweeps.sites.asked(PATH))

    async def known(self) -> Question:
        observation = await self.sweeps.store.observations.of(FIRST)
        assert observation is not None and observation.question is not None
        return observation.question


@pytest.fixture
async def pages(sweeps: Sweeps) -> AsyncIterator[Pages]:
    client = Client(roots_at(sweeps.sites.url), 1000, "test")
    sources = SourceHealth(sweeps.store, sweeps.clock, lambda: None)
    await sources.load()
    watcher = Watcher(sweeps.store, client, sources, WEEK.total_seconds(), sweeps.clock, lambda: None)
    yield Pages(sweeps, watcher, sources)
    await watcher.stop()
    await client.close()


@pytest.fixture
async def followed(pages: Pages) -> Pages:
    """A question that waits and is followed, and whose page was read once."""
    pages.put(WAITING)
    await pages.sweep()
    await pages.sweeps.follow(FIRST)
    assert await pages.check() == 1
    return pages


@pytest.mark.parametrize("layout", Layout)
async def test_an_answer_is_told_with_its_text_once_the_page_was_read(followed: Pages, layout: Layout) -> None:
    followed.sweeps.sites.senate_layout = layout
    followed.put(ANSWER)
    followed.answered()
    await followed.sweep(WEEK)
    assert await followed.told() == []
    await followed.check()
    (told,) = await followed.told()
    assert "Réponse publiée" in told
    assert "Le Gouvernement forme des secrétaires." in told and "d’autres" in told
    for _ in range(4):
        await followed.check(WEEK)
        await followed.sweep()
    assert await followed.told() == []


@pytest.mark.parametrize("kind", ["status", "error_page", "challenge", "new_layout", "garbage", "empty", "drop", "cut"])
async def test_a_page_that_cannot_be_read_delays_the_alert_no_longer(followed: Pages, kind: SiteFaultKind) -> None:
    followed.put(ANSWER)
    followed.answered()
    followed.sweeps.sites.fault(on=Source.SENAT, kind=kind)
    await followed.sweep(WEEK)
    await followed.check()
    (told,) = await followed.told()
    assert "Réponse publiée" in told and "se lit sur la page du Sénat" in told
    followed.sweeps.sites.heal()
    await followed.check(DAY)
    assert (await followed.known()).answer == ANSWER.answer
    assert await followed.told() == []


async def test_a_page_that_leads_to_that_of_another_question_is_not_taken_for_its_own(followed: Pages) -> None:
    other = QuestionId(SENAT, 202611, 77, "QE")
    followed.put(replace(ANSWER, id=other))
    followed.answered()
    to = followed.sweeps.sites.path_of(other, Source.SENAT)
    followed.sweeps.sites.fault(path=PATH, kind="redirect", to=to)
    await followed.sweep(WEEK)
    await followed.check()
    (told,) = await followed.told()
    assert "se lit sur la page du Sénat" in told
    assert not followed.sweeps.sites.asked(to)
    assert await followed.sweeps.reported() == []


async def test_a_page_that_moved_to_another_address_of_its_own_is_read(followed: Pages) -> None:
    followed.put(ANSWER)
    followed.answered()
    followed.sweeps.sites.fault(path=PATH, kind="redirect", to=f"{PATH}?idtable=1", times=1)
    await followed.sweep(WEEK)
    await followed.check()
    (told,) = await followed.told()
    assert "Le Gouvernement forme des secrétaires." in told


async def test_a_page_that_is_missing_delays_the_alert_no_longer(followed: Pages) -> None:
    followed.sweeps.sites.remove(FIRST)
    followed.answered()
    await followed.sweep(WEEK)
    await followed.check()
    (told,) = await followed.told()
    assert "se lit sur la page du Sénat" in told


async def test_a_page_that_is_behind_the_file_takes_nothing_back_and_is_asked_again_the_next_day(
    followed: Pages,
) -> None:
    followed.answered()
    await followed.sweep(WEEK)
    await followed.check()
    (told,) = await followed.told()
    assert "se lit sur la page du Sénat" in told
    assert (await followed.known()).state is State.ANSWERED
    followed.put(ANSWER)
    assert await followed.check(DAY) == 1
    known = await followed.known()
    assert known.answer == ANSWER.answer and known.ministry == "Intérieur"
    assert await followed.told() == []


async def test_an_alert_waits_two_minutes_for_a_page_that_nobody_reads_and_others_do_not_wait(
    followed: Pages,
) -> None:
    other = row(77)
    followed.sweeps.sites.senate.put(other)
    await followed.sweep(timedelta(hours=1))
    second = QuestionId(SENAT, 202611, 77, "QE")
    await followed.sweeps.follow(second)
    moved = {"Date de transmission": "2026-12-03", "Ministère de transmission": "Justice"}
    followed.answered()
    followed.sweeps.sites.senate.change(other["Référence"], **moved)
    await followed.sweep(WEEK)
    (at_once,) = await followed.told()
    assert "Justice" in at_once
    followed.sweeps.clock.advance(PATIENCE - timedelta(seconds=1))
    assert await followed.told() == []
    followed.sweeps.clock.advance(timedelta(seconds=1))
    (told,) = await followed.told()
    assert "Réponse publiée" in told


async def test_no_alert_waits_while_the_pages_are_closed(followed: Pages) -> None:
    followed.sweeps.clock.advance(WEEK)
    for _ in range(3):
        await followed.sources.failed("senat-pages", "HTTP status 503")
    followed.answered()
    await followed.sweep()
    (told,) = await followed.told()
    assert "Réponse publiée" in told and "se lit sur la page du Sénat" in told


async def test_who_only_watches_is_told_at_once_and_no_page_is_asked_for(pages: Pages) -> None:
    pages.put(WAITING)
    await pages.sweep()
    await watch(pages.sweeps.store, "secrétaires de mairie", OTHER)
    pages.answered()
    await pages.sweep(WEEK)
    (told,) = await deliveries(pages.sweeps.store, OTHER)
    assert told.kind == "answered"
    await pages.check()
    assert pages.asked == 0


async def test_where_the_pages_are_not_to_be_asked_nothing_waits(sweeps: Sweeps) -> None:
    client = Client(replace(roots_at(sweeps.sites.url), pages={}), 1000, "test")
    watcher = Watcher(
        sweeps.store, client, SourceHealth(sweeps.store, sweeps.clock, lambda: None), 9, sweeps.clock, print
    )
    await sweeps.sweep()
    await sweeps.follow(FIRST)
    sweeps.sites.senate.change(REFERENCE, **ANSWERED)
    await sweeps.sweep(WEEK)
    assert await kinds(sweeps.store) == ["answered"]
    assert await watcher.check_due() == 0
    known = await watcher.observe(FIRST, for_text=True)
    assert known.lacks_text and not sweeps.sites.asked(PATH)
    await client.close()


async def test_a_page_that_is_ahead_of_the_file_tells_nothing_and_has_the_text_ready(followed: Pages) -> None:
    followed.put(ANSWER)
    await followed.check(5 * WEEK)
    await followed.sweep()
    assert (await followed.known()).state is State.WAITING
    assert await followed.told() == []
    followed.answered()
    before = followed.asked
    await followed.sweep(timedelta(hours=6))
    (told,) = await followed.told()
    assert "Le Gouvernement forme des secrétaires." in told
    assert followed.asked == before


async def test_waiting_questions_are_asked_for_seldom(followed: Pages) -> None:
    followed.sweeps.sites.requests.clear()
    for _ in range(12 * 7):
        await followed.sweep(DAY)
        await followed.check()
    assert 2 <= followed.asked <= 6


async def test_an_erratum_is_told_once_and_the_first_text_is_no_correction(followed: Pages) -> None:
    followed.put(ANSWER)
    followed.answered()
    await followed.sweep(WEEK)
    await followed.check()
    await followed.told()
    assert ANSWER.answer is not None
    followed.put(replace(ANSWER, answer=replace(ANSWER.answer, erratum="Erratum : JO du 10/12/2026 p. 6001")))
    for _ in range(12):
        await followed.sweep(WEEK)
        await followed.check()
    (told,) = await followed.told()
    assert "6001" in told


async def test_a_changed_text_is_told_once_it_is_confirmed(followed: Pages) -> None:
    followed.put(ANSWER)
    followed.answered()
    await followed.sweep(WEEK)
    await followed.check()
    await followed.told()
    assert ANSWER.answer is not None
    followed.put(replace(ANSWER, answer=replace(ANSWER.answer, text=TEXT.replace("d’autres", "cent de plus"))))
    found = []
    for _ in range(10):
        await followed.sweep(WEEK)
        await followed.check()
        await followed.check(CONFIRMED_AFTER)
        found += await followed.told()
    (told,) = found
    assert "cent de plus" in told


async def test_a_question_that_left_the_file_is_answered_by_its_page(followed: Pages) -> None:
    followed.sweeps.sites.senate.remove(REFERENCE)
    await followed.sweep(WEEK)
    assert await followed.told() == []
    followed.put(ANSWER)
    await followed.check(5 * WEEK)
    (told,) = await followed.told()
    assert "Réponse publiée" in told and "Le Gouvernement forme des secrétaires." in told
    followed.sweeps.sites.senate.put(row() | ANSWERED)
    await followed.sweep()
    assert await followed.told() == []


@pytest.mark.parametrize("label", ["Retirée", "Caduque"])
async def test_the_page_of_a_closed_question_gives_no_second_alert(followed: Pages, label: str) -> None:
    followed.put(replace(WAITING, closing=Closing(label, None)))
    await followed.check(5 * WEEK)
    await followed.sweep()
    assert await followed.told() == []
    followed.sweeps.sites.senate.change(REFERENCE, Sort=label)
    await followed.sweep(timedelta(hours=1))
    await followed.sweep(timedelta(hours=13))
    await followed.check()
    (told,) = await followed.told()
    assert label in told


async def test_a_person_who_asks_for_a_text_has_the_page_asked_for_once(pages: Pages) -> None:
    pages.sweeps.sites.senate.put(row() | ANSWERED)
    pages.put(ANSWER)
    await pages.sweep()
    assert (await pages.watcher.observe(FIRST)).lacks_text
    assert pages.asked == 0
    known = await pages.watcher.observe(FIRST, for_text=True)
    assert known.question is not None and known.question.answer == ANSWER.answer
    assert known.check(Source.SENAT).last is Outcome.READ
    await pages.watcher.observe(FIRST, for_text=True)
    assert pages.asked == 1


async def test_a_question_older_than_the_file_is_known_by_its_page(pages: Pages) -> None:
    old = QuestionId(SENAT, 202404, 4321, "QE")
    pages.put(replace(ANSWER, id=old, asked=date(2024, 4, 4)))
    await pages.sweep()
    known = await pages.watcher.observe(old)
    assert known.question is not None and known.question.state is State.ANSWERED


async def test_that_a_question_became_an_oral_one_is_told_once(followed: Pages) -> None:
    followed.put(replace(WAITING, transformed=Transformed("QOSD", ORAL)))
    for _ in range(6):
        await followed.sweep(WEEK)
        await followed.check()
    (told,) = await followed.told()
    assert "Question transformée" in told and "Question orale" in told and "0622S" in told


async def test_that_it_had_become_one_before_is_no_news(pages: Pages) -> None:
    pages.put(replace(WAITING, transformed=Transformed("QOSD", ORAL)))
    await pages.sweep()
    await pages.sweeps.follow(FIRST)
    await pages.check()
    assert await pages.told() == []
    assert (await pages.known()).transformed == Transformed("QOSD", ORAL)


@pytest.mark.parametrize(("kind", "status"), [("status", 403), ("status", 503), ("challenge", 200)])
async def test_pages_that_are_closed_to_programs_are_asked_rarely_and_reported_once(
    pages: Pages, kind: SiteFaultKind, status: int
) -> None:
    pages.sweeps.sites.fault(on=Source.SENAT, kind=kind, status=status)
    many = [row(number) for number in range(1, 41)]
    pages.sweeps.sites.senate.put(*many)
    await pages.sweep()
    await pages.sweeps.follow(*(QuestionId(SENAT, 202611, number, "QE") for number in range(1, 41)))
    pages.sweeps.sites.requests.clear()
    days = []
    for _ in range(3):
        for _ in range(8):
            await pages.check(timedelta(hours=3))
        days.append(sum("/questions/base/" in each.path for each in pages.sweeps.sites.requests))
        pages.sweeps.sites.requests.clear()
    assert 3 <= days[0] <= 20
    assert days[1] <= 3 and 1 <= days[2] <= 2
    assert await pages.sweeps.reported() == ["down"]
    for each in many:
        pages.sweeps.sites.senate.change(each["Référence"], **ANSWERED)
    await pages.sweep(DAY)
    told = await pages.told()
    assert len(told) == 2 and all("40 réponses publiées" in each for each in told)
