"""The web port of the real process: the probes say what is not well."""

import asyncio
import socket
import sys
from collections.abc import AsyncIterator

import aiohttp
import pytest

from tests.journeys.onlooker import Onlooker
from tests.journeys.processes import ROOT
from tests.journeys.world import JourneyWorld
from tests.support.databases import execute
from tests.support.ports import free_port


@pytest.fixture
async def onlooker() -> AsyncIterator[Onlooker]:
    async with aiohttp.ClientSession() as session:
        yield Onlooker(session, free_port())


async def test_the_probes_and_the_command_say_whether_it_is_well_and_why_not(
    world: JourneyWorld, onlooker: Onlooker
) -> None:
    await world.start(LISTEN=onlooker.listen)
    assert await onlooker.until("/readyz", 200, "ready") == "ready\n"
    assert await onlooker.get("/livez") == (200, "alive\n")
    assert await health(world) == (0, "ready\n")
    execute(world.address, "DELETE FROM sources WHERE name = 'telegram'")
    assert await onlooker.until("/readyz", 503, "Telegram") == "Telegram has not answered yet\n"
    assert await health(world) == (1, "Telegram has not answered yet\n")
    assert (await world.ask("/list")).text
    assert await world.stop() == 0


async def test_a_port_that_is_taken_ends_the_start_with_one_sentence(world: JourneyWorld) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = f"127.0.0.1:{other.getsockname()[1]}"
        await world.start(LISTEN=taken)
        assert await world.ended() == 2
    assert f"\nLISTEN: {taken} cannot be listened on: " in f"\n{world.log.read_text()}"


async def health(world: JourneyWorld) -> tuple[int | None, str]:
    """The exit code of `python -m bot health` beside the bot, and what it prints."""
    command = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "health"),
        cwd=ROOT,
        env=world.environment(),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    printed, _ = await command.communicate()
    return command.returncode, printed.decode()
