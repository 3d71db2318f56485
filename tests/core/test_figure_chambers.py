"""Whose questions figures count, as the buttons below them change it."""

from datetime import date

import pytest

from bot.core.chambers.assemblee import ASSEMBLEE
from bot.core.chambers.chamber import Chamber
from bot.core.chambers.senat import SENAT
from bot.core.figure_chambers import chambers_in, comparable, data_of, of_chambers, offered
from bot.core.query_text import text_of
from tests.core.test_figure_query import query

DAY = date(2026, 11, 29)
AN, SE, BOTH = (ASSEMBLEE,), (SENAT,), (ASSEMBLEE, SENAT)


def test_each_chamber_alone_and_all_together_are_offered_and_read_back() -> None:
    assert offered() == [AN, SE, BOTH]
    for each in offered():
        assert chambers_in(data_of(each)) == each
        assert len(data_of(each)) <= 40
    for forged in ("of", "of-", "of-x", "of-senat-an", "an", "all", "league+2", ""):
        assert chambers_in(forged) is None


@pytest.mark.parametrize(
    ("shown", "of", "expected"),
    [
        ("législature:17", SE, "chambre:sénat"),
        ("législature:17", BOTH, "chambre:assemblée chambre:sénat depuis:2025-12"),
        ("chambre:sénat", AN, "législature:17"),
        ("chambre:sénat", BOTH, "chambre:assemblée chambre:sénat depuis:2025-12"),
        ("chambre:assemblée chambre:sénat depuis:2025-12", AN, "législature:17"),
        ("chambre:assemblée chambre:sénat depuis:2025-12", SE, "chambre:sénat"),
        ("ministère:santé législature:17", SE, "ministère:santé chambre:sénat"),
        ("ministère:santé chambre:sénat", AN, "ministère:santé législature:17"),
        ("digues année:2026", BOTH, "chambre:assemblée chambre:sénat année:2026 digues"),
        ("chambre:sénat depuis:2026-03 digues", AN, "depuis:2026-03 digues"),
        ("digues législature:16", AN, "législature:16 digues"),
    ],
)
def test_a_press_counts_the_same_of_other_chambers(shown: str, of: tuple[Chamber, ...], expected: str) -> None:
    found = of_chambers(query(shown), of, 17, DAY)
    assert found == query(expected)
    assert query(text_of(found)) == found


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("chambre:sénat chambre:assemblée santé", "chambre:sénat chambre:assemblée depuis:2025-12 santé"),
        ("chambre:sénat chambre:assemblée année:2026", "chambre:sénat chambre:assemblée année:2026"),
        ("chambre:sénat santé", "chambre:sénat santé"),
        ("santé", "santé"),
    ],
)
def test_both_chambers_are_compared_over_one_year(typed: str, expected: str) -> None:
    assert comparable(query(typed), DAY) == query(expected)
