"""The Sénat's identity of a question: how it is written, read and linked. The references are real ones."""

import pytest

from bot.core.chambers.senat_reference import SenatReference, number_of

REAL = [
    ("SEQ250705636", 2025, 7, 5636, "", "QE", "05636", "2025/qSEQ250705636.html"),
    ("SEQ250404208", 2025, 4, 4208, "", "QE", "04208", "2025/qSEQ250404208.html"),
    ("SEQ201219666", 2020, 12, 19666, "", "QE", "19666", "2020/qSEQ201219666.html"),
    ("SEQ800433743", 1980, 4, 33743, "", "QE", "33743", "1980/qSEQ800433743.html"),
    ("SEQ87120275S", 1987, 12, 275, "S", "QOSD", "0275S", "1987/qSEQ87120275S.html"),
    ("SEQ22012077S", 2022, 1, 2077, "S", "QOSD", "2077S", "2022/qSEQ22012077S.html"),
    ("SEQ23030327G", 2023, 3, 327, "G", "QG", "0327G", "2023/qSEQ23030327G.html"),
]


@pytest.mark.parametrize(("text", "year", "month", "number", "letter", "kind", "written", "page"), REAL)
def test_a_reference_is_read_shown_and_linked(
    text: str, year: int, month: int, number: int, letter: str, kind: str, written: str, page: str
) -> None:
    reference = SenatReference.parse(text)
    assert reference == SenatReference(year, month, number, letter)
    assert str(reference) == text
    assert (reference.kind, reference.written_number) == (kind, written)
    assert reference.address == f"https://www.senat.fr/questions/base/{page}"


def test_years_are_those_since_the_base_begins() -> None:
    years = [SenatReference.parse(f"SEQ{year:02}0100001").year for year in (78, 99, 0, 26, 77)]
    assert years == [1978, 1999, 2000, 2026, 2077]


def test_references_are_in_the_order_of_time() -> None:
    in_order = ["SEQ780433743", "SEQ991200001", "SEQ220628410", "SEQ22070001S", "SEQ22070002S", "SEQ220701514"]
    read = [SenatReference.parse(each) for each in in_order]
    assert sorted(set(read)) == read


def test_the_kind_of_a_letter_that_is_not_known_is_unknown() -> None:
    assert SenatReference.parse("SEQ25070001Z").kind is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "SEQ",
        "SEQ25070563",
        "SEQ2507056361",
        "SEQ250700000",
        "SEQ25070000S",
        "SEQ251305636",
        "SEQ250005636",
        "SEQ25071054s",
        "seq250705636",
        "qSEQ250705636",
        "SEQ25075636SS",
        " SEQ250705636",
        "SEQ250705636\n",
        "SEQ٢٥٠٧٠٥٦٣٦",
        "17-12432",
        "SEQ2507-5636",
    ],
)
def test_what_is_no_reference_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a question of the Sénat"):
        SenatReference.parse(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("05636", (5636, "")),
        ("5636", (5636, "")),
        ("005636", (5636, "")),
        ("28410", (28410, "")),
        ("1054S", (1054, "S")),
        ("0760G", (760, "G")),
        ("274S", (274, "S")),
        ("01054S", (1054, "S")),
        ("00000", None),
        ("0S", None),
        ("10864S", None),
        ("123456", None),
        ("1054SS", None),
        ("1054s", None),
        ("", None),
        ("S", None),
        ("٥٦٣٦", None),
    ],
)
def test_a_number_is_read_with_or_without_its_zeros(text: str, expected: tuple[int, str] | None) -> None:
    assert number_of(text) == expected
