"""Kills the process while it migrates an older database: a migration happens wholly or not at all."""

import asyncio
import random
import shutil
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.faults import older
from tests.faults.alerts import Alert, AlertLedger
from tests.faults.house import House, eventually, opened

Schema = tuple[str, frozenset[tuple[str, str | None]], dict[str, int]]

TABLES = ("chats", "questions", "follows", "outbox")
SETTLED, FEW = 60_000, 10_000
SETTLING_SECONDS = 0.05


@dataclass(slots=True)
class Migrated:
    """How many kills found the migration unfinished (`cut`) or over (`done`), and what was told in the end."""

    kills: int = 0
    cut: int = 0
    done: int = 0
    damaged: int = 0
    expected: int = 0
    got: int = 0
    lost: int = 0
    repeated: int = 0
    in_flight: int = 0


async def kill_migrations(folder: Path, kills: int, chance: random.Random, lasts: float | None = None) -> Migrated:
    """Migrate that many times, each time with one kill at a random instruction and then an undisturbed run.

    Without `lasts`, the seconds that a migration takes, they are measured.
    """
    template = folder / "older.db"
    older.build(template, SETTLED if lasts is None else FEW)
    found = Migrated()
    lasts = await _measure(folder, template) if lasts is None else lasts
    for number in range(kills):
        async with _moved_in(folder / f"migration-{number}", template) as house:
            await _kill_one(house, lasts * chance.random(), found)
        shutil.rmtree(house.folder)
    return found


async def _kill_one(house: House, after: float, found: Migrated) -> None:
    ledger = AlertLedger(house.telegram.state)
    ledger.owe(Alert(chat, "missing", chat) for chat in range(1, 1 + older.WAITING))
    for alert in ledger.due:
        house.telegram.person(alert.chat)
    before = _schema(house)
    await house.start()
    await _begun(house)
    await asyncio.sleep(after)
    await house.kill()
    await asyncio.sleep(SETTLING_SECONDS)
    found.kills += 1
    found.in_flight += _check(house, before, ledger, found)
    await house.start()
    with suppress(TimeoutError):
        await house.telegram.wait_until(lambda: not ledger.read().lost)
        await house.stored("SELECT 1 FROM outbox WHERE outcome IS NULL", 0)
    ledger.read()
    found.expected += len(ledger.due)
    found.got += len(ledger.due.keys() & ledger.told.keys())
    found.lost += len(ledger.lost)
    found.repeated += ledger.repeated.total()


def _check(house: House, before: Schema, ledger: AlertLedger, found: Migrated) -> int:
    """Check the database that a kill left. Returns how many messages had arrived and were not marked as sent."""
    with house.copy() as database:
        revision, names, rows = _facts(database)
        unmarked = database.execute("SELECT chat_id FROM outbox WHERE outcome IS NULL").fetchall()
        sound = database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    is_old = revision == older.OLDER
    found.cut += is_old
    found.done += not is_old
    found.damaged += not sound or rows != before[2] or is_old != (names == before[1])
    told = ledger.read().told
    return sum(Alert(chat, "missing", chat) in told for (chat,) in unmarked)


def _schema(house: House) -> Schema:
    with house.copy() as database:
        return _facts(database)


def _facts(database: sqlite3.Connection) -> Schema:
    """The revision, the whole schema, and the number of rows of each table."""
    (revision,) = database.execute("SELECT version_num FROM alembic_version").fetchone()
    names = frozenset(database.execute("SELECT name, sql FROM sqlite_master").fetchall())
    rows = {table: database.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES}  # noqa: S608 - our names
    return revision, names, rows


@asynccontextmanager
async def _moved_in(folder: Path, template: Path) -> AsyncIterator[House]:
    await asyncio.to_thread(folder.mkdir)
    shutil.copy(template, folder / "guetteur.db")
    async with opened(folder) as house:
        yield house


async def _measure(folder: Path, template: Path) -> float:
    """How many seconds pass from the first touch of the file to the end of the migration."""
    async with _moved_in(folder / "measured", template) as house:
        await house.start()
        await _begun(house)
        began = time.monotonic()
        await eventually(lambda: _is_migrated(house))
        return time.monotonic() - began


def _is_migrated(house: House) -> bool:
    with closing(sqlite3.connect(house.file, timeout=10)) as database:
        (revision,) = database.execute("SELECT version_num FROM alembic_version").fetchone()
    return bool(revision != older.OLDER)


async def _begun(house: House) -> None:
    """Wait until the process has opened the database."""
    await eventually(house.file.with_name(f"{house.file.name}-wal").exists)
