"""Loads the program in the server that forks bots, runs it once, and hides it from the garbage collector.

What the program and its libraries make when they are first used, such as compiled statements of SQL, then costs no bot
anything. A collection in a child would otherwise copy all of its memory.
"""

import asyncio
import gc
import logging
import os
import tempfile
from pathlib import Path
from unittest import mock

import babel.dates
import telegram.ext

import bot.__main__
import bot.app.leader
import bot.app.process
import bot.cli.event_loop
import bot.cli.logs
import bot.cli.run
import handlers
from bot.core.measures import MEASURES
from bot.settings import load_settings
from bot.standins.sites.server import StandInSites
from bot.standins.telegram.server import StandInTelegram
from tests.journeys.world import JourneyWorld
from tests.support.compiled import share_compiled_statements
from tests.support.examples import ANSWER, ID, WAITING, comment
from tests.support.stores import make_database

LOADED = (babel.dates, telegram.ext, bot.__main__, bot.app, bot.cli.event_loop, bot.cli.logs, bot.cli.run, handlers)

COMMANDS = (f"/follow {ID}", f"/status {ID}", "/list", "/settings", "/search digues", f"/stop {ID}", "/help")
"""Commands that most journeys give."""


async def _live(world: JourneyWorld) -> None:
    for command in COMMANDS[:-2]:
        await world.ask(command)
    world.sites.comment(ID, comment(1))
    world.sites.answer(ID, ANSWER)
    await world.alert("Réponse publiée")
    for command in COMMANDS[-2:]:
        await world.ask(command)


async def _run_once() -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with StandInTelegram() as telegram, StandInSites() as sites:
            world = JourneyWorld(telegram, sites, Path(folder))
            make_database(world.file)
            sites.put(WAITING)
            sites.record(WAITING)
            environment = world.environment(SWEEP_INTERVAL="0.3", COMMENTS_INTERVAL="0.3")
            with mock.patch.dict(os.environ, environment, clear=True):
                settings = load_settings()
            stopping = asyncio.Event()
            with mock.patch.object(bot.app.process, "stop_on_signals", return_value=stopping):
                running = asyncio.create_task(bot.app.run(settings))
                await _live(world)
            stopping.set()
            await running


share_compiled_statements()
logging.disable()
with asyncio.Runner(loop_factory=bot.cli.event_loop.EventLoop) as runner:
    runner.run(_run_once())
logging.disable(logging.NOTSET)
for counted in (MEASURES._values, MEASURES._distributions):  # a bot that is forked has done nothing yet
    counted.clear()
gc.collect()
gc.freeze()
mock.patch.object(
    bot.app.leader, "forget_about_imports", gc.freeze
).start()  # to collect in a bot copies all of this memory
