"""The names of deputies: the cost of reading registers of real size and of giving questions their authors' names.

Both registers are fetched beside a catalogue of four legislatures, some questions of which are followed. The process
that is measured does nothing else; the server runs in another one.
"""

import asyncio
import gc
import logging
import multiprocessing
import random
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, insert

from bot.core.question import Question, QuestionId
from bot.parliament.client import Client, Roots
from bot.standins.sites.register import Names, historical, sitting
from bot.standins.sites.zip_writer import zipped
from bot.watch.deputy_names import REGISTERS, DeputyNames
from bot.watch.source_health import SourceHealth
from storage import Store
from storage.questions.rows import dumps
from storage.tables import catalogue, questions
from tests.benchmarks.clock import Clock
from tests.benchmarks.measuring import MIB, Cost, Meter
from tests.benchmarks.parliament import Parliament
from tests.benchmarks.serving import served
from tests.benchmarks.table import table, verdict

NOW, DAY = datetime(2026, 11, 24, 5, 41, tzinfo=UTC), date(2026, 11, 23)
LARGEST_LEGISLATURE = 60_000
HEAD = [
    "register",
    "zip MiB",
    "unpacked MiB",
    "members",
    "wall s",
    "CPU s",
    "held ms",
    "of it own ms",
    "memory MiB",
    "budget",
]
CPU_OF_A_REGISTER, LONGEST_HELD, MOST_MEMORY = 20.0, 0.05, 64 * MIB


@dataclass(frozen=True, slots=True)
class RegisterSize:
    """Deputies and organs of each register, questions of the catalogue, followed questions.

    In the historical register each deputy has `terms` terms, with five mandates a term.
    """

    sitting: int = 575
    constituencies: int = 7_136
    all: int = 3_114
    all_constituencies: int = 60_000
    terms: int = 20
    questions: int = 190_000
    followed: int = 20_000


def run(size: RegisterSize, seed: int) -> str:
    """Measure both registers, and return the table."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        everybody = {f"PA{each}": _names(each, chance) for each in range(1, size.all + 1)}
        sit = dict(list(everybody.items())[-size.sitting :])
        files = {
            "sitting deputies": _file(folder / "10.zip", zipped(sitting(sit, size.constituencies, 37), DAY)),
            "historical": _file(
                folder / "30.zip", zipped(historical(everybody, size.all_constituencies, size.terms), DAY)
            ),
        }
        database = folder / "names.db"
        asyncio.run(_prepare(database, size, seed))
        rows = []
        with served(folder) as server:
            for at, (register, file) in enumerate(files.items()):
                server.show(file)
                cost = _alone(_learn, str(database), server.url, at)
                rows.append(_row(register, file, cost))
        check = _alone(_check, str(database), "", 0)
    return table(HEAD, rows) + f"\nto see that no name is missing: {check.wall * 1000:.0f} ms"


def _names(number: int, chance: random.Random) -> Names:
    """Made-up names, of which some fifty in a thousand are shared."""
    letters = str(number if chance.random() > 0.05 else number // 2).translate(
        str.maketrans("0123456789", "abcdefghij")
    )
    return ("Mme", "Odile", f"Exemple{letters}", f"Département {number % 100}")


def _file(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


async def _prepare(database: Path, size: RegisterSize, seed: int) -> None:
    """Make a catalogue as sweeps leave it, with the readings of the followed questions."""
    await (await Store.open(f"sqlite:///{database}")).close()
    example = Parliament(seed).question(QuestionId.of_legislature(17, 1), DAY)
    engine = create_engine(f"sqlite:///{database}")
    with engine.begin() as connection:
        for rows in _paged(_records(example, size)):
            connection.execute(insert(catalogue), rows)
        for rows in _paged(_followed(example, size)):
            connection.execute(insert(questions), rows)
    engine.dispose()


def _places(size: RegisterSize) -> Iterator[tuple[int, int]]:
    return ((17 - each // LARGEST_LEGISLATURE, each % LARGEST_LEGISLATURE + 1) for each in range(size.questions))


def _author(number: int, size: RegisterSize) -> str:
    return f"PA{1 + number * 7919 % size.all}"


def _records(example: Question, size: RegisterSize) -> Iterator[dict[str, Any]]:
    body = dumps(example).encode()
    for legislature, number in _places(size):
        key = {"legislature": legislature, "number": number, "author_ref": _author(number, size)}
        yield {**key, "crc": 1, "size": len(body), "changed_at": NOW, "record": body}


def _followed(example: Question, size: RegisterSize) -> Iterator[dict[str, Any]]:
    for row, (legislature, number) in enumerate(_places(size), 1):
        if row > size.followed:
            return
        snapshot = dumps(
            replace(example, id=QuestionId.of_legislature(legislature, number), author_ref=_author(number, size))
        )
        yield {"id": row, "legislature": legislature, "number": number, "snapshot": snapshot, "reopenings": 0}


def _paged(rows: Iterator[dict[str, Any]], size: int = 5_000) -> Iterator[list[dict[str, Any]]]:
    page: list[dict[str, Any]] = []
    for row in rows:
        page.append(row)
        if len(page) == size:
            yield page
            page = []
    if page:
        yield page


def _alone(work: Callable[..., Cost], *arguments: object) -> Cost:
    """Run the function in a new process."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(work, *arguments).result()


def _learn(database: str, url: str, register: int) -> Cost:
    logging.getLogger().setLevel(logging.ERROR)
    return asyncio.run(_learning(database, url, register))


async def _learning(database: str, url: str, at: int) -> Cost:
    store = await Store.open(f"sqlite:///{database}")
    client = Client(Roots(url, url, url, url), 1000, "Guetteur/benchmark")
    clock = Clock(NOW)
    register = REGISTERS[at]
    names = DeputyNames(store, client, SourceHealth(store, clock, _nothing), None, clock, (register,))
    gc.collect()
    gc.freeze()  # as the program does once everything is open
    async with Meter() as meter:
        await names.ask_if_due()
    failures = (await store.archives.of(register.name)).swept.failures
    await client.close()
    await store.close()
    if failures:
        raise RuntimeError("the register was not read")
    return meter.cost


def _check(database: str, _url: str, _at: int) -> Cost:
    return asyncio.run(_looking(database))


async def _looking(database: str) -> Cost:
    store = await Store.open(f"sqlite:///{database}")
    async with Meter() as meter:
        missing = await store.deputies.unnamed(REGISTERS[1].name)
    await store.close()
    if missing:
        raise RuntimeError(f"{len(missing)} names are missing still")
    return meter.cost


def _nothing() -> None:
    pass


def _row(name: str, file: Path, cost: Cost) -> list[str]:
    with zipfile.ZipFile(file) as register:
        members = register.infolist()
    reached = cost.cpu <= CPU_OF_A_REGISTER and cost.held_own <= LONGEST_HELD and cost.memory <= MOST_MEMORY
    return [
        name,
        f"{file.stat().st_size / MIB:.0f}",
        f"{sum(each.file_size for each in members) / MIB:.0f}",
        str(len(members)),
        f"{cost.wall:.2f}",
        f"{cost.cpu:.2f}",
        f"{cost.held * 1000:.0f}",
        f"{cost.held_own * 1000:.0f}",
        f"{cost.memory / MIB:.0f}",
        verdict(reached),
    ]
