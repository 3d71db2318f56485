"""A bot over HTTP, before servers that answer, refuse or misbehave as a test likes."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from telegram import Bot
from telegram.error import (
    TelegramError,
)

from bot.standins.loopback import Loopback
from bot.transport.api import call
from bot.transport.http import AiohttpRequest, Gate

TOKEN = "123456:a-token-that-nobody-must-see"
OK = '{"ok": true, "result": {"message_id": 7}}'
Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]
Wire = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def asking(url: str, gate: Gate | None = None) -> AsyncIterator[Bot]:
    """A bot of the library's, not initialized, as that would call getMe first."""
    request = AiohttpRequest(gate)
    await request.initialize()
    try:
        yield Bot(TOKEN, f"{url}/bot", f"{url}/file/bot", request=request)
    finally:
        await request.shutdown()


@asynccontextmanager
async def serving(answer: Answer, gate: Gate | None = None) -> AsyncIterator[Bot]:
    """A bot, and a server that gives every request this answer."""
    application = web.Application(client_max_size=1 << 24)
    application.router.add_route("*", "/{path:.*}", answer)
    server = Loopback(application)
    await server.start()
    try:
        async with asking(server.url, gate) as bot:
            yield bot
    finally:
        await server.stop()


@asynccontextmanager
async def on_the_wire(serve: Wire) -> AsyncIterator[Bot]:
    """A bot, and a server that serves each connection byte by byte."""

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


PAGE = f"<html>The requested URL /bot{TOKEN}/sendMessage was not found</html>"
