"""Pages of a search as they appear in a chat."""

from dataclasses import replace

import pytest

from bot.core.query import NoQuery, Query, Trouble
from bot.core.query_edit import with_state
from bot.core.query_reader import read_query
from bot.core.question import Question, QuestionId, State
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
    return [replace(WAITING, id=QuestionId(17, number), **others) for number in range(1, count + 1)]  # type: ignore[arg-type]


def test_each_line_has_subject_number_author_day_and_state() -> None:
    found = Results(query("digues"), [replace(WAITING, answer=ANSWER)], True, None)
    assert visible(results(FR, found, TODAY).html).replace("\u00a0", " ") == (
        "🔎 digues\n\n"
        "1. Entretien des digues — n° 4321 (17ᵉ législature)\n"
        "Mme Odile Garance · 29 septembre 2026 · réponse publiée le 24 novembre 2026"
    )


def test_the_buttons_show_cards_narrow_the_search_and_turn_the_page() -> None:
    message = results(FR, Results(query("digues"), numbered(7), False, "w1-5"), TODAY)
    rows = [[(button.text, button.callback) for button in row] for row in message.buttons]
    assert [text for text, _ in rows[0] + rows[1]] == ["1", "2", "3", "4", "5", "6", "7"]
    assert rows[0][0] == ("1", "see:17-1")
    assert rows[2] == [("⏳ En attente", "find:waiting"), ("✅ Répondues", "find:answered")]
    assert rows[3] == [("‹ Début", "find:first"), ("Suivantes ›", "find:w1-5")]
    assert [text for text, _ in rows[4]] == ["🔭 En faire une veille"]


def test_the_state_that_is_asked_for_is_ticked_and_a_press_takes_it_away() -> None:
    narrowed = with_state(query("digues"), State.WAITING)
    rows = results(EN, Results(narrowed, [], True, None), TODAY).buttons
    assert [(each.text, each.callback) for each in rows[-2]] == [
        ("✓ ⏳ Waiting", "find:any"),
        ("✅ Answered", "find:answered"),
    ]


def test_the_query_stands_in_the_message_and_reads_the_same() -> None:
    asked = query('"l\'accès <aux> soins" -urgence @Juvin')
    html = results(FR, Results(asked, numbered(1), True, None), TODAY).html
    shown = visible(html).splitlines()[0].removeprefix("🔎 ")
    assert shown.replace("\u2060", "") == shown_query(asked)  # which keeps Telegram from making a mention of it
    assert read_query(shown) == asked


def test_ten_long_questions_fit_into_a_message() -> None:
    hostile = numbered(10, subject="<b>" + "x" * 5000, author="y" * 5000)
    message = results(FR, Results(query("x" * 40), hostile, True, None), TODAY)
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
    assert ("carottes" in said) == (trouble is Trouble.UNKNOWN_VALUE)


def test_nothing_so_far_is_not_called_nothing() -> None:
    message = results(FR, Results(query('"les digues"'), [], True, "w1-5"), TODAY)
    assert "tout n’est pas encore parcouru" in visible(message.html)
    assert [each.text for each in message.buttons[-2]] == ["Suivantes ›"]
