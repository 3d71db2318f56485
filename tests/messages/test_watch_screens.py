"""The screens of watches as they appear on a phone: before a watch begins, of one that has begun, and the list."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from bot.core.beside import LONGEST
from bot.core.preferences import When
from bot.core.preview import Preview
from bot.core.query import NoQuery, Query, Trouble
from bot.core.query_reader import read_query
from bot.core.question import QuestionId
from bot.core.watch import ALL_WANTED, LONGEST_WATCH, Wanted, Watch
from bot.core.watch_choice import Choice
from bot.messages.message import LIMIT, ROOM_IN_A_ROW, Message, visible, width
from bot.messages.phrases import Phrases
from bot.messages.watch_preview import OFFERED
from bot.messages.watch_screens import PAGE, explanation, new_screen, no_query, screen, watches_page
from tests.messages.reading import EN, FR, HOSTILE
from tests.support.chambers import DIET
from tests.support.examples import NOW, WAITING, observation

NEWEST = tuple(
    observation(replace(WAITING, id=QuestionId.of_legislature(17, number), asked=date(2026, 11, number % 28 + 1)))
    for number in (4324, 4323, 4322)
)
SOME = Preview(4, 51, True, NEWEST, ("hôpital", "vétérinaire"))
NOTHING = Preview(0, 0, True, (), ())
BOTH = pytest.mark.parametrize("words", [FR, EN])


def query(text: str) -> Query:
    found = read_query(text)
    assert isinstance(found, Query)
    return found


def a_watch(text: str = "digues", id: int = 1, is_paused: bool = False, rhythm: When | None = None) -> Watch:
    return Watch(id, 1001, None, query(text), ALL_WANTED, rhythm, NOW, is_paused)


def shown(message: Message) -> str:
    return visible(message.html).replace("\u00a0", " ")


def labels(message: Message) -> list[list[str]]:
    return [[button.text for button in row] for row in message.buttons]


def test_a_new_watch_shows_what_it_would_have_brought_and_all_that_can_be_chosen() -> None:
    message = new_screen(FR, query("digues -crue"), Choice(), SOME)
    assert shown(message) == (
        "🔭 Nouvelle veille, pas encore commencée\n"
        "digues -crue\n"
        "\n"
        "Ces 30 derniers jours : 4 questions ; en un an : 51.\n"
        "Les dernières :\n"
        "• n° 4324 Entretien des digues — 13 novembre 2026\n"
        "• n° 4323 Entretien des digues — 12 novembre 2026\n"
        "• n° 4322 Entretien des digues — 11 novembre 2026\n"
        "\n"
        "Elle annonce : les nouvelles questions, les réponses et les fins sans réponse.\n"
        "Quand : par défaut, selon /reglages.\n"
        "\n"
        "Des mots qui vont souvent avec : + en ajoute un, − l’écarte."
    )
    assert labels(message) == [
        ["+ hôpital", "− hôpital"],
        ["+ vétérinaire", "− vétérinaire"],
        ["✕ −crue"],
        ["✅ Nouvelles", "✅ Réponses"],
        ["✅ Fins sans réponse"],
        ["✅ Par défaut", "Aussitôt"],
        ["Chaque jour", "Le mardi"],
        ["🔎 Résultats", "🔭 Commencer"],
    ]


def test_a_watch_that_has_begun_has_the_same_screen_with_what_it_brought() -> None:
    message = screen(EN, a_watch("digues hôpital", rhythm=When.DAILY), 3, replace(SOME, beside=("Mayotte",)))
    assert shown(message).splitlines()[:5] == [
        "🔭 Watch",
        "digues hôpital",
        "It made 3 announcements in the last 30 days.",
        "",
        "In the last 30 days: 4 questions; in a year: 51.",
    ]
    assert labels(message) == [
        ["+ Mayotte", "− Mayotte"],
        ["✕ hôpital"],
        ["✅ New ones", "✅ Answers"],
        ["✅ Ends without an answer"],
        ["By default", "At once"],
        ["✅ Every day", "On Tuesdays"],
        ["⏸ Pause", "🗑 Stop"],
        ["🔎 Results", "📄 Table"],
        ["🔭 Watches"],
    ]


@pytest.mark.parametrize(
    ("preview", "said"),
    [
        (NOTHING, "Aucune question n’y répond jusqu’ici.\nLa veille peut commencer tout de même"),
        (
            Preview(0, 0, True, NEWEST, ()),
            "Ces 30 derniers jours : 0 question ; en un an : 0.\nLes dernières :\n• n° 4324",
        ),
        (Preview(1, 1, True, NEWEST[:1], ()), "Ces 30 derniers jours : 1 question ; en un an : 1.\n"),
        (Preview(2, 60, False, NEWEST, ()), "Ces 30 derniers jours : au moins 2 questions ; en un an : au moins 60."),
        (Preview(94, 1_441, True, NEWEST, ()), "Ces 30 derniers jours : 94 questions ; en un an : 1\u202f441."),
        (Preview(2, 60, True, (), ()), "Ces 30 derniers jours : 2 questions ; en un an : 60.\n\nElle annonce"),
    ],
)
def test_counts_are_told_as_they_are_known(preview: Preview, said: str) -> None:
    assert said in shown(new_screen(FR, query("digues"), Choice(), preview))


def test_a_watch_that_has_begun_is_not_said_to_begin_all_the_same() -> None:
    message = screen(FR, a_watch(), 0, NOTHING, FR.say("watch-begun", where=FR.say("here")))
    assert shown(message) == (
        "✅ La veille commence ici.\n"
        "\n"
        "🔭 Veille\n"
        "digues\n"
        "\n"
        "Aucune question n’y répond jusqu’ici.\n"
        "\n"
        "Elle annonce : les nouvelles questions, les réponses et les fins sans réponse.\n"
        "Quand : par défaut, selon /reglages."
    )


@BOTH
def test_no_button_is_cut_on_a_phone_and_the_keyboard_has_ten_rows_at_most(words: Phrases) -> None:
    beside = ("école", "hôpital", "lycée", "musée", "prison", "banque")
    many = query("digues crue pluie fleuve barrage -mer -lac")
    for message in (
        explanation(words),
        new_screen(words, many, Choice(), replace(SOME, beside=beside)),
        *(screen(words, replace(a_watch(), query=many, rhythm=when), 9, replace(SOME, beside=beside)) for when in When),
        watches_page(words, list_of(500), {}, 60),
    ):
        assert len(message.buttons) <= 10
        for row in message.buttons:
            assert max(len(each.text) for each in row) <= ROOM_IN_A_ROW[len(row) - 1], row


def test_a_paused_watch_says_so_in_the_place_of_what_it_brought() -> None:
    message = screen(FR, a_watch(is_paused=True), 3, NOTHING)
    assert "⏸ Suspendue : elle n’annonce rien." in shown(message)
    assert "annonces" not in shown(message)
    assert ["▶️ Reprendre", "🗑 Arrêter"] in labels(message)


@BOTH
def test_every_button_fits_and_the_message_too_whatever_stands_in_it(words: Phrases) -> None:
    beside = tuple(letter * LONGEST for letter in "abcdefgh")
    for text in HOSTILE:
        hostile = tuple(
            observation(replace(WAITING, subject=text, id=QuestionId.of_legislature(17, n))) for n in (1, 2, 3)
        )
        preview = Preview(99_999, 99_999, False, hostile, beside)
        long = query(" ".join(["x" * 20] + [f"mot{number}" for number in range(20)]))
        for message in (
            new_screen(words, long, Choice(), preview),
            screen(words, replace(a_watch(), query=long, id=999_999_999), 99, preview),
        ):
            assert width(visible(message.html)) <= LIMIT
            assert all(
                len(f"{each.callback}@-1001234567890123".encode()) <= 64 for row in message.buttons for each in row
            )


def test_a_word_is_offered_only_where_the_query_can_take_it() -> None:
    many = replace(SOME, beside=("école", "hôpital", "lycée", "musée", "prison", "banque"))
    assert (
        len([row for row in labels(new_screen(FR, query("digues"), Choice(), many)) if row[0].startswith("+")])
        == OFFERED
    )
    mixed = new_screen(FR, query("@Juvin OU digues"), Choice(), SOME)
    assert labels(mixed)[0] == ["− hôpital"]  # as a text, a word more would change whom the deputy's name counts for
    full = new_screen(FR, query("x" * (LONGEST_WATCH - 3)), Choice(), SOME)
    assert "mots qui vont souvent" not in shown(full)


def test_without_words_to_offer_nothing_is_said_of_them() -> None:
    assert "souvent avec" not in shown(new_screen(FR, query("digues"), Choice(), replace(SOME, beside=())))


def test_a_choice_of_less_is_told_in_words() -> None:
    message = new_screen(FR, query("digues"), Choice(wants=frozenset({Wanted.ANSWERED}), rhythm=When.WEEKLY), NOTHING)
    assert shown(message).endswith("Elle annonce : les réponses.\nQuand : en un résumé, chaque mardi.")
    assert ["⬜️ Nouvelles", "✅ Réponses"] in labels(message)


def list_of(count: int) -> Sequence[Watch]:
    return [a_watch(f"mot{number}", number) for number in range(1, count + 1)]


@pytest.mark.parametrize(
    ("words", "watches", "page", "lines", "turns"),
    [
        (FR, [], 1, ["Aucune veille ici. Pour commencer, par exemple : /veille cloud souverain"], None),
        (EN, [], 1, ["No watch here. To begin, for example: /watch cloud souverain"], None),
        (FR, list_of(1), 1, ["🔭 1 veille", "", "1. mot1 — rien en 30 jours"], None),
        (EN, list_of(2), 9, ["🔭 2 watches", "", "1. mot1 — nothing in 30 days"], None),
        (
            FR,
            list_of(50),
            1,
            ["🔭 50 veilles · page 1 sur 7", "", "1. mot1 — rien en 30 jours"],
            ["Suivantes ›"],
        ),
        (
            FR,
            list_of(50),
            7,
            ["🔭 50 veilles · page 7 sur 7", "", "49. mot49 — rien en 30 jours"],
            ["‹ Précédentes"],
        ),
        (FR, list_of(50), 99, ["🔭 50 veilles · page 7 sur 7"], ["‹ Précédentes"]),
        (EN, list_of(50), 2, ["🔭 50 watches · page 2 of 7"], ["‹ Previous", "Next ›"]),
        (FR, [a_watch(is_paused=True)], 1, ["🔭 1 veille", "", "1. digues — ⏸ suspendue"], None),
        (EN, [a_watch(is_paused=True)], 1, ["🔭 1 watch", "", "1. digues — ⏸ paused"], None),
    ],
)
def test_the_list_says_what_each_watch_brought(
    words: Phrases, watches: Sequence[Watch], page: int, lines: list[str], turns: list[str] | None
) -> None:
    message = watches_page(words, watches, {}, page)
    assert shown(message).splitlines()[: len(lines)] == lines
    rows = labels(message)
    assert rows[-1:] == [turns] if turns else all(row[0].startswith("✏️") for row in rows)


@BOTH
def test_each_watch_of_the_list_can_be_changed_paused_and_stopped(words: Phrases) -> None:
    watches = [a_watch("digues", 1), a_watch("loups", 2, is_paused=True)]
    rows = watches_page(words, watches, {1: 4, 2: 1}, 1).buttons
    assert [[each.callback for each in row] for row in rows] == [
        ["watch-open:1", "watch-pause:1:1", "watch-stop:1:1"],
        ["watch-open:2", "watch-resume:2:1", "watch-stop:2:1"],
    ]
    assert [[each.text for each in row] for row in rows] == [["✏️ 1", "⏸ 1", "🗑 1"], ["✏️ 2", "▶️ 2", "🗑 2"]]


def test_what_a_watch_brought_is_counted_in_words() -> None:
    several = watches_page(FR, list_of(3), {1: 1, 2: 12}, 1)
    assert shown(several).splitlines()[2:] == [
        "1. mot1 — 1 annonce en 30 jours",
        "2. mot2 — 12 annonces en 30 jours",
        "3. mot3 — rien en 30 jours",
    ]


@BOTH
def test_a_very_long_query_is_cut_in_the_list_and_whole_on_its_screen(words: Phrases) -> None:
    long = " ".join(f"<mot{number}>" for number in range(40))
    watches = [a_watch(long, number) for number in range(1, PAGE + 1)]
    page = watches_page(words, watches, {}, 1)
    assert width(visible(page.html)) <= LIMIT
    assert max(map(len, shown(page).splitlines())) < 150
    assert watches[0].name in visible(screen(words, watches[0], 0, NOTHING).html)


@BOTH
def test_without_words_three_examples_are_offered(words: Phrases) -> None:
    assert len(explanation(words).buttons) == 3


@BOTH
@pytest.mark.parametrize("trouble", Trouble)
def test_a_text_that_cannot_be_watched_says_why(words: Phrases, trouble: Trouble) -> None:
    assert width(visible(no_query(words, NoQuery(trouble, "mot" * 20)).html)) < 1000


@BOTH
def test_a_chambers_whole_reference_is_not_called_a_number(words: Phrases) -> None:
    newest = (observation(replace(WAITING, id=QuestionId(DIET, 2026, 42, "W"))),)
    told = shown(new_screen(words, query("digues"), Choice(), Preview(1, 1, True, newest, ())))
    assert "\u2022 W-2026/42 " in told
