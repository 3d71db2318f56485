"""The question that a private message means: a table of short texts as people type them, in both languages."""

from time import thread_time

import pytest

from bot.core.private_message import questions_named
from bot.core.question import QuestionId
from bot.core.reference import Bare, Exact, Reading, References
from bot.core.short_text import LONGEST, MOST_WORDS

CURRENT = 17
PAGE = "https://www.nosdeputes.fr/16/question/QE/12432"


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("12432", Bare(12432)),
        ("12 432", Bare(12432)),
        ("12.432", Bare(12432)),
        ("12432 svp", Bare(12432)),
        ("12432 please", Bare(12432)),
        ("Bonjour, 12432 ?", Bare(12432)),
        ("١٢٤٣٢", Bare(12432)),
        ("مرحبا 12432", Bare(12432)),
        ("سؤال ١٢٤٣٢ من فضلك", Bare(12432)),
        ("👍 12432 👀", Bare(12432)),
        ("🔔12432", Bare(12432)),
        ("suivi 12432", Bare(12432)),
        ("Please track 12432", Bare(12432)),
        ("watch 12,432 for me", Bare(12432)),
        ("Où en est la 12432 ?", Bare(12432)),
        ("Est-ce que la question 12432 a eu une réponse ?", Bare(12432)),
        ("Any news about 12432?", Bare(12432)),
        ("ne plus suivre 12432", Bare(12432)),
        ("Suivre 12432 est important", Bare(12432)),
        ("la 12432 de la 16e", Exact(QuestionId.of_legislature(16, 12432))),
        ("la 12432 svp, celle de la 16ème législature", Exact(QuestionId.of_legislature(16, 12432))),
        ("the 12432 in the 16th", Exact(QuestionId.of_legislature(16, 12432))),
        ("je cherche la 12 432 (16e)", Exact(QuestionId.of_legislature(16, 12432))),
        ("12432 Juvin", Bare(12432)),
        ("Juvin, données de santé, 12432", Bare(12432)),
        ("depuis 2023 j’attends 12432", Bare(12432)),
        ("j’attends 12432 depuis 2 ans", Bare(12432)),
        ("Du nouveau pour 12432 depuis le 24 octobre 2023 ?", Bare(12432)),
        ("12432, vu à 14h30", Bare(12432)),
        ("la 7 avance ?", Bare(7)),
        ("n° 2024 de Juvin", Bare(2024)),
        ("question 5 de Mme Martin", Bare(5)),
        ("44000 merci", Bare(44000)),
        ("numéro 12432\nmerci d’avance", Bare(12432)),
        ("#12432 wow", Bare(12432)),
        ("ma question écrite n° 12.432 attend", Bare(12432)),
        (f"{PAGE} svp", Exact(QuestionId.of_legislature(16, 12432))),
    ],
)
def test_the_question_that_is_meant(text: str, reading: Reading) -> None:
    assert questions_named(text, CURRENT) == References([reading])


@pytest.mark.parametrize(
    "text",
    [
        "bonjour",
        "merci !",
        "rappel dans 12 jours",
        "reminder in 120 days",
        "12432 personnes l’ont lu",
        "il a eu 12432 voix",
        "j’ai 150 questions pour vous",
        "en 2024",
        "Quoi de neuf depuis 2024 ?",
        "le 24/10/2023",
        "24 octobre 2023",
        "on 24 October 2023",
        "rendez-vous à 14h30",
        "at 14:30 then",
        "12432 euros",
        "12 432 € de trop",
        "cela coûte 12.432€",
        "$12432 lost",
        "49,3 % des votes",
        "06 12 34 56 78",
        "0612345678",
        "mon numéro : 06 12 34 56 78",
        "+33 6 12 34 56 78",
        "call 0612345678",
        "l’article 123",
        "loi n° 2024-364",
        "amendement 1234",
        "page 123 du rapport",
        "rapport n° 1234",
        "code postal 12432",
        "75001 Paris",
        "44000 Nantes",
        "12 rue de Rivoli",
        "120 rue de Rivoli",
        "version 2.5.1",
        "12432@example.org",
        "a12432",
        "12432x et rien",
        "1234567 pierres",
        "les 12 travaux d’Hercule",
        "the 12 countries of the treaty",
        "entre 12432 et 8000 mon cœur balance",
        "la 12432 de la 16e ou de la 17e ?",
        "https://example.org/12432",
        "mot " * MOST_WORDS + "12432",
        "x" * LONGEST + " 12432",
    ],
)
def test_what_means_none(text: str) -> None:
    assert questions_named(text, CURRENT) == References([])


def test_figures_without_a_likely_reading_are_asked_back() -> None:
    wanted = questions_named("100 200", CURRENT)
    assert wanted.readings == []
    assert [ambiguity.readings for ambiguity in wanted.ambiguities] == [(("100200",), ("100", "200"))]


@pytest.mark.parametrize("piece", ["1 234 ", "12 ", "0", "01 ", "la ", "16e ", "12/", "n° ", "a", "é", "€ 1", "12h"])
def test_no_text_takes_for_ever(piece: str) -> None:
    start = thread_time()
    questions_named((piece * 4096)[:4096], CURRENT)
    questions_named((piece * LONGEST)[:LONGEST], CURRENT)
    assert thread_time() - start < 3
