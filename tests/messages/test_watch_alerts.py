"""What a watch brings: the alert of a new question, the line that names the watches, the buttons to follow and pause."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from bot.core.askers import Alike, SameAnswer
from bot.core.change import MOST_LISTED, Kind
from bot.core.delivery import Delivery, DigestEntry, Happened
from bot.core.question import Answer, Question, QuestionId
from bot.core.watch import LONGEST_WATCH, Named
from bot.delivery.render import render
from bot.messages.digest import digest, how_many_fit
from bot.messages.grouped import grouped_list
from bot.messages.keyboards import for_readers
from bot.messages.message import LIMIT, Message, visible, width
from bot.messages.watch_alerts import asked_alert
from bot.standins.telegram.html import parse
from tests.messages.reading import EN, FR, HOSTILE, plain
from tests.support.examples import CLOSING, ID, NOW, WAITING, answered, observation

DAMS, CARE = Named(3, "digues"), Named(4, "entretien")
MANY = tuple(Named(number, f"veille {number}") for number in range(5))
CLOSED = replace(WAITING, closing=CLOSING)


def pressable(message: Message) -> list[str]:
    return [button.callback for row in message.buttons for button in row if button.callback]


def delivery(question: Question, kind: Kind, watches: tuple[Named, ...], followed: bool = False) -> Delivery:
    return Delivery(
        rows=(1,),
        chat_id=1001,
        kind_of_chat="private",
        thread=None,
        language="fr",
        question=ID,
        kind=kind.value,
        keys=(kind.value,),
        attempts=0,
        observation=observation(question),
        detail={},
        group=None,
        watches=watches,
        followed=followed,
    )


def test_a_new_question_shows_who_asks_whom_what_and_which_watch_it_meets() -> None:
    said = plain(render(delivery(WAITING, Kind.ASKED, (DAMS,)), NOW)).replace("\u00a0", " ")
    for part in (
        "🆕 Nouvelle question",
        "Question écrite n° 4321",
        "Entretien des digues",
        "👤 Mme Odile Garance (Groupe des exemples)",
        "🏛 Transition écologique",
        "📅 Posée le 29 septembre 2026",
        "🔭 Veille : digues",
        "interroge la ministre sur l'entretien des digues.",
    ):
        assert part in said


@pytest.mark.parametrize(
    ("question", "ended"), [(answered(), "Réponse publiée"), (CLOSED, "Close sans réponse : Fin de mandat")]
)
def test_a_question_that_ended_before_its_number_was_seen_says_so(question: Question, ended: str) -> None:
    assert ended in plain(asked_alert(FR, question, (DAMS,), followed=False)).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("question", "kind", "followed", "buttons"),
    [
        (WAITING, Kind.ASKED, False, ["follow:an17-4321", "quiet:3"]),
        (WAITING, Kind.ASKED, True, ["unfollow:an17-4321", "quiet:3"]),
        (answered(), Kind.ASKED, False, ["follow:an17-4321", "text:an17-4321", "quiet:3"]),
        (answered(), Kind.ANSWERED, False, ["text:an17-4321", "follow:an17-4321", "quiet:3"]),
        (answered(), Kind.ANSWERED, True, ["text:an17-4321", "unfollow:an17-4321", "mute:an17-4321", "quiet:3"]),
        (CLOSED, Kind.CLOSED, False, ["follow:an17-4321", "quiet:3"]),
    ],
)
def test_what_is_not_followed_has_a_button_to_follow_it_and_every_watch_one_to_pause_it(
    question: Question, kind: Kind, followed: bool, buttons: list[str]
) -> None:
    assert pressable(render(delivery(question, kind, (DAMS,), followed), NOW)) == buttons


@pytest.mark.parametrize(
    ("deputies", "line"),
    [
        (14, "👥 14 autres députés posent presque la même question"),
        (1, "👥 Un autre député pose presque la même question"),
        (0, None),
    ],
)
def test_a_new_question_says_how_many_ask_the_same_and_shows_them(deputies: int, line: str | None) -> None:
    message = render(replace(delivery(WAITING, Kind.ASKED, (DAMS,)), alike=Alike(deputies, deputies)), NOW)
    assert [each for each in plain(message).replace("\u00a0", " ").splitlines() if "👥" in each] == [line][: bool(line)]
    assert pressable(message) == ["follow:an17-4321", *["alike:an17-4321"] * bool(line), "quiet:3"]


@pytest.mark.parametrize("kind", [Kind.ASKED, Kind.ANSWERED])
def test_an_answer_that_stood_before_is_named(kind: Kind) -> None:
    same = Alike(answer=SameAnswer(QuestionId.of_legislature(16, 12), date(2026, 3, 3)))
    said = plain(render(replace(delivery(answered(), kind, (DAMS,)), alike=same), NOW)).replace("\u00a0", " ")
    assert "♻️ Presque le même texte que la réponse à la question" in said


def test_without_a_watch_an_alert_is_what_it_always_was() -> None:
    message = render(delivery(answered(), Kind.ANSWERED, (), followed=True), NOW)
    assert "🔭" not in message.html
    assert pressable(message) == ["text:an17-4321", "unfollow:an17-4321", "mute:an17-4321"]


def test_several_watches_are_named_and_beyond_three_counted() -> None:
    both, many = (asked_alert(EN, WAITING, names, followed=False) for names in ((DAMS, CARE), MANY))
    assert "🔭 Watches: digues · entretien" in plain(both)
    assert "veille 0 · veille 1 · veille 2 · 2 others" in plain(many)


def test_each_of_the_first_watches_has_a_button_with_its_name() -> None:
    message = render(delivery(WAITING, Kind.ASKED, MANY), NOW)
    assert pressable(message)[1:] == ["quiet:0", "quiet:1", "quiet:2"]
    assert [row[0].text for row in message.buttons[1:]] == ["🔇 veille 0", "🔇 veille 1", "🔇 veille 2"]


def test_a_list_names_the_watches_and_follows_all_of_its_questions_at_once() -> None:
    entries = [(QuestionId.of_legislature(17, number), WAITING) for number in range(1, 7)]
    message = grouped_list(FR, Kind.ASKED, entries, 1, 6, (DAMS,))
    assert plain(message).startswith("🆕 6 nouvelles questions\n🔭 Veille\u00a0: digues\n\n• n°\u00a01")
    assert pressable(message) == ["all:", "quiet:3"]


def test_a_digest_names_the_watches_question_by_question() -> None:
    entries = [
        DigestEntry(ID, WAITING, (Happened("asked", "asked", {}),), (1,), (DAMS,)),
        DigestEntry(QuestionId.of_legislature(17, 2), answered(), (Happened("answered", "answered", {}),), (2,)),
    ]
    message = digest(FR, entries, 1, 2)
    assert "🆕 Nouvelle question\u00a0: Mme Odile Garance\n🔭 Veille\u00a0: digues" in plain(message)
    assert plain(message).count("🔭") == 1
    assert pressable(message) == ["text:an17-2", "all:", "quiet:3"]


def test_readers_of_a_channel_follow_for_themselves_and_pause_nothing() -> None:
    single = render(delivery(WAITING, Kind.ASKED, (DAMS,)), NOW)
    listed = grouped_list(FR, Kind.ASKED, [(ID, WAITING)], 1, 1, (DAMS,))
    shown = [
        (button.url or button.callback or "")
        for message in (single, listed)
        for row in for_readers(FR, message.buttons, "guetteur_bot")
        for button in row
    ]
    assert shown[0] == "https://t.me/guetteur_bot?start=qan17-4321"
    assert not any(each.startswith(("quiet:", "all:", "follow:")) for each in shown)


def hostile_messages(words: str) -> Iterator[Message]:
    names = tuple(Named(number, words[:LONGEST_WATCH]) for number in range(50))
    bad = replace(WAITING, author=words, group=words, subject=words, ministry=words, text=words)
    ended = replace(bad, answer=Answer(None, words))
    for kind, question in ((Kind.ASKED, bad), (Kind.ANSWERED, ended), (Kind.CLOSED, bad)):
        yield render(delivery(question, kind, names), NOW)
    entries = [(QuestionId.of_legislature(17, number), bad) for number in range(1, MOST_LISTED + 1)]
    yield grouped_list(FR, Kind.ASKED, entries, 1, 1_000_000, names)
    told = [
        DigestEntry(QuestionId.of_legislature(17, number), bad, (Happened("asked", "asked", {}),), (number,), names)
        for number in range(1, 41)
    ]
    yield digest(FR, told[: how_many_fit(FR, told)], 1, 40)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_and_names_make_a_message_that_telegram_takes(words: str) -> None:
    for message in hostile_messages(words):
        parse(message.html)
        assert width(visible(message.html)) <= LIMIT
        assert all(len(data.encode()) <= 64 for data in pressable(message))
