"""Sends an outbox to a Telegram that enforces its true limits, and fans out one event to a million chats."""

import asyncio
import logging
import sqlite3
import time
import warnings
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from markupsafe import Markup
from telegram.ext import ExtBot

from bot.core.question import Answer, Question, QuestionId
from bot.core.source import Source
from bot.core.validators import Validators
from bot.delivery.courier import Courier
from bot.messages.message import Message
from bot.standins.telegram.server import StandInTelegram
from bot.transport.http import AiohttpRequest
from bot.transport.rate_limiter import Limiter
from storage import Store
from tests.benchmarks.folders import in_memory
from tests.benchmarks.measuring import MIB, Meter
from tests.benchmarks.table import table, verdict

ID = QuestionId.of_legislature(17, 4321)
WAITING = Question(
    ID, subject="Digues", ministry="Transition écologique", asked=date(2026, 9, 1), text="?", comments=()
)
ANSWERED = replace(
    WAITING, answer=Answer(date(2026, 11, 24), "La ministre rappelle que les digues sont entretenues. " * 20)
)
TAKEN_A_SECOND, PART = 30, 95
PEOPLE = range(1_000_001, 1_000_011)
BETWEEN_REPLIES = 0.4
ASSEMBLEE = Source.ASSEMBLEE


def _now() -> datetime:
    return datetime.now(UTC)


@asynccontextmanager
async def _followed(folder: Path, chats: Iterable[int]) -> AsyncIterator[Store]:
    """A store in which these chats follow one question."""
    file = folder / "guetteur.db"
    store = await Store.open(f"sqlite:///{file}")
    await store.checks.record_reading(WAITING, ASSEMBLEE, Validators(), 1, _now(), _now())
    await store.close()
    moment = f"{_now():%Y-%m-%d %H:%M:%S.%f}"
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("PRAGMA synchronous = OFF")
        numbers = [(chat, moment) for chat in chats]
        database.executemany(
            "INSERT INTO chats (id, kind, language, created_at) VALUES (?, 'private', 'fr', ?)", numbers
        )
        database.executemany(
            "INSERT INTO follows (chat_id, question_id, followed_at, bare) VALUES (?, 1, ?, 0)", numbers
        )
    store = await Store.open(f"sqlite:///{file}")
    try:
        yield store
    finally:
        await store.close()


WAYS = (0.0, 0.05)
"""Seconds from here to Telegram: nearby, and on another continent."""


async def keep_to_limits(messages: int) -> str:
    """Send alerts to as many chats and answer people meanwhile, with a Telegram nearby and one far away."""
    rows, goals = [], []
    for way in WAYS:
        row, is_reached = await _keep_to_limits(messages, way)
        rows.append(row)
        goals.append(is_reached)
    head = ["true limits", "messages", "seconds", "a second", "% of 30", "429s", "replies", "median ms", "worst ms"]
    return f"{table(head, rows)}\ngoal, 95 % and no 429: {verdict(all(goals))}"


async def _keep_to_limits(messages: int, way: float) -> tuple[list[str], bool]:
    logging.disable(logging.WARNING)
    warnings.filterwarnings("ignore", message="Please use 'Bot")
    with in_memory() as name:
        async with StandInTelegram() as telegram, _followed(Path(name), range(1, messages + 1)) as store:
            for chat in (*range(1, messages + 1), *PEOPLE):
                telegram.person(chat)
            limiter = Limiter(1, store.flood_waits.keep, _now)
            request = AiohttpRequest()
            async with ExtBot(telegram.token, f"{telegram.url}/bot", request=request, rate_limiter=limiter) as bot:
                courier = Courier(bot, store, limiter, _now)
                await store.checks.record_reading(ANSWERED, ASSEMBLEE, Validators(), 1, _now(), _now())
                telegram.be_far_away(way)
                limits = telegram.enforce_limits()
                delays: list[float] = []
                began = time.perf_counter()
                working = [asyncio.create_task(courier.run()), asyncio.create_task(_answer(courier, delays))]
                await telegram.wait_until(lambda: limits.taken - len(delays) >= messages, timeout=None)
                seconds = time.perf_counter() - began
                for task in working:
                    task.cancel()
                await asyncio.gather(*working, return_exceptions=True)
                await courier.stop()
    logging.disable(logging.NOTSET)
    rate = limits.taken / seconds
    part = 100 * rate / TAKEN_A_SECOND
    times = [f"{1000 * median(delays):.0f}", f"{1000 * max(delays):.0f}"]
    name = f"{2000 * way:.0f} ms there and back"
    row = [name, str(limits.taken), f"{seconds:.1f}", f"{rate:.2f}", f"{part:.1f}", str(len(limits.refused))]
    return [*row, str(len(delays)), *times], part >= PART and not limits.refused


async def _answer(courier: Courier, delays: list[float]) -> None:
    """Answer a person now and then, and note how long each answer took."""
    while True:
        for person in PEOPLE:
            await asyncio.sleep(BETWEEN_REPLIES)
            began = time.perf_counter()
            await courier.reply(person, Message(Markup("Aucune question suivie.")))
            delays.append(time.perf_counter() - began)


async def fan_out(follows: int) -> str:
    """Record one answer that so many chats follow and run commands meanwhile; then take the due deliveries."""
    with TemporaryDirectory() as name:
        async with _followed(Path(name), range(1, follows + 1)) as store:
            delays: list[float] = []
            commanding = asyncio.create_task(_command(store, delays))
            async with Meter() as meter:
                await store.checks.record_reading(ANSWERED, ASSEMBLEE, Validators(), 1, _now(), _now())
                await store.fanouts.tell_all()
            commanding.cancel()
            await asyncio.gather(commanding, return_exceptions=True)
            first, one = [await _due(store, most) for most in (64, 1)]
    head = ["one event", "seconds", "CPU s", "memory MiB", "commands", "median ms", "worst ms", "64 due ms", "1 due ms"]
    row = [
        f"{follows} follows",
        f"{meter.cost.wall:.1f}",
        f"{meter.cost.cpu:.1f}",
        f"{meter.cost.memory / MIB:.0f}",
        str(len(delays)),
        f"{1000 * median(delays):.0f}",
        f"{1000 * max(delays):.0f}",
        f"{1000 * first:.0f}",
        f"{1000 * one:.0f}",
    ]
    return table(head, [row])


async def _command(store: Store, delays: list[float]) -> None:
    """The work of /status in the store: record its update, read the question, mark the update as handled."""
    for number in count(1):
        began = time.perf_counter()
        await store.updates.keep([(number, "{}")], _now())
        await store.observations.of(ID)
        await store.follows.of_chat(1)
        await store.updates.handled(number, _now())
        delays.append(time.perf_counter() - began)
        await asyncio.sleep(0.01)


async def _due(store: Store, most: int) -> float:
    began = time.perf_counter()
    await store.outbox.due(_now(), (), most)
    return time.perf_counter() - began
