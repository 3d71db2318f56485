"""Many events of one kind in one message."""

from dataclasses import replace
from datetime import date

import pytest

from bot.core.change import Kind
from bot.core.question import Answer, Closing, Question, QuestionId
from bot.messages.grouped import grouped_list
from tests.messages.reading import EN, FR, lines, plain
from tests.support.examples import REMINDED, WAITING, answered


def made(number: int, question: Question) -> tuple[QuestionId, Question]:
    id = QuestionId.of_legislature(17, number)
    return id, replace(question, id=id)


CLOSED = replace(WAITING, closing=Closing("Fin de mandat", date(2026, 11, 24)))


@pytest.mark.parametrize(
    ("kind", "question", "heading", "entry"),
    [
        (Kind.ASKED, WAITING, "🆕 40 nouvelles questions", "Mme Odile Garance"),
        (Kind.ANSWERED, answered(), "✅ 40 réponses publiées", "après 56 jours"),
        (Kind.CORRECTED, answered(), "✏️ 40 réponses corrigées", "réponse datée du 24 novembre 2026"),
        (Kind.REATTRIBUTED, WAITING, "🔁 40 questions changent de ministère", "désormais Transition écologique"),
        (Kind.SIGNALLED, REMINDED, "📣 40 questions signalées", "réponse due le 27 novembre 2026"),
        (Kind.RENEWED, REMINDED, "🔔 40 questions renouvelées", "posée le 29 septembre 2026"),
        (
            Kind.OVERDUE,
            WAITING,
            "⌛️ 40 questions hors délai",
            "réponse due depuis le 29 novembre 2026",
        ),
        (Kind.RENEWABLE, WAITING, "🔂 40 questions sans réponse après trois mois", "posée le 29 septembre 2026"),
        (Kind.CLOSED, CLOSED, "⛔️ 40 questions closes sans réponse", "Fin de mandat"),
        (Kind.REOPENED, WAITING, "↩️ 40 questions rouvertes", "posée le 29 septembre 2026"),
        (Kind.COMMENT, WAITING, "💬 Nouveaux commentaires sur 40 questions", None),
        ("something new", WAITING, "🔔 Du nouveau pour 40 questions", None),
    ],
)
def test_many_events_are_one_message(kind: str, question: Question, heading: str, entry: str | None) -> None:
    message = grouped_list(FR, kind, [made(number, question) for number in range(1, 21)], 21, 40)
    shown = [line.replace("\u00a0", " ") for line in lines(message)]
    assert shown[:2] == [f"{heading} · 21 à 40 sur 40", ""]
    assert shown[2] == "• n° 1 (17ᵉ législature) Entretien des digues" + (f" — {entry}" if entry else "")
    assert len(shown) == 22
    assert 'href="https://www.assemblee-nationale.fr/dyn/17/questions/QANR5L17QE20"' in message.html


def test_every_kind_of_event_has_a_heading_of_its_own() -> None:
    headings = {lines(grouped_list(EN, kind, [], 1, 0))[0] for kind in (*Kind, "something new")}
    assert len(headings) == len(Kind) + 1


def test_a_list_that_is_whole_does_not_count_its_part_and_one_event_is_one() -> None:
    assert lines(grouped_list(FR, Kind.CLOSED, [made(1, CLOSED)], 1, 1))[0] == "⛔️ 1 question close sans réponse"
    assert "1000000 réponses" in plain(grouped_list(FR, Kind.ANSWERED, [], 1, 1_000_000))


def test_many_answers_have_a_button_for_each_text() -> None:
    silent = replace(WAITING, answer=Answer(date(2026, 11, 24), None))
    entries = [
        *(made(number, answered()) for number in range(1, 6)),
        made(6, silent),
        (QuestionId.of_legislature(17, 7), None),
    ]
    earlier = QuestionId.of_legislature(16, 1)
    message = grouped_list(FR, Kind.ANSWERED, [*entries, (earlier, replace(answered(), id=earlier))], 1, 8)
    assert [[(button.text, button.callback) for button in row] for row in message.buttons] == [
        [("📖 17/1", "text:an17-1"), ("📖 2", "text:an17-2"), ("📖 3", "text:an17-3"), ("📖 4", "text:an17-4")],
        [("📖 5", "text:an17-5"), ("📖 16/1", "text:an16-1")],
    ]
    assert grouped_list(FR, Kind.CORRECTED, entries, 1, 7).buttons == ()
