"""New stores for tests. Each is a real file, copied from one that was migrated once: a migration takes 0.1 s."""

import asyncio
import os
import sqlite3
import tempfile
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from bot.core.question import FIRST_ARCHIVED
from storage import Store
from storage.database import MIGRATIONS
from storage.questions.readings import Unpack
from storage.questions.rows import archive_name
from storage.store import no_reader
from tests.support.examples import ID, NOW

Fill = Callable[[Store], Awaitable[None]]


async def new_store(file: Path, unpack: Unpack = no_reader, fill: Fill | None = None) -> Store:
    """An open store in a new file, with nothing in it but what `fill` writes, which is called once for all its tests."""
    new_file(file, fill, unpack)
    return await Store.open(f"sqlite:///{file}", unpack)


def new_file(file: Path, fill: Fill | None = None, unpack: Unpack = no_reader) -> None:
    """The file of a store with nothing in it but what `fill` writes."""
    file.write_bytes(_made(fill, unpack if fill else no_reader))


def migrate(address: str, revision: str) -> None:
    """Make the database of an earlier version of the program."""
    engine = create_engine(address)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    engine.dispose()


@cache
def _made(fill: Fill | None, unpack: Unpack) -> bytes:
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(1) as elsewhere:
        file = Path(folder) / "new.db"
        elsewhere.submit(asyncio.run, _make(file, fill, unpack)).result()  # there may be a loop running here
        return file.read_bytes()


async def _make(file: Path, fill: Fill | None, unpack: Unpack) -> None:
    if fill is None:
        store = await Store.open(f"sqlite:///{file}")
    else:
        store = await new_store(file, unpack)
        await fill(store)
    await store.close()


async def no_archives(store: Store) -> None:
    """Note that no archive exists, so that the pages alone tell which questions there are."""
    for legislature in range(FIRST_ARCHIVED, ID.legislature + 1):
        await store.archives.fail(archive_name(legislature), NOW, is_gone=True)


async def make_large(file: Path) -> None:
    """Fill the database with a catalogue larger than SQLite's cache in memory."""
    await (await new_store(file)).close()
    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        columns = "legislature, number, crc, size, changed_at, record"
        rows = ((17, number, 1, 1, "2026-11-24 12:00:00", os.urandom(3000)) for number in range(3000))
        database.execute("BEGIN")
        database.executemany(f"INSERT INTO catalogue ({columns}) VALUES (?, ?, ?, ?, ?, ?)", rows)  # noqa: S608 - our own
        database.execute("COMMIT")
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def spoil(file: Path) -> None:
    """Overwrite half of the file."""
    size = file.stat().st_size
    with file.open("r+b") as pages:
        pages.seek(size // 4)
        pages.write(b"\xff" * (size // 2))
