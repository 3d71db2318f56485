"""A database that is damaged while it is open: the operator hears of it in words, once."""

import os
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.exc import DatabaseError

from bot.store_guard import StoreGuard
from storage import Store
from storage.file_watch import Fate
from tests.examples import NOW
from tests.stores import new_store


@pytest.fixture
async def file(tmp_path: Path) -> AsyncIterator[Path]:
    """A database with a table that is larger than what SQLite keeps of it in memory."""
    made = tmp_path / "guetteur.db"
    await (await new_store(made)).close()
    with closing(sqlite3.connect(made, isolation_level=None)) as database:
        columns = "legislature, number, crc, size, changed_at, record"
        rows = ((17, number, 1, 1, "2026-11-24 12:00:00", os.urandom(3000)) for number in range(3000))
        database.execute("BEGIN")
        database.executemany(f"INSERT INTO catalogue ({columns}) VALUES (?, ?, ?, ?, ?, ?)", rows)  # noqa: S608 - our own
        database.execute("COMMIT")
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    yield made


def spoil(file: Path) -> None:
    """Half of it is no longer what it was."""
    size = file.stat().st_size
    with file.open("r+b") as pages:
        pages.seek(size // 4)
        pages.write(b"\xff" * (size // 2))


async def test_a_database_that_is_damaged_while_it_is_open_is_reported_once(file: Path) -> None:
    store = await Store.open(f"sqlite:///{file}")
    told: list[str] = []
    guard = StoreGuard(store, lambda: NOW, lambda: told.append("told"))
    await guard.look()
    assert store.file.damage is None
    spoil(file)
    for _ in range(3):
        with pytest.raises(DatabaseError):
            await store.catalogue.checksums(17)
        await guard.look()
    assert [each.kind for each in await store.reports.waiting()] == ["damaged"]
    assert told == ["told"]
    assert "malformed" in (store.file.damage or "")
    await store.close()


async def test_a_file_in_its_place_is_left_in_peace(tmp_path: Path) -> None:
    store = await new_store(tmp_path / "guetteur.db")
    assert await store.file.fate() is Fate.IN_PLACE
    (tmp_path / "guetteur.db").rename(tmp_path / "elsewhere.db")
    assert await store.file.fate() is Fate.REMOVED
    (tmp_path / "elsewhere.db").rename(tmp_path / "guetteur.db")
    assert await store.file.fate() is Fate.IN_PLACE
    await store.close()
