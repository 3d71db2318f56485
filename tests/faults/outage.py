"""Telegram is away and comes back to a full outbox: everything is delivered once, in order within each chat."""

import asyncio
import itertools
import sqlite3
import time
from collections import Counter, defaultdict
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.core.chambers.assemblee import ASSEMBLEE
from bot.standins.telegram.messages import SentMessage
from tests.benchmarks.table import table, verdict
from tests.faults.alerts import Alert, AlertLedger, alerts
from tests.faults.cable import Cable
from tests.faults.house import House, eventually, opened

CHAT = "INSERT INTO chats (id, kind, language, created_at) VALUES (?, 'private', 'fr', ?)"
QUESTION = "INSERT INTO questions (id, legislature, number) VALUES (?, 17, ?)"
CHECK = "INSERT INTO looks (question_id, source, absences, failures, next_at) VALUES (?, ?, 0, 0, '2100-01-01')"
ROW = """
    INSERT INTO outbox (chat_id, question_id, key, kind, created_at, attempts) VALUES (?, ?, ?, 'missing', ?, 0)
"""
SETTINGS = {"WATCH_INTERVAL": "600", "SWEEP_INTERVAL": "600", "COMMENTS_INTERVAL": "600", "LOG_LEVEL": "ERROR"}


@dataclass(frozen=True, slots=True)
class Back:
    """The outcome: seconds are from Telegram's return on; `calls` were made in vain, `worst` is the most in one second."""

    rows: int
    told: int
    twice: int
    out_of_order: int
    calls: int
    worst: int
    seconds: float


async def come_back(house: House, chats: int, each: int, away: float, patience: float) -> Back:
    """Let Telegram be away until every chat was tried in vain and `away` seconds more, with `each` messages a chat due."""
    numbers = range(1, 1 + each)
    people = range(1, 1 + chats)
    await house.follow(range(0), [])
    for chat in people:
        house.telegram.person(chat)
    async with Cable(house.telegram.url) as cable:
        await house.start(TELEGRAM_API_URL=cable.url, **SETTINGS)
        await house.telegram.wait_until(lambda: house.telegram.called("getUpdates"))
        cable.cut()
        await asyncio.to_thread(_fill, house.file, people, numbers)
        await eventually(lambda: len(cable.calls) >= chats, within=patience)  # by then each chat was tried in vain
        await asyncio.sleep(away)
        calls = list(cable.calls)
        cable.mend()
        began = time.monotonic()
        ledger = AlertLedger(house.telegram.state)
        ledger.owe(Alert(chat, "missing", number) for chat in people for number in numbers)
        await house.telegram.wait_until(lambda: _is_told(house, ledger), timeout=patience)
        seconds = time.monotonic() - began
        await house.stored("SELECT 1 FROM outbox WHERE outcome IS NULL", 0)
    per_second = Counter(int(at) for at in calls)
    return Back(
        rows=len(ledger.due),
        told=len(ledger.due) - len(ledger.lost),
        twice=ledger.repeated.total(),
        out_of_order=_out_of_order(house),
        calls=len(calls),
        worst=max(per_second.values(), default=0),
        seconds=seconds,
    )


def _is_told(house: House, ledger: AlertLedger) -> bool:
    return len(house.telegram.history) >= len(ledger.due) and not ledger.read().lost


def _fill(file: Path, chats: range, numbers: range) -> None:
    """Record events while Telegram is away, in one transaction, as a sweep does."""
    now = datetime.now(UTC).replace(tzinfo=None).isoformat(" ")
    with closing(sqlite3.connect(file, timeout=30)) as database, database:
        database.executemany(CHAT, [(chat, now) for chat in chats])
        database.executemany(QUESTION, [(number, number) for number in numbers])
        database.executemany(CHECK, [(number, source.value) for number in numbers for source in ASSEMBLEE.page_sources])
        for number in numbers:
            database.executemany(ROW, [(chat, number, f"missing:{number}", now) for chat in chats])


def _out_of_order(house: House) -> int:
    """How many messages came after a later one of the same chat."""
    told: dict[int, list[int]] = defaultdict(list)
    for message in house.telegram.history:
        if isinstance(message, SentMessage):
            told[message.chat_id] += [alert.number for alert in alerts(message) if alert.what == "missing"]
    return sum(later < earlier for numbers in told.values() for earlier, later in itertools.pairwise(numbers))


async def report(folder: Path, rows: int, away: float) -> str:
    """The figures of one outage."""
    each = 20
    async with opened(folder) as house:
        back = await come_back(house, rows // each, each, away, patience=3600)
    head = [
        "Telegram away",
        "rows",
        "told",
        "twice",
        "out of order",
        "calls in vain",
        "worst second",
        "seconds to tell",
    ]
    figures = (back.rows, back.told, back.twice, back.out_of_order, back.calls, back.worst, round(back.seconds))
    kept = back.told == back.rows and not (back.twice or back.out_of_order)
    return "\n".join(
        [
            table(head, [[f"{away:.0f} s", *map(str, figures)]]),
            f"requirement, all told once and in order: {verdict(kept)}",
        ]
    )
