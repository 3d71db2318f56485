"""Files of the Sénat that cannot be trusted: other columns, no such file, cut or broken rows, too large."""

import random
from collections.abc import Callable

import pytest

from bot.parliament.page import NoPage, Unreadable
from bot.parliament.senat.columns import NOT_NEEDED
from bot.parliament.senat.encoding import MAX_BYTES
from bot.parliament.senat.questions_csv import MAX_CELL, MAX_ROWS, QuestionsCsv, read_questions
from bot.parliament.senat.records import SenateRow
from bot.standins.sites.senat_file import HEADER, Row, made_rows, named, written
from tests.parliament.senat_files import JULY, OTHER, ROW, THIRD, TODAY, only, reason

# Columns


def test_columns_are_found_by_their_names() -> None:
    shuffled = list(HEADER)
    random.Random(3).shuffle(shuffled)
    assert read_questions(written([ROW, OTHER], header=shuffled)).rows == read_questions(written([ROW, OTHER])).rows
    body = written([ROW]).replace("Numéro;Référence".encode("cp1252"), " NUMERO ;reference".encode("cp1252"))
    assert only(body) == only(written([ROW]))


def test_an_unknown_column_is_told_and_spoils_no_other() -> None:
    wider = (*HEADER[:4], "Uuid", *HEADER[4:], "Délai;jours")
    found = read_questions(written([ROW | {"Uuid": "x", "Délai;jours": "112"}, OTHER], header=wider))
    assert found.unknown_columns == ("Uuid", "Délai;jours")
    assert found.rows == read_questions(written([ROW, OTHER])).rows


def test_empty_columns_at_the_end_of_some_rows_are_harmless() -> None:
    lines = written([ROW, OTHER, THIRD], line_end="\n").split(b"\n")
    lines[1] += b";;"
    lines[3] += b"; ;;;"
    assert read_questions(b"\n".join(lines)).rows == read_questions(written([ROW, OTHER, THIRD])).rows
    lines[0] += b";;"
    assert read_questions(b"\n".join(lines)).unknown_columns == ()


@pytest.mark.parametrize("column", [each for each in HEADER if each not in NOT_NEEDED])
def test_a_file_without_a_needed_column_or_with_another_name_for_it_is_refused(column: str) -> None:
    without = [each for each in HEADER if each != column]
    assert reason(written([ROW], header=without)) == f"columns are missing: {column}"
    renamed = [each if each != column else "Autre nom" for each in HEADER]
    assert reason(written([ROW], header=renamed)) == f"columns are missing: {column}; unknown are: Autre nom"


def test_a_column_that_no_fact_is_read_of_may_be_missing() -> None:
    found = read_questions(written([ROW], header=[each for each in HEADER if each not in NOT_NEEDED]))
    assert found.missing_columns == ("Type Appartenance", "Thème QC")
    assert found.rows[0].title == "Avenir des digues"


def test_a_column_that_stands_twice_is_refused() -> None:
    assert reason(written([ROW], header=[*HEADER, "titre"])) == "the column Titre stands twice"


# Files that are not to be believed


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"", "empty"),
        (b" \r\n\n", "empty"),
        (b"<!DOCTYPE html><html><head><title>503</title></head></html>", "not the file of questions but a page"),
        (b"\xef\xbb\xbf\n <html>", "not the file of questions but a page"),
        (b'{"error": "not found"}', "not the file of questions but a page"),
        (b"Service Unavailable", "not the file of questions: its first line has none"),
        (b"Not Found; sorry\n", "not the file of questions: its first line has none"),
        (b"\x1f\x8b\x08\x00", "a compressed file"),
        (b"PK\x03\x04", "a compressed file"),
    ],
)
def test_what_is_no_such_file_says_nothing_of_its_form(body: bytes, expected: str) -> None:
    with pytest.raises(NoPage) as caught:
        read_questions(body)
    assert caught.value.reason.startswith(expected)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32", "cp850", "mac-roman", "utf-7"])
def test_another_encoding_is_refused_and_no_page_is_blamed(encoding: str) -> None:
    told = reason(written([ROW, OTHER], encoding))
    assert "encoding" in told or "columns are missing" in told or "none of the columns" in told


def test_a_mixture_of_encodings_is_refused() -> None:
    body = written([ROW, OTHER], "utf-8") + b";\xe9;\n"
    assert "columns are missing" in reason(body)
    with_mark = b"\xef\xbb\xbf" + written([ROW, OTHER])
    assert "not the UTF-8" in reason(with_mark)


def test_a_file_without_rows_is_refused() -> None:
    assert reason(written([])) == "no rows"
    assert reason(written([]) + b"\n\n") == "no rows"


def test_a_file_separated_otherwise_is_refused() -> None:
    assert "none of the columns" in reason(written([ROW]).replace(b";", b"|"))


@pytest.mark.parametrize("encoding", ["windows-1252", "utf-8"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_file_cut_anywhere_is_refused_or_only_lacks_its_last_line_end(encoding: str, line_end: str) -> None:
    rows = [ROW, OTHER | {"Titre": 'Œufs ; "poissons"\net œuvres'}, THIRD, ROW | named("QE", 5640, JULY)]
    body = written(rows, encoding, line_end)
    whole = read_questions(body)
    for end in range(len(written([], encoding, line_end)) + 1, len(body)):
        try:
            found = read_questions(body[:end])
        except Unreadable:
            continue
        assert len(found.failed) == 0, body[:end]
        assert found.rows == whole.rows[: len(found.rows)], body[:end]
        at_end_of_row = any(
            body[:end].rstrip() == written(rows[:count], encoding, line_end).rstrip() for count in range(5)
        )
        assert at_end_of_row, body[:end]


@pytest.mark.parametrize(
    "end",
    [
        b"En cours;QE;05",
        b"En cours;QE;05640;SEQ250705640;Poissons",
        b'En cours;QE;05640;SEQ250705640;"Poissons',
        b'En cours;QE;05640;SEQ250705640;"Poissons ; et \n',
        b'"',
        b"</body></html>",
        b"En cours;QE;05640;SEQ250705640;Poissons\r\n",
    ],
)
def test_a_last_row_without_an_end_is_a_file_that_was_cut(end: bytes) -> None:
    assert reason(written([ROW, OTHER]) + end).startswith("cut short")


# Rows that cannot be read


@pytest.mark.parametrize(
    ("bad", "name", "why"),
    [
        ({"Référence": ""}, "line 3", "no reference"),
        ({"Référence": "SEQ2507"}, "SEQ2507", "no reference"),
        ({"Référence": "SEQ251305637"}, "SEQ251305637", "no reference"),
        ({"Référence": "QANR5L17QE5637"}, "QANR5L17QE5637", "no reference"),
        ({"Numéro": "05638"}, "SEQ250705637", "contradicts itself on the number: 05638"),
        ({"Numéro": "5637S"}, "SEQ250705637", "contradicts itself"),
        ({"Numéro": "?"}, "SEQ250705637", "contradicts itself"),
        ({"Titre": "x" * (MAX_CELL + 1)}, "SEQ250705637", "a cell of more than"),
        ({"Titre": "x" * 200_000}, "SEQ250705637", "its quotes are not in pairs (field larger"),
    ],
)
def test_an_unreadable_row_is_counted_and_named(bad: Row, name: str, why: str) -> None:
    found = read_questions(written([ROW, OTHER | bad, THIRD]))
    assert [str(row.reference) for row in found.rows] == ["SEQ250705636", "SEQ25071054S"]
    assert len(found.failed) == 1
    (example,) = found.failed
    assert (example.line, example.name) == (3, name)
    assert why in example.reason


@pytest.mark.parametrize("number", ["5637", "05637", "005637"])
def test_a_number_may_lack_its_zeros(number: str) -> None:
    assert read_questions(written([OTHER | {"Numéro": number}])).failed == ()


def _line(change: Callable[[bytes], bytes]) -> bytes:
    """A file of three rows, the second of which is changed."""
    lines = written([ROW, OTHER, THIRD, ROW | named("QE", 5640, JULY)], line_end="\n").split(b"\n")
    lines[2] = change(lines[2])
    return b"\n".join(lines)


@pytest.mark.parametrize(
    "change",
    [
        lambda line: line.replace(b"P\xeache", b'"P\xeache'),
        lambda line: line.replace(b"P\xeache", b'"P\xeache"" en mer'),
        lambda line: line.replace(b"P\xeache", b"P\xeache ; ports"),
        lambda line: line.replace(b"P\xeache", b"P\xeache\nen mer"),
        lambda line: line.replace(b"P\xeache", b"P\xeache\nen mer\n\n\net au port"),
        lambda line: line.replace(b"P\xeache", b'"P\xeache" ; "ports'),
        lambda line: line.replace(b";SEQ250705637", b""),
        lambda line: line[:60],
        lambda line: b'"' + line,
        lambda line: b"Export du 24 juillet",
    ],
)
def test_a_broken_row_spoils_no_other_row(change: Callable[[bytes], bytes]) -> None:
    found = read_questions(_line(change))
    assert [str(row.reference) for row in found.rows] == ["SEQ250705636", "SEQ25071054S", "SEQ250705640"]
    assert len(found.failed) == 1


def test_quotes_that_should_have_been_doubled_are_read_as_they_stand() -> None:
    found = read_questions(_line(lambda line: line.replace(b"P\xeache", b'"P\xeache" en mer')))
    assert (len(found.failed), [row.title for row in found.rows][1]) == (0, '"Pêche" en mer')


def test_empty_lines_are_passed_over() -> None:
    body = written([ROW, OTHER], line_end="\n").replace(b"\n", b"\n\n \n;;;\n")
    assert len(read_questions(body).rows) == 2
    assert len(read_questions(written([ROW, OTHER], line_end="\r")).rows) == 2


def test_a_question_twice_alike_is_one_and_twice_otherwise_is_none() -> None:
    found = read_questions(written([ROW, OTHER, ROW]))
    assert ([row.title for row in found.rows], len(found.failed)) == (["Avenir des digues", "Pêche"], 0)
    found = read_questions(written([ROW, OTHER, ROW | {"Sort": "En cours"}]))
    assert [row.title for row in found.rows] == ["Pêche"]
    assert (len(found.failed), found.failed[0].name) == (1, "SEQ250705636")
    assert "twice" in found.failed[0].reason


def test_each_row_that_cannot_be_read_is_named_in_a_short_line() -> None:
    bad = [OTHER | {"Référence": f"\x1b[31m{'y' * 5_000}\n"} for _ in range(100)]
    found = read_questions(written([ROW, *bad]))
    assert len(found.failed) == 100
    assert all(len(each.name) <= 100 and each.name.isprintable() for each in found.failed)


# Bounds


def test_a_file_has_a_bound_on_bytes_rows_and_broken_rows() -> None:
    assert "larger than" in reason(b"x" * (MAX_BYTES + 1))
    head = written([], line_end="\n")
    row = written([OTHER], line_end="\n").removeprefix(head)
    assert "more than" in reason(head + row * (MAX_ROWS + 1))
    assert "more than" in reason(head + b"\n" * MAX_ROWS * 3 + row)
    assert "more than" in reason(head + row.replace(b"P\xeache", b'"P\xeache') * 2_000)
    assert "columns" in reason(b"Sort;" * 1_000 + b"\n")


def test_rows_can_be_read_one_at_a_time() -> None:
    scan = iter(QuestionsCsv(written(made_rows(TODAY, 100))))
    assert [isinstance(next(scan), SenateRow) for _ in range(3)] == [True] * 3


def test_no_broken_file_does_more_than_be_refused() -> None:
    body = written(made_rows(TODAY, 40))
    chance = random.Random(19)
    for _ in range(600):
        broken = bytearray(body)
        for _ in range(chance.randrange(1, 8)):
            at = chance.randrange(len(broken))
            piece = chance.choice(
                [b'"', b";", b"\n", b"\r", b"\x00", b"\xe9", b"\xc3\xa9", b'";"', b"", b'"""', b"SEQ"]
            )
            broken[at : at + chance.randrange(4)] = piece
        try:
            found = read_questions(bytes(broken))
        except Unreadable:
            continue
        assert len(found.rows) + len(found.failed) <= 60
