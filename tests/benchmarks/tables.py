"""What is beyond its term, and tables to take away, of a legislature and of a chat that follows much: on a file and on a
server, how long they take, how long they hold the event loop, and how large the file is.

The questions are those of the benchmark of figures; of those that the chat follows there are snapshots with texts, too.
"""

import asyncio
import gc
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from sqlalchemy import insert, select

from bot.core.chambers.assemblee import ASSEMBLEE
from bot.core.figure_query import of_legislature
from bot.core.query import Query
from bot.core.query_reader import read_query
from bot.core.question import Answer, Question, QuestionId, State
from bot.core.table import MOST_ROWS, TableFile
from bot.messages.phrases import phrases
from bot.messages.table import table_heading
from bot.parliament.archive import unpack_record
from handlers.common.tables import fill_table
from storage import Store
from storage.questions.rows import dumps
from storage.questions.table_rows import TableIds
from storage.tables import chats, checks, follows, questions, summaries
from tests.benchmarks.corpus import ENDS
from tests.benchmarks.figures import SERVER, fill
from tests.benchmarks.measuring import Meter
from tests.benchmarks.searching import cpu_seconds
from tests.benchmarks.table import table, verdict
from tests.support import postgresql
from tests.support.databases import engine_of, execute
from tests.support.examples import NOW, WAITING
from tests.support.stores import make_database

CURRENT, CHAT, PAGE, TRIES = max(ENDS), 1001, 10, 3
DAY = ENDS[CURRENT] + timedelta(days=1)
MOST_HELD = 0.05
TEXT = "Une question d’une longueur usuelle, sur l’entretien des digues et des ouvrages. " * 25


@dataclass(frozen=True, slots=True)
class TablesSize:
    """Questions of the current legislature, and how many of them the chat follows."""

    questions: int = 20_000
    followed: int = 5_000


@dataclass(frozen=True, slots=True)
class Row:
    """Seconds of the processor, in all and in the event loop alone, and the bytes of a table's file."""

    name: str
    all: float
    held: float
    size: int


def run(size: TablesSize, seed: int) -> str:
    """Measure both databases, and print a table."""
    return asyncio.run(_run(size, seed))


async def _run(size: TablesSize, seed: int) -> str:
    with TemporaryDirectory() as folder, postgresql.of_its_own(**SERVER) as server:
        found = []
        for name, address in (
            ("SQLite", f"sqlite:///{Path(folder)}/guetteur.db"),
            ("PostgreSQL", server.address("tables")),
        ):
            make_database(address)
            store = await Store.open(address, unpack_record)
            await fill(store, {CURRENT: size.questions}, Random(seed))
            _follow(address, size)
            if name == "PostgreSQL":
                execute(address, "ANALYZE")
            found += [(name, row) for row in await _measured(store, address)]
            await store.close()
    return told(found)


def told(found: Sequence[tuple[str, Row]]) -> str:
    """The table, in milliseconds and megabytes, and whether the requirement is reached."""
    rows = [
        [name, row.name, f"{1000 * row.all:.0f}", f"{1000 * row.held:.0f}", f"{row.size / 1e6:.1f}" if row.size else ""]
        for name, row in found
    ]
    heading = ["database", "what is late, and tables: CPU milliseconds", "in all", "held", "MB"]
    is_reached = all(row.held < MOST_HELD for _, row in found)
    return f"{table(heading, rows)}\nnone held for {MOST_HELD} s: {verdict(is_reached)}"


async def _measured(store: Store, address: str) -> list[Row]:
    every = of_legislature(CURRENT)
    ministry = read_query(f"ministère:santé législature:{CURRENT}")
    assert isinstance(ministry, Query)

    async def late(query: Query) -> int:
        found = await store.overdue.meeting(query, DAY, PAGE)
        await store.tables.rows(found.ids)
        return 0

    async def late_here() -> int:
        found = await store.overdue.followed(CHAT, DAY, PAGE)
        await store.observations.questions(found.ids)
        return 0

    async def late_as_table() -> int:
        found = await store.overdue.meeting(every, DAY, MOST_ROWS)
        return await _written(store, TableIds(found.ids))

    async def found_as_table() -> int:
        return await _written(store, await store.tables.meeting(every, MOST_ROWS))

    async def list_as_table() -> int:
        return await _written(store, await store.tables.followed(CHAT, MOST_ROWS))

    jobs: dict[str, Callable[[], Awaitable[int]]] = {
        "/overdue, a legislature": lambda: late(every),
        "/overdue, a ministry": lambda: late(ministry),
        "/overdue, what is followed": late_here,
        "a table of the legislature": found_as_table,
        "a table of what is late": late_as_table,
        "a table of what is followed": list_as_table,
    }
    gc.collect()
    gc.freeze()  # as the program does once it has started
    return [await _row(address, name, job) for name, job in jobs.items()]


async def _written(store: Store, found: TableIds) -> int:
    words = phrases("fr")
    file = TableFile(table_heading(words))
    assert await fill_table(store, words, file, found, DAY)
    return len(file.content)


async def _row(address: str, name: str, job: Callable[[], Awaitable[int]]) -> Row:
    """The least of several tries: what else a machine does makes a time longer, never shorter."""
    whole, held, size = [], [], 0
    for _ in range(TRIES):
        whole.append(await cpu_seconds(job, address))
        async with Meter() as meter:
            size = await job()
        held.append(meter.cost.held_own)
    return Row(name, min(whole), min(held), size)


def _follow(address: str, size: TablesSize) -> None:
    """Let a chat follow questions, of all ages."""
    step = max(size.questions // size.followed, 1)
    with engine_of(address).begin() as connection:
        connection.execute(insert(chats), {"id": CHAT, "kind": "private", "language": "fr", "created_at": NOW})
        known = connection.execute(select(summaries).where(summaries.c.number % step == 0)).all()
        asked = [_question(row.number, row.asked, row.ended, row.state) for row in known]
        rows = [
            {
                "id": each.id.number,
                "legislature": CURRENT,
                "number": each.id.number,
                "snapshot": dumps(each),
                "reopenings": 0,
                "answer_due": each.deadline if each.state is State.WAITING else None,
            }
            for each in asked
        ]
        connection.execute(insert(questions), rows)
        followed = {"chat_id": CHAT, "followed_at": NOW, "bare": False, "muted": False}
        connection.execute(insert(follows), [{**followed, "question_id": each.id.number} for each in asked])
        checks_of = [
            {"question_id": each.id.number, "source": source.value}
            for each in asked
            for source in ASSEMBLEE.page_sources
        ]
        connection.execute(
            insert(checks), [{**each, "absences": 0, "failures": 0, "next_at": NOW} for each in checks_of]
        )


def _question(number: int, asked: date, ended: date | None, state: str) -> Question:
    answer = Answer(ended, TEXT) if state == State.ANSWERED else None
    return replace(WAITING, id=QuestionId.of_legislature(CURRENT, number), asked=asked, text=TEXT, answer=answer)
