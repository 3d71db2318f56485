"""Loads the program in the server that forks bots, and hides it from the garbage collector.

A collection in a child would otherwise copy all of its memory. A store is opened too: what SQLAlchemy and Alembic load
and remember when they are first used costs each bot some 60 ms of the processor.
"""

import asyncio
import gc
import tempfile

import babel.dates
import telegram.ext

import bot.__main__
import bot.app
import bot.cli.event_loop
import bot.cli.logs
import bot.cli.run
import handlers
from bot.parliament.archive import unpack_record
from storage import Store

LOADED = (babel.dates, telegram.ext, bot.__main__, bot.app, bot.cli.event_loop, bot.cli.logs, bot.cli.run, handlers)


async def _open_a_store() -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = await Store.open(f"sqlite:///{folder}/new.db", unpack_record)
        await store.close()


asyncio.run(_open_a_store())
gc.collect()
gc.freeze()
