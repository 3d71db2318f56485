"""The pages of the Assemblée: answers, ends and facts, in whichever tags they stand."""

from datetime import date

import pytest

from bot.core.question import Answer, Closing, State
from bot.parliament.assemblee import read_assemblee
from tests.parliament.examples import CURRENT_ANSWERED, CURRENT_WAITING, changed, page, state_in

CURRENT_WITHDRAWN = "assemblee-16-withdrawn-made-up.html"


def test_an_answer_announced_without_its_text_is_an_answer() -> None:
    answer = page(CURRENT_ANSWERED).decode().split('<p class="_pa-small">Le Gouvernement')[1].split("</p>")[0]
    body = changed(CURRENT_ANSWERED, (f'<p class="_pa-small">Le Gouvernement{answer}</p>', ""))
    assert read_assemblee(body).answer == Answer(date(2023, 8, 1), None)


def test_an_answer_that_only_the_dates_announce_is_an_answer() -> None:
    body = changed(CURRENT_ANSWERED, ("_colored-green _bold", "_hidden"), ("Réponse  publiée", ""))
    assert read_assemblee(body).answer == Answer(date(2023, 8, 1), None)


def test_a_bold_label_that_says_there_is_no_answer_is_none() -> None:
    label = '<div class="ha-grid-item size-1">'
    body = changed(CURRENT_WAITING, (label, f'<p class="_colored-green _bold">Réponse attendue</p>{label}'))
    assert read_assemblee(body) == read_assemblee(page(CURRENT_WAITING))


@pytest.mark.parametrize(
    ("line", "closing"),
    [
        ("Question retirée le 11 juin 2024", Closing("Question retirée", date(2024, 6, 11))),
        ("Fin de mandat le 9 juin 2024", Closing("Fin de mandat", date(2024, 6, 9))),
        ("Fin de mandat : 9 juin 2024", Closing("Fin de mandat", date(2024, 6, 9))),
        ("Question caduque", Closing("Question caduque", None)),
        ("Caducité le 31/02/2024", Closing("Caducité", None)),
        (
            "Question retirée le 11 juin 2024 (à l'initiative de l'auteur)",
            Closing("à l'initiative de l'auteur", date(2024, 6, 11)),
        ),
    ],
)
def test_made_up_lines_of_the_dates_close_a_question(line: str, closing: Closing) -> None:
    body = changed(
        CURRENT_WITHDRAWN,
        ("_colored-red _bold", "x"),
        ("Question retirée   le", "Question retirée le"),
        ("Question retirée le 11 juin 2024 (fin de mandat)", line),
    )
    assert read_assemblee(body).closing == closing


@pytest.mark.parametrize("line", ["Signalement retiré le 3 mai 2024", "Question renouvelée le 3 mai 2024", "Erratum"])
def test_other_lines_of_the_dates_are_harmless(line: str) -> None:
    body = changed(
        CURRENT_WITHDRAWN,
        ("_colored-red _bold", "x"),
        ("Question retirée   le", "Question retirée le"),
        ("Question retirée le 11 juin 2024 (fin de mandat)", line),
    )
    assert state_in(body) is State.WAITING


PLAIN_PAGE = """<html><head><title>Question n°77</title></head><body>
<div class="an-bloc _style-question" data-id="QANR5L17QE77 / Bloc">
<div><span>Question écrite n°77 : <span class="_regular">{subject}</span></span></div>
<div><span class="_bold">Question de :</span> Mme Odile Garance (Bretagne - Groupe)</div>
<div><p class="_pa-small">Mme Odile Garance interroge le ministre.</p></div>
{more}
<aside><p>Rubrique : <span>eau</span></p><p id="blocMinistereInterroge">Ministère interrogé : <span>Écologie</span></p>
<p>Dates : <br/><span>Question publiée le <a>29 septembre 2026</a></span>{dates}</p></aside>
</div></body></html>"""


def test_the_facts_are_known_by_their_words_where_their_class_is_another() -> None:
    question = read_assemblee(PLAIN_PAGE.format(subject="Digues", more="", dates="").encode())
    assert (question.rubric, question.ministry, question.asked) == ("eau", "Écologie", date(2026, 9, 29))
    assert (question.state, question.text) == (State.WAITING, "Mme Odile Garance interroge le ministre.")


def test_the_facts_are_never_taken_for_the_answers_text() -> None:
    more = '<p class="_colored-green _bold">Réponse publiée le 24 novembre 2026</p><p>Le ministre répond.</p>'
    dates = "<br/><span>Réponse publiée le <a>24 novembre 2026</a></span>"
    question = read_assemblee(PLAIN_PAGE.format(subject="Digues", more=more, dates=dates).encode())
    assert question.answer == Answer(date(2026, 11, 24), "Le ministre répond.")


def test_a_withdrawal_in_a_paragraph_of_its_own_is_a_closing() -> None:
    more = "<p>Question retirée le 3 novembre 2026 (fin de mandat)</p>"
    question = read_assemblee(PLAIN_PAGE.format(subject="Digues", more=more, dates="").encode())
    assert question.closing == Closing("fin de mandat", date(2026, 11, 3))
    assert question.text == "Mme Odile Garance interroge le ministre."


def test_a_subject_of_any_length_is_read() -> None:
    question = read_assemblee(PLAIN_PAGE.format(subject="digues " * 400, more="", dates="").encode())
    assert question.subject is not None
    assert question.subject.startswith("digues digues")
