"""What is said of questions that are asked aloud."""

from dataclasses import replace
from datetime import date

import pytest

from bot.core.chambers.assemblee import ASSEMBLEE
from bot.core.chase import may_be_chased
from bot.core.figure_query import Turned, View
from bot.core.figures import Figures
from bot.core.query import Query
from bot.core.query_reader import read_query
from bot.core.question import Answer, Question, QuestionId
from bot.messages.alerts import answer_alert, whole_text
from bot.messages.card import card
from bot.messages.figure_charts import picture_of
from bot.messages.figures import FigurePage, figure_page
from bot.messages.listing import entry_line
from bot.messages.message import Message, visible
from bot.messages.operator import source_name
from bot.messages.phrases import LANGUAGES, phrases
from bot.messages.replies import others
from bot.messages.watch_alerts import asked_alert
from bot.parliament.opendata import read_record
from bot.standins.sites.record import record_bytes
from tests.support.examples import NOW, WAITING, observation

QG, QOSD = (QuestionId(ASSEMBLEE, 17, 12, kind) for kind in ("QG", "QOSD"))
DAY = date(2026, 11, 18)
ORAL = replace(WAITING, id=QOSD, comments=None)
SAID = "La parole est à Mme Odile Garance.\n\nLes digues cèdent."
FRENCH = phrases("fr")


def read(question: Question) -> Question:
    """The question as its record in the archive says."""
    return replace(read_record(record_bytes(question)), author="Mme Odile Garance")


TO_THE_GOVERNMENT = read(replace(WAITING, id=QG, comments=None, asked=DAY, text=None, answer=Answer(DAY, SAID)))


def shown(question: Question, language: str = "fr") -> Message:
    return card(phrases(language), observation(question), NOW, followed=False)


def labels(message: Message) -> list[str]:
    return [button.text for row in message.buttons for button in row]


def test_a_question_to_the_government_was_asked_and_answered_on_one_day() -> None:
    said = visible(shown(TO_THE_GOVERNMENT).html)
    assert said.startswith("Question au Gouvernement n°\u00a012 · 17ᵉ législature\nEntretien des digues")
    assert "✅ Posée et répondue en séance, compte rendu du 18 novembre 2026" in said
    assert not [word for word in ("attente", "due le", "Posée le") if word in said]
    assert "Letter" not in labels(shown(TO_THE_GOVERNMENT, "en"))


def test_it_never_waits_even_while_its_account_is_to_be_printed() -> None:
    unprinted = read(replace(WAITING, id=QG, comments=None, asked=DAY, text=None))
    assert unprinted.answer == Answer(DAY, None)
    assert "attente" not in visible(shown(unprinted).html)
    assert "attente" not in visible(entry_line(FRENCH, QG, unprinted, DAY))


def test_its_account_is_read_without_the_ends_of_paragraphs_that_it_begins_with() -> None:
    text = "\n".join(visible(each.html) for each in whole_text(FRENCH, TO_THE_GOVERNMENT))
    assert "ENTRETIEN DES DIGUES\n\nMme la présidente. La parole est à Mme Odile Garance." in text
    assert "<" not in text
    assert "/p>" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_watch_shows_the_first_words_of_the_exchange(language: str) -> None:
    said = visible(asked_alert(phrases(language), TO_THE_GOVERNMENT, (), followed=False).html)
    assert "Les digues cèdent." in said
    assert "séance" in said or "sitting" in said


def test_an_oral_question_waits_without_a_term_and_without_a_letter() -> None:
    message = shown(ORAL)
    said = visible(message.html)
    assert "Pas encore de réponse\u00a0: elle sera donnée en séance" in said
    assert "⏳" not in said
    assert not may_be_chased(ORAL)
    late = shown(replace(ORAL, asked=date(2025, 1, 7)))
    assert labels(late) == labels(message)


def test_its_answer_is_told_as_given_in_a_sitting_whatever_it_took() -> None:
    message = answer_alert(FRENCH, replace(ORAL, answer=Answer(date(2026, 11, 24), None)), now=NOW)
    said = visible(message.html)
    assert said.startswith("✅ Elle a reçu sa réponse en séance")
    assert "Compte rendu du 24 novembre 2026" in said
    assert "Le compte rendu se lit sur la page officielle." in said
    assert "délai" not in said


@pytest.mark.parametrize("view", View)
def test_figures_of_what_has_no_term_tell_of_no_delay(view: View) -> None:
    query = read_query("législature:17 nature:toutes")
    assert isinstance(query, Query)
    figures = Figures(DAY, asked=20, answered=10, waiting=10, judged=10, in_time=2, overdue=8, waited=90)
    message = figure_page(FRENCH, page := FigurePage(query, Turned(view), figures), DAY)
    assert not [word for word in ("dont", "deux mois", "jugée") if word in visible(message.html)]
    assert not [label for label in labels(message) if "retard" in label.lower() or "ministère" in label]
    if view in (View.ALL, View.LEAGUE):
        assert "Aucun délai n’est fixé aux questions orales" in visible(message.html)
        assert picture_of(FRENCH, page) is None


def test_the_operator_is_told_which_archive_it_is() -> None:
    assert "questions orales sans débat, 16ᵉ" in source_name(FRENCH, "archive-2016")
    assert "questions au Gouvernement, 17ᵉ" in source_name(FRENCH, "archive-1017")


@pytest.mark.parametrize("language", LANGUAGES)
def test_that_a_number_is_an_oral_ones_too_is_said_where_a_written_one_was_meant(language: str) -> None:
    words, older = phrases(language), replace(QG, session=16)
    beside_written = others(words, WAITING.id, [QG], follows=True)
    beside_oral = others(words, QG, [older], follows=True)
    assert beside_written is not None and words.name(QG) in beside_written
    assert beside_oral is not None and beside_oral in beside_written and "🗣" not in beside_oral
