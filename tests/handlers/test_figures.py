"""/figures on the bench: what its words ask for, its views and their pages, and when it says that there are none."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.core.chambers.senat import SENAT
from bot.core.deputy import Deputy
from bot.core.question import Answer, Question, QuestionId
from bot.messages.phrases import phrases
from bot.watch.source_health import DEPUTIES
from storage.intake.archives import remember_archive, succeeded
from storage.questions.rows import archive_name
from tests.handlers.bench import CHATS, Bench
from tests.handlers.test_watch import Screen
from tests.storage.sweeps import RECORD, numbered, packed, sweep
from tests.support.deputies import ALPES, GIRONDE, MARTINS
from tests.support.examples import NOW

JUVIN = "PA721764"
REGISTER = [
    *(Deputy(reference, " ".join(names[:3]), names[3]) for reference, names in MARTINS.items()),
    Deputy(JUVIN, "M. Philippe Juvin", "Hauts-de-Seine"),
]
TUESDAY = date(2026, 1, 6)


@pytest.fixture
async def screen(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> Screen:
    bench.take_spies_away(monkeypatch)
    await bench.store.deputies.learn(DEPUTIES, REGISTER, [])
    return Screen(bench)


def asked(number: int, days: int | None = None, on: date = TUESDAY, **others: object) -> Question:
    """A question, answered so many days later; None for one that waits."""
    answer = None if days is None else Answer(on + timedelta(days=days), "Une réponse.")
    fields = {"asked": on, "answer": answer, "closing": None, "subject": "Digues", "ministry": "Santé", **others}
    return replace(numbered(number, RECORD), **fields)  # type: ignore[arg-type]  # fields of a question


def shown_query(screen: Screen) -> str:
    return screen.query.replace("\u2060", "")


def buttons(screen: Screen) -> list[str]:
    assert screen.message is not None
    return [button.text for row in screen.message.buttons for button in row]


async def test_alone_it_tells_of_the_whole_current_legislature_in_two_lines(bench: Bench, screen: Screen) -> None:
    many = [asked(number, 10 * number) for number in range(1, 25)]
    await sweep(bench.store, *many, *(asked(number) for number in range(25, 31)))
    await screen.ask("/bilan")
    assert screen.text == (
        "📊 Assemblée nationale\nlégislature:17\n\n"
        "30 questions, 24 répondues. 17 % dans les deux mois, sur 30 jugées. "
        "Délai médian : 120 jours, la moitié des réponses entre 60 et 180.\n"
        "6 en attente depuis 322 jours (médiane), dont 6 hors délai, la plus ancienne du 6 janvier 2026. 0 close sans réponse.\n\n"
        "Jugées : les questions dont le délai de deux mois est passé, sauf celles closes avant.\n"
        "Assemblée nationale, données du 5 octobre 2026"
    ).replace("5 octobre 2026", phrases("fr").day_of(NOW))
    views = ["🏛 Par ministère", "📅 Par mois", "⏱ Délais", "⌛ Les plus anciennes"]
    assert buttons(screen) == [*views, "✓ Assemblée", "Sénat", "Ensemble"]


async def test_the_figures_of_each_chamber_and_of_both_are_one_press_away(bench: Bench, screen: Screen) -> None:
    senators = [replace(asked(number, 30), id=QuestionId(SENAT, 202601, number, "QE")) for number in range(1, 4)]
    await sweep(bench.store, *(asked(number, 90) for number in range(1, 6)))
    await bench.store.catalogue.take(senators[0].id.series, [packed(each) for each in senators], NOW, 1)
    await screen.ask("/bilan")
    await screen.press("Sénat")
    assert "Je lis encore les archives" in screen.text, "the file was never believed as a whole"
    async with bench.store._database.writing() as connection:
        await remember_archive(connection, SENAT.archive, succeeded(NOW))
    await screen.press("✓ Sénat")
    assert screen.text.startswith("📊 Sénat\nchambre:sénat\n\n3 questions, 3 répondues.")
    assert "Sénat : les questions des douze derniers mois.\nSénat, données du" in screen.text
    await screen.press("Ensemble")
    assert screen.text.startswith(
        "📊 Assemblée nationale et Sénat\nchambre:assemblée chambre:sénat depuis:2025-12\n\n8 "
    )
    await screen.press("🏛 Par ministère")
    await screen.press("‹ Vue d’ensemble")
    await screen.press("Assemblée")
    assert screen.text.startswith("📊 Assemblée nationale\nlégislature:17\n\n5 questions")


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("/bilan législature:13", "mes chiffres commencent avec la 14ᵉ, en 2012."),
        ("/bilan législature:17 chambre:sénat", "Les législatures sont celles de l’Assemblée nationale"),
        ("/bilan carottes", "Aucune question écrite ne correspond."),
    ],
)
async def test_where_there_is_nothing_to_count_it_is_said_why(
    bench: Bench, screen: Screen, typed: str, why: str
) -> None:
    await sweep(bench.store, *(asked(number, 90) for number in range(1, 3)))
    async with bench.store._database.writing() as connection:
        for name in (SENAT.archive, archive_name(17)):
            await remember_archive(connection, name, succeeded(NOW))
    await screen.ask(typed)
    assert why in screen.text


@pytest.mark.parametrize(
    ("typed", "query", "questions"),
    [
        ("santé", "ministère:Santé législature:17", 2),
        ("ministère de la santé", "ministère:Santé législature:17", 2),
        ("ministère:santé", "ministère:santé législature:17", 2),
        ("juvin", "@Philippe-Juvin-Hauts-de-Seine-PA721764 législature:17", 1),
        ("philippe", "législature:17 philippe", 0),
        ("digues", "législature:17 digues", 2),
        ("digues année:2026", "année:2026 digues", 2),
        ("rubrique:ponts", "rubrique:ponts législature:17", 1),
        ("quais -digues", "législature:17 quais -digues", 1),
        ('"les quais"', 'législature:17 "les quais"', 1),
    ],
)
async def test_words_ask_for_what_they_name(
    bench: Bench, screen: Screen, typed: str, query: str, questions: int
) -> None:
    await sweep(
        bench.store,
        asked(1),
        asked(2, author_ref=JUVIN, author=None),
        asked(3, subject="Quais", ministry="Justice", rubric="ponts", text="Sur les quais."),
    )
    await finished(bench, 16, 15, 14)
    await screen.ask(f"/bilan {typed}")
    if "@" not in query:  # the name stays as it was typed where one deputy alone bears it
        assert shown_query(screen) == query
    assert (f"{questions} question" in screen.text) == bool(questions)
    assert ("Aucune question écrite ne correspond." in screen.text) == (not questions)


async def finished(bench: Bench, *legislatures: int) -> None:
    """Earlier archives that nobody waits for."""
    for each in legislatures:
        await bench.store.archives.fail(f"archive-{each}", NOW, is_gone=True)


async def test_a_name_that_several_bear_is_asked_back(bench: Bench, screen: Screen) -> None:
    await sweep(bench.store, asked(1, author_ref=ALPES), asked(2, author_ref=GIRONDE))
    await screen.ask("/bilan martin")
    assert "Plusieurs députés portent ce nom" in screen.text
    await screen.press("1. Alexandra Martin (Gironde)")
    assert shown_query(screen) == "@Alexandra-Martin-Gironde-PA793944 législature:17"
    assert "1 question, 0 répondue." in screen.text


async def test_the_league_ranks_those_of_whom_enough_was_judged(bench: Bench, screen: Screen) -> None:
    await sweep(
        bench.store,
        *(asked(number, 30 if number > 15 else 100) for number in range(1, 21)),
        *(asked(number, 40, ministry="Justice") for number in range(21, 41)),
        *(asked(number, 40, ministry="Culture") for number in range(41, 60)),
    )
    await screen.ask("/bilan")
    await screen.press("🏛 Par ministère")
    assert screen.text.split("\n\n")[1].split("\n") == [
        "Par ministère, du plus au moins souvent à l’heure",
        "1. Justice — 100 % dans les délais, médiane 40 j, 0 hors délai",
        "2. Santé — 25 % dans les délais, médiane 100 j, 0 hors délai",
        "Moins de 20 jugées, donc sans rang ni taux",
        "• Culture — 19 questions, 0 hors délai",
    ]
    await screen.press("‹ Vue d’ensemble")
    assert "59 questions" in screen.text


async def test_months_come_in_pages_the_last_one_first(bench: Bench, screen: Screen) -> None:
    await sweep(bench.store, asked(1, 20), asked(2, on=date(2025, 2, 4)))
    await screen.ask("/bilan")
    await screen.press("📅 Par mois")
    rows = screen.text.split("\n\n")[1].split("\n")
    assert rows[:2] == ["Par mois de parution", "janvier 2026 : 1 question, 1 réponse"]
    assert rows[2] == "décembre 2025 : 0 question, 0 réponse"
    await screen.press("Suivantes ›")
    assert "février 2025 : 1 question, 0 réponse" in screen.text
    assert buttons(screen) == ["‹ Précédentes", "‹ Vue d’ensemble"]


async def test_delays_say_how_many_answers_took_how_long(bench: Bench, screen: Screen) -> None:
    await sweep(bench.store, asked(1, 30), asked(2, 31), asked(3, 400, on=date(2025, 1, 7)))
    await screen.ask("/bilan")
    await screen.press("⏱ Délais")
    assert "0 à 30 jours : 1 réponse (33 %)\n31 à 60 jours : 1 réponse (33 %)\n" in screen.text
    assert "361 jours ou plus : 1 réponse (33 %)" in screen.text


async def test_the_oldest_that_wait_are_listed_with_links(bench: Bench, screen: Screen) -> None:
    days = [TUESDAY + timedelta(days=7 * (number % 3)) for number in range(13)]
    await sweep(bench.store, *(asked(number, on=day) for number, day in enumerate(days, 1)), asked(99, 20))
    await screen.ask("/bilan")
    await screen.press("⌛ Les plus anciennes")
    assert numbers(screen) == [1, 4, 7, 10, 13, 2, 5, 8, 11, 3]
    assert screen.message is not None
    assert '<a href="https://www.assemblee-nationale.fr/dyn/17/questions/QANR5L17QE4">' in screen.message.html
    await screen.press("Suivantes ›")
    assert numbers(screen) == [6, 9, 12]
    await screen.carry("figures:oldest+99", screen.query)
    assert numbers(screen) == [6, 9, 12]


def numbers(screen: Screen) -> Sequence[int]:
    lines = [line for line in screen.text.split("\n") if line.startswith("• ")]
    return [int(line.split("n° ")[1].split(" ")[0]) for line in lines]


async def test_there_are_no_figures_while_an_archive_is_still_read(bench: Bench, screen: Screen) -> None:
    await bench.store.catalogue.take(17, [], NOW, 1)
    await screen.ask("/bilan")
    assert "Je lis encore les archives" in screen.text
    await sweep(bench.store, asked(1))
    await screen.ask("/bilan")
    assert "1 question, 0 répondue." in screen.text
    await screen.ask("/bilan année:2016")
    assert "Je lis encore les archives" in screen.text


@pytest.mark.parametrize("kind", ["supergroup", "channel"])
async def test_groups_and_channels_get_the_same(bench: Bench, screen: Screen, kind: str) -> None:
    await sweep(bench.store, asked(1))
    there = Screen(bench, kind)
    await there.ask("/bilan")
    assert "1 question, 0 répondue." in there.text
    assert CHATS[kind] < 0
    assert "🏛 Par ministère" in buttons(there)
