"""The store's own work on SQLite and on PostgreSQL, side by side: the same made-up archive, follows and searches.

Each piece of work is timed alone, in one process, first on a file and then on a server that writes to its disk as a real
one does. What is compared is the time until the work is written.
"""

import asyncio
import time
import zlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bot.core.chat import Chat
from bot.core.delivery import DeliveryState
from bot.core.question import Answer, Question, QuestionId
from bot.core.summary import found_by
from bot.core.sweep import answer_key
from storage import Store
from storage.intake.packed import Packed
from storage.questions.rows import dumps, loads
from tests.benchmarks.parliament import Parliament
from tests.benchmarks.table import table
from tests.support import postgresql
from tests.support.examples import NOW
from tests.support.followers import follow_together
from tests.support.stores import make_database

LEGISLATURE = 17
CROWD = 1
"""The number of the question that everybody follows."""

SERVER = {"fsync": "on", "full_page_writes": "on", "autovacuum": "on", "shared_buffers": "128MB"}


@dataclass(frozen=True, slots=True)
class DatabasesSize:
    """How many questions there are, how many chats follow one, and how often a command is given."""

    questions: int = 5_000
    crowd: int = 50_000
    commands: int = 200


def run(size: DatabasesSize, seed: int) -> str:
    """Do the same on both. Returns a table of milliseconds, with the ratio."""
    return asyncio.run(_run(size, seed))


async def _run(size: DatabasesSize, seed: int) -> str:
    records = _records(size, seed)
    with TemporaryDirectory() as folder, postgresql.of_its_own(**SERVER) as server:
        found = []
        for address in (f"sqlite:///{Path(folder)}/guetteur.db", server.address("bench")):
            make_database(address)
            store = await Store.open(address, lambda packed: loads(packed.decode()))
            found.append(await _measure(store, address, records, size))
            await store.close()
    rows = [
        [work, f"{first:,.1f}", f"{second:,.1f}", f"{second / first:.1f}"]
        for (work, first), (_, second) in zip(found[0].items(), found[1].items(), strict=True)
    ]
    head = [f"milliseconds, with {size.questions:,} questions", "SQLite", "PostgreSQL", "ratio"]
    return table(head, rows)


async def _measure(store: Store, address: str, records: list[Packed], size: DatabasesSize) -> dict[str, float]:
    person = Chat(1, "private", "fr")
    await store.chats.greet(person, NOW)
    answered = [_packed(_answered(each)) for each in records[: size.questions // 10]]
    times = {"a first sweep": await _once(lambda: _sweep(store, records, 1))}
    question = QuestionId.of_legislature(LEGISLATURE, CROWD)
    await store.follows.follow(person.id, question, False, NOW)
    await asyncio.to_thread(follow_together, address, range(1_000, 1_000 + size.crowd), question)
    numbers = range(2, 2 + size.commands)
    wanted = [QuestionId.of_legislature(LEGISLATURE, number) for number in numbers]
    times["/follow, the median"] = await _each([partial(store.follows.follow, 1, each, False, NOW) for each in wanted])
    times["/list, the median"] = await _each([lambda: store.follows.of_chat(person.id)] * 20)
    times["a search, the median"] = await _each([partial(store.search.find, "ministre santé", LEGISLATURE, 10)] * 20)
    times[f"a sweep with {len(answered):,} answers"] = await _once(lambda: _sweep(store, answered, 2))
    times[f"its fan-out to {size.crowd:,} chats"] = await _once(lambda: _release(store))
    times["1,000 deliveries taken and marked"] = await _once(lambda: _deliver(store, 1_000))
    return times


async def _sweep(store: Store, records: list[Packed], number: int) -> None:
    for start in range(0, len(records), 200):
        await store.catalogue.take(LEGISLATURE, records[start : start + 200], NOW + timedelta(hours=number), number)


async def _release(store: Store) -> None:
    await store.fanouts.tell_all()
    await store.catalogue.release()


async def _deliver(store: Store, most: int) -> None:
    later, done = NOW + timedelta(days=1), 0
    while done < most and (due := await store.outbox.due(later, (), 50)):
        for delivery in due:
            await store.outbox.settle(delivery.rows, DeliveryState.SENT, later)
            done += 1


async def _once(work: Callable[[], Awaitable[object]]) -> float:
    began = time.perf_counter()
    await work()
    return (time.perf_counter() - began) * 1000


async def _each(work: list[Callable[[], Awaitable[object]]]) -> float:
    return median([await _once(each) for each in work])


def _records(size: DatabasesSize, seed: int) -> list[Packed]:
    parliament, day = Parliament(seed), date(2026, 9, 1)
    numbers = range(1, size.questions + 1)
    return [_packed(parliament.question(QuestionId.of_legislature(LEGISLATURE, number), day)) for number in numbers]


def _answered(packed: Packed) -> Question:
    question = loads(packed.record.decode())
    if question is None:
        raise ValueError("a record that was just written cannot be read")
    answer = Answer(date(2026, 11, 24), f"Réponse à la question {question.id}. {question.text}")
    return replace(question, answer=answer)


def _packed(question: Question) -> Packed:
    body = dumps(question).encode()
    key = answer_key(question.answer)
    return Packed(question.id.number, zlib.crc32(body), len(body), body, question.author_ref, key, *found_by(question))
