"""Which term the figures of a query are about: one that all of it has, or none that can be named."""

import pytest

from bot.core import chambers
from bot.core.chambers.chamber import TWO_MONTHS, Terms
from bot.core.figure_query import has_signalling, term_of
from bot.core.query import Query
from bot.core.query_reader import read_query
from tests.support.chambers import DIET


def query(text: str) -> Query:
    found = read_query(text)
    assert isinstance(found, Query)
    return found


@pytest.fixture(autouse=True)
def with_the_diet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chambers, "CHAMBERS", (*chambers.CHAMBERS, DIET))


@pytest.mark.parametrize(
    ("text", "terms", "signalling"),
    [
        ("eau", TWO_MONTHS, True),
        ("chambre:assemblée", TWO_MONTHS, True),
        ("chambre:sénat", TWO_MONTHS, False),
        ("chambre:assemblée chambre:sénat", TWO_MONTHS, True),
        ("chambre:diet", Terms(months_to_answer=1), False),
        ("chambre:sénat chambre:diet", None, False),
        ("nature:orale", None, False),
    ],
)
def test_the_term_of_what_is_counted(text: str, terms: Terms | None, signalling: bool) -> None:
    assert (term_of(query(text)), has_signalling(query(text))) == (terms, signalling)
