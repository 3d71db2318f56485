"""The archives of questions to the Government and of oral questions: what it costs to sweep them.

A question to the Government is the account of some four minutes of a sitting: 5,000 characters with the marks of who
speaks. A legislature has some 2,500 of them, and fewer oral questions.
"""

import asyncio
import tempfile
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from time import process_time

from bot.core.chambers.assemblee import ASSEMBLEE, GOVERNMENT, ORAL
from bot.core.question import Answer, Question, QuestionId
from bot.parliament.archive import unpack_record
from bot.parliament.client import Client, Roots
from bot.standins.sites.server import StandInSites
from bot.watch.file_sweeper import SweptWith
from bot.watch.source_health import SourceHealth
from bot.watch.sweeper import Sweeper
from storage import Store
from tests.benchmarks.clock import Clock
from tests.benchmarks.parliament import Parliament
from tests.benchmarks.program import nothing
from tests.benchmarks.table import table, verdict

TODAY = date(2026, 11, 26)
LEGISLATURE, OF_A_SITTING, CHARACTERS = 17, 15, 5_000
SWEEPS = ["archive", "sweep", "records", "CPU s", "budget"]
MOST_CPU, MOST_UNCHANGED = 6.0, 0.3
"""Seconds of the processor, the stand-in's own among them: of a first sweep, and of one that finds nothing changed."""


@dataclass(frozen=True, slots=True)
class OralSize:
    """Questions of each kind in the archive."""

    to_the_government: int = 3_000
    oral: int = 1_000


def run(size: OralSize, seed: int) -> str:
    """Sweep both archives for the first time, unchanged, and after a sitting; return the table."""
    return table(SWEEPS, asyncio.run(_swept(size, seed)))


async def _swept(size: OralSize, seed: int) -> list[list[str]]:
    parliament, lines = Parliament(seed), []
    with tempfile.TemporaryDirectory() as folder:
        async with StandInSites() as sites:
            store = await Store.open(f"sqlite:///{folder}/guetteur.db", unpack_record)
            client, clock = Client(Roots(opendata=sites.url), 1000, "Guetteur/benchmark"), Clock(_noon(TODAY))
            sources = SourceHealth(store, clock, nothing)
            sweeper = Sweeper(SweptWith(store, client, sources, None, clock, nothing))
            for kind, number in ((GOVERNMENT, size.to_the_government), (ORAL, size.oral)):
                made = [_question(parliament, kind, each) for each in range(1, number + OF_A_SITTING + 1)]
                for name, known in (("the first", number), ("unchanged", number), ("a sitting later", len(made))):
                    for question in made[:known]:
                        sites.record(question)
                    sites.archive_edition(ASSEMBLEE.series_of(LEGISLATURE, kind))  # made before it is asked for
                    clock.advance(timedelta(hours=7))
                    began = process_time()
                    await sweeper.sweep(ASSEMBLEE.series_of(LEGISLATURE, kind))
                    spent = process_time() - began
                    most = MOST_UNCHANGED if name == "unchanged" else MOST_CPU
                    lines.append([kind, name, str(known), f"{spent:.2f}", verdict(spent <= most)])
            await client.close()
            await store.close()
    return lines


def _question(parliament: Parliament, kind: str, number: int) -> Question:
    asked = TODAY - timedelta(days=number % 700)
    question = parliament.question(QuestionId(ASSEMBLEE, LEGISLATURE, number, kind), asked)
    if kind == ORAL:
        return question
    return replace(question, text=None, answer=Answer(asked, parliament.words(CHARACTERS)))


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)
