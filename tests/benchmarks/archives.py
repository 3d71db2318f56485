"""A first start with the archives of four legislatures: its cost, and how long commands take meanwhile.

The archives have the shapes and the sizes of the real ones: that of the 14th legislature is one large file. They are
written record by record, and served by a process of its own.
"""

import asyncio
import gc
import logging
import random
import tempfile
import time
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from statistics import median

from bot.core.addresses import archive_path
from bot.core.question import Question, QuestionId
from bot.parliament.archive import unpack_record
from storage import Store
from tests.benchmarks.alone import alone
from tests.benchmarks.clock import Clock
from tests.benchmarks.measuring import MIB, Cost, Meter
from tests.benchmarks.parliament import Parliament, record
from tests.benchmarks.program import CURRENT, Program
from tests.benchmarks.serving import name_of, served
from tests.benchmarks.table import table

NOW = datetime(2026, 11, 24, 5, 41, tzinfo=UTC)
LAST_DAYS = {17: date(2026, 11, 23), 16: date(2024, 6, 4), 15: date(2022, 6, 14), 14: date(2017, 6, 13)}
ONE_LIST = frozenset({14})
STATUS = QuestionId.of_legislature(17, 1)
STARTS = 5
MOST_OFFERED = 10


@dataclass(frozen=True, slots=True)
class Size:
    """How many questions each archive has; by default about as many as the real ones."""

    questions: Mapping[int, int] = field(default_factory=lambda: {17: 20_000, 16: 18_500, 15: 46_000, 14: 104_000})


@dataclass(frozen=True, slots=True)
class Taken:
    """The cost of one step; `commands` has the seconds that each command took meanwhile."""

    name: str
    questions: int
    cost: Cost
    commands: tuple[float, ...]
    bytes: int


def run(size: Size, seed: int) -> str:
    """Take in all archives, start again with them, search them, and return the tables."""
    with tempfile.TemporaryDirectory() as name:
        folder, words = Path(name), []
        for legislature, questions in size.questions.items():
            words += _write(folder, Parliament(seed + legislature), legislature, questions)
        database = folder / "guetteur.db"
        with served(folder) as server:
            taken = alone(_take_in, str(database), server.url, size)
        current = folder / "current.db"
        with served(folder) as server:
            alone(_take_in_current, str(current), server.url)
        wanted = random.Random(seed).sample(words, min(60, len(words)))
        starts = [alone(_start, str(each), wanted) for each in (current, database)]
    return "\n\n".join([_told(taken), _told_of_starts(starts)])


def _write(folder: Path, parliament: Parliament, legislature: int, count: int) -> list[str]:
    """Write an archive, and return some words of its subjects."""
    path, words = archive_path(legislature) or "", []
    with zipfile.ZipFile(folder / name_of(path), "w", zipfile.ZIP_DEFLATED) as made:
        questions = parliament.one_by_one(legislature, count, LAST_DAYS[legislature])
        if legislature in ONE_LIST:
            with made.open("Questions_ecrites_XIV.json", "w", force_zip64=True) as whole:
                whole.write(b'{"questionsEcrites": {"question": [\n')
                for place, question in enumerate(questions):
                    whole.write((b",\n" if place else b"") + record(question))
                    words += _some_words(question)
                whole.write(b"\n]}}\n")
        else:
            for question in questions:
                made.writestr(f"json/{question.id.uid}.json", record(question))
                words += _some_words(question)
    return words


def _some_words(question: Question) -> list[str]:
    """Two words of one subject in a hundred: the longest ones, which are seldom the commonest."""
    words = sorted((question.subject or "").split(), key=len)
    return [] if question.id.number % 100 else [" ".join(words[-2:])]


def _take_in(database: str, url: str, size: Size) -> list[Taken]:
    logging.getLogger().setLevel(logging.ERROR)
    return asyncio.run(_measured(Path(database), url, size))


async def _measured(database: Path, url: str, size: Size) -> list[Taken]:
    program = await Program.open(database, url, Clock(NOW))
    _freeze()
    taken = []
    for legislature in size.questions:
        delays: list[float] = []
        commanding = asyncio.create_task(_command(program.store, delays))
        async with Meter() as meter:
            await program.sweeper.sweep(legislature)
        commanding.cancel()
        await asyncio.gather(commanding, return_exceptions=True)
        taken.append(Taken(f"{legislature}th", size.questions[legislature], meter.cost, tuple(delays), _size(database)))
    if await program.store.archives.taken_in() != frozenset(size.questions):
        raise RuntimeError("an archive was not taken in")
    await program.close()
    return taken


def _take_in_current(database: str, url: str) -> None:
    logging.getLogger().setLevel(logging.ERROR)
    asyncio.run(_taken_in_current(Path(database), url))


async def _taken_in_current(database: Path, url: str) -> None:
    program = await Program.open(database, url, Clock(NOW))
    await program.sweeper.sweep(CURRENT)
    await program.close()


async def _command(store: Store, delays: list[float]) -> None:
    """The work of /status in the store: record its update, read the question, mark the update as handled."""
    for number in count(1):
        began = time.perf_counter()
        await store.updates.keep([(number, "{}")], NOW)
        await store.observations.of(STATUS)
        await store.follows.of_chat(1)
        await store.updates.handled(number, NOW)
        delays.append(time.perf_counter() - began)
        await asyncio.sleep(0.01)


@dataclass(frozen=True, slots=True)
class Started:
    """A start with an existing database: its bytes, the seconds to open it, and the seconds of each search."""

    bytes: int
    opened: float
    searched: tuple[float, ...]


def _start(database: str, wanted: Sequence[str]) -> Started:
    return asyncio.run(_started(Path(database), wanted))


async def _started(database: Path, wanted: Sequence[str]) -> Started:
    opened, searched = [], []
    for _ in range(STARTS):
        began = time.perf_counter()
        store = await Store.open(f"sqlite:///{database}", unpack_record)
        opened.append(time.perf_counter() - began)
        await store.close()
    store = await Store.open(f"sqlite:///{database}", unpack_record)
    for words in wanted:
        began = time.perf_counter()
        await store.search.find(words, CURRENT, MOST_OFFERED)
        searched.append(time.perf_counter() - began)
    await store.close()
    return Started(_size(database), median(opened), tuple(searched))


def _size(file: Path) -> int:
    return file.stat().st_size


def _freeze() -> None:
    """Freeze the garbage collector's objects, as the program does once everything is open."""
    gc.collect()
    gc.freeze()


def _told(taken: Sequence[Taken]) -> str:
    head = [
        "archive",
        "questions",
        "wall s",
        "CPU s",
        "loop held ms",
        "memory MiB",
        "commands",
        "median ms",
        "worst ms",
    ]
    rows = [
        [
            each.name,
            str(each.questions),
            f"{each.cost.wall:.1f}",
            f"{each.cost.cpu:.1f}",
            f"{each.cost.held * 1000:.0f}",
            f"{each.cost.memory / MIB:.0f}",
            str(len(each.commands)),
            f"{1000 * median(each.commands):.0f}",
            f"{1000 * max(each.commands):.0f}",
            f"{each.bytes / MIB:.0f}",
        ]
        for each in taken
    ]
    return table([*head, "database MiB"], rows)


def _told_of_starts(starts: Sequence[Started]) -> str:
    head = ["a start with", "database MiB", "opened ms", "searches", "median ms", "worst ms"]
    rows = [
        [
            name,
            f"{each.bytes / MIB:.0f}",
            f"{1000 * each.opened:.0f}",
            str(len(each.searched)),
            f"{1000 * median(each.searched):.1f}",
            f"{1000 * max(each.searched):.1f}",
        ]
        for name, each in zip(("the current one", "all of them"), starts, strict=True)
    ]
    return table(head, rows)
