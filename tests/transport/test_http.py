"""The Bot API over aiohttp: whatever a server answers or fails to, and that the token stays where it belongs."""

import asyncio
import logging
import socket

import pytest
from aiohttp import web
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.transport import http
from bot.transport.http import Unanswered
from tests.transport.wire import OK, PAGE, TOKEN, Wire, asking, failure, on_the_wire, refusing, send, serving, telegrams

pytestmark = pytest.mark.filterwarnings("ignore:Please use 'Bot")  # as bot.transport.api has it

RETRY = ', "parameters": {"retry_after": 17}'
MOVED = ', "parameters": {"migrate_to_chat_id": -1005}'


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (400, telegrams("Bad Request: chat not found"), BadRequest),
        (400, telegrams("Bad Request: group upgraded", MOVED), ChatMigrated),
        (401, telegrams("Unauthorized"), InvalidToken),
        (403, telegrams("Forbidden: bot was blocked by the user"), Forbidden),
        (404, telegrams("Not Found"), InvalidToken),
        (409, telegrams("Conflict: terminated by other getUpdates request"), Conflict),
        (413, telegrams("Request Entity Too Large"), NetworkError),
        (429, telegrams("Too Many Requests: retry after 17", RETRY), RetryAfter),
        (500, telegrams("Internal Server Error"), NetworkError),
        (502, telegrams("Bad Gateway"), NetworkError),
        (502, PAGE, NetworkError),
        (503, "", NetworkError),
        (400, PAGE, NetworkError),
        (400, '{"error": "bad gateway upstream"}', NetworkError),
        (401, '{"message": "Unauthorized by gateway"}', NetworkError),
        (403, PAGE, NetworkError),
        (404, PAGE, NetworkError),
        (409, PAGE, NetworkError),
        (429, PAGE, NetworkError),
        (599, "what is this", NetworkError),
        (302, PAGE, NetworkError),
        (200, PAGE, NetworkError),
        (200, "", NetworkError),
        (200, "[1, 2]", NetworkError),
        (200, '{"ok": false, "description": "no"}', NetworkError),
        (200, "{" * 100_000, NetworkError),
        (500, "null", NetworkError),
    ],
)
async def test_each_status_is_the_librarys_error(status: int, body: str, kind: type[TelegramError]) -> None:
    async with serving(refusing(status, body)) as bot:
        error = await failure(bot)
    if kind is InvalidToken and status == 404:
        assert isinstance(error, TelegramError)  # the library: a method that is none, or a token that is none
    else:
        assert type(error) is kind


async def test_a_yes_without_a_result_is_a_yes() -> None:
    async with serving(refusing(200, '{"ok": true}')) as bot:
        assert await send(bot) is None


@pytest.mark.parametrize(
    "body",
    [
        "\ufeff" + OK,
        OK + "\n<!-- proxy -->",
        OK + OK,
        " \r\n" + OK,
        '{"ok": true, "result": {"message_id": 7, "chat": {"id": 1, "ty',
        '{"ok":true,"result":{"message_id":7,',
    ],
)
async def test_a_yes_that_is_badly_wrapped_is_a_yes(body: str) -> None:
    async with serving(refusing(200, body)) as bot:
        assert await send(bot) == {"message_id": 7}


@pytest.mark.parametrize(
    ("asked", "told"),
    [("17", 17), ("1000000000000", 86_400), ("1" + "0" * 400, 86_400), ("-5", 1)],
    ids=["seconds", "ages", "more than ages", "before now"],
)
async def test_a_wait_that_telegram_asks_for_is_told_and_bounded(asked: str, told: int) -> None:
    body = telegrams("Too Many Requests", f', "parameters": {{"retry_after": {asked}}}')
    async with serving(refusing(429, body)) as bot:
        error = await failure(bot)
    assert isinstance(error, RetryAfter)
    assert error._retry_after.total_seconds() == told


@pytest.mark.parametrize("parameters", ["[]", '"x"', '{"retry_after": "soon"}', '{"migrate_to_chat_id": 1e99}', "null"])
async def test_a_parameter_that_cannot_be_one_is_left_out(parameters: str) -> None:
    async with serving(refusing(429, telegrams("Too Many Requests", f', "parameters": {parameters}'))) as bot:
        assert type(await failure(bot)) is NetworkError


async def test_an_error_page_of_any_length_makes_a_short_message() -> None:
    async with serving(refusing(502, PAGE + "x" * 1_000_000)) as bot:
        assert len(str(await failure(bot))) < 10_000


@pytest.mark.parametrize("level", [logging.DEBUG, logging.WARNING])
async def test_the_token_is_in_no_log_at_any_level(caplog: pytest.LogCaptureFixture, level: int) -> None:
    caplog.set_level(level)
    for body in (PAGE, OK):
        async with serving(refusing(200 if body == OK else 404, body)) as bot:
            await (send(bot) if body == OK else failure(bot))
    async with serving(refusing(200, PAGE)) as bot:
        await failure(bot)
    async with on_the_wire(hang_up_at_once) as bot:
        await failure(bot)
    # The library itself says its address once, which bot.cli.logs takes out of what is written.
    words = [each.getMessage() for each in caplog.records if not each.getMessage().startswith("Set Bot API")]
    assert TOKEN not in " ".join([*words, *(each.exc_text or "" for each in caplog.records)])


async def test_a_redirect_is_not_followed() -> None:
    asked = []

    async def answer(request: web.Request) -> web.Response:
        asked.append(request.path)
        return web.Response(status=307, headers={"Location": "/elsewhere"})

    async with serving(answer) as bot:
        assert "status 307" in str(await failure(bot))
    assert len(asked) == 1


async def test_a_refused_connection_is_a_network_error() -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        port = nobody.getsockname()[1]
    async with asking(f"http://127.0.0.1:{port}") as bot:
        assert type(await failure(bot)) is NetworkError


async def test_an_address_that_nobody_has_is_a_network_error() -> None:
    async with asking("http://nobody.invalid") as bot:
        assert type(await failure(bot)) is NetworkError


async def hang_up_at_once(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.close()


async def hang_up_after_reading(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"Bonjour")


async def hang_up_in_the_answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"Bonjour")
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{")
    await writer.drain()


async def speak_another_language(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"Bonjour")
    writer.write(b"SSH-2.0-OpenSSH_9.6\r\n\r\n")
    await writer.drain()


@pytest.mark.parametrize(
    ("serve", "kind"),
    [
        (hang_up_at_once, NetworkError),
        (hang_up_after_reading, NetworkError),
        (hang_up_in_the_answer, NetworkError),
        (speak_another_language, Unanswered),
    ],
)
async def test_a_connection_that_is_cut_is_a_network_error_and_nothing_is_sent_twice(
    serve: Wire, kind: type[NetworkError]
) -> None:
    connections = []

    async def counted(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connections.append(1)
        await serve(reader, writer)

    async with on_the_wire(counted) as bot:
        assert type(await failure(bot)) is kind
    assert len(connections) == 1


async def test_a_server_that_never_answers_is_given_up() -> None:
    async def silent(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        await reader.read()

    async with on_the_wire(silent) as bot:
        assert type(await failure(bot, read_timeout=0.2)) is Unanswered


async def test_a_connection_that_cannot_be_made_in_time_is_given_up() -> None:
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen(0)
        others = [socket.socket() for _ in range(3)]
        for other in others:  # who fill its queue
            other.setblocking(False)
            other.connect_ex(deaf.getsockname())
        async with asking(f"http://127.0.0.1:{deaf.getsockname()[1]}") as bot:
            with pytest.raises(TimedOut) as caught:
                await bot.get_me(connect_timeout=0.2, pool_timeout=0.2)
        for other in others:
            other.close()
    assert caught.value.__cause__ is caught.value.__context__ is None


async def trickle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"Bonjour")
    writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        writer.write(b"1\r\n \r\n")
        await writer.drain()
        await asyncio.sleep(0.02)


async def test_a_body_that_trickles_for_ever_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "LONGEST_SECONDS", 0.1)
    async with on_the_wire(trickle) as bot:
        assert type(await failure(bot, read_timeout=0.2)) is Unanswered


async def test_a_body_that_stops_half_way_is_given_up() -> None:
    async def stop(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"Bonjour")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{")
        await reader.read()

    async with on_the_wire(stop) as bot:
        assert type(await failure(bot, read_timeout=0.2)) is Unanswered


async def test_a_body_that_is_larger_than_any_answer_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "LARGEST_ANSWER", 1 << 20)

    async def flood(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"Bonjour")
        writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        while True:
            writer.write(b"10000\r\n" + b" " * 0x10000 + b"\r\n")
            await writer.drain()

    async with on_the_wire(flood) as bot:
        assert "larger than any" in str(await failure(bot))
