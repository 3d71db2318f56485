"""What is beyond its term, in both languages: its lines, its pages and buttons, and hostile words."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.core.chambers.senat import SENAT
from bot.core.query import Query
from bot.core.query_reader import read_query
from bot.core.question import Question, QuestionId
from bot.messages.message import LIMIT, Message, visible, width
from bot.messages.overdue import PAGE, OverduePage, overdue_page
from bot.messages.phrases import Phrases, phrases
from tests.support.examples import WAITING

DAY = date(2026, 12, 1)
FR, EN = phrases("fr"), phrases("en")
SINCE = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)


def query(text: str) -> Query:
    read = read_query(text)
    assert isinstance(read, Query)
    return read


def late(number: int, **others: object) -> Question:
    return replace(WAITING, id=QuestionId.of_legislature(17, number), **others)  # type: ignore[arg-type]  # fields of a question


def shown(message: Message) -> str:
    return visible(message.html).replace("\u00a0", " ").replace("\u2060", "")


def labels(message: Message) -> list[list[tuple[str, str | None]]]:
    return [[(each.text, each.callback) for each in row] for row in message.buttons]


SOME = (late(1, asked=date(2023, 1, 3)), late(2), late(3, signalled=(date(2026, 11, 20),)), late(4, ministry=None))


def test_each_line_links_to_its_question_and_says_which_ministry_owes_the_answer_and_for_how_long() -> None:
    message = overdue_page(FR, OverduePage(query("digues"), 1, 4, SOME, date(2026, 11, 30)), DAY)
    assert shown(message) == (
        "⌛️ digues\n4 questions hors délai, la plus ancienne échéance d’abord\n\n"
        "• n° 1 (17ᵉ législature) Entretien des digues — Transition écologique, hors délai de 1\u202f369 jours\n"
        "• n° 2 (17ᵉ législature) Entretien des digues — Transition écologique, hors délai de 2 jours\n"
        "• n° 3 (17ᵉ législature) Entretien des digues — Transition écologique, signalée, hors délai de 1 jour\n"
        "• n° 4 (17ᵉ législature) Entretien des digues — hors délai de 2 jours\n\n"
        "Deux mois pour répondre ; dix jours une fois la question signalée.\n"
        "Assemblée nationale, données du 30 novembre 2026"
    )
    assert '<a href="https://www.assemblee-nationale.fr/dyn/17/questions/QANR5L17QE2">' in message.html
    assert labels(message) == [[("📄 Tableau", "table:overdue")]]


def test_what_a_chat_follows_has_the_terms_and_the_data_of_its_chambers() -> None:
    senators = replace(WAITING, id=QuestionId(SENAT, 202607, 5636, "QE"))
    one = shown(overdue_page(FR, OverduePage(None, 1, 1, [senators], DAY), DAY))
    assert "Deux mois pour répondre.\nSénat, données du" in one
    both = shown(overdue_page(FR, OverduePage(None, 1, 2, [senators, late(2)], DAY), DAY))
    assert "Assemblée nationale et Sénat, données du" in both
    assert "Assemblée nationale, données du" in shown(overdue_page(FR, OverduePage(None, 1, 0, [], DAY), DAY))


def test_what_a_chat_follows_has_a_heading_of_its_own() -> None:
    message = overdue_page(EN, OverduePage(None, 1, 1, SOME[2:3], None, {"assemblee": SINCE}), DAY)
    assert shown(message).startswith(
        "⌛️ 1 followed question overdue\n\n"
        "• no. 3 (17th legislature) Entretien des digues — Transition écologique, flagged, 1 day overdue\n\n"
        "Two months to answer; ten days once a question is flagged.\n"
    ), shown(message)
    assert "20 November 2026" in shown(message)
    assert labels(message) == [[("📄 Table", "table:overdue-list")]]


@pytest.mark.parametrize(
    ("page", "turns"),
    [
        (1, [("Suivantes ›", "overdue:{of}+2")]),
        (2, [("‹ Précédentes", "overdue:{of}"), ("Suivantes ›", "overdue:{of}+3")]),
        (3, [("‹ Précédentes", "overdue:{of}+2")]),
    ],
)
@pytest.mark.parametrize("of", ["found", "list"])
def test_the_pages_beside_one_are_buttons(page: int, turns: list[tuple[str, str]], of: str) -> None:
    asked = query("digues") if of == "found" else None
    message = overdue_page(FR, OverduePage(asked, page, 2 * PAGE + 1, SOME), DAY)
    assert labels(message)[0] == [(text, data.format(of=of)) for text, data in turns]
    assert f"page {page} sur 3" in shown(message)


def test_where_nothing_is_late_there_is_a_sentence_and_no_button() -> None:
    followed = overdue_page(FR, OverduePage(None, 1, 0, ()), DAY)
    assert "Aucune des questions suivies ici n’est hors délai." in shown(followed)
    assert "/retards santé" in shown(followed)
    assert followed.buttons == ()
    found = overdue_page(EN, OverduePage(query("digues"), 1, 0, ()), DAY)
    assert shown(found).startswith("⌛️ digues\nNo question is overdue.")
    assert found.buttons == ()


@pytest.mark.parametrize("words", [FR, EN], ids=["fr", "en"])
@pytest.mark.parametrize("text", ["x" * 5_000, "<b>gras</b> & co", "@quelqun https://example.fr /oublier", "🦉" * 500])
def test_hostile_words_fit_and_can_neither_be_pressed_nor_mark_anything_up(words: Phrases, text: str) -> None:
    hostile = [late(number, subject=text, ministry=text, asked=date(2013, 1, 1)) for number in range(1, PAGE + 1)]
    message = overdue_page(words, OverduePage(query("mot " * 20), 7, 99_999, hostile, DAY, {"assemblee": SINCE}), DAY)
    assert width(visible(message.html)) <= LIMIT
    assert "<b>gras" not in message.html
    assert "https://example.fr" not in visible(message.html)
