"""Prunes a year's tellings: what becomes of the file, and how long others wait for the writer meanwhile."""

import asyncio
import random
import shutil
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory

from bot.core.history import USUALLY_KEPT
from bot.maintenance.pruning import PAUSE_SECONDS
from storage import Store
from tests.benchmarks.measuring import MIB
from tests.benchmarks.table import table

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
DAY, YEAR = timedelta(days=1), timedelta(days=USUALLY_KEPT)
KINDS = ("signalled", "reattributed", "answered")
"""What happens to each question in a year."""

EVENTS = "INSERT INTO events (question_id, key, kind, seen_at) VALUES (?, ?, ?, ?)"
TELLINGS = """
    INSERT INTO outbox (chat_id, question_id, key, kind, created_at, state, settled_at, turn)
    VALUES (?, ?, ?, ?, ?, 'sent', ?, ?)
"""


ALONE_SECONDS = 10.0
SHORT_PAUSE = 0.01
"""Seconds between two batches here, lest a million takes the better part of an hour."""


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds of each batch, and of each write of somebody else before and meanwhile."""

    batches: list[float]
    alone: list[float]
    meanwhile: list[float]


@dataclass(frozen=True, slots=True)
class PruningSize:
    """How much is told in a year, to how many chats and about how many questions."""

    tellings: int = 1_000_000
    chats: int = 50_000
    questions: int = 20_000


async def run(size: PruningSize, seed: int) -> str:
    """Fill a file with a year, prune it, and fill it with another year. Returns the tables."""
    chance = random.Random(seed)
    with TemporaryDirectory() as name:
        file, unpruned = Path(name) / "guetteur.db", Path(name) / "unpruned.db"
        await (await Store.open(f"sqlite:///{file}")).close()
        _fill(file, size)
        rows = [_row("nothing told", file)]
        _tell(file, size, 0, chance)
        rows.append(_row("a year", file))
        shutil.copy(file, unpruned)
        _tell(unpruned, size, 1, chance)
        rows.append(_row("two years, not pruned", unpruned))
        times = await _prune(file)
        rows.append(_row("a year, pruned", file))
        _tell(file, size, 1, chance)
        rows.append(_row("and another year", file))
    return f"{table(['the file', 'tellings', 'MiB', 'free MiB'], rows)}\n\n{_spent(times)}"


def _fill(file: Path, size: PruningSize) -> None:
    """Write the chats, the questions, and the days on which the program ran."""
    with closing(sqlite3.connect(file)) as database, database:
        chats = ((chat, _moment(BEGIN)) for chat in range(1, size.chats + 1))
        database.executemany("INSERT INTO chats (id, kind, language, created_at) VALUES (?, 'private', 'fr', ?)", chats)
        numbers = ((number,) for number in range(1, 2 * size.questions + 1))
        database.executemany("INSERT INTO questions (legislature, number) VALUES (17, ?)", numbers)


def _tell(file: Path, size: PruningSize, year: int, chance: random.Random) -> None:
    """Write what was told in a year, the first being 0, and that the program ran on each of its days."""
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("PRAGMA synchronous = OFF")
        for (at, question, kind), told in zip(_events(size, year), _shares(size), strict=True):
            moment = _moment(at)
            database.execute(EVENTS, (question, kind, kind, moment))
            followers = chance.sample(range(1, size.chats + 1), told)
            rows = ((chat, question, kind, kind, moment, moment, place) for place, chat in enumerate(followers))
            database.executemany(TELLINGS, rows)
        (last,) = database.execute("SELECT max(id) FROM outbox").fetchone()
        day = (year + 1) * USUALLY_KEPT
        database.execute("INSERT INTO outbox_days VALUES (?, ?)", (day, last))
        database.execute("UPDATE running SET days = ?", (day + USUALLY_KEPT,))
    with closing(sqlite3.connect(file)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _events(size: PruningSize, year: int) -> Iterator[tuple[datetime, int, str]]:
    """What happens in a year, in its order: (when, question, kind)."""
    count = size.questions * len(KINDS)
    for number in range(count):
        kind, question = divmod(number, size.questions)
        yield BEGIN + year * YEAR + number * YEAR / count, 1 + year * size.questions + question, KINDS[kind]


def _shares(size: PruningSize) -> Iterator[int]:
    """How many chats are told of each event: all of these are `tellings`."""
    count = size.questions * len(KINDS)
    yield from ((number + 1) * size.tellings // count - number * size.tellings // count for number in range(count))


async def _prune(file: Path) -> Times:
    """Prune the first year, while somebody else writes, who had written alone before."""
    store = await Store.open(f"sqlite:///{file}")
    times = Times([], [], [])
    alone = asyncio.create_task(_write(store, times.alone))
    await asyncio.sleep(ALONE_SECONDS)
    await _end(alone)
    meanwhile = asyncio.create_task(_write(store, times.meanwhile))
    batches = store.history.prune(BEGIN + 2 * YEAR + DAY, USUALLY_KEPT)
    while True:
        began = time.perf_counter()
        if await anext(batches, None) is None:
            break
        times.batches.append(time.perf_counter() - began)
        await asyncio.sleep(SHORT_PAUSE)
    await _end(meanwhile)
    await store.close()
    return times


async def _end(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def _write(store: Store, waits: list[float]) -> None:
    """Change a chat now and then, and note how long that took."""
    while True:
        began = time.perf_counter()
        await store.chats.speak(1, "fr")
        waits.append(time.perf_counter() - began)
        await asyncio.sleep(0.005)


def _row(name: str, file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as database:
        (told,) = database.execute("SELECT count(*) FROM outbox").fetchone()
        (free,) = database.execute("PRAGMA freelist_count").fetchone()
        (page,) = database.execute("PRAGMA page_size").fetchone()
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return [name, str(told), f"{file.stat().st_size / MIB:.1f}", f"{free * page / MIB:.1f}"]


def _spent(times: Times) -> str:
    rows = [
        _spread("a batch, read and written", times.batches),
        _spread("a write of somebody else, meanwhile", times.meanwhile),
        _spread("the same, before", times.alone),
    ]
    minutes = (sum(times.batches) + PAUSE_SECONDS * len(times.batches)) / 60
    head = ["milliseconds", "number", "median", "95th", "99th", "worst"]
    return f"{table(head, rows)}\nWith its pauses the program takes {minutes:.0f} minutes for it."


def _spread(name: str, seconds: Sequence[float]) -> list[str]:
    cuts = quantiles(seconds, n=100, method="inclusive")
    return [name, str(len(seconds)), *(f"{1000 * each:.0f}" for each in (cuts[49], cuts[94], cuts[98], max(seconds)))]


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S.%f}"
