"""Short names of groups: those of the Assemblée's register since the 14th legislature, and what people type."""

import pytest

from bot.core.group_names import short_names
from bot.core.matching import matches
from bot.core.query import Query
from bot.core.query_reader import read_query
from bot.core.question import Question, QuestionId
from bot.core.searched import searched
from bot.core.words import words_of

GROUPS = [
    # (the long name of a record, what it is found by)
    ("Rassemblement National", "RN"),
    ("Ensemble pour la République", "EPR"),
    ("La France insoumise - Nouveau Front Populaire", "LFI NFP LFI-NFP"),
    ("Socialistes et apparentés", "SOC PS"),
    ("Droite Républicaine", "DR LR"),
    ("Écologiste et Social", "EcoS"),
    ("Les Démocrates", "Dem MoDem"),
    ("Horizons & Indépendants", "HOR"),
    ("Libertés, Indépendants, Outre-mer et Territoires", "LIOT"),
    ("Gauche Démocrate et Républicaine", "GDR"),
    ("Union des droites pour la République", "UDR UDDPLR"),
    ("Non inscrit", "NI"),
    ("Renaissance", "RE"),
    ("La France insoumise - Nouvelle Union Populaire écologique et sociale", "LFI NUPES LFI-NUPES"),
    ("Les Républicains", "LR"),
    ("Démocrate (MoDem et Indépendants)", "Dem MoDem"),
    ("Horizons et apparentés", "HOR"),
    ("Écologiste - NUPES", "Ecolo NUPES"),
    ("Gauche démocrate et républicaine - NUPES", "GDR GDR-NUPES"),
    ("La République en Marche", "LaREM LREM"),
    ("Mouvement Démocrate et apparentés", "MoDem"),
    ("Union pour un Mouvement Populaire", "UMP"),
    ("Socialiste, écologiste et républicain", "SER"),
    ("Union des démocrates et indépendants", "UDI"),
    ("Radical, républicain, démocrate et progressiste", "RRDP"),
    ("Députés non inscrits", "NI"),
    ("Les Amis des Digues", "LADD AD"),
]


def finds(text: str, group: str) -> bool:
    query = read_query(text)
    assert isinstance(query, Query)
    return matches(query, searched(Question(QuestionId.of_legislature(17, 1), group=group)))


@pytest.mark.parametrize(("group", "short"), GROUPS)
def test_a_group_is_found_by_its_short_names_and_by_its_long_one(group: str, short: str) -> None:
    for name in short.split():
        assert finds(f"groupe:{name}", group), name
        assert finds(f"groupe:{name.lower()}", group), name
    assert finds(f'groupe:"{group.upper()}"', group)


@pytest.mark.parametrize(
    ("short", "group"),
    [
        ("DEM", "Union des démocrates et indépendants"),
        ("ECO", "Socialiste, écologiste et républicain"),
        ("RN", "Les Républicains"),
        ("LR", "Gauche Démocrate et Républicaine"),
        ("PS", "Rassemblement National"),
    ],
)
def test_a_group_is_not_found_by_the_short_name_of_another(short: str, group: str) -> None:
    assert not finds(f"groupe:{short}", group)


def test_no_name_does_any_harm() -> None:
    for name in ("", " - ", "-", "🐻", "x" * 5_000, "a b " * 1_000):
        assert all(words_of(each) for each in short_names(name))
