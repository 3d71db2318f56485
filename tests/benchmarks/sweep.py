"""One sweep of the archive: its cost, and how long it holds up everything else.

Each is measured in a process of its own, with the server of the archive in another one.
"""

import asyncio
import gc
import logging
import random
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median

from bot.core.question import Question
from bot.parliament.archive import unpack_record
from bot.parliament.client import Client, Roots
from bot.standins.sites.zip_writer import zipped
from bot.watch.file_sweeper import SweptWith
from bot.watch.source_health import SourceHealth
from bot.watch.sweeper import Sweeper
from storage import Store
from tests.benchmarks.alone import alone
from tests.benchmarks.clock import Clock
from tests.benchmarks.following import follow
from tests.benchmarks.measuring import MIB, Cost, Meter
from tests.benchmarks.parliament import Parliament, records
from tests.benchmarks.serving import Server, served
from tests.benchmarks.table import table, verdict

LEGISLATURE = 17
NOW = datetime(2026, 11, 24, 5, 41, tzinfo=UTC)
FIRST_DAY, SECOND_DAY = date(2026, 11, 23), date(2026, 11, 24)
WEEK = 7 * 86400.0

CPU_OF_A_SWEEP, CPU_OF_NOTHING = 6.0, 0.5
LONGEST_HELD = 0.05
MOST_MEMORY = 64 * MIB
LARGEST_DATABASE = 150 * MIB
FOR_QUESTIONS = 20_000
"""The number of questions for which the budgets are made."""


@dataclass(frozen=True, slots=True)
class SweepSize:
    """How much to sweep."""

    questions: int = FOR_QUESTIONS
    followed: int = 5_000
    follows: int = 100_000
    answered: int = 1_000
    runs: int = 3


@dataclass(frozen=True, slots=True)
class SweepCost:
    """The cost of sweeps of one kind, one figure a run: `rows` are new in the outbox, `bytes` is the database's size."""

    name: str
    budget: float
    costs: tuple[Cost, ...]
    rows: int
    bytes: int

    def of(self, figure: Callable[[Cost], float]) -> float:
        """The median of the runs."""
        return median(figure(cost) for cost in self.costs)


def run(size: SweepSize, seed: int) -> str:
    """Measure every kind of sweep, and return the table."""
    with tempfile.TemporaryDirectory() as name:
        found = _Bench(Path(name), size, seed).run()
    return _told(found, size)


class _Bench:
    def __init__(self, folder: Path, size: SweepSize, seed: int) -> None:
        self._folder = folder
        self._size = size
        self._parliament = Parliament(seed)
        self._base = folder / "base.db"

    def run(self) -> list[SweepCost]:
        first = self._parliament.questions(LEGISLATURE, self._size.questions, FIRST_DAY)
        with served(self._folder) as server:
            found = [self._swept(server, "first sweep", self._pack("first", first), None, CPU_OF_A_SWEEP)]
            changed = self._pack("changed", [replace(each, subject=f"{each.subject} (suite)") for each in first])
            found.append(self._swept(server, "every record changed", changed, self._base, CPU_OF_A_SWEEP))
            again = self._pack("again", first, SECOND_DAY)
            found.append(self._swept(server, "same records in another file", again, self._base, CPU_OF_A_SWEEP))
            answers, followed = self._answer(first)
            issue = self._pack("issue", answers, SECOND_DAY)
            database = self._follow(followed)
            name = f"{self._size.answered} answered, {self._size.follows} follows"
            found.append(self._swept(server, name, issue, database, CPU_OF_A_SWEEP))
            name = f"every record changed, {self._size.follows} follows"
            found.append(self._swept(server, name, changed, database, CPU_OF_A_SWEEP))
            found.append(self._swept(server, "not modified", None, self._base, CPU_OF_NOTHING))
        return found

    def _pack(self, name: str, questions: Sequence[Question], day: date = FIRST_DAY) -> Path:
        file = self._folder / f"{name}.zip"
        file.write_bytes(zipped(records(questions), day))
        return file

    def _answer(self, questions: list[Question]) -> tuple[list[Question], list[Question]]:
        """The questions after an issue with answers; and the followed questions, among them all the answered ones."""
        chance = random.Random(1)
        waiting = [each for each in questions if each.answer is None]
        chosen = chance.sample(waiting, min(self._size.answered, len(waiting)))
        answered = {each.id: replace(each, answer=self._parliament.answer(SECOND_DAY)) for each in chosen}
        others = [each for each in questions if each.id not in answered]
        followed = chosen + chance.sample(others, self._size.followed - len(chosen))
        return [answered.get(each.id, each) for each in questions], followed

    def _follow(self, followed: Sequence[Question]) -> Path:
        database = self._folder / "followed.db"
        shutil.copyfile(self._base, database)
        follow(database, followed, self._size.follows, NOW - timedelta(days=1), WEEK)
        return database

    def _swept(self, server: Server, name: str, archive: Path | None, before: Path | None, budget: float) -> SweepCost:
        """Sweep that archive; None stands for the archive of the first sweep, which the database knows."""
        database, costs, rows = self._folder / "swept.db", [], 0
        for _ in range(self._size.runs):
            database.unlink(missing_ok=True)
            if before is not None:
                shutil.copyfile(before, database)
            if archive is not None:
                server.show(archive)
            else:  # the server gives the file a tag of its own, which the program must learn first
                alone(_sweep, str(database), server.url)
            costs.append(alone(_sweep, str(database), server.url))
            rows = _count(database, "outbox")
        if before is None:
            shutil.copyfile(database, self._base)
        return SweepCost(name, budget, tuple(costs), rows, database.stat().st_size)


def _sweep(database: str, url: str) -> Cost:
    logging.getLogger().setLevel(logging.ERROR)
    return asyncio.run(_measured(database, url))


async def _measured(database: str, url: str) -> Cost:
    store = await Store.open(f"sqlite:///{database}", unpack_record)
    client = Client(Roots(url, url, url, url), 1000, "Guetteur/benchmark")
    clock = Clock(NOW)
    sources = SourceHealth(store, clock, _nothing)
    sweeper = Sweeper(SweptWith(store, client, sources, None, clock, _nothing))
    gc.collect()
    gc.freeze()  # as the program does once everything is open
    async with Meter() as meter:
        await sweeper.sweep(LEGISLATURE)
    health = (await store.sources.all())[f"archive-{LEGISLATURE}"]
    await client.close()
    await store.close()
    if health.failures:
        raise RuntimeError(f"the sweep failed: {health.reason}")
    return meter.cost


def _nothing() -> None:
    pass


def _count(database: Path, table: str) -> int:
    with closing(sqlite3.connect(database)) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 - our own name


def _told(found: Sequence[SweepCost], size: SweepSize) -> str:
    head = ["one sweep", "wall s", "CPU s", "loop held ms", "of it own ms", "memory MiB", "told", "budget"]
    rows = [_row(each, size) for each in found]
    database = max(each.bytes for each in found)
    budget = verdict(database <= LARGEST_DATABASE * size.questions / FOR_QUESTIONS)
    return table(head, rows) + f"\nthe largest database after it: {database / MIB:.0f} MiB ({budget})"


def _row(swept: SweepCost, size: SweepSize) -> list[str]:
    cpu, held = swept.of(lambda cost: cost.cpu), swept.of(lambda cost: cost.held)
    memory = swept.of(lambda cost: cost.memory)
    reached = cpu <= swept.budget and held <= LONGEST_HELD and memory <= MOST_MEMORY
    return [
        swept.name,
        f"{swept.of(lambda cost: cost.wall):.2f}",
        f"{cpu:.2f}",
        f"{held * 1000:.0f}",
        f"{swept.of(lambda cost: cost.held_own) * 1000:.0f}",
        f"{memory / MIB:.0f}",
        str(swept.rows),
        verdict(reached),
    ]
