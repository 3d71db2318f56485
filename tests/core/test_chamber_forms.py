"""How people write the questions of a chamber that gives its forms: on their own, in a text, as an address."""

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

import pytest

from bot.core.chambers.chamber import Chamber, Designation, Named, Numbered, Terms


class Lands(Chamber):
    """Numbers such as L 12/2026, of which people leave out the year."""

    code: ClassVar[str] = "lands"
    kinds: ClassVar[tuple[str, ...]] = ("W", "O")
    series: ClassVar[range] = range(4_000_000, 4_100_000)
    forms: ClassVar[tuple[str, ...]] = (r"L(?P<kind>O?) ?(?P<number>[0-9]{1,7})(?:/(?P<session>[0-9]{1,4}))?",)
    written_terms: ClassVar[Terms] = Terms(days_to_answer=30)

    def uid(self, named: Designation) -> str:
        return f"L{'O' if named.kind == 'O' else ''} {named.number}/{named.session}"

    def page(self, named: Designation) -> str:
        return f"https://www.lands.example/L{named.number}/{named.session}"

    def first_day(self, session: int) -> date:
        return date(session, 1, 1)


LANDS = Lands()
TWELVE = Designation(2026, 12, "W")


@pytest.mark.parametrize(
    ("text", "named", "rest"),
    [
        ("L 12/2026", TWELVE, ""),
        ("l12/2026", TWELVE, ""),
        ("lo 12/2026", Designation(2026, 12, "O"), ""),
        ("L 12", Numbered(12, "W"), ""),
        ("lands2026-12", TWELVE, ""),
        ("lands2026-O-12", Designation(2026, 12, "O"), ""),
        ("https://lands.example/L12/2026", TWELVE, ""),
        ("see https://www.lands.example/L12/2026.", TWELVE, "see  ."),
        ("L 12/2026, 12432", TWELVE, ", 12432"),
    ],
)
def test_what_names_a_question(text: str, named: Designation | Numbered, rest: str) -> None:
    found = LANDS.typed(text)
    assert found.named == (named,)
    assert " ".join(found.rest.split()) == " ".join(rest.split())


@pytest.mark.parametrize(
    "text",
    ["12432", "XL 12/2026", "L 12/2026x", "L 0/2026", "L 1234567", "L 12/0", "https://other.example/L12/2026", "lands0-12",
     "lands2026-X-12", "lands2026-012", "lands99999999-1", "LANDS2026-12", ""],
)  # fmt: skip
def test_what_names_none(text: str) -> None:
    assert LANDS.typed(text) == Named((), text)


def test_a_longer_text_mentions_questions_in_the_forms_alone() -> None:
    text = "As L 12/2026 and L 12/2026 and LO 7/2025 say, lands2026-9 is none."
    assert set(LANDS.mentioned(text).named) == {TWELVE, Designation(2025, 7, "O")}


def test_a_text_that_is_one_form_and_nothing_else_designates_a_question() -> None:
    assert LANDS.designated(" L 12/2026 ") == TWELVE
    assert [LANDS.designated(each) for each in ("L 12", "L 12/2026 x", "12")] == [None, None, None]


def test_what_is_left_out_has_a_default() -> None:
    assert (LANDS.name, LANDS.title, LANDS.reference(TWELVE)) == ("lands", "Lands", "L 12/2026")
    assert LANDS.terms("W").due(date(2026, 1, 1)) == date(2026, 1, 31)
    assert LANDS.terms("O").due(date(2026, 1, 1)) is None
    assert [LANDS.of_series(LANDS.series_of(2026, kind)) for kind in LANDS.kinds] == [(2026, "W"), (2026, "O")]
    with pytest.raises(ValueError, match="not a series"):
        LANDS.of_series(LANDS.series.start + 2)
    shown: Mapping[str, object] = LANDS.shown(TWELVE)
    assert shown == {"number": "L 12/2026"}


def test_a_session_is_past_once_the_file_has_none_of_its_questions_any_more() -> None:
    class Brief(Lands):
        months_listed: ClassVar[int] = 6

    brief, day = Brief(), date(2026, 5, 10)
    assert brief.listed_since(day) == date(2025, 11, 10)
    assert [brief.is_past(session, day) for session in (2024, 2025, 2026, 9999)] == [True, False, False, False]
    assert brief.is_past(2025, date(2026, 7, 1))
    assert (LANDS.listed_since(day), LANDS.is_past(1, day)) == (None, False)
