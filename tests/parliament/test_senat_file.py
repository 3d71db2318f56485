"""The Sénat's file of the last twelve months: what its rows say, and whole files of real size and mess, judged.

The header is the real one's. The rows are made up; so is how a cell with a semicolon, a quote or a line end is written.
"""

import re
from collections import Counter
from datetime import date, timedelta

import pytest

from bot.core.chambers.senat_reference import SenatReference
from bot.core.whole_file import FileTotals, lacks_newest_issue, reason_to_reject_file
from bot.parliament.senat import FILE
from bot.parliament.senat.columns import COLUMNS
from bot.parliament.senat.encoding import LATIN, UTF8
from bot.parliament.senat.names import full_name, in_small_letters
from bot.parliament.senat.questions_csv import read_questions
from bot.parliament.senat.records import SenateRow
from bot.standins.sites.senat_file import HEADER, Row, made_rows, written
from bot.watch.file_findings import compare_file
from tests.parliament.examples import sample
from tests.parliament.senat_files import JULY, NOW, ROW, TODAY, one, only


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
    assert (len(found.rows), len(found.failed), found.unknown_columns, found.missing_columns) == (8_000, 0, (), ())
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


def totals(rows: list[Row]) -> FileTotals:
    return compare_file(FILE, written(rows), {}, True, None, TODAY).totals


def rejected(found: FileTotals, before: FileTotals | None = None) -> str | None:
    return reason_to_reject_file(found, None if before is None else before.published, TODAY, FILE.chamber.months_listed)


def test_the_files_of_two_weeks_are_believed_and_a_part_of_one_is_not() -> None:
    rows = made_rows(TODAY)
    before, today = totals(made_rows(TODAY - timedelta(weeks=1))), totals(rows)
    assert rejected(before) is None
    assert rejected(today, before) is None
    half = totals(rows[:4_000])  # cut where a row ends, which no row tells
    assert "are missing" in (rejected(half, today) or "")
    assert not lacks_newest_issue(today.published, before.published, NOW, NOW, TODAY)
    assert lacks_newest_issue(before.published, today.published, NOW, NOW, TODAY)


def test_a_file_with_too_many_broken_rows_is_not_believed() -> None:
    rows = [row | ({"Référence": "?"} if at % 50 == 0 else {}) for at, row in enumerate(made_rows(TODAY))]
    assert rejected(totals(rows)) == "160 of 8000 records cannot be read"


def test_questions_of_a_kind_that_nobody_knows_say_nothing_against_the_file() -> None:
    rows = made_rows(TODAY)
    for at in range(0, len(rows), 50):
        number = f"{at:04}Z"
        rows[at] |= {"Référence": rows[at]["Référence"][:7] + number, "Numéro": number}
    found = compare_file(FILE, written(rows), {}, True, None, TODAY)
    assert (found.refused.count, rejected(found.totals)) == (160, None)
