"""/overdue on the bench: what is followed, what its words ask for, its pages, and when it cannot tell."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.core.deputy import Deputy
from bot.core.question import Question
from bot.core.source import Source
from bot.core.validators import Validators
from bot.watch.source_health import DEPUTIES
from tests.handlers.bench import CHATS, Bench
from tests.handlers.test_figures import buttons, finished
from tests.handlers.test_watch import Screen
from tests.storage.sweeps import HOUR, RECORD, numbered, sweep
from tests.support.deputies import ALPES, GIRONDE, MARTINS
from tests.support.examples import NOW, answered

JUVIN = "PA721764"
REGISTER = [
    *(Deputy(reference, " ".join(names[:3]), names[3]) for reference, names in MARTINS.items()),
    Deputy(JUVIN, "M. Philippe Juvin", "Hauts-de-Seine"),
]
LONG_AGO, LAST_DAY = date(2026, 1, 6), date(2026, 9, 24)
MINE = CHATS["private"]


@pytest.fixture
async def screen(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> Screen:
    bench.take_spies_away(monkeypatch)
    await bench.store.deputies.learn(DEPUTIES, REGISTER, [])
    return Screen(bench)


def asked(number: int, on: date = LONG_AGO, **others: object) -> Question:
    fields = {"asked": on, "attributions": (), "subject": "Digues", "ministry": "Santé", **others}
    return replace(numbered(number, RECORD), **fields)  # type: ignore[arg-type]  # fields of a question


async def follow(bench: Bench, *numbers: int, chat: int = MINE) -> None:
    for number in numbers:
        await bench.store.follows.follow(chat, numbered(number).id, False, NOW)


def numbers(screen: Screen) -> Sequence[int]:
    lines = [line for line in screen.text.split("\n") if line.startswith("• ")]
    return [int(line.split("n° ")[1].split(" ")[0]) for line in lines]


async def test_alone_it_lists_what_is_followed_here_and_is_beyond_its_term(bench: Bench, screen: Screen) -> None:
    signalled = asked(4, date(2026, 11, 3), signalled=(date(2026, 11, 10),))
    await sweep(bench.store, asked(1), asked(2, LAST_DAY), answered(asked(3)), signalled, asked(5))
    await follow(bench, 1, 2, 3, 4)
    await screen.ask("/retards")
    assert screen.text == (
        "⌛️ 2 questions suivies, hors délai, la plus ancienne échéance d’abord\n\n"
        "• n° 1 (17ᵉ législature) Digues — Santé, hors délai de 263 jours\n"
        "• n° 4 (17ᵉ législature) Digues — Santé, signalée, hors délai de 4 jours\n\n"
        "Deux mois pour répondre ; dix jours une fois la question signalée.\n"
        "Assemblée nationale, données du 24 novembre 2026"
    )
    assert buttons(screen) == ["📄 Tableau"]


async def test_where_nothing_followed_is_late_it_says_so_and_what_else_can_be_asked(
    bench: Bench, screen: Screen
) -> None:
    await screen.ask("/retards")
    assert "Aucune des questions suivies ici n’est hors délai." in screen.text
    await sweep(bench.store, asked(1), asked(2, LAST_DAY))
    await follow(bench, 2)
    await screen.ask("/overdue")
    assert "Aucune des questions suivies ici n’est hors délai." in screen.text
    assert "/retards groupe:LR rubrique:eau" in screen.text


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("santé", [1, 2]),
        ("ministère de la santé", [1, 2]),
        ("juvin", [2]),
        ("@Juvin", [2]),
        ("groupe:LR", [3]),
        ("rubrique:ponts", [3]),
        ("quais", [3]),
        ('"les quais"', [3]),
        ("législature:17", [1, 2, 3]),
        ("carottes", []),
    ],
)
async def test_words_ask_for_a_ministry_a_deputy_a_group_or_a_rubric(
    bench: Bench, screen: Screen, typed: str, found: list[int]
) -> None:
    quays = {"ministry": "Justice", "rubric": "ponts", "text": "Sur les quais.", "group": "Droite Républicaine"}
    await sweep(
        bench.store,
        asked(1),
        asked(2, LONG_AGO + timedelta(days=7), author_ref=JUVIN, author=None),
        asked(3, LONG_AGO + timedelta(days=14), **quays),
        asked(4, LAST_DAY),
        asked(5, LAST_DAY, **quays),
    )
    await screen.ask(f"/retards {typed}")
    assert numbers(screen) == found
    assert ("Aucune question n’est hors délai." in screen.text) == (not found)


async def test_a_name_that_several_bear_is_asked_back(bench: Bench, screen: Screen) -> None:
    await sweep(bench.store, asked(1, author_ref=ALPES), asked(2, author_ref=GIRONDE))
    await screen.ask("/retards martin")
    assert "Plusieurs députés portent ce nom" in screen.text
    await screen.press("1. Alexandra Martin (Gironde)")
    assert numbers(screen) == [2]


@pytest.mark.parametrize("typed", ["", " santé"])
async def test_pages_are_turned_and_one_that_does_not_exist_is_the_last(
    bench: Bench, screen: Screen, typed: str
) -> None:
    await sweep(bench.store, *(asked(number, LONG_AGO + timedelta(days=number)) for number in range(1, 24)))
    await follow(bench, *range(1, 24))
    await screen.ask(f"/retards{typed}")
    assert numbers(screen) == [*range(1, 11)]
    assert "23 questions" in screen.text
    await screen.press("Suivantes ›")
    assert numbers(screen) == [*range(11, 21)]
    assert "page 2 sur 3" in screen.text
    await screen.press("Suivantes ›")
    assert numbers(screen) == [21, 22, 23]
    assert buttons(screen) == ["‹ Précédentes", "📄 Tableau"]
    await screen.carry("overdue:found+99999" if typed else "overdue:list+99999", screen.query)
    assert numbers(screen) == [21, 22, 23]
    await screen.press("‹ Précédentes")
    assert numbers(screen) == [*range(11, 21)]


async def test_what_a_page_shows_to_be_answered_is_not_listed(bench: Bench, screen: Screen) -> None:
    await sweep(bench.store, asked(1), asked(2))
    await follow(bench, 1)
    page = replace(answered(asked(1)), signalled=None, renewals=None, attributions=None)
    await bench.store.checks.record_reading(page, Source.ASSEMBLEE, Validators(), 1, NOW + HOUR, NOW)
    await screen.ask("/retards santé")
    assert numbers(screen) == [2]
    assert "1 question hors délai" in screen.text


async def test_it_cannot_tell_while_an_archive_is_still_read(bench: Bench, screen: Screen) -> None:
    await bench.store.catalogue.take(17, [], NOW, 1)
    await screen.ask("/retards santé")
    assert "Je lis encore les archives" in screen.text
    await sweep(bench.store, asked(1))
    await screen.ask("/retards santé")
    assert numbers(screen) == [1]


async def test_the_oldest_figures_lead_to_what_is_late_and_stay_as_they_are(bench: Bench, screen: Screen) -> None:
    await sweep(bench.store, asked(1), asked(2, LAST_DAY))
    await finished(bench, 16, 15, 14)
    await screen.ask("/bilan santé")
    await screen.press("⌛ Les plus anciennes")
    assert numbers(screen) == [1, 2]
    assert buttons(screen) == ["⌛️ Hors délai", "‹ Vue d’ensemble"]
    await screen.press("⌛️ Hors délai")
    assert numbers(screen) == [1]
    await screen.ask("/bilan justice")
    assert "⌛️ Hors délai" not in buttons(screen)


@pytest.mark.parametrize("kind", ["supergroup", "channel"])
async def test_groups_and_channels_have_their_own(bench: Bench, screen: Screen, kind: str) -> None:
    await sweep(bench.store, asked(1), asked(2))
    await follow(bench, 1)
    await follow(bench, 2, chat=CHATS[kind])
    there = Screen(bench, kind)
    await there.ask("/retards")
    assert numbers(there) == [2]
    await there.ask("/retards santé")
    assert numbers(there) == [1, 2]
    assert "📄 Tableau" in buttons(there)
