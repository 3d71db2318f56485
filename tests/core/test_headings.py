"""Headings of questions, and whether two subjects are the same."""

from dataclasses import replace

import pytest

from bot.core.heading import LONGEST_REST, LONGEST_SUBJECT, heading_of, telling_words, unligatured
from bot.core.repeat import is_repeated
from tests.support.examples import ID, WAITING


def test_a_heading_is_the_subject_the_rubric_and_the_ministry_a_line_each() -> None:
    assert heading_of(WAITING) == "Entretien des digues\neau et assainissement\nTransition écologique"
    assert heading_of(replace(WAITING, subject=" Entretien\n des  digues ", rubric=None)) == (
        "Entretien des digues\n\nTransition écologique"
    )
    assert heading_of(type(WAITING)(ID)) == "\n\n"


def test_a_heading_is_bounded_whatever_a_site_says() -> None:
    hostile = replace(WAITING, subject="x" * 10_000, rubric="y" * 10_000, ministry="z" * 10_000)
    assert heading_of(hostile) == "\n".join(("x" * LONGEST_SUBJECT, "y" * LONGEST_REST, "z" * LONGEST_REST))
    assert (LONGEST_SUBJECT, LONGEST_REST) == (300, 120)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("L'entretien des Digues", ["entretien", "digues"]),
        ("Œuvre et ŒUVRE, ex æquo", ["oeuvre", "oeuvre", "ex", "aequo"]),
        ("Élèves à l’école", ["eleves", "ecole"]),
        ("de la", ["de", "la"]),
        ("", []),
    ],
)
def test_the_words_that_tell_something(text: str, words: list[str]) -> None:
    assert telling_words(text) == words


def test_a_ligature_is_two_letters() -> None:
    assert unligatured("œil, ÆTAS") == "oeil, AETAS"


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("Entretien des digues", "L’ENTRETIEN des digues", True),
        ("Entretien des digues", "Entretien des quais", False),
        ("Entretien des digues", "Entretien des digues du Rhône", False),
        ("Pharmacies", "Pharmacies", False),
        ("Les pharmacies", "Les pharmacies", False),
        ("", "", False),
    ],
)
def test_two_questions_are_one_where_their_subjects_say_the_same_in_two_words_at_least(
    before: str, after: str, same: bool
) -> None:
    assert is_repeated(before, after) is same
