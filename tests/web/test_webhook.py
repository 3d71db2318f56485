"""The webhook at the web port, attacked: what is refused, how, and that it is counted; what is kept."""

import asyncio
import io
import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import datetime

import aiohttp
import pytest
from sqlalchemy.exc import OperationalError

from bot.core.listening import ListenAddress
from bot.core.measures import WEBHOOK_REQUESTS, Measures
from bot.core.webhook import PATHS_OF_OTHERS, Receipt
from bot.inbox import webhook as inlet
from bot.inbox.webhook import Webhook
from bot.web import webhook
from bot.web.metrics import Metrics
from bot.web.probes import probes
from bot.web.server import LARGEST_BODY, WebServer
from bot.web.status import Status
from bot.web.webhook import SECRET_HEADER, WebhookRoute
from tests.support.examples import NOW
from tests.support.ports import free_port
from tests.web.test_status import LATE

SECRET = "a-secret"
GOOD = {"Content-Type": "application/json", SECRET_HEADER: SECRET}
UPDATE = json.dumps({"update_id": 7, "message": {"text": "é"}}).encode()
AT_ONCE = 5


class Door:
    """A web port with a webhook, and a memory in the store's place; `trouble` is what it raises."""

    def __init__(self, session: aiohttp.ClientSession, address: ListenAddress) -> None:
        self.measures = Measures()
        self.kept: dict[int, str] = {}
        self.trouble: Exception | None = None
        self.free = asyncio.Event()
        self.free.set()
        self.webhook = Webhook(SECRET, self._keep, lambda: NOW)
        self.route = WebhookRoute("/telegram", self.webhook, self.measures, AT_ONCE)
        self._session = session
        self._url = f"http://{address}/telegram?set-by=guetteur"

    async def _keep(self, number: int, body: str, _now: datetime) -> bool:
        await self.free.wait()
        if self.trouble is not None:
            raise self.trouble
        is_new = number not in self.kept
        self.kept[number] = body
        return is_new

    async def ask(self, method: str, headers: dict[str, str], body: object) -> int:
        async with self._session.request(method, self._url, headers=headers, data=body) as answer:
            assert await answer.read() == b""
            return answer.status

    async def deliver(self, body: object = UPDATE) -> int:
        return await self.ask("POST", GOOD, body)

    def counted(self) -> dict[str, float]:
        return {labels[0]: value for labels, value in self.measures.values(WEBHOOK_REQUESTS).items()}


@pytest.fixture
async def door() -> AsyncIterator[Door]:
    address = ListenAddress("127.0.0.1", free_port())
    connector = aiohttp.TCPConnector(limit=100)  # as many as a proxy may have
    async with aiohttp.ClientSession(connector=connector) as session:
        there = Door(session, address)
        async with WebServer(address, there.route.routes()):
            yield there


def without(name: str) -> dict[str, str]:
    return {key: value for key, value in GOOD.items() if key != name}


@pytest.mark.parametrize(
    ("method", "headers", "body", "receipt"),
    [
        pytest.param("POST", GOOD, UPDATE, Receipt.KEPT, id="an update"),
        pytest.param(
            "POST", {**GOOD, "Content-Type": "application/json; charset=utf-8"}, UPDATE, Receipt.KEPT, id="utf-8"
        ),
        pytest.param("GET", GOOD, b"", Receipt.METHOD, id="a look"),
        pytest.param("PUT", GOOD, UPDATE, Receipt.METHOD, id="another method"),
        pytest.param("POST", without(SECRET_HEADER), UPDATE, Receipt.SECRET, id="no secret"),
        pytest.param("POST", {**GOOD, SECRET_HEADER: ""}, UPDATE, Receipt.SECRET, id="an empty secret"),
        pytest.param("POST", {**GOOD, SECRET_HEADER: SECRET[:-1]}, UPDATE, Receipt.SECRET, id="the secret's beginning"),
        pytest.param("POST", {**GOOD, SECRET_HEADER: SECRET + "a"}, UPDATE, Receipt.SECRET, id="the secret and more"),
        pytest.param("POST", {**GOOD, SECRET_HEADER: "é" * 100}, UPDATE, Receipt.SECRET, id="no secret can be so"),
        pytest.param("POST", {**GOOD, "Content-Type": "text/plain"}, UPDATE, Receipt.KIND, id="another type"),
        pytest.param("POST", {**GOOD, "Content-Encoding": "gzip"}, UPDATE, Receipt.KIND, id="packed"),
        pytest.param("POST", GOOD, io.BytesIO(b" " * (LARGEST_BODY + 1)), Receipt.LARGE, id="too large"),
        pytest.param("POST", GOOD, b"", Receipt.BODY, id="nothing"),
        pytest.param("POST", GOOD, b"{", Receipt.BODY, id="no JSON"),
        pytest.param("POST", GOOD, b"\xff", Receipt.BODY, id="no text"),
        pytest.param("POST", GOOD, b"[" * 100_000, Receipt.BODY, id="deeper than anything"),
        pytest.param("POST", GOOD, b'{"update_id": ' + b"9" * 5000 + b"}", Receipt.BODY, id="an endless number"),
        pytest.param("POST", GOOD, b"[7]", Receipt.BODY, id="a list"),
        pytest.param("POST", GOOD, b'{"message": {}}', Receipt.BODY, id="no number"),
        pytest.param("POST", GOOD, b'{"update_id": "7"}', Receipt.BODY, id="a number that is none"),
        pytest.param("POST", GOOD, b'{"update_id": 9223372036854775808}', Receipt.BODY, id="too large a number"),
        pytest.param("POST", GOOD, b'{"update_id": 7}', Receipt.KEPT, id="an update of a kind that nobody knows"),
    ],
)
async def test_a_request_is_kept_or_refused_and_counted(
    door: Door, method: str, headers: dict[str, str], body: object, receipt: Receipt
) -> None:
    assert await door.ask(method, headers, body) == receipt.status
    assert door.counted() == {receipt: 1}
    assert set(door.kept) == ({7} if receipt is Receipt.KEPT else set())
    assert door.webhook.arrived.is_set() is (receipt is Receipt.KEPT)


async def test_a_body_without_an_announced_length_is_bounded_too(door: Door) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(100):
            yield b" " * (LARGEST_BODY // 10)

    with suppress(aiohttp.ClientError):  # the rest is not taken in
        assert await door.deliver(endless()) == Receipt.LARGE.status
    assert door.counted() == {Receipt.LARGE: 1}


async def test_a_body_that_comes_slowly_is_let_go(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook, "BODY_SECONDS", 0.1)

    async def slow() -> AsyncIterator[bytes]:
        yield UPDATE[:10]
        await asyncio.Event().wait()

    async with asyncio.timeout(20):
        assert await door.deliver(slow()) == Receipt.SLOW.status
    assert door.counted() == {Receipt.SLOW: 1}


async def test_a_replay_is_acknowledged_and_known(door: Door) -> None:
    assert [await door.deliver() for _ in range(3)] == [200] * 3
    assert door.counted() == {Receipt.KEPT: 1, Receipt.KNOWN: 2}


@pytest.mark.parametrize(
    "trouble",
    [
        OperationalError("INSERT", None, sqlite3.OperationalError("database or disk is full")),
        RuntimeError("a mistake of ours"),
    ],
)
async def test_what_could_not_be_written_down_is_not_acknowledged(door: Door, trouble: Exception) -> None:
    door.trouble = trouble
    assert await door.deliver() == 503
    door.trouble = None
    assert await door.deliver() == 200
    assert door.counted() == {Receipt.STORE: 1, Receipt.KEPT: 1}


async def test_a_store_that_hangs_is_not_waited_for(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inlet, "KEEP_SECONDS", 0.05)
    door.free.clear()
    assert await door.deliver() == 503
    assert door.counted() == {Receipt.STORE: 1}


async def test_a_thousand_at_once_are_each_answered_and_with_telegrams_repeats_all_are_kept(door: Door) -> None:
    async def until_acknowledged(number: int) -> int:
        times = 1
        while (status := await door.deliver(json.dumps({"update_id": number}))) != 200:
            assert status == 503
            door.free.set()
            times += 1
        return times

    door.free.clear()
    times = await asyncio.gather(*(until_acknowledged(number) for number in range(1000)))
    assert set(door.kept) == set(range(1000))
    assert door.counted() == {Receipt.KEPT: 1000, Receipt.BUSY: sum(times) - 1000}
    assert door.counted()[Receipt.BUSY] > 0


def test_no_other_route_of_the_web_port_has_the_path_of_a_webhook() -> None:
    status = Status(LATE, lambda: NOW)
    routes = [*probes(status), *Metrics(status, lambda: NOW).routes()]
    assert {each.path for each in routes} == PATHS_OF_OTHERS
