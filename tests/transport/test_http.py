"""The Bot API over aiohttp: whatever a server answers or fails to, and that the token stays where it belongs."""

import asyncio
import logging
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputFile
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

from bot.standins.loopback import Loopback
from bot.transport import http
from bot.transport.api import call
from bot.transport.http import AiohttpRequest, Unanswered

pytestmark = pytest.mark.filterwarnings("ignore:Please use 'Bot")  # as bot.transport.api has it

TOKEN = "123456:a-token-that-nobody-must-see"
OK = '{"ok": true, "result": {"message_id": 7}}'
Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]
Wire = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def asking(url: str) -> AsyncIterator[Bot]:
    """A bot of the library's, not initialized, for that would ask for its name first."""
    request = AiohttpRequest()
    await request.initialize()
    try:
        yield Bot(TOKEN, f"{url}/bot", f"{url}/file/bot", request=request)
    finally:
        await request.shutdown()


@asynccontextmanager
async def serving(answer: Answer) -> AsyncIterator[Bot]:
    """A bot, and a server that answers everything so."""
    application = web.Application(client_max_size=1 << 24)
    application.router.add_route("*", "/{path:.*}", answer)
    server = Loopback(application)
    await server.start()
    try:
        async with asking(server.url) as bot:
            yield bot
    finally:
        await server.stop()


@asynccontextmanager
async def on_the_wire(serve: Wire) -> AsyncIterator[Bot]:
    """A bot, and a server that does as it likes with each connection."""

    async def served(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await serve(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(served, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()
    try:
        async with asking(f"http://{host}:{port}") as bot:
            yield bot
    finally:
        server.close()


async def send(bot: Bot, read_timeout: float | None = None) -> object:
    return await call(bot, "sendMessage", read_timeout, chat_id=1, text="Bonjour")


async def failure(bot: Bot, read_timeout: float | None = None) -> TelegramError:
    """The error that a message ends with; neither it nor anything behind it names the token."""
    with pytest.raises(TelegramError) as caught:
        await send(bot, read_timeout)
    seen: list[BaseException] = [caught.value]
    for error in seen:
        assert TOKEN not in f"{error} {error!r} {error.args}"
        seen += [each for each in (error.__cause__, error.__context__) if each is not None and each not in seen]
    return caught.value


def refusing(status: int, body: str) -> Answer:
    async def answer(_request: web.Request) -> web.Response:
        return web.Response(status=status, text=body, headers={"Content-Type": "application/json"})

    return answer


def telegrams(description: str, parameters: str = "") -> str:
    return f'{{"ok": false, "description": "{description}"{parameters}}}'


KEYS = {"inline_keyboard": [[{"text": "Suivre", "callback_data": "f:17-1"}]]}
PAGE = f"<html>The requested URL /bot{TOKEN}/sendMessage was not found</html>"
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


IN_FULL = '{"ok":true,"result":{"message_id":7,"chat":{"id":1,"type":"private"},"text":"L\'été\\n\\"déjà\\""}}'
AFTER_THE_NUMBER = IN_FULL.index(',"chat"')


def announcing(length: int | None, body: str, in_pieces: bool, connections: list[int] | None = None) -> Wire:
    """A server that says how long its answer is, truly or not, or does not say it and hangs up at its end."""
    head = "HTTP/1.1 200 OK\r\n" + ("" if length is None else f"Content-Length: {length}\r\n") + "\r\n"
    cut = len(body.encode()) if length is None else length

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if connections is not None:
            connections.append(1)
        await reader.readuntil(b"Bonjour")
        answered = head.encode() + body.encode()
        first = len(head) + cut if in_pieces else len(answered)
        writer.write(answered[:first])
        await writer.drain()
        await asyncio.sleep(0.02 if in_pieces else 0)  # the other piece is a segment of its own
        writer.write(answered[first:])
        await writer.drain()

    return answer


@pytest.mark.parametrize("in_pieces", [False, True], ids=["in one piece", "in two pieces"])
@pytest.mark.parametrize(
    "length",
    [
        pytest.param(len(IN_FULL.encode()), id="as it is"),
        pytest.param(len(IN_FULL.encode()) + 50, id="too long"),
        pytest.param(len(IN_FULL.encode()) - 1, id="short by the last brace"),
        pytest.param(AFTER_THE_NUMBER + 20, id="short by the text"),
        pytest.param(AFTER_THE_NUMBER + 1, id="cut after the number"),
        pytest.param(None, id="not said"),
    ],
)
async def test_a_yes_with_a_number_is_a_yes_however_long_it_says_it_is(length: int | None, in_pieces: bool) -> None:
    connections: list[int] = []
    async with on_the_wire(announcing(length, IN_FULL, in_pieces, connections)) as bot:
        sent = await send(bot, read_timeout=0.5)
    assert isinstance(sent, dict)
    assert (sent["message_id"], len(connections)) == (7, 1)


@pytest.mark.parametrize(
    ("length", "body"),
    [
        pytest.param(0, IN_FULL, id="nothing announced, so that it may be an earlier answer"),
        pytest.param(20, '{"ok":false,"result":{"message_id":7}}', id="a no"),
        pytest.param(20, PAGE, id="a page"),
    ],
)
async def test_without_a_yes_what_comes_beyond_its_length_is_no_answer(length: int, body: str) -> None:
    async with on_the_wire(announcing(length, body, in_pieces=False)) as bot:
        assert type(await failure(bot, read_timeout=0.5)) is Unanswered


async def test_what_comes_beyond_an_answers_length_is_never_the_next_ones() -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"Bonjour")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(OK), OK.encode()))
        await reader.readuntil(b"Bonjour")
        writer.write(IN_FULL.encode())  # late, when the connection serves the next message
        await writer.drain()

    async with on_the_wire(answer) as bot:
        assert await send(bot, read_timeout=0.5) == {"message_id": 7}
        assert isinstance(await failure(bot, read_timeout=0.5), NetworkError)


async def test_a_yes_that_is_cut_before_its_result_is_a_yes() -> None:
    async with serving(refusing(200, '{"ok": true, "result": {"mess')) as bot:
        assert await send(bot) is None


@pytest.mark.parametrize("body", ['{"ok": tr', '{"ok": false, "result": {"message_id": 7', "\ufeff"])
async def test_half_an_answer_that_says_no_yes_is_none(body: str) -> None:
    async with serving(refusing(200, body)) as bot:
        assert type(await failure(bot)) is NetworkError


@pytest.mark.parametrize("hangs_up", [True, False])
async def test_a_yes_that_is_shorter_than_it_says_is_a_yes(hangs_up: bool) -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"Bonjour")
        writer.write(f"HTTP/1.1 200 OK\r\nContent-Length: {len(OK) + 10}\r\n\r\n{OK}".encode())
        if not hangs_up:
            await reader.read()

    async with on_the_wire(answer) as bot:
        assert await send(bot, read_timeout=0.2) == {"message_id": 7}


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


async def test_files_are_uploaded_beside_the_other_parameters() -> None:
    seen = []

    async def answer(request: web.Request) -> web.Response:
        form = await request.post()
        file = form["document"]
        assert isinstance(file, web.FileField)
        seen.append((form["chat_id"], form["caption"], file.filename, file.content_type, file.file.read()))
        return web.Response(text=OK, content_type="application/json")

    async with serving(answer) as bot:
        content = "Réponses, été 2026\n".encode() * 50_000
        file = InputFile(content, filename="réponses.csv")
        await call(bot, "sendDocument", chat_id=5, caption="Déjà là", document=file)
        await call(bot, "sendDocument", chat_id=5, caption="Déjà là", document=InputFile(content, "réponses.csv"))
    assert seen[0][:3] == ("5", "Déjà là", "réponses.csv")
    assert seen[0][3] in ("text/csv", "application/octet-stream")
    assert seen[0][4] == seen[1][4] == content


async def test_a_document_is_sent_by_the_librarys_own_method() -> None:
    async def answer(request: web.Request) -> web.Response:
        file = (await request.post())["document"]
        assert isinstance(file, web.FileField)
        message = {"message_id": 1, "date": 0, "chat": {"id": 5, "type": "private"}, "text": file.file.read().decode()}
        return web.json_response({"ok": True, "result": message})

    async with serving(answer) as bot:
        sent = await bot.send_document(5, b"a;b\n1;2\n", filename="questions.csv")
    assert sent.text == "a;b\n1;2\n"


async def test_parameters_arrive_as_telegram_reads_them() -> None:
    seen = []

    async def answer(request: web.Request) -> web.Response:
        seen.append(await request.json())
        return web.Response(text=OK, content_type="application/json")

    markup = InlineKeyboardMarkup([[InlineKeyboardButton("Suivre", callback_data="f:17-1")]])
    async with serving(answer) as bot:
        await call(
            bot,
            "sendMessage",
            chat_id=-5,
            text="à & b = ç + 100 % 🇫🇷",
            disable_notification=True,
            entities=[],
            reply_markup=markup,
        )
    text = "à & b = ç + 100 % 🇫🇷"
    assert seen == [{"chat_id": -5, "text": text, "disable_notification": True, "entities": [], "reply_markup": KEYS}]


async def test_a_file_is_downloaded() -> None:
    content = bytes(range(256)) * 10_000

    async def answer(request: web.Request) -> web.Response:
        if request.path.startswith("/file/"):
            return web.Response(body=content)
        return web.json_response(
            {"ok": True, "result": {"file_id": "x", "file_unique_id": "y", "file_path": "a/b.csv"}}
        )

    async with serving(answer) as bot:
        assert await (await bot.get_file("x")).download_as_bytearray() == content


async def test_a_connection_is_used_again() -> None:
    connections = []

    async def answer(request: web.Request) -> web.Response:
        connections.append(request.transport)
        return web.Response(text=OK, content_type="application/json")

    async with serving(answer) as bot:
        for _ in range(5):
            await send(bot)
        assert len({id(each) for each in connections}) == 1


async def test_many_messages_are_under_way_at_once_and_each_gets_its_own_answer() -> None:
    async def answer(request: web.Request) -> web.Response:
        number = (await request.json())["chat_id"]
        await asyncio.sleep(0.001 * (number % 7))
        return web.json_response({"ok": True, "result": number})

    async with serving(answer) as bot:
        numbers = range(300)
        assert await asyncio.gather(*(call(bot, "sendMessage", chat_id=each) for each in numbers)) == list(numbers)


async def test_a_shutdown_ends_what_is_under_way_and_a_start_begins_anew() -> None:
    arrived = asyncio.Event()

    async def answer(request: web.Request) -> web.Response:
        if not arrived.is_set():
            arrived.set()
            await asyncio.Event().wait()
        return web.Response(text=OK, content_type="application/json")

    async with serving(answer) as bot:
        under_way = asyncio.create_task(send(bot))
        await arrived.wait()
        await bot.request.shutdown()
        with pytest.raises(NetworkError):
            await under_way
        with pytest.raises(NetworkError, match="not initialized"):
            await send(bot)
        await bot.request.initialize()
        await bot.request.initialize()
        assert await send(bot) == {"message_id": 7}
        await bot.request.shutdown()
        await bot.request.shutdown()


async def test_a_message_that_is_given_up_by_its_sender_leaves_nothing_behind() -> None:
    arrived, gone = asyncio.Event(), asyncio.Event()

    async def answer(_request: web.Request) -> web.Response:
        arrived.set()
        try:
            await asyncio.Event().wait()
        finally:
            gone.set()
        return web.Response()

    async with serving(answer) as bot:
        task = asyncio.create_task(send(bot))
        await arrived.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        async with asyncio.timeout(2):
            await gone.wait()


async def test_a_proxy_of_the_environment_is_heeded(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    async def answer(request: web.Request) -> web.Response:
        seen.append(request.headers["Host"])
        return web.Response(text=OK, content_type="application/json")

    application = web.Application()
    application.router.add_route("*", "/{path:.*}", answer)
    proxy = Loopback(application)
    await proxy.start()
    monkeypatch.setenv("http_proxy", proxy.url)
    monkeypatch.delenv("no_proxy", raising=False)
    try:
        async with asking("http://telegram.invalid") as bot:
            assert await send(bot) == {"message_id": 7}
    finally:
        await proxy.stop()
    assert seen == ["telegram.invalid"]
