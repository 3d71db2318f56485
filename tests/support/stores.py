"""New stores for tests, on either engine. Each is a copy of one that was migrated once: a migration takes 0.1 s."""

import asyncio
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path

import pytest

from bot.core.chambers.assemblee import FIRST_ARCHIVED
from storage import Store
from storage.questions.readings import Unpack
from storage.questions.rows import archive_name
from storage.store import no_reader
from tests.support.examples import ID, NOW

Fill = Callable[[Store], Awaitable[None]]


SQLITE, POSTGRESQL = ENGINES = "sqlite", "postgresql"

ON_BOTH = pytest.mark.parametrize("address", ENGINES, indirect=True)
"""Runs a test, or a module's, on both engines; their address is the fixture of that name."""

ON_SQLITE = pytest.mark.parametrize("address", [SQLITE], indirect=True)
"""Runs a test of a file's own on SQLite alone, in a room where others run on both."""


@contextmanager
def new_address(engine: str, folder: Path) -> Iterator[str]:
    """The address of a database that is not made yet, and is removed afterwards; of a file, it is in the folder."""
    if engine == SQLITE:
        yield address_of(folder / "guetteur.db")
        return
    from tests.support import postgresql  # noqa: PLC0415 - most tests need no driver of it

    address = postgresql.new_address()
    yield address
    postgresql.drop_database(address)


def address_of(where: Path | str) -> str:
    """The address of a database; a path is that of a file."""
    return f"sqlite:///{where}" if isinstance(where, Path) else where


async def new_store(
    where: Path | str,
    unpack: Unpack = no_reader,
    fill: Fill | None = None,
    others: Mapping[str, Unpack] | None = None,
) -> Store:
    """An open store in a new database, with nothing in it but what `fill` writes, which is called once for all its tests."""
    make_database(where, fill, unpack)
    return await Store.open(address_of(where), unpack, others=others)


def make_database(where: Path | str, fill: Fill | None = None, unpack: Unpack = no_reader) -> None:
    """The database of a store with nothing in it but what `fill` writes."""
    address, unpack = address_of(where), unpack if fill else no_reader
    if address.startswith(SQLITE):
        file = address.removeprefix("sqlite:///")
        for left in (f"{file}-wal", f"{file}-shm"):  # of a process that was killed: its changes would come back
            Path(left).unlink(missing_ok=True)
        Path(file).write_bytes(_file(fill, unpack))
        return
    from tests.support import postgresql  # noqa: PLC0415 - as above

    postgresql.create_database(address, _template(fill, unpack) if fill else postgresql.MIGRATED)


@cache
def _file(fill: Fill | None, unpack: Unpack) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "new.db"
        _elsewhere(_make(address_of(file), fill, unpack))
        return file.read_bytes()


@cache
def _template(fill: Fill, unpack: Unpack) -> str:
    from tests.support import postgresql  # noqa: PLC0415 - as above

    address = postgresql.new_address()
    _elsewhere(_make(address, fill, unpack))
    return postgresql.name_of(address)


def _elsewhere(work: Coroutine[object, object, None]) -> None:
    """Run a coroutine in a thread of its own: there may be a loop running here."""
    with ThreadPoolExecutor(1) as elsewhere:
        elsewhere.submit(asyncio.run, work).result()


async def _make(address: str, fill: Fill | None, unpack: Unpack) -> None:
    if fill is None:
        store = await Store.open(address)
    else:
        store = await new_store(address, unpack)
        await fill(store)
    await store.close()


@contextmanager
def copied(address: str) -> Iterator[str]:
    """The address of a copy of a database that nobody has open, made as an operator would without the program."""
    if address.startswith(SQLITE):
        copy = f"{address}.copy"
        shutil.copy(address.removeprefix("sqlite:///"), copy.removeprefix("sqlite:///"))
        yield copy
        return
    from tests.support import postgresql  # noqa: PLC0415 - as above

    copy = postgresql.new_address()
    postgresql.create_database(copy, postgresql.name_of(address))
    yield copy
    postgresql.drop_database(copy)


async def no_archives(store: Store) -> None:
    """Note that no archive exists, so that the pages alone tell which questions there are."""
    for legislature in range(FIRST_ARCHIVED, ID.series + 1):
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
