"""Every name of a ministry in seven governments, real ones of the open data, and the families it belongs to."""

import csv
from pathlib import Path

import pytest

from bot.core.families import BadFamilies, field_of, is_of_a_family, read_families, shipped
from bot.core.figure_count import row_names
from bot.core.figure_query import of_ministry_named, plain_words
from bot.core.matching import document_of, matches
from bot.core.query import Query
from bot.core.query_reader import read_query
from bot.core.question import Question, QuestionId
from bot.core.searched import searched
from bot.core.summary import summary_of

with Path(__file__).with_name("ministries.csv").open(encoding="utf-8", newline="") as file:
    MINISTRIES = [tuple(row) for row in csv.reader(file, delimiter=";")][1:]

ONE = '[[family]]\nname = "Santé"\nwords = ["santé"]\nreason = "It is one."\n'


@pytest.mark.parametrize(("short", "long", "families"), MINISTRIES)
def test_both_names_of_a_ministry_belong_to_its_families(short: str, long: str, families: str) -> None:
    assert shipped().of(long) == tuple(families.split("|"))
    assert set(shipped().of(short or long) or ()) <= set(families.split("|")), "one speaks for the Government too"
    assert shipped().of(short or long)


@pytest.mark.parametrize(
    ("name", "families"),
    [
        ("Défense", ("Armées et anciens combattants",)),
        ("MINISTERE DE LA SANTE", ("Santé",)),
        ("Ministère de\u00a0l’outre\u2011mer", ("Outre-mer",)),
        ("Santé et choses nouvelles", ("Santé",)),
        ("Économie sociale et solidaire", ("Commerce et artisanat",)),
        ("Choses nouvelles", None),
        ("Ministère", None),
        ("(MD)", None),
        ("", None),
    ],
)
def test_the_families_of_a_name(name: str, families: tuple[str, ...] | None) -> None:
    assert shipped().of(name) == families


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("Santé et prévention", "Santé et prévention"),
        ("Intérieur (MD)", "Intérieur"),
        ("Ministère délégué auprès de la ministre de la santé, chargé de l’autonomie", "chargé de l’autonomie"),
        ("Ministère délégué auprès du ministre de l'intérieur", "u ministre de l'intérieur"),
        (
            "Secrétariat d’État auprès du ministre de l’intérieur, chargée de la citoyenneté, et auprès du ministre de la "
            "transition écologique, chargée de la ville",
            "chargée de la citoyenneté, chargée de la ville",
        ),
    ],
)
def test_a_delegated_ministry_deals_with_what_it_is_charged_with(name: str, field: str) -> None:
    assert field_of(name).strip() == field


@pytest.mark.parametrize(
    ("asked", "ministry", "is_met"),
    [
        ("ministère:santé", "Travail, santé, solidarités et familles", True),
        ("ministère:sante", "Organisation territoriale et professions de santé", True),
        ('ministère:"affaires sociales"', "Santé et prévention", True),
        ("ministère:défense", "Armées et anciens combattants", True),
        ("ministère:emploi", "Travail et solidarités", True),
        ("ministère:santé", "Travail et solidarités", False),
        ("ministère:mer", "Outre-mer", False),
        ("ministère : outre mer", "Intérieur et outre-mer", True),
        ("ministère:mer", "Transition écologique, biodiversité, forêt, mer et pêche", True),
        ("ministère:économie", "Tourisme", False),
    ],
)
def test_a_filter_goes_on_working_when_a_ministry_is_renamed(asked: str, ministry: str, is_met: bool) -> None:
    query = read_query(asked)
    assert isinstance(query, Query)
    question = Question(QuestionId.of_legislature(17, 1), ministry=ministry)
    assert matches(query, document_of(question, shipped().names_of(ministry))) is is_met


def test_every_family_has_a_reason_and_a_name_that_leads_to_it() -> None:
    names = [family.name for family in shipped().all]
    assert len(set(names)) == len(names)
    assert all(len(family.reason) > 20 for family in shipped().all)
    used = {family for row in MINISTRIES for family in row[2].split("|")}
    assert used == set(names)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "not toml",
        'family = "x"',
        ONE.replace("reason", "because"),
        ONE.replace('"It is one."', '" "'),
        ONE.replace('["santé"]', '"santé"'),
        ONE.replace('["santé"]', "[1]"),
        ONE.replace('"Santé"', "1"),
    ],
)
def test_a_file_that_is_none_is_refused_in_words(text: str) -> None:
    with pytest.raises(BadFamilies, match="not a file of families"):
        read_families(text)


def test_a_file_that_an_operator_writes_is_read() -> None:
    assert read_families(ONE).of("Ministère de la santé") == ("Santé",)
    assert read_families(ONE.replace('["santé"]', '["santé", ""]')).of("Culture") is None


@pytest.mark.parametrize(("name", "is_known"), [("Santé et choses nouvelles", True), ("Choses nouvelles", False)])
def test_a_name_is_known_that_belongs_to_a_shipped_family(name: str, is_known: bool) -> None:
    assert is_of_a_family(name) is is_known


NAMES = sorted({short or long for short, long, _ in MINISTRIES})
"""Those that the archive's questions are read with."""


@pytest.mark.parametrize("family", [each.name for each in shipped().all])
def test_figures_of_a_family_count_the_ministries_that_its_row_in_the_league_counts(family: str) -> None:
    typed = read_query(family)
    assert isinstance(typed, Query)
    query = of_ministry_named(plain_words(typed) or ())
    assert query is not None
    asked_for = {name for name in NAMES if matches(query, searched(summarised(name)))}
    assert asked_for == {name for name in NAMES if family in row_names(name)}
    assert asked_for


def summarised(ministry: str) -> Question:
    """A question of this ministry, whose name is as a summary keeps it."""
    return Question(
        QuestionId.of_legislature(17, 1),
        ministry=summary_of(Question(QuestionId.of_legislature(17, 1), ministry=ministry)).ministry,
    )


@pytest.mark.parametrize("name", [long for _, long, _ in MINISTRIES if len(long) > 200])
def test_a_summary_keeps_all_of_the_longest_name(name: str) -> None:
    assert summarised(name).ministry == name
