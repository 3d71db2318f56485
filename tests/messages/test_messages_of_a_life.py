"""What people read of a question's life: signalled, renewed, moved, overdue, ended, corrected, reopened; one or many."""

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.core.change import MOST_LISTED, Kind
from bot.core.closing_labels import is_known
from bot.core.commands import COMMANDS
from bot.core.deadline import OVERDUE, OVERDUE_SIGNALLED
from bot.core.observation import Check, Observation, Outcome
from bot.core.question import Answer, Closing, Question, QuestionId
from bot.messages import en, fr
from bot.messages.alerts import answer_alert, closing_alert
from bot.messages.card import card
from bot.messages.grouped import grouped_list
from bot.messages.listing import list_page
from bot.messages.message import LIMIT, Message, visible, width
from bot.messages.operator import operator_report
from bot.messages.parts import meaning
from bot.messages.phrases import phrases
from bot.messages.progress_alerts import (
    corrected_alert,
    overdue_alert,
    reattributed_alert,
    renewed_alert,
    reopened_alert,
    signalled_alert,
)
from bot.standins.telegram.html import parse
from tests.messages.test_messages import EN, FR, HOSTILE, lines, plain
from tests.support.examples import ID, NOW, REMINDED, WAITING, answered, observation

CLOSING_BUTTONS = ["https://www.assemblee-nationale.fr/dyn/17/questions/QANR5L17QE4321", "unfollow:17-4321"]
ANSWER_BUTTONS = ["text:17-4321", *CLOSING_BUTTONS, "mute:17-4321"]

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
            CLOSING_BUTTONS,
        ),
        (
            signalled_alert(FR, replace(WAITING, signalled=(None,)), NOW),
            [
                "📣 Question signalée",
                "🏛 Transition écologique",
                "La présidence d’un groupe politique l’a signalée : la réponse est maintenant due sous dix jours.",
                "Posée le 29 septembre 2026, la question attend depuis 56 jours.",
            ],
            CLOSING_BUTTONS,
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
                "⌛️ Délai dépassé",
                "🏛 Transition écologique",
                "Deux mois sont passés sans réponse : posée le 29 septembre 2026, la question aurait dû en recevoir une "
                "le 29 novembre 2026 au plus tard.",
            ],
            CLOSING_BUTTONS,
        ),
        (
            overdue_alert(FR, REMINDED, OVERDUE_SIGNALLED),
            [
                "⌛️ Délai dépassé",
                "🏛 Transition écologique",
                "Dix jours sont passés sans réponse : signalée le 17 novembre 2026, la question aurait dû en recevoir "
                "une le 27 novembre 2026 au plus tard.",
            ],
            CLOSING_BUTTONS,
        ),
        (
            overdue_alert(FR, replace(WAITING, asked=None, ministry=None), OVERDUE),
            ["⌛️ Délai dépassé", "Les deux mois prévus pour répondre sont passés sans réponse."],
            CLOSING_BUTTONS,
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


def test_what_was_taken_out_is_struck_and_what_was_put_in_is_bold() -> None:
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
    alert = answer_alert(FR, answered(), [QuestionId(17, number) for number in also], further)
    assert words in plain(alert).replace("\u00a0", " ").splitlines()
    for number in also[:10]:
        assert f'href="https://www.assemblee-nationale.fr/dyn/17/questions/QANR5L17QE{number}"' in alert.html


def test_an_answer_to_one_question_names_no_other() -> None:
    assert "vaut aussi" not in plain(answer_alert(FR, answered(), [ID], 0))
    assert "n° 12 (16ᵉ législature)" in plain(answer_alert(FR, answered(), [QuestionId(16, 12)])).replace("\u00a0", " ")


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
    said = meaning(FR, label)
    assert is_known(label) is known
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


SINCE = datetime(2026, 11, 21, 7, 0, tzinfo=UTC)
STALE = {"assemblee": SINCE, "nosdeputes": SINCE}
STALE_LINES = [
    "⚠️ Le site de l’Assemblée ne répond plus depuis le 21 novembre 2026 à 08:00 : ce qui est affiché date d’alors.",
    "⚠️ NosDéputés.fr ne répond plus depuis le 21 novembre 2026 à 08:00 : des commentaires peuvent manquer.",
]
ASSEMBLEE_DOWN = "⚠️ Le site de l’Assemblée n’a pas pu être lu à l’instant ; je réessaie."
NOSDEPUTES_DOWN = "⚠️ Le site NosDéputés.fr n’a pas pu être lu à l’instant ; je réessaie."
READ, FAILED, NEVER = Check(NOW, Outcome.READ), Check(None, Outcome.FAILED, "HTTP status 503"), Check()


@pytest.mark.parametrize(
    ("assemblee", "nosdeputes", "archived_at", "stale", "warnings"),
    [
        (READ, READ, None, {}, []),
        (FAILED, FAILED, None, {}, [ASSEMBLEE_DOWN, NOSDEPUTES_DOWN]),
        (FAILED, FAILED, NOW, {}, [NOSDEPUTES_DOWN]),
        (NEVER, NEVER, NOW, {}, []),
        (NEVER, READ, None, {}, [ASSEMBLEE_DOWN]),
        (FAILED, FAILED, None, STALE, STALE_LINES),
        (FAILED, FAILED, None, {"assemblee": SINCE}, [STALE_LINES[0], NOSDEPUTES_DOWN]),
        (READ, READ, None, {"elsewhere": SINCE}, []),
    ],
)
def test_a_card_says_which_source_is_silent_and_says_it_once(
    assemblee: Check, nosdeputes: Check, archived_at: datetime | None, stale: dict[str, datetime], warnings: list[str]
) -> None:
    known = Observation(ID, WAITING, assemblee, nosdeputes, archived_at)
    shown = plain(card(FR, known, NOW, followed=True, stale=stale)).replace("\u00a0", " ").splitlines()
    assert [line for line in shown if line.startswith("⚠️")] == warnings


def test_the_foot_of_a_list_says_what_is_silent_and_when_it_was_confirmed() -> None:
    shown = plain(list_page(FR, [(ID, WAITING)], 1, NOW, NOW, STALE)).replace("\u00a0", " ").splitlines()
    assert shown[-4:] == ["", *STALE_LINES, "Vérifié le 24 novembre 2026 à 13:00"]
    assert len(lines(list_page(FR, [(ID, WAITING)], 1, NOW))) == 3


def test_a_list_never_says_that_an_answer_was_published_on_a_day_to_come() -> None:
    question = replace(WAITING, answer=Answer(date(2026, 12, 1), "Oui."))
    assert "réponse datée du 1er décembre 2026" in plain(list_page(FR, [(ID, question)], 1, NOW))


def made(number: int, question: Question) -> tuple[QuestionId, Question]:
    id = QuestionId(17, number)
    return id, replace(question, id=id)


CLOSED = replace(WAITING, closing=Closing("Fin de mandat", date(2026, 11, 24)))


@pytest.mark.parametrize(
    ("kind", "question", "heading", "entry"),
    [
        (Kind.ANSWERED, answered(), "✅ 40 réponses publiées", "après 56 jours"),
        (Kind.CORRECTED, answered(), "✏️ 40 réponses corrigées", "réponse datée du 24 novembre 2026"),
        (Kind.REATTRIBUTED, WAITING, "🔁 40 questions changent de ministère", "désormais Transition écologique"),
        (Kind.SIGNALLED, REMINDED, "📣 40 questions signalées", "réponse due le 27 novembre 2026"),
        (Kind.RENEWED, REMINDED, "🔔 40 questions renouvelées", "posée le 29 septembre 2026"),
        (
            Kind.OVERDUE,
            WAITING,
            "⌛️ 40 questions dont le délai de réponse est dépassé",
            "réponse due depuis le 29 novembre 2026",
        ),
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
    entries = [*(made(number, answered()) for number in range(1, 6)), made(6, silent), (QuestionId(17, 7), None)]
    earlier = QuestionId(16, 1)
    message = grouped_list(FR, Kind.ANSWERED, [*entries, (earlier, replace(answered(), id=earlier))], 1, 8)
    assert [[(button.text, button.callback) for button in row] for row in message.buttons] == [
        [("📖 17/1", "text:17-1"), ("📖 2", "text:17-2"), ("📖 3", "text:17-3"), ("📖 4", "text:17-4")],
        [("📖 5", "text:17-5"), ("📖 16/1", "text:16-1")],
    ]
    assert grouped_list(FR, Kind.CORRECTED, entries, 1, 7).buttons == ()


@pytest.mark.parametrize(
    ("kind", "values", "expected"),
    [
        (
            "layout",
            {"source": "assemblee", "reason": "no heading", "questions": ["17-4321", "<b>"]},
            [
                "🔧 Pages devenues illisibles",
                "Source : pages d’assemblee-nationale.fr",
                "Raison : no heading",
                "Questions : n° 4321 (17ᵉ législature), <b>",
                "Le site a sans doute changé ses pages. Ce qui est connu reste ; enregistrez une page et examinez-la avec "
                "python -m bot read.",
            ],
        ),
        (
            "down",
            {"source": "archive-17", "reason": "HTTP status 503", "since": "2026-11-21T07:00:00+00:00"},
            [
                "🔌 Une source ne répond plus",
                "Source : archive des questions, 17ᵉ législature",
                "Depuis le 21 novembre 2026 à 08:00",
                "Raison : HTTP status 503",
            ],
        ),
        (
            "down",
            {"source": "assemblee", "reason": "HTTP status 503"},
            [
                "🔌 Une source ne répond plus",
                "Source : pages d’assemblee-nationale.fr",
                "Raison : HTTP status 503",
                "Tant que les archives sont servies, rien ne manque et personne ne voit d’avertissement. Je réessaie de "
                "plus en plus rarement, au moins une fois par jour, et je vous dirai quand elle répondra.",
            ],
        ),
        (
            "back",
            {"source": "feed", "since": "2026-11-21T07:00:00+00:00"},
            [
                "✅ Une source répond de nouveau",
                "Source : flux des commentaires de NosDéputés.fr",
                "Elle ne répondait plus depuis le 21 novembre 2026 à 08:00.",
            ],
        ),
        (
            "label",
            {"label": "Mandat transmis", "question": "17-4321"},
            [
                "🏷 Motif de fin inconnu : Mandat transmis",
                "Question : n° 4321 (17ᵉ législature)",
                "Les conversations le reçoivent tel quel. S’il a un sens clair, ajoutez-le à bot/core/closing_labels.py.",
            ],
        ),
        (
            "labels",
            {"labels": [["Mandat transmis", "14-4321"], ["Sans <suite>", "?"], "odd"]},
            [
                "🏷 Motifs de fin inconnus dans l’archive",
                "• Mandat transmis (n° 4321 (14ᵉ législature))",
                "• Sans <suite> (?)",
                "Les conversations les reçoivent tels quels. Ceux qui ont un sens clair peuvent être ajoutés à "
                "bot/core/closing_labels.py.",
            ],
        ),
        (
            "sweep-rejected",
            {"source": "archive-16", "reason": "half of it is gone"},
            [
                "🗄 Archive refusée",
                "Source : archive des questions, 16ᵉ législature",
                "Raison : half of it is gone",
                "Rien n’en a été repris, ce qui est connu reste, et je réessaie plus tard.",
            ],
        ),
        (
            "refused",
            {"reason": "Message text is empty"},
            [
                "✉️ Telegram refuse un message",
                "Raison : Message text is empty",
                "Il ne sera pas renvoyé. Le journal dit lequel, et s’il y en a d’autres aujourd’hui.",
            ],
        ),
        (
            "undelivered",
            {"reason": "NetworkError: Bad Gateway"},
            [
                "✉️ Un message ne part pas depuis un jour",
                "Raison : NetworkError: Bad Gateway",
                "Il est gardé, et je réessaie. Le journal dit lequel, et s’il y en a d’autres.",
            ],
        ),
        (
            "sweep-unreadable",
            {"source": "archive-17", "count": 3, "total": 18404, "examples": [["QANR5L17QE1.json", "no uid"], 4]},
            [
                "🗄 3 fiches illisibles sur 18404 dans l’archive",
                "Source : archive des questions, 17ᵉ législature",
                "• QANR5L17QE1.\u2060json — no uid",
                "Les autres fiches ont été reprises.",
            ],
        ),
        (
            "moved",
            {"old": "-500", "new": "-100500"},
            [
                "👥 Un groupe admis est devenu un supergroupe",
                "Il reste admis. Son numéro est maintenant -100500 : mettez-le dans ALLOWED_CHATS à la place de -500.",
            ],
        ),
        ("moved", {"old": 5}, ["👥 Un groupe admis est devenu un supergroupe"]),
        (
            "something new",
            {"source": "deputies"},
            ["🔧 Signalement interne : something new", "Source : liste des députés"],
        ),
        ("down", {"source": 4, "since": "yesterday"}, ["🔌 Une source ne répond plus"]),
        ("back", {}, ["✅ Une source répond de nouveau"]),
        ("sweep-unreadable", {}, ["🗄 Des fiches illisibles dans l’archive", "Les autres fiches ont été reprises."]),
    ],
)
def test_the_operator_is_told_what_is_wrong(kind: str, values: Mapping[str, Any], expected: list[str]) -> None:
    assert plain(operator_report(FR, kind, values)).replace("\u00a0", " ").splitlines() == expected


KINDS_OF_REPORT = (
    "layout",
    "down",
    "back",
    "label",
    "labels",
    "sweep-rejected",
    "sweep-unreadable",
    "refused",
    "undelivered",
    "moved",
    "still",
    "restored",
)


def every_message_of_a_life(text: str) -> Iterator[Message]:
    """Every message of a question's life in both languages, about a question all of whose words are `text`."""
    hostile = Question(
        ID,
        author=text,
        subject=text,
        ministry=text,
        asked=date(2026, 9, 1),
        text=text,
        comments=(),
        signalled=(date(2026, 11, 17),),
        renewals=(date(2026, 11, 10),),
    )
    ended = replace(hostile, answer=Answer(date(2026, 11, 24), text), closing=Closing(text, date(2026, 11, 24)))
    detail = {
        "hunks": [[text] * 4] * 9,
        "more": 10**9,
        "erratum": text,
        "from": text,
        "to": text,
        "on": text,
        "was": text,
    }
    values = {
        "source": text,
        "reason": text,
        "since": text,
        "label": text,
        "labels": [[text, text]] * 50,
        "question": text,
        "questions": [text] * 50,
        "count": 10**9,
        "total": 10**9,
        "examples": [[text, text]] * 50,
    }
    longest = [
        (QuestionId(99, 999_980 + number), replace(ended, id=QuestionId(99, 999_980 + number)))
        for number in range(MOST_LISTED)
    ]
    grouped = [QuestionId(99, 999_900 + number) for number in range(99)]
    for words in (phrases("fr"), phrases("en")):
        yield corrected_alert(words, ended, detail)
        yield reattributed_alert(words, hostile, detail)
        yield signalled_alert(words, hostile, NOW)
        yield renewed_alert(words, hostile, NOW)
        yield overdue_alert(words, hostile, OVERDUE)
        yield overdue_alert(words, hostile, OVERDUE_SIGNALLED)
        yield reopened_alert(words, hostile, detail)
        yield answer_alert(words, ended, grouped, 10**9, NOW)
        yield card(words, observation(hostile), NOW, followed=True, stale=STALE)
        yield list_page(words, longest, 1, NOW, NOW, STALE)
        for kind in (*Kind, text):
            yield grouped_list(words, kind, longest, 999_981, 10**6)
        for kind in (*KINDS_OF_REPORT, text):
            yield operator_report(words, kind, values)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:12]))
def test_every_message_of_a_life_is_one_that_telegram_takes(text: str) -> None:
    for message in every_message_of_a_life(text):
        parsed = parse(str(message.html))
        assert 0 < width(parsed.text) <= LIMIT
        assert 0 < width(message.plain) <= LIMIT
        for button in (button for row in message.buttons for button in row):
            assert len((button.callback or "x").encode()) <= 64


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_help_is_half_a_screen_of_a_phone_and_names_every_command(language: str) -> None:
    said = visible(phrases(language).say("help", current=17))
    lines = [part for line in said.split("\n") for part in textwrap.wrap(line, 42) or [""]]
    assert len(lines) <= 17
    for command in COMMANDS:
        if command.name not in {"start", "help"}:
            assert f"/{command.name_in(language)}" in said


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_of_event_has_its_words_in_settings_digests_and_lists(kind: Kind) -> None:
    for sentences in (fr.SENTENCES, en.SENTENCES):
        assert {f"kind-{kind}", f"digest-{kind}", f"flood-{kind}"} <= sentences.keys()
