"""The web port: what a client may send, how long it may take, and a port that cannot be had."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, suppress

import pytest
from aiohttp import web

from bot.core.listening import ListenAddress
from bot.web import server
from bot.web.server import LARGEST_BODY, LONGEST_LINE, MOST_FIELDS, PortUnusable, WebServer
from tests.support.ports import free_port

ANSWER_SECONDS = 20.0
"""The longest time that a test waits for an answer."""

GET = b"GET /well HTTP/1.1\r\nHost: here\r\n"


async def well(_request: web.Request) -> web.Response:
    return web.Response(text="well\n")


async def broken(_request: web.Request) -> web.Response:
    raise RuntimeError("what Camille wrote")


async def taking(request: web.Request) -> web.Response:
    return web.Response(text=f"{len(await request.read())}\n")


ROUTES = [web.get("/well", well), web.get("/broken", broken), web.post("/taking", taking)]


@pytest.fixture
async def address() -> AsyncIterator[ListenAddress]:
    here = ListenAddress("127.0.0.1", free_port())
    async with WebServer(here, ROUTES):
        yield here


async def answered(address: ListenAddress, sent: bytes) -> bytes:
    """All that the server says to these bytes until it closes, or until the answer's body can be complete."""
    reader, writer = await asyncio.open_connection(address.host, address.port)
    try:
        async with asyncio.timeout(ANSWER_SECONDS):
            writer.write(sent)
            try:
                return await reader.read()
            except ConnectionResetError:
                return b""
    finally:
        writer.close()


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])


def asking(request: bytes, *more: bytes) -> bytes:
    return b"".join([request, b"Host: here\r\nConnection: close\r\n", *more])


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        pytest.param(asking(b"GET /well HTTP/1.1\r\n", b"\r\n"), 200, id="a route"),
        pytest.param(asking(b"HEAD /well HTTP/1.1\r\n", b"\r\n"), 200, id="its header alone"),
        pytest.param(asking(b"GET / HTTP/1.1\r\n", b"\r\n"), 404, id="no route"),
        pytest.param(asking(b"GET /well/../broken HTTP/1.1\r\n", b"\r\n"), 404, id="a way around"),
        pytest.param(asking(b"DELETE /well HTTP/1.1\r\n", b"\r\n"), 405, id="a method that is not served"),
        pytest.param(
            asking(b"POST /well HTTP/1.1\r\nContent-Length: 0\r\n", b"\r\n"), 405, id="a post to what is read"
        ),
        pytest.param(asking(b"GET /broken HTTP/1.1\r\n", b"\r\n"), 500, id="a mistake of ours"),
        pytest.param(asking(b"GET /" + b"a" * LONGEST_LINE + b" HTTP/1.1\r\n", b"\r\n"), 400, id="a long line"),
        pytest.param(
            asking(b"GET /well HTTP/1.1\r\nX: " + b"a" * LONGEST_LINE * 2 + b"\r\n", b"\r\n"), 400, id="a long field"
        ),
        pytest.param(asking(b"GET /well HTTP/1.1\r\n", b"X: a\r\n" * MOST_FIELDS, b"\r\n"), 400, id="many fields"),
        pytest.param(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400, id="TLS"),
        pytest.param(asking(b"POST /taking HTTP/1.1\r\nContent-Length: 4\r\n", b"\r\n", b"four"), 200, id="a body"),
        pytest.param(
            asking(b"POST /taking HTTP/1.1\r\nContent-Length: 9999999999\r\n", b"\r\n", b"x" * LARGEST_BODY * 2),
            413,
            id="a body without an end",
        ),
    ],
)
async def test_a_request_gets_its_status(address: ListenAddress, sent: bytes, expected: int) -> None:
    assert status(await answered(address, sent)) == expected


async def test_a_mistake_of_ours_is_answered_without_its_words_and_logged(
    address: ListenAddress, caplog: pytest.LogCaptureFixture
) -> None:
    answer = await answered(address, asking(b"GET /broken?secret HTTP/1.1\r\n", b"\r\n"))
    assert b"Camille" not in answer
    assert b"Server: Guetteur\r\n" in answer
    assert "a request to <PlainResource  /broken> failed" in caplog.text
    assert "secret" not in caplog.text


async def test_what_is_no_http_fills_no_log(address: ListenAddress, caplog: pytest.LogCaptureFixture) -> None:
    assert status(await answered(address, b"\x00\r\n\r\n")) == 400
    assert caplog.records == []


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(GET, id="half a header"),
        pytest.param(b"POST /taking HTTP/1.1\r\nHost: here\r\nContent-Length: 10\r\n\r\nhalf", id="half a body"),
        pytest.param(GET + b"Content-Length: 10\r\n\r\nhalf", id="half a body that no route reads"),
    ],
)
async def test_a_client_that_never_ends_is_let_go(monkeypatch: pytest.MonkeyPatch, sent: bytes) -> None:
    for name in ("REQUEST_SECONDS", "IDLE_SECONDS", "REST_SECONDS"):
        monkeypatch.setattr(server, name, 0.2)
    here = ListenAddress("127.0.0.1", free_port())
    async with WebServer(here, ROUTES):
        answer = await answered(here, sent)
        assert not answer or status(answer) in (200, 408)


async def test_a_client_that_does_not_read_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "REQUEST_SECONDS", 0.3)
    here, ended = ListenAddress("127.0.0.1", free_port()), asyncio.Event()

    async def long(request: web.Request) -> web.Response:
        assert request.task is not None
        request.task.add_done_callback(lambda _: ended.set())
        return web.Response(body=bytes(32 << 20))  # more than the system takes in for a client

    async with WebServer(here, [web.get("/long", long)]):
        reader, writer = await asyncio.open_connection(here.host, here.port, limit=1024)
        writer.write(asking(b"GET /long HTTP/1.1\r\n", b"\r\n"))
        async with asyncio.timeout(ANSWER_SECONDS):
            await ended.wait()
            with suppress(ConnectionResetError):
                assert len(await reader.read()) < 32 << 20
        writer.close()


async def test_a_connection_too_many_is_closed_at_once_and_the_others_are_served(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(server, "MOST_CONNECTIONS", 2)
    here = ListenAddress("127.0.0.1", free_port())
    async with WebServer(here, ROUTES):
        held = [await asyncio.open_connection(here.host, here.port) for _ in range(2)]
        assert await answered(here, GET + b"\r\n") == b""
        reader, writer = held[0]
        writer.write(GET + b"Connection: close\r\n\r\n")
        assert status(await reader.read()) == 200
        for _, each in held:
            each.close()


async def test_it_listens_at_an_address_of_the_sixth_version_too() -> None:
    try:
        here = ListenAddress("::1", free_port("::1"))
    except OSError:
        pytest.skip("this machine has no IPv6")
    async with WebServer(here, ROUTES):
        assert status(await answered(here, asking(b"GET /well HTTP/1.1\r\n", b"\r\n"))) == 200


async def test_a_port_that_is_taken_is_named_in_a_sentence() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        here = ListenAddress("127.0.0.1", other.getsockname()[1])
        with pytest.raises(PortUnusable, match=f"^{here} cannot be listened on: .*in use"):
            async with WebServer(here, ROUTES):
                pass


async def test_an_end_does_not_wait_for_a_client_that_hangs() -> None:
    here = ListenAddress("127.0.0.1", free_port())
    async with AsyncExitStack() as serving:
        await serving.enter_async_context(WebServer(here, ROUTES))
        reader, writer = await asyncio.open_connection(here.host, here.port)
        writer.write(b"POST /taking HTTP/1.1\r\nHost: here\r\nContent-Length: 10\r\nExpect: 100-continue\r\n\r\n")
        assert await reader.readline() == b"HTTP/1.1 100 Continue\r\n"  # the route waits for the body
        async with asyncio.timeout(server.REQUEST_SECONDS / 2):
            await serving.aclose()
    writer.close()
