"""A parliament is added by the page of docs/architecture.md alone: followed, searched, watched, told in the real process."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.core.deadline import today
from bot.standins.sites.serving import JSON
from tests.journeys.processes import ANEW
from tests.journeys.world import JourneyWorld
from tests.support.added_parliament import add_parliament, patched, steps
from tests.support.valmont import PATH, Record, made_records, record, written

TODAY = today(datetime.now(UTC))
ASKED = TODAY - timedelta(days=10)
NUMBER = f"V-{ASKED.year}-0042"
OLD = made_records(TODAY)
ANSWERED = {"status": "answered", "answered": TODAY.isoformat(), "answer": "Avant le printemps.\nLes fonds sont votés."}


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program with the parliament."""
    return add_parliament(tmp_path_factory.mktemp("program"), "tests", "docs", "pyproject.toml", ".env.example")


@pytest.fixture
def third(world: JourneyWorld, program: Path) -> JourneyWorld:
    """The world of a bot that has the parliament."""
    world.command, world.root = ANEW, program
    return world


def serve(world: JourneyWorld, *records: Record) -> None:
    """Serve the file with these records beside the old ones."""
    world.sites.serve_file(PATH, written(*OLD, *records), JSON)


async def start(world: JourneyWorld, **settings: str) -> None:
    await world.start(VALMONT_DATA_URL=world.sites.url, SWEEP_INTERVAL="0.3", **settings)
    await world.stored("SELECT 1 FROM archives WHERE name = 'valmont' AND confirmed_at IS NOT NULL", 1)


def test_the_page_has_a_chamber_a_reader_and_one_line() -> None:
    assert [(name, language) for name, language, _ in steps()] == [
        ("bot/core/chambers/valmont.py", "python"),
        ("bot/parliament/valmont.py", "python"),
        ("bot/core/chambers/__init__.py", "diff"),
    ]


def test_a_change_that_does_not_fit_is_refused() -> None:
    assert patched("a\nb\nc\n", " b\n+B\n\n-c\n+C\n") == "a\nb\nB\nC\n"
    with pytest.raises(ValueError, match="0 times"):
        patched("a\n", "-b\n+c\n")


async def test_a_question_is_named_as_people_do_and_found(third: JourneyWorld) -> None:
    serve(third, record(NUMBER, ASKED))
    await start(third)
    for name in (NUMBER, NUMBER.lower(), f"https://diet.valmont.example/questions/{NUMBER}", f"valmont{ASKED.year}-42"):
        card = await third.ask(name)
        assert "Ponts de la Sorne" in card.text, card.text
    assert f"Question écrite {NUMBER} · Diète de Valmont" in card.text
    print(card.text)
    for text in (
        "/chercher chambre:valmont ponts sorne",
        "/chercher ponts",
        "/bilan chambre:valmont",
        "/retards chambre:valmont",
        "/liste",
        "/chercher rien de tel",
        f"/arreter {NUMBER}",
        f"/suivre {NUMBER}",
        "/liste",
        f"/suivre V-{ASKED.year}-9",
        f"/etat {NUMBER}",
        "/export",
        "/privacy",
        "/aide",
        "/bilan",
        f"/suivre V-{ASKED.year}-X9",
        "/suivre 42",
        f"/vie {NUMBER}",
        "/bilan chambre:valmont ministère:finances",
        "/watch chambre:valmont ponts",
    ):
        got = await third.ask(text)
        print("=====", text)
        print(got.text)
        print([b.text for r in got.buttons for b in r])
