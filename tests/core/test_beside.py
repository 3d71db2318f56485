"""Words that stand beside those of a query: in their commonest spelling, and none that tells nothing."""

import pytest

from bot.core.beside import LEAST, LONGEST, MOST, Heading, Usual, beside, usual
from bot.core.query import Query
from bot.core.query_reader import read_query

CATALOGUE = usual(
    [
        Heading(f"Mise en œuvre du plan {name} n° {number}", "administration")
        for number, name in enumerate("abcdef" * 50)
    ]
)
"""A catalogue in which every question has the same few words."""


def query(text: str) -> Query:
    found = read_query(text)
    assert isinstance(found, Query)
    return found


def found_with(*subjects: str, rubric: str | None = None) -> list[Heading]:
    """What a query found: these subjects, and some others, for a word of all subjects is never offered."""
    others = [Heading(f"Cloud {name}") for name in ("alpha", "beta", "gamma", "delta")]
    return [*(Heading(each, rubric) for each in subjects), *others]


@pytest.mark.parametrize(
    ("asked", "subjects", "words"),
    [
        ("cloud", ["Cloud à l’hôpital", "Le cloud des hôpitaux", "Cloud : hôpital public"], ("hôpital",)),
        ("cloud", ["Hôpital et cloud", "Hôpital, cloud", "Hôpital"], ("hôpital",)),
        ("cloud", ["SNCF et cloud", "La SNCF", "SNCF : cloud"], ("SNCF",)),
        ("cloud", ["Cloud à Mayotte", "Mayotte : cloud", "Cloud de Mayotte"], ("Mayotte",)),
        ("cloud", ["Cloud de l’État"] * LEAST, ("État",)),
        ("cloud", ["Cloud et prud’hommes"] * LEAST, ()),  # a button's word is letters alone
        ("cloud", ["Cloud à l’hôpital"] * (LEAST - 1), ()),
        ("cloud hôpital", ["Cloud à l’hôpital"] * LEAST, ()),
        ("hopitaux", ["Cloud à l’hôpital"] * LEAST, ()),
        ("cloud -hôpitaux", ["Cloud à l’hôpital"] * LEAST, ()),
        ('"cloud à l’hôpital"', ["Cloud à l’hôpital"] * LEAST, ()),
        ("cloud hôpit*", ["Cloud à l’hôpital"] * LEAST, ()),
        ("cloud rubrique:hôpital", ["Cloud à l’hôpital"] * LEAST, ()),
        ("@Juvin", ["Cloud"] * LEAST, ()),
        ("cloud", ["Cloud de 2024, 5G et 1er"] * LEAST, ()),
        ("cloud", ["Cloud sans ou contre le dans"] * LEAST, ()),
        ("cloud", ["Mise en œuvre du plan cloud"] * LEAST, ()),
        ("cloud", [f"Cloud {'é' * LONGEST}"] * LEAST, ()),
        ("cloud", [""] * LEAST, ()),
        ("cloud", [], ()),
    ],
)
def test_a_word_is_offered_where_it_stands_above_far_more_of_what_was_found(
    asked: str, subjects: list[str], words: tuple[str, ...]
) -> None:
    assert beside(query(asked), found_with(*subjects), CATALOGUE) == words


def test_a_rubric_counts_as_a_subject_does() -> None:
    assert beside(query("cloud"), found_with("Cloud", "Cloud", "Cloud", rubric="numérique"), CATALOGUE) == (
        "numérique",
    )


def test_a_word_of_subject_and_rubric_counts_once() -> None:
    few = found_with("Numérique", "Cloud numérique", rubric="numérique")
    assert beside(query("cloud"), few, CATALOGUE) == ()


def test_a_word_above_all_that_was_found_is_not_offered() -> None:
    assert beside(query("cloud"), [Heading("Cloud à l’hôpital")] * 10, CATALOGUE) == ()


def test_the_most_telling_words_come_first_and_no_more_than_fit() -> None:
    names = ["hôpital", "école", "banque", "justice", "police", "prison", "musée"]
    headings = [Heading(f"Cloud {name}") for count, name in enumerate(names, LEAST + 2) for _ in range(count)]
    assert beside(query("cloud"), headings, CATALOGUE) == tuple(reversed(names))[:MOST]


def test_a_rarer_word_tells_more_than_one_that_is_everywhere() -> None:
    catalogue = Usual(1000, {"hopital": 100, "vaccin": 5})
    headings = [*(Heading("Cloud à l’hôpital, vaccin") for _ in range(20)), *(Heading("Cloud") for _ in range(20))]
    assert beside(query("cloud"), headings, catalogue) == ("vaccin", "hôpital")


def test_an_empty_catalogue_offers_nothing() -> None:
    assert beside(query("cloud"), found_with("Cloud à l’hôpital", "Hôpital", "Hôpital"), usual([])) == ()
