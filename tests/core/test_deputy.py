"""Two deputies of one name, told apart wherever that is known."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.deputy import Deputy, fuller, shown_names
from tests.support.deputies import ALPES, GIRONDE
from tests.support.examples import NOW, WAITING
from tests.support.readings import readings_of

DAY = timedelta(days=1)


def test_two_deputies_of_one_name_are_told_apart_where_it_is_known_and_no_others() -> None:
    register = [
        Deputy("PA392736", "Mme Béatrice Descamps", "Nord"),
        Deputy("PA720696", "Mme Béatrice Descamps"),
        Deputy("PA497", "M. Jean Besson", "Drôme"),
        Deputy("PA494", "M. Jean Besson", "Rhône"),
        Deputy(ALPES, "Mme Alexandra Martin", "Alpes-Maritimes"),
        Deputy(GIRONDE, "Mme Alexandra Martin", "Gironde"),
        Deputy("PA1", "M. Alexandre Martin", "Gironde"),
    ]
    assert list(shown_names(register).values()) == [
        "Mme Béatrice Descamps (Nord)",
        "Mme Béatrice Descamps",
        "M. Jean Besson (Drôme)",
        "M. Jean Besson (Rhône)",
        "Mme Alexandra Martin (Alpes-Maritimes)",
        "Mme Alexandra Martin (Gironde)",
        "M. Alexandre Martin",
    ]


@pytest.mark.parametrize(
    ("name", "other", "best"),
    [
        ("Mme Ada Brun", "Mme Ada Brun (Gard)", "Mme Ada Brun (Gard)"),
        ("Mme Ada Brun (Gard)", "Mme Ada Brun", "Mme Ada Brun (Gard)"),
        ("Mme Ada Brun", "Mme Ada Brunet", "Mme Ada Brun"),
        ("Mme Ada Brun", None, "Mme Ada Brun"),
        (None, "Mme Ada Brun", "Mme Ada Brun"),
        (None, None, None),
    ],
)
def test_of_two_forms_of_a_name_the_one_that_tells_more_stays(
    name: str | None, other: str | None, best: str | None
) -> None:
    assert fuller(name, other) == best


def test_a_page_that_is_younger_than_the_archive_does_not_confuse_two_deputies_of_a_name() -> None:
    record = replace(WAITING, author="Mme Alexandra Martin (Gironde)", comments=None)
    page = replace(record, author="Mme Alexandra Martin", constituency="Nouvelle-Aquitaine")
    site = replace(WAITING, author="Alexandra Martin")
    for read_at in (NOW - DAY, NOW + DAY):
        known = readings_of(record, NOW, page, read_at, site).merged
        assert known is not None
        assert (known.author, known.constituency) == ("Mme Alexandra Martin (Gironde)", "Nouvelle-Aquitaine")
