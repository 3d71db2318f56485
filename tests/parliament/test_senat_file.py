"""The Sénat's file of the last twelve months: whole files of real size and mess, and files that cannot be trusted.

The header is the real one's. The rows are made up; so is how a cell with a semicolon, a quote or a line end is written.
"""

import random
import re
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.core.senat_reference import SenatReference
from bot.core.senat_sweep import lacks_newest_issue, reason_to_reject_file
from bot.parliament.page import NoPage, Unreadable
from bot.parliament.senat.columns import COLUMNS, NOT_NEEDED
from bot.parliament.senat.encoding import LATIN, MAX_BYTES, UTF8
from bot.parliament.senat.names import full_name, in_small_letters
from bot.parliament.senat.questions_csv import MAX_CELL, MAX_ROWS, MOST_EXAMPLES, QuestionsCsv, read_questions
from bot.parliament.senat.records import SenateRow
from bot.standins.sites.senat_file import HEADER, Row, made_rows, named, written
from tests.parliament.examples import sample

TODAY = date(2026, 11, 26)
NOW = datetime(2026, 11, 26, 6, 0, tzinfo=UTC)
JULY = date(2025, 7, 24)
ROW: Row = named("QE", 5636, JULY) | {
    "Sort": "Réponse reçue",
    "Titre": "Avenir des digues",
    "Nom": "GARANCE",
    "Prénom": "Odile",
    "Civilité": "Mme",
    "Circonscription": "Orne",
    "Groupe": "UC",
    "Type Appartenance": "A",
    "Ministère de dépôt": "Transition écologique",
    "Date de transmission": "2025-09-04",
    "Ministère de transmission": "Intérieur",
    "Ministère de réponse": "Intérieur",
    "Date de réponse JO": "2025-11-13",
    "Référence de la question rappelée": "SEQ250404208",
    "Thème(s)": "Environnement",
}
OTHER: Row = named("QE", 5637, JULY) | {"Sort": "En cours", "Titre": "Pêche", "Nom": "OLLIVET", "Prénom": "Jean Louis"}
THIRD: Row = named("QOSD", 1054, JULY) | {"Sort": "En cours", "Titre": "Gares", "Nom": "SAULE"}


def only(body: bytes) -> SenateRow:
    (row,) = read_questions(body).rows
    return row


def reason(body: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        read_questions(body)
    assert caught.value.reason
    assert "\n" not in caught.value.reason
    return caught.value.reason


def one(**cells: str) -> bytes:
    return written([ROW | {key.replace("_", " "): value for key, value in cells.items()}])


def test_a_row_yields_all_that_its_cells_say() -> None:
    assert only(written([ROW])) == SenateRow(
        reference=SenatReference(2025, 7, 5636),
        nature="QE",
        sort="Réponse reçue",
        title="Avenir des digues",
        author="Mme Odile Garance",
        constituency="Orne",
        group="UC",
        membership="A",
        published=JULY,
        asked_ministry="Transition écologique",
        transmitted_to="Intérieur",
        transmitted=date(2025, 9, 4),
        answering_ministry="Intérieur",
        answered=date(2025, 11, 13),
        reminds=SenatReference(2025, 4, 4208),
        themes=("Environnement",),
        address="https://www.senat.fr/questions/base/2025/qSEQ250705636.html",
    )


def test_a_row_may_have_nothing_but_its_reference() -> None:
    row = only(written([{"Référence": "SEQ25071054S"}]))
    assert str(row.reference) == "SEQ25071054S"
    facts = [getattr(row, name) for name in SenateRow.__slots__ if name not in ("reference", "themes")]
    assert (set(facts), row.themes) == ({None}, ())


def test_the_header_is_the_real_one() -> None:
    assert sample("senat-csv-header.txt").decode().strip() == ";".join(HEADER)
    assert set(COLUMNS) == set(HEADER)


@pytest.mark.parametrize("encoding", ["windows-1252", "utf-8", "utf-8-sig"])
@pytest.mark.parametrize("line_end", ["\r\n", "\n"])
def test_a_file_of_real_size_is_read_row_by_row(encoding: str, line_end: str) -> None:
    rows = made_rows(TODAY)
    found = read_questions(written(rows, encoding, line_end))
    assert (len(found.rows), found.unreadable, found.unknown_columns, found.missing_columns) == (8_000, 0, (), ())
    assert found.encoding == (UTF8 if "utf" in encoding else LATIN)
    for made, row in zip(rows, found.rows, strict=True):
        assert str(row.reference) == made["Référence"]
        assert row.title == " ".join(made["Titre"].split())
        assert row.sort == made["Sort"]
        assert (row.asked_ministry or "") == made["Ministère de dépôt"]
        assert row.published == date.fromisoformat(made["Date de publication JO"])
        assert (row.answered.isoformat() if row.answered else "") == made.get("Date de réponse JO", "")
        assert row.address == made["URL Question"].replace("http:", "https:")


def test_made_up_files_have_the_size_and_the_mess_of_the_real_one() -> None:
    rows = made_rows(TODAY)
    assert len({row["Référence"] for row in rows}) == 8_000
    assert len({(row["Nom"], row["Prénom"]) for row in rows}) > 330
    assert {row["Nature"] for row in rows} == {"QE", "QOSD", "QG", "QC"}
    assert set(Counter(row["Sort"] for row in rows)) == {"En cours", "Réponse reçue", "Retirée", "Caduque", "Rappelée"}
    body = written(rows)
    assert b"\x92" in body
    assert re.search(rb'"[^";]*;[^";]*"', body)
    assert all(date.fromisoformat(row["Date de publication JO"]).weekday() == 3 for row in rows)
    assert made_rows(TODAY) == rows


def test_made_up_questions_get_on_from_week_to_week() -> None:
    first, second = (
        {row["Référence"]: row for row in made_rows(TODAY + timedelta(weeks=week), 52 * 150)} for week in (0, 1)
    )
    kept = first.keys() & second.keys()
    assert (len(first), len(kept), len(second)) == (7_800, 7_650, 7_800)
    changed = [each for each in kept if first[each] != second[each]]
    assert 50 < len(changed) < 300
    assert {first[each]["Sort"] for each in changed} == {"En cours"}
    reminded = [
        row["Référence de la question rappelée"] for row in first.values() if "Référence de la question rappelée" in row
    ]
    assert len(reminded) > 200
    assert sum(each in first for each in reminded) > 100


@pytest.mark.parametrize(
    ("cell", "title"),
    [
        ("Digues", "Digues"),
        ("  Digues  et\tponts ", "Digues et ponts"),
        ("Digues ; ponts ; gués", "Digues ; ponts ; gués"),
        ("Digues\r\net ponts", "Digues et ponts"),
        ("Digues\n\net ponts", "Digues et ponts"),
        ('Le "plan digues"', 'Le "plan digues"'),
        ('"Plan digues" de l\'État', '"Plan digues" de l\'État'),
        ('"', '"'),
        ('"" ; "', '"" ; "'),
        ("L’eau – l'œuvre… «\u00a0digues\u00a0»", "L’eau – l'œuvre… «\u00a0digues\u00a0»"),
        ("Sécurité &amp; digues", "Sécurité & digues"),
        ("Sécurité & digues &co", "Sécurité & digues &co"),
        ("L&#8217;eau &oelig;uvre", "L’eau œuvre"),
        ("&#0;&#xD800;Digues", "\ufffd\ufffdDigues"),
        ("<b>Digues</b>", "<b>Digues</b>"),
        ("=1+1", "=1+1"),
        ("\x07Di\x7fgues\x1b[31m", "Digues[31m"),
        ("", None),
        ("   ", None),
        ("\u00a0", None),
    ],
)
def test_a_title_stays_as_it_is_on_one_line(cell: str, title: str | None) -> None:
    assert only(one(Titre=cell)).title == title


def test_apostrophes_of_windows_1252_are_read_among_iso_8859_1() -> None:
    body = written([ROW | {"Titre": "L’eau"}])
    assert b"L\x92eau" in body
    assert only(body).title == "L’eau"
    body = written([ROW | {"Titre": "L'eau"}], "iso-8859-1").replace(b"L'eau", b"L\x81\x92eau\x9d")
    assert only(body).title == "L’eau"


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2025-07-24", JULY),
        ("24/07/2025", JULY),
        ("2025-07-24 00:00:00", JULY),
        ("2025-07-24T00:00:00.0", JULY),
        (" 24/07/2025 ", JULY),
        ("24/7/2025", JULY),
        ("31/02/2025", None),
        ("2025-13-01", None),
        ("00/00/0000", None),
        ("bientôt", None),
        ("2507", None),
        ("01/01/0025", None),
        ("", None),
    ],
)
def test_a_day_is_read_in_both_forms_and_nonsense_is_unknown(cell: str, day: date | None) -> None:
    assert only(one(Date_de_publication_JO=cell)).published == day


@pytest.mark.parametrize(
    ("civility", "first", "surname", "name"),
    [
        ("M.", "Jean Louis", "MASSON", "M. Jean Louis Masson"),
        ("Mme", "Christine", "HERZOG", "Mme Christine Herzog"),
        ("Mme", "Odile", "Garance", "Mme Odile Garance"),
        ("M.", "Paul", "DE LA GRANGE", "M. Paul de La Grange"),
        ("Mme", "Ève", "D'ÎLE-NOIRE", "Mme Ève d'Île-Noire"),
        ("Mme", "Ève", "D’ÎLE-NOIRE", "Mme Ève d’Île-Noire"),
        ("M.", "Paul", "LE GOFF", "M. Paul Le Goff"),
        ("M.", "Paul", "de Belle", "M. Paul de Belle"),
        ("M.", "Paul", "PRÉ-DU-LAC", "M. Paul Pré-du-Lac"),
        (None, "Paul", "Y", "Paul Y"),
        ("M.", None, "SAULE", "M. Saule"),
        ("M.", "Paul", None, None),
    ],
)
def test_an_author_is_named_as_in_a_text(
    civility: str | None, first: str | None, surname: str | None, name: str | None
) -> None:
    assert full_name(civility, first, surname) == name


def test_a_surname_in_small_letters_stays() -> None:
    assert in_small_letters("McNeil de Belle") == "McNeil de Belle"


@pytest.mark.parametrize(
    "sort", ["Réponse reçue", "En cours", "Retirée", "Caduque", "Rappelée", "Transformée en QOSD", "Jamais vu"]
)
@pytest.mark.parametrize("nature", ["QE", "QOSD", "QG", "QC", "QOAD", "QOAE", "QX"])
def test_sorts_and_natures_are_open_sets(sort: str, nature: str) -> None:
    row = only(one(Sort=sort, Nature=nature))
    assert (row.sort, row.nature) == (sort, nature)


@pytest.mark.parametrize(
    ("cell", "believed"),
    [
        ("http://www.senat.fr/questions/base/2025/qSEQ250705636.html", True),
        ("https://www.senat.fr/questions/base/2025/qSEQ250705636.html", True),
        ("http://senat.fr/questions/base/2025/qSEQ250705636.html", True),
        ("http://www2.senat.fr./questions/base/2025/qSEQ250705636.html", True),
        ("www.senat.fr/questions/base/2025/qSEQ250705636.html", True),
        ("http://www.senat.fr/questions/base/2025/qSEQ250705637.html", False),
        ("http://www.senat.fr.example/questions/base/2025/qSEQ250705636.html", False),
        ("http://example/?www.senat.fr/questions/base/2025/qSEQ250705636.html", False),
        ("http://user@www.senat.fr/questions/base/2025/qSEQ250705636.html", False),
        ("javascript:alert(1)//www.senat.fr/questions/base/2025/qSEQ250705636.html", False),
        ("http://www.senat.fr/", False),
        ("", False),
    ],
)
def test_an_address_is_believed_only_if_it_is_the_questions_page_at_the_senat(cell: str, believed: bool) -> None:
    address = "https://www.senat.fr/questions/base/2025/qSEQ250705636.html"
    assert only(one(URL_Question=cell)).address == (address if believed else None)


@pytest.mark.parametrize(
    ("cell", "themes"),
    [
        ("", ()),
        ("Énergie", ("Énergie",)),
        ("Économie et finances, fiscalité", ("Économie et finances, fiscalité",)),
        ("Énergie; Transports", ("Énergie", "Transports")),
        ("Énergie|Transports|", ("Énergie", "Transports")),
        ("#Énergie#Transports#", ("Énergie", "Transports")),
        ("Énergie\nTransports", ("Énergie", "Transports")),
        ("L&#8217;eau", ("L’eau",)),
    ],
)
def test_themes_are_parted_where_no_theme_has_such_a_sign(cell: str, themes: tuple[str, ...]) -> None:
    assert only(written([ROW | {"Thème(s)": cell}])).themes == themes


@pytest.mark.parametrize(("cell", "reminds"), [("qSEQ250404208", "SEQ250404208"), ("04208", None), ("?", None)])
def test_a_reminded_question_is_named_by_its_reference_alone(cell: str, reminds: str | None) -> None:
    row = only(written([ROW | {"Référence de la question rappelée": cell}]))
    assert row.reminds == (SenatReference.parse(reminds) if reminds else None)


# The whole file, judged


def test_the_files_of_two_weeks_are_believed_and_a_part_of_one_is_not() -> None:
    rows = made_rows(TODAY)
    before = read_questions(written(made_rows(TODAY - timedelta(weeks=1)))).totals
    today = read_questions(written(rows)).totals
    assert reason_to_reject_file(before, None, TODAY) is None
    assert reason_to_reject_file(today, before.published, TODAY) is None
    half = read_questions(written(rows[:4_000])).totals  # cut where a row ends, which no row tells
    assert "are missing" in (reason_to_reject_file(half, today.published, TODAY) or "")
    assert not lacks_newest_issue(today.published, before.published, NOW, NOW, TODAY)
    assert lacks_newest_issue(before.published, today.published, NOW, NOW, TODAY)


def test_a_file_with_too_many_broken_rows_is_not_believed() -> None:
    rows = [row | ({"Référence": "?"} if at % 50 == 0 else {}) for at, row in enumerate(made_rows(TODAY))]
    found = read_questions(written(rows))
    assert reason_to_reject_file(found.totals, None, TODAY) == "160 of 8000 rows cannot be read"


# Columns


def test_columns_are_found_by_their_names() -> None:
    shuffled = list(HEADER)
    random.Random(3).shuffle(shuffled)
    assert read_questions(written([ROW, OTHER], header=shuffled)).rows == read_questions(written([ROW, OTHER])).rows
    body = written([ROW]).replace("Numéro;Référence".encode("cp1252"), " NUMERO ;reference".encode("cp1252"))
    assert only(body) == only(written([ROW]))


def test_an_unknown_column_is_told_and_harmless() -> None:
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
        assert found.unreadable == 0, body[:end]
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
    assert found.unreadable == 1
    (example,) = found.examples
    assert (example.line, example.name) == (3, name)
    assert why in example.reason


@pytest.mark.parametrize("number", ["5637", "05637", "005637"])
def test_a_number_may_lack_its_zeros(number: str) -> None:
    assert read_questions(written([OTHER | {"Numéro": number}])).unreadable == 0


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
    assert found.unreadable == 1


def test_quotes_that_should_have_been_doubled_are_read_as_they_stand() -> None:
    found = read_questions(_line(lambda line: line.replace(b"P\xeache", b'"P\xeache" en mer')))
    assert (found.unreadable, [row.title for row in found.rows][1]) == (0, '"Pêche" en mer')


def test_empty_lines_are_passed_over() -> None:
    body = written([ROW, OTHER], line_end="\n").replace(b"\n", b"\n\n \n;;;\n")
    assert len(read_questions(body).rows) == 2
    assert len(read_questions(written([ROW, OTHER], line_end="\r")).rows) == 2


def test_a_question_twice_alike_is_one_and_twice_otherwise_is_none() -> None:
    found = read_questions(written([ROW, OTHER, ROW]))
    assert ([row.title for row in found.rows], found.unreadable) == (["Avenir des digues", "Pêche"], 0)
    found = read_questions(written([ROW, OTHER, ROW | {"Sort": "En cours"}]))
    assert [row.title for row in found.rows] == ["Pêche"]
    assert (found.unreadable, found.examples[0].name) == (1, "SEQ250705636")
    assert "twice" in found.examples[0].reason


def test_examples_are_few_and_one_short_line_each() -> None:
    bad = [OTHER | {"Référence": f"\x1b[31m{'y' * 5_000}\n"} for _ in range(100)]
    found = read_questions(written([ROW, *bad]))
    assert (found.unreadable, len(found.examples)) == (100, MOST_EXAMPLES)
    assert all(len(each.name) <= 100 and each.name.isprintable() for each in found.examples)


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
        assert len(found.rows) + found.unreadable <= 60
