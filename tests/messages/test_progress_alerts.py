"""Alerts of a question's progress: signalled, renewed, moved, overdue, renewable, ended, corrected, reopened."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from bot.core.chambers.assemblee import ASSEMBLEE
from bot.core.deadline import OVERDUE, OVERDUE_SIGNALLED
from bot.core.question import Answer, Closing, QuestionId
from bot.messages.alerts import answer_alert, closing_alert
from bot.messages.card import card
from bot.messages.listing import list_page
from bot.messages.message import Message, visible
from bot.messages.parts import meaning
from bot.messages.progress_alerts import (
    corrected_alert,
    overdue_alert,
    reattributed_alert,
    reminded_alert,
    renewable_alert,
    renewed_alert,
    reopened_alert,
    signalled_alert,
)
from tests.messages.reading import EN, FR, lines, plain
from tests.support.examples import ID, NOW, REMINDED, WAITING, answered, observation

CLOSING_BUTTONS = ["https://www.assemblee-nationale.fr/dyn/17/questions/QANR5L17QE4321", "unfollow:an17-4321"]
LATE_BUTTONS = ["chase:an17-4321", *CLOSING_BUTTONS]
ANSWER_BUTTONS = ["text:an17-4321", *CLOSING_BUTTONS, "mute:an17-4321"]

HUNK = ["… Le Gouvernement entretient les", "digues", "barrages", "depuis le 1er janvier …"]
CORRECTION = {"hunks": [HUNK], "more": 0, "erratum": None}
MOVE = {"from": "Transition écologique", "to": "Agriculture", "on": "2026-11-17"}


def body(message: Message) -> list[str]:
    """The lines after title and subject, without the links; with plain spaces."""
    shown = [line.replace("\u00a0", " ") for line in lines(message)]
    assert shown[1:4] == ["Question écrite n° 4321 · 17ᵉ législature", "Entretien des digues", ""]
    assert shown[-2].startswith("Assemblée nationale")
    return [shown[0], *shown[4:-3]]


def presses(message: Message) -> list[str | None]:
    return [button.callback or button.url for row in message.buttons for button in row]


def test_a_reminder_names_the_question_that_reminds() -> None:
    detail = {"by": "senat-SEQ261200009", "on": "2026-12-03"}
    assert body(reminded_alert(FR, WAITING, detail)) == [
        "🔔 Question rappelée",
        "Une nouvelle question la rappelle : n° 00009 (Sénat, 2026)",
        "Publiée le 3 décembre 2026",
        "🏛 Transition écologique",
    ]
    assert lines(reminded_alert(EN, WAITING, detail))[0] == "🔔 Reminder of the question"


@pytest.mark.parametrize("detail", [{}, {"by": "senat-SEQ99", "on": "yesterday"}, {"by": 7, "on": None}])
def test_a_reminder_without_its_question_is_told_all_the_same(detail: dict[str, Any]) -> None:
    assert body(reminded_alert(FR, WAITING, detail))[0] == "🔔 Question rappelée"


@pytest.mark.parametrize(
    ("alert", "expected", "buttons"),
    [
        (
            corrected_alert(FR, answered(), CORRECTION),
            [
                "✏️ Réponse corrigée",
                "Dans le texte, retiré ou ajouté :",
                "• … Le Gouvernement entretient les digues barrages depuis le 1er janvier …",
            ],
            ANSWER_BUTTONS,
        ),
        (
            corrected_alert(
                FR, answered(), {"hunks": [["", "", "Enfin", ""]], "more": 2, "erratum": "Lire «\u00a0barrages\u00a0»."}
            ),
            [
                "✏️ Réponse corrigée",
                "Dans le texte, retiré ou ajouté :",
                "• Enfin",
                "et 2 autres différences",
                "",
                "Erratum publié :",
                "Lire « barrages ».",
            ],
            ANSWER_BUTTONS,
        ),
        (
            corrected_alert(FR, answered(), {"hunks": [], "more": 0, "erratum": "Lire barrages."}),
            ["✏️ Réponse corrigée", "Erratum publié :", "Lire barrages."],
            ANSWER_BUTTONS,
        ),
        (
            reattributed_alert(FR, WAITING, MOVE),
            [
                "🔁 Changement de ministère",
                "🏛 De : Transition écologique",
                "🏛 À : Agriculture, qui doit maintenant répondre",
                "Depuis le 17 novembre 2026",
            ],
            CLOSING_BUTTONS,
        ),
        (
            reattributed_alert(FR, replace(WAITING, ministry="Agriculture"), {}),
            ["🔁 Changement de ministère", "🏛 À : Agriculture, qui doit maintenant répondre"],
            CLOSING_BUTTONS,
        ),
        (
            signalled_alert(FR, REMINDED, NOW),
            [
                "📣 Question signalée",
                "🏛 Transition écologique",
                "La présidence d’un groupe politique l’a signalée : la réponse est maintenant due sous dix jours, "
                "le 27 novembre 2026 au plus tard.",
                "Posée le 29 septembre 2026, la question attend depuis 56 jours.",
            ],
            LATE_BUTTONS,
        ),
        (
            signalled_alert(FR, replace(WAITING, signalled=(None,)), NOW),
            [
                "📣 Question signalée",
                "🏛 Transition écologique",
                "La présidence d’un groupe politique l’a signalée : la réponse est maintenant due sous dix jours.",
                "Posée le 29 septembre 2026, la question attend depuis 56 jours.",
            ],
            LATE_BUTTONS,
        ),
        (
            renewed_alert(FR, REMINDED, NOW),
            [
                "🔔 Question renouvelée",
                "Mme Odile Garance demande de nouveau une réponse.",
                "Posée le 29 septembre 2026, la question attend depuis 56 jours.",
                "🏛 Transition écologique",
            ],
            CLOSING_BUTTONS,
        ),
        (
            renewed_alert(FR, replace(WAITING, author=None, renewals=(None,)), NOW),
            [
                "🔔 Question renouvelée",
                "Son auteur demande de nouveau une réponse.",
                "Posée le 29 septembre 2026, la question attend depuis 56 jours.",
                "🏛 Transition écologique",
            ],
            CLOSING_BUTTONS,
        ),
        (
            overdue_alert(FR, WAITING, OVERDUE),
            [
                "⌛️ Hors délai",
                "🏛 Transition écologique",
                "Deux mois sans réponse : posée le 29 septembre 2026, la question aurait dû en recevoir une "
                "le 29 novembre 2026 au plus tard.",
            ],
            LATE_BUTTONS,
        ),
        (
            overdue_alert(FR, REMINDED, OVERDUE_SIGNALLED),
            [
                "⌛️ Hors délai",
                "🏛 Transition écologique",
                "Dix jours sont passés sans réponse : signalée le 17 novembre 2026, la question aurait dû en recevoir "
                "une le 27 novembre 2026 au plus tard.",
            ],
            LATE_BUTTONS,
        ),
        (
            overdue_alert(FR, replace(WAITING, asked=None, ministry=None), OVERDUE),
            ["⌛️ Hors délai", "Le délai de deux mois pour répondre est passé."],
            LATE_BUTTONS,
        ),
        (
            overdue_alert(FR, answered(), OVERDUE),  # it waited for a digest's hour, or for its chat
            [
                "⌛️ Hors délai",
                "🏛 Transition écologique",
                "Deux mois sans réponse : posée le 29 septembre 2026, la question aurait dû en recevoir une "
                "le 29 novembre 2026 au plus tard.",
            ],
            CLOSING_BUTTONS,
        ),
        (
            renewable_alert(FR, WAITING, NOW + timedelta(days=36)),
            [
                "🔂 Trois mois sans réponse",
                "Son auteur peut maintenant la renouveler, c’est-à-dire redemander une réponse.",
                "Posée le 29 septembre 2026, la question attend depuis 92 jours.",
                "🏛 Transition écologique",
            ],
            LATE_BUTTONS,
        ),
        (
            renewable_alert(FR, replace(WAITING, ministry=None, asked=None), NOW),
            [
                "🔂 Trois mois sans réponse",
                "Son auteur peut maintenant la renouveler, c’est-à-dire redemander une réponse.",
            ],
            LATE_BUTTONS,
        ),
        (
            reopened_alert(FR, WAITING, {"was": "answered"}),
            [
                "↩️ Question rouverte",
                "Les données de l’Assemblée ne donnent plus de réponse à cette question.",
                "Elle est de nouveau en attente, et je continue de la surveiller.",
            ],
            CLOSING_BUTTONS,
        ),
        (
            reopened_alert(FR, WAITING, {"was": "closed"}),
            [
                "↩️ Question rouverte",
                "Les données de l’Assemblée ne disent plus que cette question est close.",
                "Elle est de nouveau en attente, et je continue de la surveiller.",
            ],
            CLOSING_BUTTONS,
        ),
    ],
)
def test_an_alert_tells_what_happened_in_plain_words(alert: Message, expected: list[str], buttons: list[str]) -> None:
    assert body(alert) == expected
    assert presses(alert) == buttons


def test_words_taken_out_are_struck_and_words_put_in_are_bold() -> None:
    html = corrected_alert(FR, answered(), {"hunks": [["a <b>", "c & d", "e", "f"]], "more": 1, "erratum": None}).html
    assert "• a &lt;b&gt; <s>c &amp; d</s> <b>e</b> f" in html
    assert "et 1 autre différence" in html


@pytest.mark.parametrize(
    "detail",
    [
        {},
        {"hunks": None, "more": None, "erratum": ""},
        {"hunks": "text", "more": -1, "erratum": 4},
        {"hunks": [["a", "b"], [1, 2, 3, 4], None, ["a", " ", "", "b"]], "more": True},
    ],
)
def test_a_correction_of_which_nothing_is_known_is_told_all_the_same(detail: dict[str, Any]) -> None:
    assert lines(corrected_alert(EN, answered(), detail))[:5] == [
        "✏️ Answer corrected",
        "Written question no. 4321 · 17th legislature",
        "Entretien des digues",
        "",
        "Assemblée nationale · NosDéputés.fr",
    ]


@pytest.mark.parametrize(
    ("also", "further", "words"),
    [
        ((), 290, "Cette réponse vaut aussi pour 290 autres questions."),
        ((), 1, "Cette réponse vaut aussi pour 1 autre question."),
        ((12,), 0, "Cette réponse vaut aussi pour la question n° 12, suivie ici."),
        (
            (12, 15),
            288,
            "Cette réponse vaut aussi pour les questions n° 12 et n° 15, suivies ici, et pour 288 autres.",
        ),
        (
            tuple(range(1, 13)),
            1,
            "Cette réponse vaut aussi pour les questions n° 1, n° 2, n° 3, n° 4, n° 5, n° 6, n° 7, n° 8, n° 9, n° 10 et "
            "2 autres, suivies ici, et pour 1 autre.",
        ),
    ],
)
def test_an_answer_to_many_questions_says_so(also: tuple[int, ...], further: int, words: str) -> None:
    alert = answer_alert(FR, answered(), [QuestionId.of_legislature(17, number) for number in also], further)
    assert words in plain(alert).replace("\u00a0", " ").splitlines()
    for number in also[:10]:
        assert f'href="https://www.assemblee-nationale.fr/dyn/17/questions/QANR5L17QE{number}"' in alert.html


def test_an_answer_to_one_question_names_no_other() -> None:
    assert "vaut aussi" not in plain(answer_alert(FR, answered(), [ID], 0))
    assert "n° 12 (16ᵉ législature)" in plain(
        answer_alert(FR, answered(), [QuestionId.of_legislature(16, 12)])
    ).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("label", "known", "french"),
    [
        ("Fin de mandat", True, "Le mandat de son auteur a pris fin."),
        ("fin de  Mandat.", True, "Le mandat de son auteur a pris fin."),
        ("Retrait", True, "Son auteur l’a retirée."),
        ("Retirée", True, "Son auteur l’a retirée."),
        ("QUESTION RETIRE\u0301E", True, "Son auteur l’a retirée."),
        ("Caducité", True, "Elle est devenue caduque : elle n’attend plus de réponse."),
        ("Caduque", True, "Elle est devenue caduque : elle n’attend plus de réponse."),
        ("Réponse publiée", True, None),
        (None, True, None),
        ("", True, None),
        ("Mandat transmis", False, None),
        ("Réponse", False, None),
    ],
)
def test_known_labels_are_explained(label: str | None, known: bool, french: str | None) -> None:
    said = meaning(FR, ASSEMBLEE, label)
    assert ASSEMBLEE.knows(label) is known
    assert (None if said is None else visible(said).replace("\u00a0", " ")) == french


def test_a_label_that_is_not_known_is_shown_without_a_guess() -> None:
    shown = lines(closing_alert(FR, replace(WAITING, closing=Closing("Mandat transmis", date(2026, 11, 24)))))
    assert shown[4:7] == ["Motif publié\u00a0: Mandat transmis", "Le 24 novembre 2026", "Elle aura attendu 56 jours."]


def test_a_reminded_card_says_when_and_counts_the_ten_days() -> None:
    shown = lines(card(FR, observation(REMINDED), NOW, followed=True))
    assert shown[6:10] == [
        "📅 Posée le 29 septembre 2026",
        "🔔 Renouvelée le 10 novembre 2026",
        "📣 Signalée le 17 novembre 2026",
        "⏳ Réponse attendue le 27 novembre 2026\u00a0: restent 3 jours",
    ]
    assert "en attente, restent 3 jours" in plain(list_page(FR, [(ID, REMINDED)], 1, NOW))


def test_a_list_never_says_that_an_answer_was_published_on_a_day_to_come() -> None:
    question = replace(WAITING, answer=Answer(date(2026, 12, 1), "Oui."))
    assert "réponse datée du 1er décembre 2026" in plain(list_page(FR, [(ID, question)], 1, NOW))
