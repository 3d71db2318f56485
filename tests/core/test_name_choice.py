"""Names that several bear: which names are looked up, and what a choice makes of the query."""

import pytest

from bot.core.name_choice import Asker, families_called, names_in, with_deputy, with_family
from bot.core.query import NoQuery, Query
from bot.core.query_reader import read_query
from bot.core.query_text import text_of
from bot.messages.search_results import LONGEST_QUERY


def query(text: str) -> Query:
    found = read_query(text)
    assert not isinstance(found, NoQuery)
    return found


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("@Martin cloud", ["auteur martin"]),
        ("député:Descamps -@Juvin", ["auteur descamps", "auteur juvin"]),
        ("@Martin eau OU @Martin air", ["auteur martin"]),
        ("@Éric-Martin ministère:transition", ["auteur eric martin", "ministère transition"]),
        ("@Alexandra-Martin-PA793944 rubrique:eau groupe:LR état:attente année:2026 depuis:2025", []),
        ("martin", []),
    ],
)
def test_the_names_that_can_be_borne_by_several(text: str, names: list[str]) -> None:
    assert [f"{field} {' '.join(name)}" for field, name in names_in(query(text))] == names


@pytest.mark.parametrize(
    ("name", "families"),
    [
        ("santé", ["Santé"]),
        ("SANTE", ["Santé"]),
        ("emploi", ["Travail"]),
        ("économie", ["Économie et finances"]),
        ("outre-mer", ["Outre-mer"]),
        ("transition", ["Énergie", "Numérique", "Écologie"]),
        ("transition écologique", ["Écologie"]),
        ("souveraineté", ["Industrie", "Agriculture"]),
        ("affaires", ["Santé", "Europe et affaires étrangères"]),
        ("affaires étrangères", ["Europe et affaires étrangères"]),
        ("digues", []),
    ],
)
def test_the_families_that_a_name_can_mean(name: str, families: list[str]) -> None:
    ((_, value),) = names_in(query(f'ministère:"{name}"'))
    assert list(families_called(value)) == families


GIRONDE = Asker("PA793944", "Mme Alexandra Martin (Gironde)")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("@Martin cloud", "@Alexandra-Martin-Gironde-PA793944 cloud"),
        ("cloud -@martin", "cloud -@Alexandra-Martin-Gironde-PA793944"),
        ("@Martin @Juvin", "@Juvin @Alexandra-Martin-Gironde-PA793944"),
        ("@Martin eau, @Martin air", "@Alexandra-Martin-Gironde-PA793944 eau OU air"),
        ("@Martinet cloud", "@Martinet cloud"),
    ],
)
def test_a_chosen_deputy_is_kept_by_reference_and_shown_by_name(before: str, after: str) -> None:
    chosen = with_deputy(query(before), ("martin",), GIRONDE)
    assert text_of(chosen) == after
    assert query(after) == chosen


@pytest.mark.parametrize(
    "name",
    ["M. Jean-Luc d’Artagnan", "Mme Ève O'Brien (Français établis hors de France)", "MM. OU", "PA1", "M. Z", "<b>", "",
     "M. Lo 000 2", '"\' -,|', "x" * 100, "Mme Élise de L’Hôpital (La Réunion)"],
)  # fmt: skip
def test_whatever_a_register_calls_a_deputy_the_query_can_be_read_again(name: str) -> None:
    chosen = with_deputy(query("@Martin cloud"), ("martin",), Asker("PA793944", name))
    assert query(text_of(chosen)) == chosen
    assert chosen == query("@PA793944 cloud")
    assert len(text_of(chosen)) < LONGEST_QUERY


def test_a_chosen_family_takes_the_place_of_the_name() -> None:
    chosen = with_family(query("ministère:transition eau -ministère:transition"), ("transition",), "Écologie")
    assert text_of(chosen) == "ministère:Écologie eau -ministère:Écologie"
    assert query(text_of(chosen)) == chosen
