"""A real disk that is full, and a database that another process locks for a minute."""

import asyncio
import os
import shutil
import sqlite3
import subprocess
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, replace
from pathlib import Path

from bot.core.question import Question, QuestionId
from tests.benchmarks.table import table, verdict
from tests.faults.house import House, opened
from tests.support.examples import ANSWER, WAITING
from tests.support.stores import make_database

CHATS = range(1, 41)
BYTES = 24 << 20
"""Bytes of the small disk: SQLite's write-ahead log may take some megabytes of it."""

SETTINGS = {"WATCH_INTERVAL": "0.5", "SWEEP_INTERVAL": "600", "COMMENTS_INTERVAL": "600", "LOG_LEVEL": "ERROR"}
ANSWERED = "✅ Réponse publiée\n"
LISTED = "1 question suivie"


@dataclass(frozen=True, slots=True)
class Survived:
    """The outcome of one fault: seconds from its end until the last chat was told and the command answered."""

    expected: int
    told: int
    twice: int
    meanwhile: int
    commands: int
    seconds: float


@asynccontextmanager
async def small_disk(folder: Path) -> AsyncIterator[Path]:
    """A separate disk, which only root can make. Raises CalledProcessError or OSError where it cannot be made."""
    await asyncio.to_thread(folder.mkdir)
    await asyncio.to_thread(_run, "mount", "-t", "tmpfs", "-o", f"size={BYTES}", "none", str(folder))
    try:
        yield folder
    finally:
        await asyncio.to_thread(_run, "umount", "--lazy", str(folder))


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)


async def while_full(house: House, lasts: float) -> Survived:
    """Publish an answer while nothing more can be written."""
    question = await _follow(house)
    filler = house.folder / "filler"

    def fill() -> None:
        with filler.open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(os.urandom(1 << 12))
            except OSError:
                return

    await asyncio.to_thread(fill)
    return await _trouble(house, question, lasts, filler.unlink)


async def while_locked(house: House, lasts: float) -> Survived:
    """Publish an answer while another process locks the database."""
    question = await _follow(house)
    with closing(sqlite3.connect(house.file, isolation_level=None, timeout=30)) as other:
        other.execute("BEGIN EXCLUSIVE")
        return await _trouble(house, question, lasts, lambda: other.execute("ROLLBACK"))


async def _follow(house: House) -> Question:
    question = replace(WAITING, id=QuestionId.of_legislature(17, 4321))
    make_database(house.file)
    house.sites.put(question)
    await house.follow(CHATS, [question.id])
    await house.start(**SETTINGS)
    await house.stored("SELECT 1 FROM follows WHERE awaiting IS NULL", len(CHATS))
    await house.stored("SELECT 1 FROM outbox WHERE outcome IS NULL", 0)
    return question


async def _trouble(house: House, question: Question, lasts: float, end: Callable[[], object]) -> Survived:
    house.sites.answer(question.id, ANSWER)
    house.telegram.say(house.telegram.person(1), "/list")
    await asyncio.sleep(lasts)
    meanwhile = sum(house.count(ANSWERED, chat) for chat in CHATS)
    end()
    ended = time.monotonic()
    for chat in CHATS:
        await house.telegram.wait_for(chat, lambda message: ANSWERED in message.text, timeout=180)
    await house.telegram.wait_for(1, lambda message: LISTED in message.text, timeout=180)
    seconds = time.monotonic() - ended
    await house.stored("SELECT 1 FROM outbox WHERE outcome IS NULL", 0)
    await house.stop()
    told = [house.count(ANSWERED, chat) for chat in CHATS]
    return Survived(
        len(CHATS), sum(count > 0 for count in told), sum(told) - len(told), meanwhile, house.count(LISTED, 1), seconds
    )


async def report(folder: Path, lasts: float) -> str:
    """The figures of both faults."""
    rows, kept = [], []
    for name, trouble in (("disk full", while_full), ("database locked", while_locked)):
        try:
            async with small_disk(folder / name.replace(" ", "-")) as disk, opened(disk) as house:
                found = await trouble(house, lasts)
        except (subprocess.CalledProcessError, OSError) as error:
            return f"no disk of its own could be made here, which takes root: {error}"
        figures = (found.expected, found.told, found.twice, found.meanwhile, found.commands)
        rows.append([f"{name}, {lasts:.0f} s", *map(str, figures), f"{found.seconds:.1f}"])
        kept.append(found.told == found.expected and not (found.twice or found.meanwhile) and found.commands == 1)
        shutil.rmtree(folder / name.replace(" ", "-"), ignore_errors=True)
    head = ["trouble", "to tell", "told", "twice", "told meanwhile", "command answered", "seconds after it"]
    return f"{table(head, rows)}\nrequirement, all told once, and afterwards: {verdict(all(kept))}"
