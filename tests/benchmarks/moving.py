"""Moves a large store from a file to a server, and back: time, processor and memory."""

import asyncio
import random
import sqlite3
import tempfile
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from storage.moving.moving import move
from storage.moving.table import Moved
from tests.benchmarks.alone import alone
from tests.benchmarks.measuring import MIB, Cost, Meter
from tests.benchmarks.table import table
from tests.support import postgresql
from tests.support.databases import migrate

RECORD = 2_000
"""Bytes of a record, as the archive packs it."""

MOMENT = "2026-11-24 12:00:00.000000"
HEAD = ["move", "rows", "wall s", "CPU s", "memory MiB"]


@dataclass(frozen=True, slots=True)
class MovingSize:
    """How much is moved: records of an archive, deliveries that each have a follow, chats."""

    records: int = 200_000
    deliveries: int = 1_000_000
    chats: int = 100_000


def run(size: MovingSize, seed: int) -> str:
    """Measure both ways, each in a process of its own, and return the table."""
    with tempfile.TemporaryDirectory() as folder, postgresql.of_its_own(fsync="on", autovacuum="on") as server:
        file = Path(folder) / "guetteur.db"
        _fill(file, size, seed)
        target = postgresql.new_database("template0", server)
        there, between, back = f"sqlite:///{file}", target, f"sqlite:///{folder}/back.db"
        ways = {"SQLite to PostgreSQL": (there, between), "PostgreSQL to SQLite": (between, back)}
        return table(HEAD, [_row(name, *alone(_measure, *way)) for name, way in ways.items()])


def _measure(source: str, target: str) -> tuple[list[Moved], Cost]:
    return asyncio.run(_move(source, target))


async def _move(source: str, target: str) -> tuple[list[Moved], Cost]:
    async with Meter() as meter:
        moved = await move(source, target, lambda _piece: None)
    return moved, meter.cost


def _row(name: str, moved: list[Moved], cost: Cost) -> list[str]:
    rows = sum(each.rows for each in moved)
    return [name, str(rows), f"{cost.wall:.0f}", f"{cost.cpu:.0f}", f"{cost.memory / MIB:.0f}"]


def _fill(file: Path, size: MovingSize, seed: int) -> None:
    """Make a store of that size in a new file."""
    migrate(f"sqlite:///{file}", "head")
    chance = random.Random(seed)
    records, chats = range(1, size.records + 1), range(1, size.chats + 1)
    questions = range(1, -(-size.deliveries // size.chats) + 1)
    pairs = [(chats[each % size.chats], questions[each // size.chats]) for each in range(size.deliveries)]
    rows: dict[str, tuple[str, Iterable[tuple[Any, ...]]]] = {
        "catalogue": (
            "legislature, number, crc, size, changed_at, record",
            ((17, number, number, RECORD, MOMENT, chance.randbytes(RECORD)) for number in records),
        ),
        "chats": ("id, kind, language, created_at", ((chat, "private", "fr", MOMENT) for chat in chats)),
        "questions": ("id, legislature, number", ((number, 17, number) for number in questions)),
        "follows": ("chat_id, question_id, followed_at, bare", ((*pair, MOMENT, 0) for pair in pairs)),
        "outbox": (
            'chat_id, question_id, "key", kind, created_at, state, settled_at',
            ((*pair, "answer:2026-11-24", "answered", MOMENT, "sent", MOMENT) for pair in pairs),
        ),
    }
    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        database.execute("PRAGMA synchronous = OFF")
        database.execute("BEGIN")
        for name, (columns, values) in rows.items():
            marks = ", ".join("?" * (columns.count(",") + 1))
            database.executemany(f"INSERT INTO {name} ({columns}) VALUES ({marks})", values)  # noqa: S608 - our own
        database.execute("COMMIT")
