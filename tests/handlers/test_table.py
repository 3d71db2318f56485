"""Tables to take away on the bench: from /export and from each button, what is in them, and what is said besides."""

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from bot.core.preferences import When
from bot.core.question import Closing
from bot.messages.message import Attachment, visible
from bot.messages.phrases import phrases
from tests.handlers.bench import CHATS, Bench
from tests.handlers.test_overdue import LAST_DAY, asked, follow
from tests.handlers.test_watch import Screen, begun
from tests.storage.sweeps import sweep
from tests.support.examples import NOW, answered

KNOWN = (
    asked(1),
    asked(2, LAST_DAY),
    answered(asked(3, subject="=cmd|' /C calc'!A0")),
    replace(asked(4, ministry="Justice"), closing=Closing("Fin de mandat", date(2026, 11, 3))),
)
HEADING = [
    "Référence",
    "Page officielle",
    "État",
    "Auteur",
    "Groupe",
    "Ministère",
    "Rubrique",
    "Sujet",
    "Publiée le",
    "Réponse due le",
    "Répondue le",
    "Délai (jours)",
    "Hors délai (jours)",
    "Motif de fin",
]


@pytest.fixture
async def screen(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> Screen:
    bench.take_spies_away(monkeypatch)
    await sweep(bench.store, *KNOWN)
    return Screen(bench)


def attached(screen: Screen) -> Attachment:
    assert screen.message is not None
    assert screen.message.attachment is not None
    return screen.message.attachment


def table(screen: Screen) -> Sequence[Sequence[str]]:
    text = attached(screen).content.decode("utf-8-sig")
    heading, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=";")
    assert heading == HEADING
    return rows


def numbers(screen: Screen) -> list[int]:
    return [int(row[0].removeprefix("QANR5L17QE")) for row in table(screen)]


@pytest.mark.parametrize("typed", ["/export csv", "/exporter CSV", "/exporter tableau"])
async def test_what_is_followed_is_given_as_a_table(bench: Bench, screen: Screen, typed: str) -> None:
    await follow(bench, 4, 3, 1)
    await screen.ask(typed)
    assert attached(screen).name == "guetteur-suivis-2026-11-24.csv"
    assert screen.text == "📄 3 questions\nUn tableau pour Excel ou LibreOffice."
    mine = "Mme Odile Garance", "Groupe des exemples"
    page = "https://www.assemblee-nationale.fr/dyn/17/questions/QANR5L17QE"
    water = "eau et assainissement"
    assert table(screen) == [
        [
            "QANR5L17QE4",
            f"{page}4",
            "close sans réponse",
            *mine,
            "Justice",
            water,
            "Digues",
            "06/01/2026",
            "06/03/2026",
            "",
            "",
            "",
            "Fin de mandat",
        ],
        [
            "QANR5L17QE3",
            f"{page}3",
            "répondue",
            *mine,
            "Santé",
            water,
            "'=cmd|' /C calc'!A0",
            "06/01/2026",
            "06/03/2026",
            "24/11/2026",
            "322",
            "263",
            "",
        ],
        [
            "QANR5L17QE1",
            f"{page}1",
            "en attente",
            *mine,
            "Santé",
            water,
            "Digues",
            "06/01/2026",
            "06/03/2026",
            "",
            "",
            "263",
            "",
        ],
    ]


async def test_without_a_word_the_export_is_the_file_that_can_be_sent_back(bench: Bench, screen: Screen) -> None:
    await follow(bench, 1)
    await screen.ask("/exporter")
    assert attached(screen).name == "guetteur-2026-11-24.json"


async def test_the_list_the_search_the_late_ones_and_a_watch_have_a_button_for_their_table(
    bench: Bench, screen: Screen
) -> None:
    await follow(bench, 2, 1)
    for typed, name, found in (
        ("/liste", "suivis", [2, 1]),
        ("/chercher digues", "recherche-digues", [2, 4, 3, 1]),
        ("/retards", "retards", [1]),
        ("/retards ministère:santé", "retards-ministere-sante-legislature-17", [1]),
    ):
        await screen.ask(typed)
        await screen.press("📄 Tableau")
        assert attached(screen).name == f"guetteur-{name}-2026-11-24.csv"
        assert numbers(screen) == found, typed
    watch = await begun(bench, "ministère:justice", rhythm=When.DAILY)
    await screen.ask("/veilles")
    await screen.carry(f"watch-open:{watch.id}")
    await screen.press("📄 Tableau")
    assert numbers(screen) == [4]


async def test_a_table_in_english_has_an_english_heading(bench: Bench, screen: Screen) -> None:
    await follow(bench, 3)
    await screen.ask("/reglages langue anglais")
    await screen.ask("/export csv")
    assert attached(screen).name == "guetteur-follows-2026-11-24.csv"
    content = attached(screen).content.decode("utf-8-sig")
    assert content.startswith("Reference;Official page;State;Author;")
    assert ";answered;" in content
    assert ";24/11/2026;322;263;" in content


async def test_a_table_that_would_be_empty_is_a_sentence(screen: Screen) -> None:
    await screen.ask("/exporter csv")
    assert screen.text == "Il n’y a rien à mettre dans un tableau."
    await screen.carry("table:found", "carottes")
    assert screen.text == "Il n’y a rien à mettre dans un tableau."


async def test_a_table_says_when_there_are_more_than_are_in_it(
    bench: Bench, screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handlers.common.tables.MOST_ROWS", 2)
    await follow(bench, 1, 2, 3, 4)
    await screen.ask("/exporter csv")
    assert screen.text == (
        "📄 2 questions\nIl y en a davantage : seules les 2 premières sont dans ce fichier.\n"
        "Un tableau pour Excel ou LibreOffice."
    )
    assert numbers(screen) == [1, 2]
    await screen.carry("table:found", "ministère:santé")
    assert numbers(screen) == [2, 3]
    assert "seules les 2 premières" in screen.text
    await screen.carry("table:overdue-list", "")
    assert numbers(screen) == [1]
    assert "premières" not in screen.text


async def test_a_table_that_would_be_too_large_ends_before(
    bench: Bench, screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handlers.common.tables.AT_ONCE", 1)
    monkeypatch.setattr("handlers.common.tables.MOST_BYTES", 700)
    await follow(bench, 1, 2, 3, 4)
    await screen.ask("/exporter csv")
    assert len(attached(screen).content) <= 700
    assert numbers(screen) == [1, 2]
    assert "seules les 2 premières" in screen.text


async def test_exact_words_that_too_many_late_questions_may_have_are_not_looked_up(
    screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.questions.figures.MOST_READ", 1)
    await screen.carry("table:overdue", "digu*")
    assert "Trop de questions à relire une à une" in screen.text


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("table:found", "toast-find-gone"),
        ("table:overdue", "toast-overdue-gone"),
        ("table:nothing", "toast-stale"),
        ("table:", "toast-stale"),
    ],
)
async def test_a_press_that_is_of_no_use_any_more_gets_one_sentence(screen: Screen, data: str, said: str) -> None:
    await screen.carry(data, "")
    assert screen.notice is not None
    assert visible(screen.notice) == phrases("fr").text(said)
    assert screen.message is None


@pytest.mark.parametrize("kind", ["supergroup", "channel"])
async def test_groups_and_channels_have_their_own(bench: Bench, screen: Screen, kind: str) -> None:
    await follow(bench, 1)
    await follow(bench, 2, chat=CHATS[kind])
    there = Screen(bench, kind)
    await there.ask("/liste")
    await there.press("📄 Tableau")
    assert numbers(there) == [2]
    assert NOW.date().isoformat() in attached(there).name
