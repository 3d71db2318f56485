"""A table to take away: its rows, its cells, and a file that spreadsheets and Python read alike."""

import csv
import io
from dataclasses import replace
from datetime import date

import pytest

from bot.core.question import Answer, Closing, Question, State
from bot.core.table import (
    LONGEST_CELL,
    MOST_BYTES,
    TableFile,
    TableRow,
    day_cell,
    file_name,
    is_table_name,
    number_cell,
    row_of,
    text_cell,
)
from tests.support.examples import ID, WAITING

DAY = date(2026, 11, 30)
DUE = date(2026, 11, 29)


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def answered_on(day: date | None) -> Question:
    return replace(WAITING, answer=Answer(day, None))


@pytest.mark.parametrize(
    ("question", "delay", "beyond"),
    [
        (WAITING, None, 1),
        (replace(WAITING, asked=None), None, None),
        (replace(WAITING, asked=date(2026, 9, 30)), None, None),  # today is the last day
        (replace(WAITING, signalled=(date(2026, 11, 10),)), None, 10),
        (replace(WAITING, signalled=(date(2026, 11, 24),)), None, None),
        (answered_on(DUE), 61, None),
        (answered_on(DAY), 62, 1),
        (answered_on(date(2026, 9, 29)), 0, None),
        (answered_on(date(2026, 9, 28)), None, None),  # before the question, which cannot be
        (answered_on(None), None, None),
        (replace(WAITING, closing=Closing("Fin de mandat", DAY)), None, None),
    ],
)
def test_a_row_reckons_the_delay_and_what_is_beyond_the_term(
    question: Question, delay: int | None, beyond: int | None
) -> None:
    row = row_of(question)
    assert (row.delay, row.beyond(DAY)) == (delay, beyond)


def test_a_row_has_what_is_known_of_a_question() -> None:
    assert row_of(replace(WAITING, closing=Closing("Retrait", DAY))) == TableRow(
        ID,
        State.CLOSED,
        "Mme Odile Garance",
        "Groupe des exemples",
        "Transition écologique",
        "eau et assainissement",
        "Entretien des digues",
        WAITING.asked,
        DUE,
        None,
        "Retrait",
    )


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        (None, ""),
        ("", ""),
        ("Entretien\n des\u00a0 digues", "Entretien des digues"),
        ("=1+1", "'=1+1"),
        ("+33 1 40 63 60 00", "'+33 1 40 63 60 00"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("  =1+1", "'=1+1"),
        ("\t=1+1", "'=1+1"),
        ("\r=1+1", "'=1+1"),
        ("\t", ""),
        ("\u200b=1+1", "'=1+1"),
        ("\u200b =1+1", "'=1+1"),
        ("\u202e=1+1", "'=1+1"),
        ("\x00=1+1", "'=1+1"),
        ("＝1+1", "'＝1+1"),
        ("\udcff=1", "'=1"),
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ("l’eau – l'État = 1 @ 2", "l’eau – l'État = 1 @ 2"),
        ("'=1", "'=1"),
    ],
)
def test_no_text_of_others_begins_a_formula(text: str | None, cell: str) -> None:
    assert text_cell(text) == cell


def test_a_cell_is_bounded_however_long_the_text_is() -> None:
    assert len(text_cell("=" * 1_000_000)) == LONGEST_CELL + 1
    assert text_cell("é" * LONGEST_CELL) == "é" * LONGEST_CELL
    assert text_cell(" " * 1_000_000) == ""


def test_days_and_numbers_are_written_as_excel_in_french_reads_them() -> None:
    assert (day_cell(date(2026, 1, 2)), day_cell(None)) == ("02/01/2026", "")
    assert (number_cell(0), number_cell(1_234), number_cell(None)) == ("0", "1234", "")


HOSTILE = [
    ["a;b", 'c"d', "e\nf"],
    ["'=1", "", "é–’ «\u00a0x\u00a0»"],
    [";", '"', '";"'],
]


def test_a_file_has_a_mark_semicolons_and_windows_lines_and_is_read_as_it_was_written() -> None:
    file = TableFile(["État", "Sujet", "Délai (jours)"])
    assert file.add(HOSTILE[:2])
    assert file.add(HOSTILE[2:])
    assert file.content.startswith(b"\xef\xbb\xbf\xc3\x89tat;Sujet;")
    assert file.content.endswith(b"\r\n")
    assert file.content.count(b"\xef\xbb\xbf") == 1
    assert read(file.content) == [["État", "Sujet", "Délai (jours)"], *HOSTILE]
    assert file.rows == 3


def test_rows_that_do_not_fit_any_more_are_left_out_whole() -> None:
    file = TableFile(["a"], most=20)
    assert file.add([["bbbb"]] * 2)
    assert not file.add([["bbbb"]])
    assert read(file.content) == [["a"], ["bbbb"], ["bbbb"]]
    assert file.rows == 2
    assert MOST_BYTES < 50_000_000


def test_the_worst_table_fits_into_a_file() -> None:
    wide = text_cell("🦉" * 1_000)
    row = [
        "QANR5L17QE999999",
        "https://" + "x" * 80,
        "close sans réponse",
        *[wide] * 5,
        *["29/11/2026"] * 3,
        "1",
        "1",
        wide,
    ]
    file = TableFile(["a"])
    while file.add([row] * 1_000):
        pass
    assert file.rows >= 5_000
    assert len(file.content) <= MOST_BYTES


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("", "guetteur-retards-2026-11-30.csv"),
        ("ministère:Santé législature:17", "guetteur-retards-ministere-sante-legislature-17-2026-11-30.csv"),
        ("../../etc/passwd", "guetteur-retards-etc-passwd-2026-11-30.csv"),
        ("健康", "guetteur-retards-2026-11-30.csv"),
        ("a" * 300, f"guetteur-retards-{'a' * 40}-2026-11-30.csv"),
        ("données de santé " * 9, "guetteur-retards-donnees-de-sante-donnees-de-sante-donnee-2026-11-30.csv"),
    ],
)
def test_a_file_is_called_by_what_is_in_it_and_by_its_day(query: str, name: str) -> None:
    assert file_name("retards", DAY, query) == name
    assert is_table_name(name)


@pytest.mark.parametrize("name", [None, "", "guetteur-2026-11-30.json", "notes.csv", "csv"])
def test_other_files_are_not_taken_for_a_table(name: str | None) -> None:
    assert not is_table_name(name)
