"""The Sénat's file of the last twelve months: what it costs to read and to judge, and how long one step of that takes.

Whoever reads the file can let the event loop turn between two rows; to decode it is one step.
"""

import gc
import time
from dataclasses import dataclass
from datetime import date

from bot.core.senat_sweep import reason_to_reject_file
from bot.parliament.senat.questions_csv import QuestionsCsv, read_questions
from bot.standins.sites.senat_file import ROWS_OF_A_YEAR, made_rows, written
from tests.benchmarks.measuring import MIB, forget_peak, memory_of
from tests.benchmarks.table import table, verdict

TODAY = date(2026, 11, 26)
HEAD = ["file", "rows", "MiB", "read, CPU ms", "judge, CPU ms", "longest step ms", "memory MiB", "budget"]
MOST_CPU, LONGEST_STEP = 0.3, 0.05
"""Seconds, of a file of `ROWS_OF_A_YEAR`."""


@dataclass(frozen=True, slots=True)
class SenateSize:
    """Rows of the file."""

    rows: int = ROWS_OF_A_YEAR


def run(size: SenateSize, seed: int) -> str:
    """Read the file in both encodings, and return the table."""
    rows = made_rows(TODAY, size.rows, seed)
    files = {"windows-1252": written(rows), "UTF-8": written(rows, "utf-8", "\n")}
    return table(HEAD, [_measured(name, body, size) for name, body in files.items()])


def _measured(name: str, body: bytes, size: SenateSize) -> list[str]:
    read_questions(body)  # whatever is done once only
    gc.collect()
    forget_peak()
    before = memory_of("VmRSS")
    began = time.process_time()
    found = read_questions(body)
    read = time.process_time() - began
    memory = max(0, memory_of("VmHWM") - before)
    if len(found.rows) != size.rows:
        raise RuntimeError(f"{len(found.rows)} of {size.rows} rows were read")
    began = time.process_time()
    totals = found.totals
    if reason := reason_to_reject_file(totals, totals.published, TODAY):
        raise RuntimeError(f"the file is not believed: {reason}")
    judged = time.process_time() - began
    step = _longest_step(body)
    reached = read + judged <= MOST_CPU * max(1.0, size.rows / ROWS_OF_A_YEAR) and step <= LONGEST_STEP
    figures = [f"{each * 1000:.0f}" for each in (read, judged, step)]
    return [name, str(size.rows), f"{len(body) / MIB:.1f}", *figures, f"{memory / MIB:.0f}", verdict(reached)]


def _longest_step(body: bytes) -> float:
    began = time.thread_time()
    rows = iter(QuestionsCsv(body))
    longest = time.thread_time() - began
    while True:
        began = time.thread_time()
        if next(rows, None) is None:
            return longest
        longest = max(longest, time.thread_time() - began)
