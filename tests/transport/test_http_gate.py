"""Nothing is sent to Telegram while the gate is closed, however long a connection to it takes."""

import asyncio

import aiohttp
import pytest
from aiohttp import web
from telegram.error import NetworkError

from bot.transport.errors import TryAgain, judge
from tests.transport.wire import OK, send, serving

pytestmark = pytest.mark.filterwarnings("ignore:Please use 'Bot")  # as bot.transport.api has it


class HandGate:
    """A gate that a test opens and closes."""

    def __init__(self) -> None:
        self.opened = asyncio.Event()

    @property
    def is_open(self) -> bool:
        return self.opened.is_set()

    async def wait(self) -> None:
        await self.opened.wait()


class Counting:
    """A server that takes everything, and counts."""

    def __init__(self) -> None:
        self.arrived = 0

    async def answer(self, _request: web.Request) -> web.StreamResponse:
        self.arrived += 1
        return web.Response(text=OK, content_type="application/json")


async def test_a_request_waits_until_the_gate_is_open() -> None:
    gate, server = HandGate(), Counting()
    async with serving(server.answer, gate) as bot:
        sending = asyncio.create_task(send(bot))
        await asyncio.sleep(0.05)
        assert server.arrived == 0
        gate.opened.set()
        await sending
        assert server.arrived == 1


@pytest.mark.parametrize("is_kept_alive", [False, True])
async def test_a_request_whose_connection_came_too_late_is_not_written_and_may_be_tried_again(
    monkeypatch: pytest.MonkeyPatch, is_kept_alive: bool
) -> None:
    gate, server = HandGate(), Counting()
    gate.opened.set()
    async with serving(server.answer, gate) as bot:
        if is_kept_alive:
            await send(bot)
        before, connect = server.arrived, aiohttp.TCPConnector.connect

        async def slowly(*arguments: object) -> object:
            connection = await connect(*arguments)  # type: ignore[arg-type]
            gate.opened.clear()
            return connection

        monkeypatch.setattr(aiohttp.TCPConnector, "connect", slowly)
        with pytest.raises(NetworkError) as caught:
            await send(bot)
        await asyncio.sleep(0.05)
        assert server.arrived == before
    verdict = judge(caught.value)
    assert isinstance(verdict, TryAgain)
    assert not verdict.may_have_arrived
