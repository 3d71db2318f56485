"""One bot for tests of a module that only talk and look: to start one costs as much as a dozen commands.

Such a test is marked `TOGETHER`, has a Camille of its own, and takes chats that no other test takes. It changes neither
settings, clocks nor sites but by questions that are the same for all, and neither stops nor kills.
"""

from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from itertools import count

import pytest

from bot.standins.sites.server import StandInSites
from bot.standins.telegram.server import StandInTelegram
from tests.journeys.world import JourneyWorld
from tests.support.stores import make_database

TOGETHER = pytest.mark.asyncio(loop_scope="module")
"""Runs a test in the event loop of its module, in which the stand-ins of the shared bot live."""

FAILED = pytest.StashKey[bool]()
"""Whether a test has failed, before its fixtures are taken down."""


def own_group(world: JourneyWorld) -> int:
    """The number of a group that no other test has."""
    return -100_600_000 - world.camille.id


def own_channel(world: JourneyWorld) -> int:
    """The number of a channel, or of a second group, that no other test has."""
    return -100_700_000 - world.camille.id


async def begin(world: JourneyWorld) -> None:
    """Start a bot that looks at no page by itself, for what is followed by earlier tests would be looked at on and on."""
    await world.start(WATCH_INTERVAL="3600")


class SharedBot:
    """A world whose bot runs from test to test, until one fails or the bot has ended: the next test gets a new one."""

    def __init__(self, new_world: Callable[[StandInTelegram, StandInSites], JourneyWorld]) -> None:
        self._new_world = new_world
        self._world: JourneyWorld | None = None
        self._open = AsyncExitStack()
        self._numbers = count(5001)  # numbers that no other person has

    async def world(self, begin: Callable[[JourneyWorld], Awaitable[None]]) -> JourneyWorld:
        """The world, in which `begin` has started the bot, with a new Camille."""
        if self._world is None or not self._world.runs:
            await self.close()
            self._world = await self._begun(begin)
        self._world.camille = self._world.telegram.person(next(self._numbers), first_name="Camille")
        return self._world

    async def close(self) -> None:
        """Stop the bot and the stand-ins, if there are any."""
        self._world = None
        await self._open.aclose()

    async def _begun(self, begin: Callable[[JourneyWorld], Awaitable[None]]) -> JourneyWorld:
        telegram = await self._open.enter_async_context(StandInTelegram())
        sites = await self._open.enter_async_context(StandInSites())
        world = self._new_world(telegram, sites)
        self._open.push_async_callback(world.close)
        make_database(world.address)
        await begin(world)
        return world
