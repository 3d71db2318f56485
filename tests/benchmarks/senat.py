"""The Sénat's file of the last twelve months: what it costs to read, to judge and to sweep.

The first sweep takes all of it into an empty catalogue, which happens once; then the same file is asked for again, and
the file of a week later is swept.
"""

import asyncio
import gc
import tempfile
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from time import process_time, thread_time

from bot.core.chambers.senat import SENAT
from bot.core.whole_file import FileTotals, reason_to_reject_file
from bot.parliament.client import Client
from bot.parliament.senat import FILE
from bot.parliament.senat.questions_csv import QuestionsCsv, read_questions
from bot.standins.sites.senat_file import ROWS_OF_A_YEAR, made_rows, written
from bot.standins.sites.server import StandInSites
from bot.watch.file_findings import compare_file
from bot.watch.file_sweeper import SweptWith
from bot.watch.source_health import SourceHealth
from bot.watch.whole_file_sweeper import WholeFileSweeper
from storage import Store
from tests.benchmarks.clock import Clock
from tests.benchmarks.measuring import MIB, forget_peak, memory_of
from tests.benchmarks.program import nothing
from tests.benchmarks.table import table, verdict
from tests.support.senat import UNPACK, roots_at

TODAY = date(2026, 11, 26)
HEAD = ["file", "rows", "MiB", "read, CPU ms", "judge, CPU ms", "longest step ms", "memory MiB", "budget"]
MOST_CPU, LONGEST_STEP = 0.3, 0.05
"""Seconds, of a file of `ROWS_OF_A_YEAR`."""

SWEEPS = ["sweep", "rows", "CPU s", "budget"]
MOST_SWEEP = 2.0
"""Seconds of the processor, the stand-in's own among them."""


@dataclass(frozen=True, slots=True)
class SenateSize:
    """Rows of the file."""

    rows: int = ROWS_OF_A_YEAR


def run(size: SenateSize, seed: int) -> str:
    """Read the file in both encodings, sweep it, and return the tables."""
    rows = made_rows(TODAY, size.rows, seed)
    files = {"windows-1252": written(rows), "UTF-8": written(rows, "utf-8", "\n")}
    totals = compare_file(FILE, files["windows-1252"], {}, True, None, TODAY).totals
    read = table(HEAD, [_measured(name, body, totals, size) for name, body in files.items()])
    return f"{read}\n\n{table(SWEEPS, asyncio.run(_swept(size, seed)))}"


async def _swept(size: SenateSize, seed: int) -> list[list[str]]:
    """What each sweep cost, with the stand-in that served the file."""
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        async with StandInSites() as sites:
            store = await Store.open(f"sqlite:///{folder}/guetteur.db", others=UNPACK)
            client = Client(roots_at(sites.url), 1000, "Guetteur/benchmark")
            clock = Clock(datetime.combine(TODAY, time(7), UTC))
            sources = SourceHealth(store, clock, nothing)
            sweeper = WholeFileSweeper(FILE, SweptWith(store, client, sources, None, clock, nothing))
            for name, weeks in (("the first", 0), ("unchanged", 0), ("a week later", 1)):
                sites.senate.put(*made_rows(TODAY + timedelta(weeks=weeks), size.rows, seed))
                assert sites.senate.edition  # the site has made it before it is asked
                clock.advance(timedelta(weeks=weeks, hours=1))
                began = process_time()
                await sweeper.sweep()
                spent = process_time() - began
                if (await store.archives.of(SENAT.archive)).swept.failures:
                    raise RuntimeError(f"the file was not swept: {name}")
                lines.append([name, str(size.rows), f"{spent:.2f}", verdict(spent <= MOST_SWEEP)])
            await client.close()
            await store.close()
    return lines


def _measured(name: str, body: bytes, totals: FileTotals, size: SenateSize) -> list[str]:
    read_questions(body)  # whatever is done once only
    gc.collect()
    forget_peak()
    before = memory_of("VmRSS")
    began = process_time()
    found = read_questions(body)
    read = process_time() - began
    memory = max(0, memory_of("VmHWM") - before)
    if len(found.rows) != size.rows:
        raise RuntimeError(f"{len(found.rows)} of {size.rows} rows were read")
    began = process_time()
    if reason := reason_to_reject_file(totals, totals.published, TODAY, FILE.chamber.months_listed):
        raise RuntimeError(f"the file is not believed: {reason}")
    judged = process_time() - began
    step = _longest_step(body)
    reached = read + judged <= MOST_CPU * max(1.0, size.rows / ROWS_OF_A_YEAR) and step <= LONGEST_STEP
    figures = [f"{each * 1000:.0f}" for each in (read, judged, step)]
    return [name, str(size.rows), f"{len(body) / MIB:.1f}", *figures, f"{memory / MIB:.0f}", verdict(reached)]


def _longest_step(body: bytes) -> float:
    began = thread_time()
    rows = iter(QuestionsCsv(body))
    longest = thread_time() - began
    while True:
        began = thread_time()
        if next(rows, None) is None:
            return longest
        longest = max(longest, thread_time() - began)
