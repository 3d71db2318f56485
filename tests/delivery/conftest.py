"""A courier at work, for each test."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from telegram.ext import ExtBot

from bot.delivery.courier import Courier
from bot.standins.telegram.server import StandInTelegram
from bot.transport.http import AiohttpRequest
from bot.transport.rate_limiter import Limiter
from tests.delivery.post import Post
from tests.support.examples import NOW
from tests.support.stores import new_store


@pytest.fixture
async def post(tmp_path: Path) -> AsyncIterator[Post]:
    file = tmp_path / "guetteur.db"
    store = await new_store(file)
    limiter, clock = Limiter(1000, store.flood_waits.keep, lambda: NOW), [NOW]
    async with StandInTelegram() as telegram:
        request = AiohttpRequest()
        async with ExtBot(telegram.token, f"{telegram.url}/bot", request=request, rate_limiter=limiter) as bot:
            courier = Courier(bot, store, limiter, lambda: clock[0])
            running = asyncio.create_task(courier.run())
            yield Post(telegram, store, limiter, courier, file, clock)
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
            await courier.stop()
    await store.close()
