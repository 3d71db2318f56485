"""A table of questions to take away: what each row holds, and the file that spreadsheets in French open as a table.

Excel in French takes a file for a table where its cells are separated by semicolons, its text begins with a mark of
its encoding, and its lines end as on Windows; it and LibreOffice take 29/11/2026 for a date. docs/export.md has the
columns.
"""

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.core.question import Question, QuestionId, State
from bot.core.words import words_of

MOST_ROWS = 20_000
MOST_BYTES = 45_000_000
"""Telegram takes files of up to 50 megabytes from a bot."""

LONGEST_CELL = 300
"""Characters. No real name, subject or label comes near; a hostile one is cut here."""

LONGEST_NAMED = 40
"""Characters of a query in the name of a file."""

BEGINS_A_FORMULA = frozenset("=+-@＝＋－＠")
"""What makes a spreadsheet calculate, or call a program: https://owasp.org/www-community/attacks/CSV_Injection."""

MARK = "'"
"""Stands before a cell that would begin so: a spreadsheet shows it, and calculates nothing."""

_BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class TableRow:
    """What a table says of one question; `state` is None where nothing is known of it yet.

    `term` is the last day for an answer, whatever became of the question; `answered` the day of the answer; `closing`
    the source's own label of an end without one.
    """

    id: QuestionId
    state: State | None = None
    author: str | None = None
    group: str | None = None
    ministry: str | None = None
    rubric: str | None = None
    subject: str | None = None
    asked: date | None = None
    term: date | None = None
    answered: date | None = None
    closing: str | None = None

    @property
    def delay(self) -> int | None:
        """Days from the publication to the answer; None where either is unknown, or the answer is dated before."""
        if self.asked is None or self.answered is None or self.answered < self.asked:
            return None
        return (self.answered - self.asked).days

    def beyond(self, day: date) -> int | None:
        """Days by which the term passed before the answer, or until this `day` (in Paris) where it still waits.

        None where the term did not pass, or where that is not known.
        """
        until = day if self.state is State.WAITING else self.answered if self.delay is not None else None
        if until is None or self.term is None or until <= self.term:
            return None
        return (until - self.term).days


def row_of(question: Question) -> TableRow:
    """The row of a question."""
    return TableRow(
        question.id,
        question.state,
        question.author,
        question.group,
        question.ministry,
        question.rubric,
        question.subject,
        question.asked,
        question.deadline,
        question.answer.published if question.answer else None,
        question.closing.label if question.closing else None,
    )


class TableFile:
    """The file of a table, made piece by piece: `add` takes rows while they fit into `most` bytes."""

    def __init__(self, heading: Sequence[str], most: int = MOST_BYTES) -> None:
        self._pieces = [_written([heading], _BYTE_ORDER_MARK)]
        self._most = most
        self._bytes = len(self._pieces[0])
        self.rows = 0

    def add(self, rows: Sequence[Sequence[str]]) -> bool:
        """Add these rows, of cells that are written as they are; none of them where they do not all fit."""
        piece = _written(rows)
        if self._bytes + len(piece) > self._most:
            return False
        self._pieces.append(piece)
        self._bytes += len(piece)
        self.rows += len(rows)
        return True

    @property
    def content(self) -> bytes:
        """The bytes of the file."""
        return b"".join(self._pieces)


def text_cell(text: str | None) -> str:
    """Text written by others, made fit for a cell: one bounded line, which no spreadsheet takes for a formula."""
    if not text:
        return ""
    shown = "".join(each for each in " ".join(text[: 8 * LONGEST_CELL].split()) if _is_shown(each)).strip()
    shown = shown if len(shown) <= LONGEST_CELL else f"{shown[: LONGEST_CELL - 1]}…"
    return MARK + shown if shown[:1] in BEGINS_A_FORMULA else shown


def day_cell(day: date | None) -> str:
    """A day as Excel in French and LibreOffice read it; empty where it is unknown."""
    return "" if day is None else f"{day.day:02}/{day.month:02}/{day.year:04}"


def number_cell(number: int | None) -> str:
    """A number; empty where it is unknown."""
    return "" if number is None else str(number)


def file_name(subject: str, day: date, query: str = "") -> str:
    """The name of a file, of letters that every system takes: what is in it, its query, and the day."""
    asked = "-".join(words_of(query))[:LONGEST_NAMED].strip("-")
    plain = asked if asked.isascii() else ""
    return "-".join(each for each in ("guetteur", subject, plain, day.isoformat()) if each) + ".csv"


def is_table_name(name: str | None) -> bool:
    """Whether a file is called as a table of ours."""
    return bool(name) and str(name).startswith("guetteur-") and str(name).endswith(".csv")


def _written(rows: Iterable[Sequence[str]], begin: str = "") -> bytes:
    text = io.StringIO()
    text.write(begin)
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode("utf-8", "replace")


def _is_shown(each: str) -> bool:
    """Whether it is a character that is to be seen: no control, no mark of direction, no half of a pair."""
    return not unicodedata.category(each).startswith("C")
