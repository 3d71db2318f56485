"""The Sénat's file of the questions of the last twelve months, `questions-depuis-un-an.csv`.

Known from the real file's header and from public programs that read it: semicolons, and one row a question of any
nature. How a cell that holds a semicolon, a quote or a line end is written is not known: it is read as in RFC 4180, and
a row that breaks those rules spoils no other row.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from html import unescape

from bot.core.chambers.senat_reference import SenatReference, number_of
from bot.parliament.dates import french_date
from bot.parliament.page import Unreadable
from bot.parliament.senat import columns as column
from bot.parliament.senat.columns import Columns, read_header
from bot.parliament.senat.encoding import decoded
from bot.parliament.senat.names import full_name
from bot.parliament.senat.records import SenateFile, SenateRow, UnreadableRow
from bot.parliament.text import clean, tidy

VERSION = 1
"""Raise it with every change of what the reader makes of the same bytes."""

SEPARATOR = ";"
MAX_ROWS = 60_000
"""A year has some 8,000 questions."""

MAX_CELL = 2_000
"""Characters. Titles have a hundred or two, ministries as many."""

SHORT = 100

MOST_MENDED = 1_000
"""Rows that break the rules of quotes: each costs a search for where it ends."""

LONGEST_REASON = 200

ADDRESS = re.compile(
    r"(?:https?://)?(?:www2?\.)?senat\.fr\.?(?::[0-9]{1,5})?/questions/base/[0-9]{4}/q(?P<reference>SEQ[0-9A-Z]{9})\.html",
    re.IGNORECASE | re.ASCII,
)
"""How the file writes the address of a page, with http."""

THEMES = re.compile(r"[;|#\n]")
"""Between two themes; a comma is part of some ("Économie et finances, fiscalité")."""

ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.IGNORECASE)


class QuestionsCsv:
    """The rows of the file, one after the other, so that whoever reads them can pause between two.

    Nothing may be believed before the last row was read: only there a file that was cut is told from a whole one.
    """

    def __init__(self, body: bytes) -> None:
        """Raises Unreadable (NoPage for what is no such file) where not even the header can be trusted."""
        text, self.encoding = decoded(body)
        lines = text.split("\n")
        self._ends = not lines[-1].strip()
        while lines and not lines[-1].strip():
            lines.pop()
        if len(lines) > MAX_ROWS * 2:
            raise Unreadable(f"more than {MAX_ROWS * 2} lines")
        self._lines = _Lines(lines)
        self.columns = self._header()

    def __iter__(self) -> Iterator[SenateRow | UnreadableRow]:
        """Each row, read or not. Raises Unreadable where the file was cut, or breaks its bounds."""
        told_address = False
        row: SenateRow | UnreadableRow | None = None
        for number, (line, cells) in enumerate(self._records(), 1):
            row = cells if isinstance(cells, UnreadableRow) else _row(line, cells, self.columns)
            if number > MAX_ROWS:
                raise Unreadable(f"more than {MAX_ROWS} rows")
            if self._lines.is_at_end and not self._ends and not _is_whole(row, number == 1 or told_address):
                raise Unreadable("cut short: the last row is not whole")
            told_address = told_address or (isinstance(row, SenateRow) and row.address is not None)
            yield row
        if row is None:
            raise Unreadable("no rows")

    def _header(self) -> Columns:
        try:
            cells = next(csv.reader(self._lines, delimiter=SEPARATOR, strict=True), [])
        except csv.Error as error:
            raise Unreadable(f"the header cannot be read: {error}") from error
        return read_header(cells)

    def _records(self) -> Iterator[tuple[int, list[str] | UnreadableRow]]:
        """The cells of each row with the line on which it begins, counted from 1."""
        reader = csv.reader(self._lines, delimiter=SEPARATOR, strict=True)
        mended = 0
        while not self._lines.is_at_end:
            begins = self._lines.at
            cells, reason = _next(reader)
            if cells is not None and len(cells) < self.columns.fewest and not any(each.strip() for each in cells):
                continue  # an empty line
            if cells is not None and self.columns.fit(cells):
                yield begins + 1, cells
                continue
            mended += 1
            if mended > MOST_MENDED:
                raise Unreadable(f"more than {MOST_MENDED} rows whose cells cannot be told apart")
            yield begins + 1, self._mended(begins, cells, reason)

    def _mended(self, begins: int, cells: Sequence[str] | None, reason: str) -> list[str] | UnreadableRow:
        """A row that breaks the rules: as it stands, if it is one row beyond doubt. Goes on where the next begins.

        A cell such as `"Bleu" du Vercors` should have been quoted whole. It is read as it stands if its line alone has
        all cells, and its number and address are those of its reference.
        """
        line = self._lines.lines[begins]
        plain = line.split(SEPARATOR)
        if cells is None and line.count('"') % 2 == 0 and self.columns.fit(plain) and _agrees(plain, self.columns):
            self._lines.at = begins + 1
            return plain
        follows = next((at for at in self._lines.after(begins) if self._begins_row(self._lines.lines[at])), None)
        if follows is None and (cells is None or len(cells) < self.columns.fewest):
            raise Unreadable(f"cut short: the row on line {begins + 1} has no end")
        self._lines.at = len(self._lines.lines) if follows is None else follows
        place = self.columns.places[column.REFERENCE]
        name = plain[place] if place < len(plain) else line
        return _unreadable(begins + 1, name, reason or f"{len(cells or ())} cells, not {self.columns.width}")

    def _begins_row(self, line: str) -> bool:
        """Whether a line has a reference in its place, as only the beginning of a row has."""
        place = self.columns.places[column.REFERENCE]
        cells = line.split(SEPARATOR, place + 1)
        return len(cells) > place and _reference(cells[place].strip(' "')) is not None


def read_questions(body: bytes) -> SenateFile:
    """The whole file. Questions that stand in it twice, and not alike, are unreadable both.

    Raises Unreadable where the file as such cannot be trusted: cut, of another shape or encoding, too large; NoPage
    where it is no such file.
    """
    scan = QuestionsCsv(body)
    rows: dict[SenatReference, SenateRow] = {}
    failed: list[UnreadableRow] = []
    differing: set[SenatReference] = set()
    for each in scan:
        if isinstance(each, UnreadableRow):
            failed.append(each)
        elif rows.setdefault(each.reference, each) != each:
            differing.add(each.reference)
    failed += [UnreadableRow(0, str(each), "stands in the file twice, and not alike") for each in sorted(differing)]
    return SenateFile(
        rows=tuple(row for reference, row in rows.items() if reference not in differing),
        failed=tuple(failed),
        encoding=scan.encoding,
        unknown_columns=scan.columns.unknown,
        missing_columns=scan.columns.missing,
    )


class _Lines:
    """The lines of the file, for a reader that can be set back to one of them."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.at = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self.is_at_end:
            raise StopIteration
        self.at += 1
        return f"{self.lines[self.at - 1]}\n"

    @property
    def is_at_end(self) -> bool:
        return self.at >= len(self.lines)

    def after(self, line: int) -> range:
        return range(line + 1, len(self.lines))


def _next(reader: Iterator[list[str]]) -> tuple[list[str] | None, str]:
    """The next cells, or why there are none."""
    try:
        return next(reader), ""
    except csv.Error as error:
        return None, f"its quotes are not in pairs ({error})"


def _row(line: int, cells: Sequence[str], columns: Columns) -> SenateRow | UnreadableRow:
    found = {name: _tidied(cells[at]) for name, at in columns.places.items() if at < len(cells)}
    told = found[column.REFERENCE]
    if max(map(len, cells)) > MAX_CELL:
        return _unreadable(line, told or "", f"a cell of more than {MAX_CELL} characters")
    reference = _reference(told or "")
    if reference is None:
        return _unreadable(line, told or "", "no reference of the Sénat")
    number = found[column.NUMBER]
    if number and number_of(number.upper()) != (reference.number, reference.letter):
        return _unreadable(line, str(reference), f"contradicts itself on the number: {number}")
    return SenateRow(
        reference=reference,
        nature=found[column.NATURE],
        sort=found[column.SORT],
        title=found[column.TITLE],
        author=full_name(found[column.CIVILITY], found[column.FIRST_NAME], found[column.SURNAME]),
        constituency=found[column.CONSTITUENCY],
        group=found[column.GROUP],
        membership=found.get(column.MEMBERSHIP),
        published=_day(found[column.PUBLISHED]),
        asked_ministry=found[column.ASKED_MINISTRY],
        transmitted_to=found[column.TRANSMITTED_TO],
        transmitted=_day(found[column.TRANSMITTED]),
        answering_ministry=found[column.ANSWERING_MINISTRY],
        answered=_day(found[column.ANSWERED]),
        reminds=_reference(found[column.REMINDS] or ""),
        themes=_themes(cells[columns.places[column.THEMES]]),
        address=reference.address if _addressed(found[column.ADDRESS]) == reference else None,
    )


def _agrees(cells: Sequence[str], columns: Columns) -> bool:
    """Whether the number and the address of a row are those of its reference."""
    read = _row(0, cells, columns)
    return isinstance(read, SenateRow) and read.address is not None


def _is_whole(row: SenateRow | UnreadableRow, has_address: bool) -> bool:
    """Whether the last row, which no line end follows, lost nothing of its last cell, which is an address."""
    return isinstance(row, SenateRow) and (row.address is not None or not has_address)


def _unreadable(line: int, name: str, reason: str) -> UnreadableRow:
    shown = " ".join(clean(name).split())[: column.LONGEST_NAME]
    return UnreadableRow(line, shown or f"line {line}", reason[:LONGEST_REASON])


def _tidied(cell: str) -> str | None:
    """The cell on one line; None for an empty one."""
    return _repeated(cell) if len(cell) <= SHORT else _one_line(cell)


def _one_line(cell: str) -> str | None:
    return tidy(_unescaped(cell)).strip() or None


_repeated = lru_cache(maxsize=4_096)(_one_line)
"""Most short cells are one of some hundreds: names of ministries, of groups, of constituencies and of senators."""


def _unescaped(cell: str) -> str:
    """The cell without entities: ISO-8859-1 has no other way to write some letters."""
    return ENTITY.sub(lambda entity: unescape(entity[0]), cell) if "&" in cell else cell


@lru_cache(maxsize=2_000)
def _day(cell: str | None) -> date | None:
    return french_date(cell)


def _themes(cell: str) -> tuple[str, ...]:
    return tuple(theme for each in THEMES.split(_unescaped(cell)) if (theme := _tidied(each))) if cell else ()


def _reference(text: str) -> SenatReference | None:
    try:
        return SenatReference.parse(text.upper().removeprefix("Q")) if text else None
    except ValueError:
        return None


def _addressed(address: str | None) -> SenatReference | None:
    """The question of a page's address; None for an address of another kind."""
    found = ADDRESS.fullmatch(address or "")
    return _reference(found["reference"]) if found else None
