"""The world of each journey."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.standins.sites.server import StandInSites
from bot.standins.telegram.server import StandInTelegram
from tests.journeys.world import JourneyWorld
from tests.support.stores import make_database


@pytest.fixture
async def world(tmp_path: Path, address: str) -> AsyncIterator[JourneyWorld]:
    async with StandInTelegram() as telegram, StandInSites() as sites:
        there = JourneyWorld(telegram, sites, tmp_path, address)
        make_database(address)
        try:
            yield there
        finally:
            await there.close()
