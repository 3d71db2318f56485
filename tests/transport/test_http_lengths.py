"""Answers of the Bot API that are longer or shorter than they announce, or cut: a yes stays a yes."""

import asyncio

import pytest
from telegram.error import (
    NetworkError,
)

from bot.transport.http import Unanswered
from tests.transport.wire import OK, PAGE, Wire, failure, on_the_wire, refusing, send, serving

pytestmark = pytest.mark.filterwarnings("ignore:Please use 'Bot")  # as bot.transport.api has it

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
        sent = await send(bot, read_timeout=30)
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
        assert type(await failure(bot, read_timeout=30)) is Unanswered


async def test_bytes_beyond_an_answers_length_never_belong_to_the_next_answer() -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"Bonjour")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(OK), OK.encode()))
        await reader.readuntil(b"Bonjour")
        writer.write(IN_FULL.encode())  # late, when the connection serves the next message
        await writer.drain()

    async with on_the_wire(answer) as bot:
        assert await send(bot, read_timeout=30) == {"message_id": 7}
        assert isinstance(await failure(bot, read_timeout=30), NetworkError)


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
