"""A question's life in words and as a chart: both say the same."""

from dataclasses import replace
from datetime import date

from bot.core.chart import Life
from bot.core.figures import Delays
from bot.core.life import life_of
from bot.core.question import Answer, Attribution, Question, QuestionId
from bot.messages.life import life_page
from bot.messages.message import CAPTION_LIMIT, Message, visible, width
from bot.messages.phrases import phrases

TODAY, ASKED = date(2026, 11, 24), date(2026, 1, 6)
USUAL = Delays(900, 64, 118, 181, 700)
QUESTION = Question(
    QuestionId.of_legislature(17, 12432), subject="hébergement des données", ministry="Santé", asked=ASKED
)


def page(question: Question, usual: Delays | None = USUAL, language: str = "fr") -> Message:
    return life_page(phrases(language), question, life_of(question, usual, TODAY), TODAY)


def text(message: Message) -> str:
    return visible(message.html).replace("\u00a0", " ")


def chart(message: Message) -> Life:
    assert message.picture is not None
    (life,) = message.picture.chart.panels
    assert isinstance(life, Life)
    return life


def test_the_text_says_all_that_the_picture_shows() -> None:
    moved = (Attribution("Santé", ASKED), Attribution("Économie", date(2026, 2, 3)))
    message = page(replace(QUESTION, answer=Answer(date(2026, 5, 12), "…"), attributions=moved))
    assert text(message) == (
        "Question écrite n° 12432 · 17ᵉ législature\n"
        "Hébergement des données\n\n"
        "• 6 janvier 2026 : Question publiée\n"
        "• 3 février 2026 : Transmise : Économie\n"
        "• 6 mars 2026 : Fin du délai de deux mois\n"
        "• 12 mai 2026 : Réponse publiée\n\n"
        "La réponse est venue après 126 jours.\n"
        "La moitié des réponses de ce ministère sont venues en 118 jours au plus."
    )
    shown = chart(message)
    assert [(each.day, each.date) for each in shown.moments] == [
        (0, "6 janvier 2026"),
        (28, "3 février 2026"),
        (59, "6 mars 2026"),
        (126, "12 mai 2026"),
    ]
    assert shown.moments[1].label == "Transmise\u00a0: Économie"
    assert shown.band is not None and (shown.band.first, shown.band.middle, shown.band.last) == (64, 118, 181)


def test_a_question_that_waits_says_for_how_long_and_what_is_to_come() -> None:
    message = page(replace(QUESTION, asked=date(2026, 11, 3)), language="en")
    assert "Today, unanswered" in text(message) and "It has been waiting for 21 days." in text(message)
    assert [each.is_ahead for each in chart(message).moments] == [False, False, True]
    assert chart(message).moments[-1].label == "End of the two months allowed, to come"


def test_an_answer_on_the_day_of_the_question_is_said_so() -> None:
    message = page(replace(QUESTION, answer=Answer(ASKED, "…")))
    assert "La réponse est venue le jour même." in text(message) and "0 jour" not in text(message)


def test_an_answer_of_an_unknown_day_has_no_length() -> None:
    said = text(page(replace(QUESTION, answer=Answer(None, "…"))))
    assert "après" not in said and "attend" not in said


def test_without_a_usual_delay_nothing_is_said_of_it() -> None:
    message = page(QUESTION, None)
    assert "moitié" not in text(message) and chart(message).band is None


def test_a_question_of_an_unknown_day_has_a_sentence_and_no_picture() -> None:
    message = page(replace(QUESTION, asked=None))
    assert message.picture is None and "pas de chronologie" in text(message)


def test_the_longest_life_fits_below_a_picture() -> None:
    days = tuple(date(2026, month, day) for month in range(2, 11) for day in (3, 17))
    moved = tuple(Attribution("Ministère délégué " * 20, day) for day in days)
    full = replace(QUESTION, subject="données " * 90, renewals=days, signalled=days, attributions=moved)
    message = page(full)
    assert width(visible(message.html)) <= CAPTION_LIMIT and message.limit == CAPTION_LIMIT


def test_what_others_wrote_is_escaped_in_the_text_and_goes_as_it_is_into_the_picture() -> None:
    message = page(replace(QUESTION, subject="<b>eau</b>\n& digues"))
    assert "<b>eau" not in str(message.html).replace("<b><b>", "")
    assert message.picture is not None and message.picture.chart.subtitle == "<b>eau</b> & digues"
