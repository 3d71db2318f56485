"""What a process tells of itself while it starts, stands by and leads; and how often the store is read for that."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.web import Application, Request

from bot.core.chat import Chat
from bot.core.health import Health
from bot.core.measures import EVENTS, Measures
from bot.core.readiness import TELEGRAM
from bot.core.source import Source
from bot.core.validators import Validators
from bot.web.metrics import Metrics
from bot.web.probes import probes
from bot.web.sampled import LONGEST_SECONDS, Sampled
from bot.web.status import Status
from storage import Store
from tests.support.examples import ANSWER, ID, NOW, WAITING
from tests.support.stores import new_store

LATE = timedelta(hours=12)
Client = TestClient[Request, Application]


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = await new_store(tmp_path / "guetteur.db")
    yield opened
    await opened.close()


class Port:
    """The routes of a process, and their client."""

    def __init__(self, client: Client) -> None:
        self._client = client

    async def get(self, path: str) -> tuple[int, str]:
        answer = await self._client.get(path)
        return answer.status, await answer.text()


async def port_of(status: Status, measures: Measures) -> Client:
    application = Application()
    application.add_routes([*probes(status), *Metrics(status, lambda: NOW, measures).routes()])
    return TestClient(TestServer(application))


async def test_a_process_that_starts_is_alive_and_not_ready() -> None:
    async with await port_of(Status(LATE, lambda: NOW), Measures()) as client:
        assert await Port(client).get("/livez") == (200, "alive\n")
        assert await Port(client).get("/readyz") == (503, "it starts\n")


@pytest.mark.parametrize(
    ("silent_for", "status", "words"),
    [
        (1.0, 200, "ready, and standing by\n"),
        (31.0, 503, "the database is out of reach of this copy, which stands by\n"),
        (None, 503, "the database is out of reach of this copy, which stands by\n"),
    ],
)
async def test_a_copy_that_stands_by_is_ready_as_such(silent_for: float | None, status: int, words: str) -> None:
    async with await port_of(Status(LATE, lambda: NOW, lambda: silent_for), Measures()) as client:
        assert await Port(client).get("/readyz") == (status, words)
        _, told = await Port(client).get("/metrics")
        assert "guetteur_leader 0.0\n" in told
        assert "guetteur_outbox" not in told


async def test_a_process_that_leads_tells_what_the_store_holds_and_stands_by_again_after_it(store: Store) -> None:
    await store.running.begin(NOW)
    for name in (TELEGRAM, "feed"):
        await store.sources.save(name, Health(succeeded_at=NOW))
    measures, is_silent = Measures(), False
    status = Status(LATE, lambda: NOW, lambda: None if is_silent else 0.0, measures)
    async with await port_of(status, measures) as client:
        async with status.leading(store):
            await an_answer(store)
            assert await Port(client).get("/readyz") == (200, "ready\n")
            _, told = await Port(client).get("/metrics")
        assert status.leader is None
    assert "guetteur_leader 1.0\n" in told
    assert "guetteur_ready 1.0\n" in told
    assert 'guetteur_events_total{kind="answered"} 1.0\n' in told
    assert 'guetteur_follows{kind="private"} 1.0\n' in told
    assert f'guetteur_source_last_answer_timestamp_seconds{{source="feed"}} {NOW.timestamp():.7e}' in told
    assert "1001" not in told


async def test_a_database_that_does_not_answer_is_a_reason_and_no_error(store: Store) -> None:
    measures = Measures()
    status = Status(LATE, lambda: NOW, measures=measures)
    async with await port_of(status, measures) as client, status.leading(store):
        async with store._database.writing() as connection:
            await connection.exec_driver_sql("ALTER TABLE running RENAME TO gone")
            await connection.exec_driver_sql("ALTER TABLE watches RENAME TO gone_too")
        assert await Port(client).get("/readyz") == (503, "the database does not answer\n")
        status_code, told = await Port(client).get("/metrics")
    assert status_code == 200
    assert "guetteur_database_up 0.0\n" in told
    assert "guetteur_leader 1.0\n" in told


async def test_events_are_counted_once_however_often_somebody_asks(store: Store) -> None:
    measures = Measures()
    status = Status(LATE, lambda: NOW, measures=measures)
    async with await port_of(status, measures) as client, status.leading(store):
        await an_answer(store)
        answers = await asyncio.gather(*(Port(client).get("/metrics") for _ in range(20)))
    assert measures.values(EVENTS) == {("answered",): 1}
    assert all('guetteur_events_total{kind="answered"} 1.0\n' in told for _, told in answers)


async def an_answer(store: Store) -> None:
    await store.checks.record_reading(WAITING, Source.ASSEMBLEE, Validators(), 1, NOW, NOW)
    await store.chats.greet(Chat(1001, "private", "fr"), NOW)
    await store.follows.follow(1001, ID, False, NOW)
    answered = replace(WAITING, answer=ANSWER)
    await store.checks.record_reading(answered, Source.ASSEMBLEE, Validators(), 1, NOW, NOW)


class Slow:
    """Counts how often it is asked; each answer takes some seconds of a clock of its own."""

    def __init__(self, takes: float) -> None:
        self.asked, self.now, self._takes = 0, 1000.0, takes

    async def ask(self) -> int:
        self.asked += 1
        await asyncio.sleep(0)
        self.now += self._takes
        return self.asked


@pytest.mark.parametrize(
    ("takes", "wait"),
    [
        pytest.param(0.0, 10.0, id="what takes no time waits for the least seconds"),
        pytest.param(0.25, 25.0, id="what takes long takes a hundredth of the time"),
        pytest.param(5.0, LONGEST_SECONDS, id="and no answer is older than half a minute"),
    ],
)
async def test_what_is_asked_for_is_asked_no_more_often_than_is_right(takes: float, wait: float) -> None:
    slow = Slow(takes)
    sampled = Sampled(slow.ask, 10.0, lambda: slow.now)
    assert await asyncio.gather(*(sampled.get() for _ in range(5))) == [1] * 5
    slow.now += wait - 0.25
    assert await sampled.get() == 1
    slow.now += 0.25
    assert await sampled.get() == 2


async def test_an_error_is_raised_and_not_remembered() -> None:
    asked: list[int] = []

    async def ask() -> int:
        asked.append(len(asked))
        if asked == [0]:
            raise RuntimeError("away")
        return 7

    sampled = Sampled(ask, 10.0)
    with pytest.raises(RuntimeError, match="away"):
        await sampled.get()
    assert await sampled.get() == 7
