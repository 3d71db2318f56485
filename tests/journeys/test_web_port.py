"""The web port of the real process: what Prometheus is told is what happened, and the probes say what is not well."""

import asyncio
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import suppress

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot import VERSION
from bot.core.question import Source
from tests.journeys.processes import ROOT
from tests.journeys.world import JourneyWorld
from tests.support.databases import execute
from tests.support.examples import ANSWER, ID, WAITING
from tests.support.ports import free_port
from tests.support.waiting import patience

ANSWERED = "✅ Réponse publiée\n"
AT_ONCE = 10
"""Requests to the sites that may be under way, and are counted when they are answered."""

Told = dict[tuple[str, frozenset[str]], float]
"""The metrics by their names and the values of their labels."""


class Onlooker:
    """Whoever runs the bot, at its port."""

    def __init__(self, session: aiohttp.ClientSession, port: int) -> None:
        self.listen = f"127.0.0.1:{port}"
        self._session = session

    async def get(self, path: str) -> tuple[int, str]:
        async with self._session.get(f"http://{self.listen}{path}") as answer:
            return answer.status, await answer.text()

    async def until(self, path: str, status: int, words: str) -> str:
        """The answer, as soon as it has that status and those words. Raises TimeoutError."""
        async with patience(f"{path} answers {status}, with {words!r}"):
            while True:
                with suppress(aiohttp.ClientConnectionError):  # it starts
                    found, text = await self.get(path)
                    if found == status and words in text:
                        return text
                await asyncio.sleep(0.1)

    async def metrics(self) -> Told:
        _, text = await self.get("/metrics")
        return {
            (sample.name, frozenset(sample.labels.values())): sample.value
            for family in text_string_to_metric_families(text)
            for sample in family.samples
        }


@pytest.fixture
async def onlooker() -> AsyncIterator[Onlooker]:
    async with aiohttp.ClientSession() as session:
        yield Onlooker(session, free_port())


def of(told: Told, name: str, *labels: str) -> float:
    """One number; 0 where there is none."""
    return told.get((f"guetteur_{name}", frozenset(labels)), 0)


def sum_of(told: Told, name: str, *labels: str) -> float:
    """The sum of all numbers of a name that have these labels among theirs."""
    return sum(
        value for (each, theirs), value in told.items() if each == f"guetteur_{name}" and theirs.issuperset(labels)
    )


async def test_what_prometheus_is_told_is_what_happened(world: JourneyWorld, onlooker: Onlooker) -> None:
    group = world.telegram.group(-100500, "Digues", admins=[world.camille])
    world.sites.record(WAITING)
    await world.followed(WAITING, SWEEP_INTERVAL="0.5", LISTEN=onlooker.listen)
    await world.ask(f"/follow {ID}", chat=group)
    await world.swept_once()
    world.sites.fault(on=Source.NOSDEPUTES, kind="new_layout", times=2)
    world.telegram.fail_next("sendMessage", chat_id=world.camille.id, status=429, retry_after=1, times=1)
    world.sites.answer(ID, ANSWER)
    await world.alert(ANSWERED)
    await world.alert(ANSWERED, group.id)
    await world.checks(ID, Source.NOSDEPUTES, 3)
    await world.all_done()
    requests, calls = len(world.sites.requests), len(world.telegram.called("sendMessage"))
    told = await onlooker.metrics()

    assert of(told, "events_total", "answered") == 1
    assert sum_of(told, "sends_total", "sent") == len(world.texts()) + len(world.texts(group.id))
    assert of(told, "sends_total", "alert", "sent") == 2
    assert of(told, "sends_total", "alert", "postponed") == 1
    assert of(told, "sends_total", "reply", "sent") == 2
    assert of(told, "telegram_calls_total", "sendMessage", "done") == calls - 1
    assert of(told, "telegram_calls_total", "sendMessage", "too_many") == 1
    assert of(told, "flood_waits_total", "chat") == of(told, "flood_wait_seconds_total", "chat") == 1
    assert of(told, "update_handling_seconds_count", "handled") == 2
    assert of(told, "looks_total", "nosdeputes", "unreadable") == 2
    assert requests - AT_ONCE <= sum_of(told, "fetches_total") <= len(world.sites.requests)
    assert of(told, "looks_total", "archive-17", "read") >= 2
    assert of(told, "sweep_seconds_count", "archive-17") >= 2
    assert of(told, "unreadable_records", "archive-17") == 0
    assert of(told, "chats", "private", "within") == of(told, "chats", "supergroup", "within") == 1
    assert of(told, "follows", "private") == of(told, "follows", "supergroup") == 1
    assert sum_of(told, "outbox_deliveries") == of(told, "outbox_oldest_seconds") == 0
    assert of(told, "leader") == of(told, "database_up") == of(told, "ready") == 1
    assert sum_of(told, "build_info", VERSION) == 1
    assert of(told, "event_loop_delay_seconds_count") > 0
    names = " ".join(" ".join(labels) for _, labels in told)
    assert not any(secret in names for secret in ("1001", "500", "Camille", "Digues", world.telegram.token))


async def test_the_probes_and_the_command_say_whether_it_is_well_and_why_not(
    world: JourneyWorld, onlooker: Onlooker
) -> None:
    await world.start(LISTEN=onlooker.listen)
    assert await onlooker.until("/readyz", 200, "ready") == "ready\n"
    assert await onlooker.get("/livez") == (200, "alive\n")
    assert await health(world) == (0, "ready\n")
    execute(world.address, "DELETE FROM sources WHERE name = 'telegram'")
    assert await onlooker.until("/readyz", 503, "Telegram") == "Telegram has not answered yet\n"
    assert await health(world) == (1, "Telegram has not answered yet\n")
    assert (await world.ask("/list")).text
    assert await world.stop() == 0


async def test_a_port_that_is_taken_ends_the_start_with_one_sentence(world: JourneyWorld) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = f"127.0.0.1:{other.getsockname()[1]}"
        await world.start(LISTEN=taken)
        assert await world.ended() == 2
    assert f"\nLISTEN: {taken} cannot be listened on: " in f"\n{world.log.read_text()}"


async def health(world: JourneyWorld) -> tuple[int | None, str]:
    """The exit code of `python -m bot health` beside the bot, and what it prints."""
    command = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "health"),
        cwd=ROOT,
        env=world.environment(),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    printed, _ = await command.communicate()
    return command.returncode, printed.decode()
