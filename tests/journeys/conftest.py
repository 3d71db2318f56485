"""The world of each journey, and the bot that some share."""

from collections.abc import AsyncIterator, Generator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.standins.sites.server import StandInSites
from bot.standins.telegram.server import StandInTelegram
from tests.journeys.shared import FAILED, SharedBot
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


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bot_of_module(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[SharedBot]:
    """The bot that tests of a module share."""
    bot = SharedBot(lambda telegram, sites: JourneyWorld(telegram, sites, tmp_path_factory.mktemp("shared")))
    yield bot
    await bot.close()


@pytest_asyncio.fixture(loop_scope="module")
async def shared_bot(bot_of_module: SharedBot, request: pytest.FixtureRequest) -> AsyncIterator[SharedBot]:
    """The same bot, which no test gets after one that failed."""
    yield bot_of_module
    if request.node.stash.get(FAILED, False):
        await bot_of_module.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Note whether a test failed where its fixtures can see it."""
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report
