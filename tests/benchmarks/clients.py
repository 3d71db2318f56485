"""How many messages a second a process can send by four clients of the Bot API, without any limits."""

import asyncio
import importlib
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from statistics import median

from telegram.ext import ExtBot
from telegram.request import BaseRequest, HTTPXRequest

from bot.transport.api import call
from bot.transport.http import AiohttpRequest
from bot.transport.rate_limiter import Broadcast, Limiter
from tests.benchmarks.swift import swift
from tests.benchmarks.table import table, verdict

TOKEN = "123456:benchmark"
TEXT = "<b>✅ Réponse publiée</b>\n" + "La ministre rappelle que les digues sont entretenues chaque année. " * 6
AT_ONCE = (1, 8, 32)
CHATS = 500
UNLIMITED = 1e6
ENOUGH = 1500
OURS, THEIRS = "ours, with the limiter", "aiogram"

Send = Callable[[int], Awaitable[object]]
Client = Callable[[str], "AsyncIterator[Send]"]


async def _keep(_chat: int | None, _until: datetime) -> None:
    """Note that a flood wait began; nothing is kept here."""


def _begin() -> None:
    """Note that sending began; nothing is done here."""


@asynccontextmanager
async def _library(url: str, request: BaseRequest, limiter: Limiter | None = None) -> AsyncIterator[Send]:
    bot = ExtBot(TOKEN, f"{url}/bot", request=request, get_updates_request=AiohttpRequest(), rate_limiter=limiter)
    async with bot:
        broadcast = None if limiter is None else Broadcast(_begin)
        yield lambda chat: call(bot, "sendMessage", chat_id=chat, text=TEXT, parse_mode="HTML", broadcast=broadcast)


@asynccontextmanager
async def _aiogram(url: str) -> AsyncIterator[Send]:
    aiogram = importlib.import_module("aiogram")
    server = importlib.import_module("aiogram.client.telegram").TelegramAPIServer.from_base(url)
    session = importlib.import_module("aiogram.client.session.aiohttp").AiohttpSession(api=server)
    bot = aiogram.Bot(TOKEN, session=session)
    try:
        yield lambda chat: bot.send_message(chat, TEXT, parse_mode="HTML")
    finally:
        await session.close()


def _clients(url: str) -> dict[str, Callable[[], object]]:
    limiter = Limiter(UNLIMITED, _keep, lambda: datetime.now(UTC))
    clients: dict[str, Callable[[], object]] = {
        "python-telegram-bot, httpx": lambda: _library(url, HTTPXRequest(connection_pool_size=64)),
        "ours": lambda: _library(url, AiohttpRequest()),
        OURS: lambda: _library(url, AiohttpRequest(), limiter),
    }
    try:
        importlib.import_module("aiogram")
    except ImportError:
        return clients
    return {**clients, THEIRS: lambda: _aiogram(url)}


async def _rate(send: Send, count: int, at_once: int) -> float:
    numbers = iter(range(count))

    async def work() -> None:
        for number in numbers:
            await send(1 + number % CHATS)

    began = time.perf_counter()
    await asyncio.gather(*(work() for _ in range(at_once)))
    return count / (time.perf_counter() - began)


async def run(count: int, rounds: int) -> str:
    """Measure the clients in turns, so that the machine's other work affects all alike; return the medians."""
    async with swift() as url:
        clients = _clients(url)
        found: dict[tuple[str, int], list[float]] = {(name, most): [] for name in clients for most in AT_ONCE}
        for _ in range(rounds):
            for name, client in clients.items():
                async with client() as send:  # type: ignore[attr-defined]  # each client is its own kind
                    await _rate(send, 100, 8)
                    for most in AT_ONCE:
                        found[name, most].append(await _rate(send, count, most))
    rates = {key: median(each) for key, each in found.items()}
    rows = [[name, *(f"{rates[name, most]:.0f}" for most in AT_ONCE)] for name in clients]
    return "\n".join([table(["messages a second", *(f"{most} at once" for most in AT_ONCE)], rows), *_goals(rates)])


def _goals(rates: dict[tuple[str, int], float]) -> list[str]:
    most = AT_ONCE[-1]
    lines = [f"goal, {ENOUGH} a second at {most} at once: {verdict(rates[OURS, most] >= ENOUGH)}"]
    if (THEIRS, most) in rates:
        return [*lines, f"goal, no less than aiogram: {verdict(rates[OURS, most] >= rates[THEIRS, most])}"]
    return [*lines, "aiogram is not installed, see docs/benchmarks.md"]
