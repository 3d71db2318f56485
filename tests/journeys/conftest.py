"""The world of each journey."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.demo.sites import StandInSites
from bot.demo.telegram import StandInTelegram
from tests.journeys.world import World


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with StandInTelegram() as telegram, StandInSites() as sites:
        there = World(telegram, sites, tmp_path)
        try:
            yield there
        finally:
            await there.close()
