"""The watch, on a real store and real stand-in sites, in one process."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.core.chat import Chat
from bot.core.observation import Outcome
from bot.core.question import Question, QuestionId
from bot.core.source import Source
from bot.parliament.client import Client, Roots
from bot.standins.sites.server import StandInSites
from bot.watch import watcher as watch
from bot.watch.source_health import SourceHealth
from bot.watch.watcher import Watcher
from storage import Store
from tests.support.databases import execute
from tests.support.examples import ANSWER, ID, NOW, WAITING, answered
from tests.support.stores import address_of, new_store
from tests.support.waiting import patience, until


@pytest.fixture
async def sites() -> AsyncIterator[StandInSites]:
    async with StandInSites() as there:
        yield there


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = await new_store(tmp_path / "guetteur.db")
    await opened.chats.greet(Chat(1001, "private", "fr"), NOW)
    yield opened
    await opened.close()


@pytest.fixture
async def watcher(store: Store, sites: StandInSites) -> AsyncIterator[Watcher]:
    client = Client(Roots(sites.url, sites.url, sites.url), 1000, "Guetteur/test")
    sources = SourceHealth(store, lambda: datetime.now(UTC), lambda: None)
    made = Watcher(store, client, sources, 600, lambda: datetime.now(UTC), lambda: None)
    yield made
    await made.stop()
    await client.close()


async def test_a_site_that_hangs_is_said_to_have_failed_even_where_it_was_read_before(
    watcher: Watcher, sites: StandInSites, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sites.put(WAITING)
    assert (await watcher.observe(ID)).check(Source.ASSEMBLEE).last is Outcome.READ
    monkeypatch.setattr(watch, "PATIENCE_SECONDS", 0.2)
    sites.fault(on=Source.ASSEMBLEE, kind="hang")
    execute(
        address_of(tmp_path / "guetteur.db"), "UPDATE looks SET looked_at = '2020-01-01' WHERE source = 'assemblee'"
    )
    observation = await watcher.observe(ID)
    assert (observation.check(Source.ASSEMBLEE).last, observation.check(Source.NOSDEPUTES).last) == (
        Outcome.FAILED,
        Outcome.READ,
    )
    assert observation.question is not None


async def test_a_page_that_waits_to_be_confirmed_is_asked_for_once_however_many_look_at_it(
    watcher: Watcher, sites: StandInSites, tmp_path: Path
) -> None:
    sites.put(answered())
    await watcher.observe(ID)
    sites.change(ID, answer=replace(ANSWER, text="Le Gouvernement répare les digues."))
    execute(address_of(tmp_path / "guetteur.db"), "UPDATE looks SET read_at = '2020-01-01', looked_at = '2020-01-01'")
    asked = len(sites.asked(sites.path_of(ID, Source.ASSEMBLEE)))
    for _ in range(3):
        observation = await watcher.observe(ID)
        assert observation.question is not None
        assert observation.question.answer == ANSWER, "half a day later it would be believed"
    assert len(sites.asked(sites.path_of(ID, Source.ASSEMBLEE))) == asked + 1


async def test_a_site_that_hung_once_is_not_waited_for_again_until_it_answers(
    watcher: Watcher, sites: StandInSites, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "PATIENCE_SECONDS", 0.2)
    monkeypatch.setattr(watch, "SLOW_SECONDS", 0.1)
    sites.fault(on=Source.NOSDEPUTES, kind="hang")
    await watcher.observe(QuestionId.of_legislature(16, 1))
    monkeypatch.setattr(watch, "PATIENCE_SECONDS", 3600.0)
    await until(lambda: not watcher._slow - {Source.NOSDEPUTES}, "the other site has answered")
    async with patience("no site is waited for that hung before"):
        for number in (2, 3, 4):
            observation = await watcher.observe(QuestionId.of_legislature(16, number))
            assert (observation.check(Source.ASSEMBLEE).last, observation.check(Source.NOSDEPUTES).last) == (
                Outcome.ABSENT,
                Outcome.FAILED,
            )


async def test_a_page_on_which_a_reader_fails_stops_no_other(
    watcher: Watcher, store: Store, sites: StandInSites, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails_on_the_first(body: bytes, asked_for: QuestionId) -> Question:
        if asked_for.number <= 5:
            raise ZeroDivisionError
        return read(body, asked_for)

    version, read = watch.READERS[Source.ASSEMBLEE]
    monkeypatch.setitem(watch.READERS, Source.ASSEMBLEE, (version, fails_on_the_first))
    for number in range(1, 8):
        sites.put(replace(WAITING, id=QuestionId.of_legislature(17, number)))
        await store.follows.follow(1001, QuestionId.of_legislature(17, number), False, datetime.now(UTC))
    running = asyncio.create_task(watcher.run())
    path = sites.path_of(QuestionId.of_legislature(17, 7), Source.ASSEMBLEE)
    await sites.wait_until(lambda: sites.asked(path))
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def test_a_number_that_nobody_has_is_asked_for_once_however_many_try_it(
    watcher: Watcher, sites: StandInSites
) -> None:
    for _ in range(5):
        observation = await watcher.observe(ID)
        assert observation.check(Source.ASSEMBLEE).last is Outcome.ABSENT
    assert len(sites.requests) == 2


async def test_what_the_second_site_lacks_is_recorded_whichever_answers_first(
    watcher: Watcher, store: Store, sites: StandInSites
) -> None:
    sites.put(WAITING, on=Source.ASSEMBLEE)
    await watcher.observe(ID)
    observation = await store.observations.of(ID)
    assert observation is not None
    assert (observation.check(Source.ASSEMBLEE).last, observation.check(Source.NOSDEPUTES).last) == (
        Outcome.READ,
        Outcome.ABSENT,
    )
