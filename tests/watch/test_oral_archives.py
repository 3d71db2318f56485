"""The archives of oral questions are swept: what they say is found, and what is new in them is told once."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.core.chambers.assemblee import ASSEMBLEE
from bot.core.question import Answer, Question, QuestionId, State
from bot.core.reference import Bare, BareOf, Exact, read_references
from bot.core.resolution import Found, NotFound, Past, Unsure, Why
from bot.delivery.render import render
from bot.messages.message import visible
from bot.parliament.archive import unpack_record
from bot.parliament.client import Client, Roots
from bot.standins.sites.server import StandInSites
from bot.watch.file_sweeper import SweptWith
from bot.watch.resolver import Resolver
from bot.watch.source_health import SourceHealth
from bot.watch.sweeper import Sweeper
from bot.watch.watcher import Watcher
from storage import Store
from tests.benchmarks.clock import Clock
from tests.storage.sweeps import OTHER, PERSON, deliveries, kinds
from tests.storage.watching import asks, brought, watch
from tests.support.databases import rows
from tests.support.examples import WAITING
from tests.support.stores import ON_BOTH, new_store

pytestmark = ON_BOTH

WEDNESDAY = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
QG, QOSD = (QuestionId(ASSEMBLEE, 17, number, kind) for number, kind in ((12, "QG"), (123, "QOSD")))
SAID = "La parole est à Mme Odile Garance.\n\nLes digues cèdent. Quand les entretiendrez-vous ?"

WRITTEN = replace(WAITING, comments=None, text="Mme Odile Garance interroge la ministre sur les digues de Mayotte.")
TO_THE_GOVERNMENT = replace(
    WRITTEN, id=QG, asked=date(2026, 11, 18), author=None, text=None, answer=Answer(date(2026, 11, 18), SAID)
)
ORAL = replace(WRITTEN, id=QOSD, asked=date(2026, 11, 17))
ANSWER = Answer(date(2026, 12, 1), "Le Gouvernement les entretiendra.")


@dataclass
class Sweeps:
    """The sweeper with all that it works with."""

    sites: StandInSites
    store: Store
    sweeper: Sweeper
    resolver: Resolver
    clock: Clock

    async def sweep(self, later: timedelta = timedelta(0)) -> None:
        """Everything that is due then."""
        self.clock.advance(later)
        await self.sweeper.do_due()
        await self.sweeper.take_in_oral()

    def asked_for(self, kind: str, legislature: int = 17) -> list[int]:
        """The status of each request for an archive."""
        path = self.sites.archive_path(legislature, kind)
        return [each.status for each in self.sites.requests if each.path == path]


@pytest.fixture
async def sweeps(address: str) -> AsyncIterator[Sweeps]:
    async with StandInSites() as sites:
        store = await new_store(address, unpack_record)
        for chat in (PERSON, OTHER):
            await store.chats.greet(chat, WEDNESDAY)
        client, clock = Client(Roots(opendata=sites.url), 1000, "test"), Clock(WEDNESDAY)
        sources = SourceHealth(store, clock, lambda: None)
        await sources.load()
        watcher = Watcher(store, client, sources, 3600, clock, lambda: None)
        for question in (WRITTEN, TO_THE_GOVERNMENT, ORAL):
            sites.record(question)
        sweeper = Sweeper(SweptWith(store, client, sources, None, clock, lambda: None))
        yield Sweeps(sites, store, sweeper, Resolver(watcher, client, store, clock), clock)
        await client.close()
        await store.close()


async def known(store: Store, id: QuestionId) -> Question:
    observation = await store.observations.of(id)
    assert observation is not None and observation.question is not None
    return observation.question


async def searched(store: Store, text: str) -> list[str]:
    page = await store.search.page(text, 17, None, 20)
    return sorted(str(each.id) for each in page.observations)


async def test_each_kind_is_read_as_its_archive_has_it(sweeps: Sweeps) -> None:
    await sweeps.sweep()
    asked = await known(sweeps.store, QG)
    assert (asked.state, asked.asked, asked.text) == (State.ANSWERED, date(2026, 11, 18), None)
    assert asked.answer is not None and asked.answer.text is not None
    assert asked.answer.text.startswith("ENTRETIEN DES DIGUES\n\nMme la présidente. La parole est")
    oral = await known(sweeps.store, QOSD)
    assert (oral.state, oral.deadline, oral.text) == (State.WAITING, None, WRITTEN.text)
    assert await kinds(sweeps.store) == []
    assert await sweeps.store.reports.waiting() == []


async def test_the_current_legislature_is_still_that_of_the_written_ones(sweeps: Sweeps) -> None:
    await sweeps.sweep()
    await sweeps.store.legislatures.choose(None)
    assert sweeps.store.legislatures.current == 17
    assert await sweeps.store.archives.taken_in() == {17}


async def test_an_oral_question_is_followed_until_it_is_answered_and_told_once(sweeps: Sweeps) -> None:
    await sweeps.sweep()
    await sweeps.store.follows.follow(PERSON.id, QOSD, False, sweeps.clock())
    for _ in range(70):  # no term of two months, nor of three
        sweeps.clock.advance(DAY)
        await sweeps.store.deadlines.tell(sweeps.clock())
    sweeps.sites.answer(QOSD, ANSWER)
    await sweeps.sweep()
    (told,) = await deliveries(sweeps.store)
    assert told.kind == "answered"
    said = visible(render(told, sweeps.clock()).html)
    assert "Elle a reçu sa réponse en séance" in said
    assert "Question orale sans débat n°\u00a0123 · 17ᵉ législature" in said
    assert "Compte rendu du 1 décembre 2026" in said or "Compte rendu du 1er décembre 2026" in said
    assert "délai" not in said
    for _ in range(3):
        sweeps.sites.record(replace(ORAL, id=QuestionId(ASSEMBLEE, 17, 124, "QOSD")))
        await sweeps.sweep(DAY)
    assert await kinds(sweeps.store) == []


async def test_a_watch_is_told_of_the_natures_that_it_names_alone(sweeps: Sweeps) -> None:
    await watch(sweeps.store, "nature:QG digues")
    await watch(sweeps.store, "digues", OTHER)
    await sweeps.sweep()
    assert await brought(sweeps.store) == []
    sweeps.sites.record(replace(TO_THE_GOVERNMENT, id=replace(QG, number=13)))
    sweeps.sites.record(replace(ORAL, id=replace(QOSD, number=124)))
    await sweeps.sweep(DAY)
    (told,) = await deliveries(sweeps.store)
    assert (told.kind, str(told.question)) == ("asked", "an17-QG-13")
    said = visible(render(told, sweeps.clock()).html)
    assert "Posée et répondue en séance" in said
    assert "Les digues cèdent." in said
    assert "attente" not in said
    assert await deliveries(sweeps.store, OTHER) == []


async def test_what_is_asked_aloud_is_found_where_it_is_asked_for(sweeps: Sweeps) -> None:
    await sweeps.sweep()
    found = {text: await searched(sweeps.store, f"digues {text}") for text in ("", "nature:QG", "nature:orale")}
    assert found == {"": ["an17-4321"], "nature:QG": [str(QG)], "nature:orale": [str(QG), str(QOSD)]}
    assert len(await searched(sweeps.store, "digues nature:toutes législature:17")) == 3
    assert await searched(sweeps.store, "digues nature:toutes législature:16") == []
    assert await searched(sweeps.store, "QG 12") == [str(QG)]
    search = sweeps.store.search
    assert [await search.has_oral(asks(text)) for text in ("digues", "zzz", "digues nature:écrite")] == [
        True,
        False,
        False,
    ]


async def test_what_is_asked_aloud_is_no_repeat_of_a_written_question(sweeps: Sweeps, address: str) -> None:
    long = " ".join(f"Une phrase numéro {number} sur les digues de la commune." for number in range(60))
    for question in (WRITTEN, ORAL):
        sweeps.sites.record(replace(question, text=long, author_ref=f"PA{question.id.series}"))
    await sweeps.sweep()
    assert (await sweeps.store.alike.of(WRITTEN.id)).questions == 0
    signed = rows(address, "SELECT legislature FROM signatures WHERE length(question) > 0 OR length(answer) > 0")
    assert signed == [(17,)]


async def test_figures_count_written_ones_unless_others_are_asked_for(sweeps: Sweeps) -> None:
    await sweeps.sweep()
    figures, day = sweeps.store.figures, WEDNESDAY.date()
    assert (await figures.of(asks("législature:17"), day)).asked == 1
    aloud = await figures.of(asks("législature:17 nature:orale"), day)
    assert (aloud.asked, aloud.answered, aloud.waiting) == (2, 1, 1)
    assert await figures.known_until(asks("législature:17 nature:orale")) == day


async def test_there_are_figures_of_what_the_assemblee_has_not(sweeps: Sweeps) -> None:
    await sweeps.sweep()
    for text in ("législature:17 chambre:assemblée nature:QC", "législature:17 digues -nature:toutes"):
        day = await sweeps.store.figures.known_until(asks(text))
        assert day == WEDNESDAY.date()
        assert (await sweeps.store.figures.of(asks(text), day)).asked == 0


@pytest.mark.parametrize("typed", ["17/123QOSD", "QOSD 123", "question orale 123", "QANR5L17QOSD123"])
async def test_a_person_finds_it_as_it_is_typed(sweeps: Sweeps, typed: str) -> None:
    await sweeps.sweep()
    (named,) = read_references(typed, 17)
    assert isinstance(named, Exact | BareOf)
    found = await sweeps.resolver.find(named)
    assert isinstance(found, Found)
    assert found.observation.id == QOSD


async def test_a_number_alone_is_a_written_one_and_offers_the_oral_ones_of_it(sweeps: Sweeps) -> None:
    sweeps.sites.record(replace(ORAL, id=replace(QOSD, number=4321)))
    sweeps.sites.record(replace(TO_THE_GOVERNMENT, id=replace(QG, number=4321, session=16)))
    await sweeps.sweep()
    (named,) = read_references("4321", 17)
    assert isinstance(named, Bare)
    found = await sweeps.resolver.find(named)
    assert isinstance(found, Found)
    assert found.observation.id == WRITTEN.id
    assert [str(each.id) for each in found.alternatives if each.question] == ["an17-QOSD-4321"]


async def test_what_there_is_not_is_told_apart_from_what_is_not_known(sweeps: Sweeps) -> None:
    unread = await sweeps.resolver.find(Exact(QOSD))
    assert isinstance(unread, Unsure) and unread.why is Why.READING
    await sweeps.sweep()
    assert isinstance(await sweeps.resolver.find(Exact(replace(QOSD, number=9_999))), NotFound)
    to_come = await sweeps.resolver.find(Exact(replace(QOSD, number=150)))
    assert isinstance(to_come, Unsure) and to_come.why is Why.TO_COME
    assert isinstance(await sweeps.resolver.find(Exact(replace(QOSD, session=15))), Past)


async def test_an_archive_that_is_missing_is_no_fault_and_one_that_shrinks_is(sweeps: Sweeps) -> None:
    await sweeps.sweep()
    assert sweeps.asked_for("QG", 16) == [404]
    assert await sweeps.store.reports.waiting() == []
    for number in range(200, 300):
        sweeps.sites.record(replace(ORAL, id=replace(QOSD, number=number)))
    await sweeps.sweep(DAY)
    for number in range(200, 290):
        sweeps.sites.unrecord(replace(QOSD, number=number))
    await sweeps.sweep(DAY)
    assert [each.kind for each in await sweeps.store.reports.waiting()] == ["sweep-rejected"]
    assert (await known(sweeps.store, replace(QOSD, number=200))).subject == WRITTEN.subject


async def test_they_are_asked_for_twice_a_day_and_conditionally(sweeps: Sweeps) -> None:
    await sweeps.sweep()
    for _ in range(24 * 3):
        await sweeps.sweep(timedelta(hours=1))
    assert sweeps.asked_for("QG") == [200, *[304] * 6]
    assert len(sweeps.asked_for("QG", 16)) <= 10
