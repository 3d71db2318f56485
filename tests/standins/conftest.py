"""A stand-in Telegram, the real python-telegram-bot that asks it, and a person."""

from collections.abc import AsyncIterator

import pytest
from telegram import (
    Bot,
)

from bot.standins.telegram.chats import Person
from bot.standins.telegram.server import StandInTelegram


@pytest.fixture
async def telegram() -> AsyncIterator[StandInTelegram]:
    async with StandInTelegram() as running:
        yield running


@pytest.fixture
async def bot(telegram: StandInTelegram) -> AsyncIterator[Bot]:
    methods, files = f"{telegram.url}/bot", f"{telegram.url}/file/bot"
    async with Bot(telegram.token, base_url=methods, base_file_url=files) as running:
        yield running


@pytest.fixture
def camille(telegram: StandInTelegram) -> Person:
    return telegram.person(1001, first_name="Camille")
