"""What /figures counts, as people ask for it, and the data of its buttons."""

import pytest

from bot.core.figure_query import (
    Turned,
    View,
    bounded,
    chambers_of,
    legislatures_met,
    legislatures_of,
    of_deputy_named,
    of_legislature,
    of_ministry_named,
    plain_words,
    turned_in,
)
from bot.core.name_choice import Asker
from bot.core.query import Query
from bot.core.query_reader import read_query
from bot.core.query_text import text_of

JUVIN = Asker("PA1", "M. Philippe Juvin (Hauts-de-Seine)")
LE_PEN = Asker("PA2", "Mme Marine Le Pen (Pas-de-Calais)")


def query(text: str) -> Query:
    read = read_query(text)
    assert isinstance(read, Query)
    return read


@pytest.mark.parametrize(
    ("typed", "counted"),
    [
        ("digues", "législature:17 digues"),
        ("digues OU quais", "législature:17 digues OU quais"),
        ("@Juvin OU digues", "@Juvin législature:17 OU législature:17 digues"),
        ("digues -quais", "législature:17 digues -quais"),
        ("digues -année:2020", "législature:17 digues -année:2020"),
        ("digues législature:16", "législature:16 digues"),
        ("digues année:2020", "année:2020 digues"),
        ("digues depuis:2020", "depuis:2020 digues"),
    ],
)
def test_without_a_word_of_the_time_the_current_legislature_is_meant(typed: str, counted: str) -> None:
    found = bounded(query(typed), 17)
    assert text_of(found) == counted
    assert read_query(counted) == found


@pytest.mark.parametrize(
    ("typed", "legislatures"),
    [
        ("législature:17", {17}),
        ("législature:17 législature:16 digues", {16, 17}),
        ("législature:17 digues OU législature:16 quais", {16, 17}),
        ("législature:17 digues OU année:2020 quais", None),
        ("digues", None),
        ("digues -législature:17", None),
    ],
)
def test_a_query_is_of_the_legislatures_that_it_names_everywhere(typed: str, legislatures: set[int] | None) -> None:
    assert legislatures_of(query(typed)) == legislatures


def test_a_whole_legislature_is_asked_for_by_a_filter_that_reads_the_same() -> None:
    assert of_legislature(17) == query("législature:17")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("santé", ("sante",)),
        ("philippe juvin", ("philippe", "juvin")),
        ("ministère de la santé", ("sante",)),
        ("ministère", ("ministere",)),
        ("Premier ministre", ("premier", "ministre")),
        ("santé -digues", None),
        ("santé OU digues", None),
        ("santé année:2026", None),
        ('"santé"', None),
        ("sant*", None),
    ],
)
def test_words_alone_may_be_a_name(typed: str, words: tuple[str, ...] | None) -> None:
    assert plain_words(query(typed)) == words


@pytest.mark.parametrize(
    ("words", "ministry"),
    [
        (("sante",), "ministère:Santé"),
        (("matignon",), "ministère:Premier-ministre"),
        (("premier", "ministre"), "ministère:Premier-ministre"),
        (("education", "nationale"), "ministère:Éducation-nationale"),
        (("ecole",), "ministère:Éducation-nationale"),
        (("nationale",), None),  # a word of a name is no name
        (("digues",), None),
    ],
)
def test_words_that_are_the_name_of_one_family_mean_it(words: tuple[str, ...], ministry: str | None) -> None:
    found = of_ministry_named(words)
    assert (text_of(found) if found else None) == ministry


@pytest.mark.parametrize(
    ("words", "deputy"),
    [
        (("juvin",), "@juvin"),
        (("philippe", "juvin"), "@philippe-juvin"),
        (("pen",), "@pen"),
        (("philippe",), None),
        (("seine",), None),
    ],
)
def test_words_with_a_surname_mean_a_deputy(words: tuple[str, ...], deputy: str | None) -> None:
    found = of_deputy_named(words, [JUVIN, LE_PEN])
    assert (text_of(found) if found else None) == deputy


@pytest.mark.parametrize("view", View)
@pytest.mark.parametrize("page", [1, 2, 99_999])
def test_the_data_of_a_button_name_the_view_and_its_page(view: View, page: int) -> None:
    turned = Turned(view, page)
    assert turned_in(turned.data) == turned
    assert len(f"figures:{turned.data}@-1001234567890123") <= 64


@pytest.mark.parametrize("data", ["", "nothing", "league+", "league+x", "league+123456", "league-2", "LEAGUE", "all\n"])
def test_data_that_the_bot_did_not_write_show_nothing(data: str) -> None:
    assert turned_in(data) is None


def test_a_page_before_the_first_is_the_first() -> None:
    assert turned_in("league+0") == Turned(View.LEAGUE)


@pytest.mark.parametrize(
    ("typed", "met"),
    [
        ("digues", {14, 15, 16, 17}),
        ("digues législature:16", {16}),
        ("digues législature:13", {17}),
        ("depuis:2025-12 digues", {17}),
        ("depuis:2024 digues", {16, 17}),
        ("depuis:2012-01", {14, 15, 16, 17}),
    ],
)
def test_those_archives_are_needed_that_can_have_what_is_asked_for(typed: str, met: set[int]) -> None:
    assert legislatures_met(query(typed), 17) == met


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("digues", ["an"]),
        ("digues nature:orale", ["an"]),
        ("nature:QC", ["senat"]),
        ("nature:QC OU nature:QG", ["an"]),
        ("digues -nature:écrite -nature:QG -nature:QOSD", ["senat"]),
        ("digues -chambre:assemblée", ["senat"]),
        ("nature:orale -chambre:sénat", ["an"]),
        ("digues -chambre:assemblée -chambre:sénat", ["an"]),
        ("digues -nature:toutes", ["an"]),
        ("nature:QC chambre:assemblée", ["an"]),
    ],
)
def test_another_chamber_is_counted_where_the_usual_one_has_nothing_of_what_is_asked_for(
    typed: str, codes: list[str]
) -> None:
    asked = query(typed)
    assert [each.code for each in chambers_of(asked)] == codes
    assert [each.code for each in chambers_of(bounded(asked, 17))] == codes
    assert (bounded(asked, 17) == asked) is (codes == ["senat"])


def test_a_legislature_that_is_left_out_says_of_which_time() -> None:
    assert bounded(query("digues -législature:17"), 17) == query("digues -législature:17")
