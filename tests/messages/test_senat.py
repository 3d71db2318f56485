"""A senator's question in every message: its own chamber's words, rules and page, and none of the other's."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from bot.core.addresses import TELEGRAM
from bot.core.askers import Alike
from bot.core.chambers.assemblee import ASSEMBLEE
from bot.core.chambers.senat import SENAT
from bot.core.change import Kind
from bot.core.deadline import OVERDUE
from bot.core.life import life_of
from bot.core.observation import Observation
from bot.core.question import Answer, Attribution, Closing, Question, QuestionId, Transformed
from bot.core.table import row_of
from bot.messages.alerts import answer_alert, closing_alert
from bot.messages.card import card
from bot.messages.chase import in_vain
from bot.messages.grouped import grouped_list
from bot.messages.inline_result import offer
from bot.messages.life import life_page
from bot.messages.listing import list_page
from bot.messages.message import Message, visible
from bot.messages.parts import NONE_STALE
from bot.messages.phrases import Phrases, phrases
from bot.messages.progress_alerts import (
    corrected_alert,
    overdue_alert,
    reattributed_alert,
    reminder_ended_alert,
    reopened_alert,
    transformed_alert,
)
from bot.messages.table import table_cells
from bot.messages.watch_alerts import asked_alert
from tests.support.examples import NOW

ID = QuestionId(SENAT, 202607, 5636, "QE")
PAGE = "https://www.senat.fr/questions/base/2026/qSEQ260705636.html"
DAY = NOW.date()
WAITING = Question(
    id=ID,
    author="Mme Jeanne Brossard",
    group="UC",
    subject="Entretien des digues du littoral",
    rubric="Environnement",
    asked_ministry="Ministère de la transition écologique",
    ministry="Ministère de l’intérieur",
    asked=date(2026, 7, 9),
    attributions=(
        Attribution("Ministère de la transition écologique", date(2026, 7, 9)),
        Attribution("Ministère de l’intérieur", date(2026, 8, 6)),
    ),
    constituency="Gard",
)
ANSWERED = replace(WAITING, answer=Answer(date(2026, 11, 19), None))
LAPSED = replace(WAITING, closing=Closing("Caduque", date(2026, 11, 19)))
READ = replace(WAITING, answer=Answer(date(2026, 11, 19), "Le Gouvernement veille."))
WITHDRAWN = replace(WAITING, closing=Closing("Retirée", date(2026, 11, 19)))
ORAL, BY = QuestionId(SENAT, 202609, 622, "QOSD"), QuestionId(SENAT, 202610, 9, "QE")
BECAME = Transformed("QOSD", ORAL)
DETAIL = {"from": "Ministère de la transition écologique", "to": "Ministère de l’intérieur", "on": "2026-08-06"}


def observed(question: Question) -> Observation:
    return Observation(question.id, question, {}, NOW)


MESSAGES: dict[str, Callable[[Phrases], Message]] = {
    "card": lambda words: card(words, observed(WAITING), NOW, followed=True, bot="guetteur_bot"),
    "card of an answer": lambda words: card(words, observed(ANSWERED), NOW, followed=False),
    "card that nothing vouches for": lambda words: card(words, replace(observed(LAPSED), archived_at=None), NOW, True),
    "new": lambda words: asked_alert(words, WAITING, (), followed=False),
    "answered": lambda words: answer_alert(words, ANSWERED, now=NOW),
    "lapsed": lambda words: closing_alert(words, LAPSED),
    "overdue": lambda words: overdue_alert(words, WAITING, OVERDUE),
    "reattributed": lambda words: reattributed_alert(words, WAITING, DETAIL),
    "answered, with its text": lambda words: answer_alert(words, READ, now=NOW),
    "corrected": lambda words: corrected_alert(words, READ, {"erratum": "Lire : oui."}),
    "withdrawn, and made into an oral one": lambda words: closing_alert(words, replace(WITHDRAWN, transformed=BECAME)),
    "made into an oral one": lambda words: transformed_alert(words, WAITING, {"kind": "QOSD", "into": str(ORAL)}),
    "made into another one": lambda words: transformed_alert(words, WAITING, {"kind": "QOSD", "into": None}),
    "card of one that was": lambda words: card(words, observed(replace(WAITING, transformed=BECAME)), NOW, True),
    "card of a reminder": lambda words: card(words, observed(replace(WAITING, reminds=BY)), NOW, True),
    "reminder answered": lambda words: reminder_ended_alert(words, WAITING, {"by": str(BY), "state": "answered"}),
    "reminder closed": lambda words: reminder_ended_alert(words, WAITING, {"by": str(BY), "state": "closed"}),
    "reminder forged": lambda words: reminder_ended_alert(words, WAITING, {"by": "x", "label": 7, "on": "x"}),
    "reopened": lambda words: reopened_alert(words, WAITING, {"was": "answered"}),
    "life": lambda words: life_page(words, WAITING, life_of(WAITING, None, DAY), DAY),
    "list": lambda words: list_page(words, [(ID, WAITING)], 1, NOW, NOW, NONE_STALE, None),
    "letter": lambda words: in_vain(words, ID, WAITING, 17),
}
WITH_TEXT = {"card of an answer", "answered", "answered, with its text", "corrected"}
WRONG = ("Assemblée", "Assembly", "député", "deput", "NosDéputés", "135", "législature", "legislature", "None", "{")


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", MESSAGES)
def test_it_is_told_with_its_own_chambers_words_and_page(name: str, language: str) -> None:
    message = MESSAGES[name](phrases(language))
    said = visible(message.html)
    print(f"--- {name}\n{said}\n{[[each.text for each in row] for row in message.buttons]}\n")
    assert "05636" in said or name == "letter"
    addresses = [each.url for row in message.buttons for each in row if each.url and not each.url.startswith(TELEGRAM)]
    assert PAGE in message.html or PAGE in addresses
    assert not [each for each in WRONG if each in said]
    assert not [each for each in addresses if each != PAGE]


@pytest.mark.parametrize("name", MESSAGES)
def test_no_button_promises_a_letter_or_a_text_that_there_is_not(name: str) -> None:
    callbacks = [each.callback or "" for row in MESSAGES[name](phrases("fr")).buttons for each in row]
    assert not [each for each in callbacks if each.startswith(("chase:", "mute:"))]
    assert any(each.startswith("text:") for each in callbacks) is (name in WITH_TEXT)


def test_many_at_once_are_listed_by_their_numbers_with_their_pages() -> None:
    others = [replace(ANSWERED, id=replace(ID, number=number)) for number in (5637, 5638)]
    entries = [(each.id, each) for each in (ANSWERED, *others)]
    message = grouped_list(phrases("fr"), Kind.ANSWERED.value, entries, 1, 3)
    assert "n°\u00a005637 (Sénat, 2026)" in visible(message.html)
    assert PAGE.replace("05636", "05638") in message.html
    assert [each.callback for row in message.buttons for each in row] == [f"text:{id}" for id, _ in entries]


@pytest.mark.parametrize(
    ("alike", "said"),
    [
        (Alike(2, 2), "2 autres sénateurs posent presque la même question"),
        (Alike(1, 1, chambers=((ASSEMBLEE, 1),)), "1 député pose aussi presque la même question"),
        (
            Alike(5, 4, chambers=((ASSEMBLEE, 3), (SENAT, 1))),
            "3 députés et 1 sénateur posent aussi presque la même question",
        ),
    ],
)
def test_who_else_asks_it_is_called_what_they_are(alike: Alike, said: str) -> None:
    assert said in visible(card(phrases("fr"), observed(WAITING), NOW, False, alike=alike).html)


def test_a_table_and_an_inline_offer_have_its_reference_and_its_page() -> None:
    cells = table_cells(phrases("fr"), row_of(WAITING), DAY)
    assert cells[:2] == ["SEQ260705636", PAGE]
    offered = offer(phrases("fr"), observed(WAITING), NOW, NONE_STALE, "guetteur_bot")
    assert "05636" in visible(offered.message.html)
    assert "qsenat-SEQ260705636" in str(offered.message.buttons)
