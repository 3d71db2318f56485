"""Pages of a search as they appear in a chat."""

from dataclasses import replace
from typing import Any

import pytest

from bot.core.families import shipped
from bot.core.query import NoQuery, Query, Trouble
from bot.core.query_reader import read_query
from bot.core.question import Question, QuestionId
from bot.core.search_count import Count, count_of, facts_of
from bot.messages.keyboards import addressed
from bot.messages.message import LIMIT, visible, width
from bot.messages.phrases import Phrases, phrases
from bot.messages.search_results import LONGEST_QUERY, Results, results, shown_query, why_nothing_is_asked
from tests.support.examples import ANSWER, NOW, WAITING

FR, EN = phrases("fr"), phrases("en")
TODAY = NOW.date()


def query(text: str) -> Query:
    found = read_query(text)
    assert not isinstance(found, NoQuery)
    return found


def numbered(count: int, **others: object) -> list[Question]:
    return [replace(WAITING, id=QuestionId.of_legislature(17, number), **others) for number in range(1, count + 1)]  # type: ignore[arg-type]


def found(text: str, questions: list[Question], **others: Any) -> Results:
    """The first page of what a text finds, which is all that there is."""
    count = count_of([facts_of(each) for each in questions], 1_000)
    return Results(query(text), questions, **{"count": count, **others})


def counted(number: int, most: int = 1_000, is_exact: bool = True, **others: Any) -> Count:
    """So many questions, all of one kind."""
    return count_of([replace(facts_of(WAITING), **others)] * number, most, is_exact)


def test_each_line_has_subject_number_author_day_and_state() -> None:
    page = found("digues", [replace(WAITING, answer=ANSWER)])
    assert visible(results(FR, page, TODAY).html).replace("\u00a0", " ") == (
        "🔎 digues\n1 question\n\n"
        "1. Entretien des digues — n° 4321 (17ᵉ législature)\n"
        "Mme Odile Garance · 29 septembre 2026 · réponse publiée le 24 novembre 2026"
    )


def test_the_buttons_show_cards_narrow_the_search_and_turn_the_page() -> None:
    some = [facts_of(each) for each in (*numbered(17), replace(WAITING, answer=ANSWER))]
    page = found("digues", numbered(7), count=count_of(some, 1_000), first=11, previous="b1-9+10", next="w1-5+17")
    rows = [[(button.text, button.callback) for button in row] for row in results(FR, page, TODAY).buttons]
    assert [text for text, _ in rows[0] + rows[1]] == ["11", "12", "13", "14", "15", "16", "17"]
    assert rows[0][0] == ("11", "card:an17-1")
    assert rows[2] == [("⏳ En attente", "find:waiting"), ("✅ Répondues", "find:answered")]
    assert rows[3] == [("‹ Précédentes", "find:b1-9+10"), ("Suivantes ›", "find:w1-5+17")]
    assert [text for text, _ in rows[4]] == ["🔭 En faire une veille"]
    assert rows[5] == [("📄 Tableau", "table:found")]


def test_the_filters_that_are_asked_for_are_ticked_and_a_press_takes_each_away() -> None:
    page = found("digues état:attente année:2026 ministère:santé", [])
    rows = results(EN, page, TODAY).buttons
    assert [[(each.text, each.callback) for each in row] for row in rows[:2]] == [
        [("✓ ⏳ Waiting", "find:any"), ("✅ Answered", "find:answered")],
        [("✓ 📅 2026", "find:any-year"), ("✓ 🏛 Santé", "find:any-ministry")],
    ]


@pytest.mark.parametrize(
    ("count", "others", "said"),
    [
        (counted(214), {"next": "w1-1"}, "1–10 sur 214"),
        (counted(214), {"first": 211, "previous": "b1-1"}, "211–220"),
        (counted(220), {"first": 211, "previous": "b1-1"}, "211–220 sur 220"),
        (counted(1_001), {"next": "w1-1"}, "1–10 sur plus de 1\u202f000"),
        (counted(1_001), {"first": 1_201, "previous": "b1-1"}, "1\u202f201–1\u202f210 sur plus de 1\u202f000"),
        (counted(214, is_exact=False), {"next": "w1-1"}, "1–10 sur 214 au plus"),
        (counted(1_001, is_exact=False), {"next": "w1-1"}, "1–10"),
        (counted(214), {"first": None, "previous": "b1-1", "next": "w1-1"}, "214 en tout"),
        (counted(1_001, is_exact=False), {"first": None, "previous": "b1-1"}, None),
        (counted(10), {}, "10 questions"),
    ],
)
def test_a_page_says_how_many_there_are_as_far_as_that_is_known(
    count: Count, others: dict[str, Any], said: str | None
) -> None:
    lines = visible(results(FR, found("digues", numbered(10), count=count, **others), TODAY).html).split("\n")
    assert lines[1] == (said or "")


def test_a_page_names_the_rubrics_where_a_filter_fits_several() -> None:
    eaux = ["eau", "eau", "eau et forêts", "eaux <usées>", "eau de mer", "eau lourde"]
    page = found("rubrique:eau", [replace(WAITING, rubric=each) for each in eaux])
    assert "Rubriques\u00a0: eau, eau de mer, eau et forêts et 2 autres" in visible(results(FR, page, TODAY).html)
    for text in ("rubrique:eau", "digues"):
        one = found(text, [replace(WAITING, rubric="eau")])
        assert "Rubrique" not in results(FR, one, TODAY).html
    assert "Rubrique" not in results(FR, replace(page, query=query("digues")), TODAY).html


def test_the_query_stands_in_the_message_and_reads_the_same() -> None:
    asked = query('"l\'accès <aux> soins" -urgence @Juvin')
    html = results(FR, replace(found("digues", numbered(1)), query=asked), TODAY).html
    shown = visible(html).splitlines()[0].removeprefix("🔎 ")
    assert shown.replace("\u2060", "") == shown_query(asked)  # which keeps Telegram from making a mention of it
    assert read_query(shown) == asked


def test_ten_long_questions_fit_into_a_message() -> None:
    hostile = numbered(10, subject="<b>" + "x" * 5000, author="y" * 5000)
    message = results(FR, found("x" * 40, hostile), TODAY)
    assert width(visible(message.html)) <= LIMIT
    assert "<b>x" not in message.html


def test_a_query_that_no_message_shows_is_none() -> None:
    assert shown_query(query(" ".join(f"mot{number:04}" for number in range(45)))) is None
    assert LONGEST_QUERY < LIMIT / 10


@pytest.mark.parametrize("trouble", Trouble)
@pytest.mark.parametrize("words", [FR, EN])
def test_a_text_that_asks_for_nothing_is_answered_with_an_example(words: Phrases, trouble: Trouble) -> None:
    said = visible(why_nothing_is_asked(words, NoQuery(trouble, "carottes")).html)
    assert "OU 5G" in said or "OR 5G" in said
    assert ("carottes" in said) == (trouble in {Trouble.UNKNOWN_VALUE, Trouble.UNKNOWN_FILTER})


def test_nothing_so_far_is_not_called_nothing() -> None:
    message = results(FR, found('"les digues"', [], next="w1-5"), TODAY)
    assert "tout n’est pas encore parcouru" in visible(message.html)
    assert [each.text for each in message.buttons[-2]] == ["Suivantes ›"]


def test_each_button_fits_into_what_telegram_carries_also_for_another_chat() -> None:
    far = "w3-" + "9" * 15 + "+" + "9" * 6
    for family in shipped().all:
        count = count_of([replace(facts_of(WAITING), ministry=each) for each in (family.words[0], "Choses")], 1_000)
        page = found("digues", numbered(10), count=count, previous=far, next=far)
        buttons = [button for row in results(FR, page, TODAY).buttons for button in row]
        assert any(family.name in button.text for button in buttons)
        assert all(len((addressed(each, -(10**15)).callback or "").encode()) <= 64 for each in buttons)
