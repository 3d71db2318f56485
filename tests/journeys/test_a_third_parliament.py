"""A parliament is added by the page of docs/architecture.md alone: followed, searched, watched, told in the real process."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.core.deadline import today
from bot.standins.sites.serving import JSON
from bot.standins.telegram.files import Document
from tests.journeys.exporting import sent
from tests.journeys.processes import ANEW
from tests.journeys.world import JourneyWorld
from tests.support.added_parliament import add_parliament, patched, steps
from tests.support.stores import ON_BOTH
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


async def swept(world: JourneyWorld) -> None:
    """Wait for two more requests for the file: at the second one, the sweep before it is over."""
    before = len(world.sites.asked(PATH))
    await world.sites.wait_until(lambda: len(world.sites.asked(PATH)) >= before + 2)


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
        assert f"Question écrite {NUMBER} · Diète de Valmont" in card.text
        assert "Ponts de la Sorne" in card.text
    assert "restent 11 jours" in card.text
    assert "reconnais pas" in (await third.ask(f"/suivre V-{ASKED.year}-X9")).text
    for query in ("chambre:valmont ponts sorne", "chambre:diète-de-valmont ponts", "ponts @brenn depuis:2020"):
        assert NUMBER in (await third.ask(f"/chercher {query}")).text
    await third.ask(f"/suivre {NUMBER}")
    assert NUMBER in (await third.ask("/liste")).text
    offered = await third.telegram.inline_answer(third.telegram.inline(third.camille, NUMBER))
    assert [each.text for each in offered.results if "Ponts" in each.text]
    counted = await third.ask("/bilan chambre:valmont")
    assert "dans le délai, sur " in counted.text
    assert f"Diète de Valmont, données du {TODAY.day}" in counted.text
    late = await third.ask("/retards chambre:valmont")
    assert "21 jours pour répondre." in late.text
    assert NUMBER not in late.text


@ON_BOTH
async def test_what_happens_is_told_once_to_who_follows_and_to_who_watches(third: JourneyWorld) -> None:
    serve(third, record(NUMBER, ASKED))
    await start(third)
    await third.ask(f"/suivre {NUMBER}")
    screen = await third.ask("/veille chambre:valmont ponts")
    assert NUMBER in screen.text
    third.telegram.press(third.camille, screen, "🔭 Commencer")
    await third.stored("SELECT 1 FROM watches", 1)
    new = record(f"V-{TODAY.year}-0043", TODAY, title="Ponts de bois", member="Paul Le Goff")
    serve(third, record(NUMBER, ASKED, **ANSWERED), new)
    alert = await third.alert("Réponse publiée")
    assert "Les fonds sont votés." in alert.text
    assert "dans le délai de 21 jours" in alert.text
    await third.alert("Ponts de bois")
    for content in (b"", b"<html>", written(*OLD[:100]), written(*OLD)):
        third.sites.serve_file(PATH, content, JSON)
        await swept(third)
    await third.kill()
    await start(third)
    serve(third, record(NUMBER, ASKED, **ANSWERED), new)
    await swept(third)
    await third.all_done()
    assert third.count("Réponse publiée") == 1
    assert third.count("Ponts de bois") == 1


async def test_an_end_and_the_term_of_another_are_told(third: JourneyWorld, tmp_path: Path) -> None:
    third.command, ahead = ("-m", "tests.faults.launch"), tmp_path / "ahead"
    ahead.write_text("0")
    other = f"V-{ASKED.year}-0044"
    serve(third, record(NUMBER, ASKED), record(other, ASKED, title="Tunnels"))
    await start(third, FAULT_CLOCK=str(ahead))
    await third.ask(f"/suivre {NUMBER} {other}")
    serve(
        third,
        record(NUMBER, ASKED, status="withdrawn", closed=TODAY.isoformat()),
        record(other, ASKED, title="Tunnels"),
    )
    closed = await third.alert("retirée")
    assert "withdrawn" in closed.text
    ahead.write_text(str(timedelta(days=12).total_seconds()))
    assert "21 jours sans réponse" in (await third.alert("Tunnels", after=closed.message_id)).text


async def test_it_is_exported_and_its_file_stands_in_what_the_operator_sees(third: JourneyWorld) -> None:
    operator = third.telegram.person(1, first_name="Opérateur")
    serve(third, record(NUMBER, ASKED))
    await start(third, ADMIN_CHAT_ID=str(operator.id))
    await third.ask(f"/suivre {NUMBER}")
    exported = await third.ask("/exporter")
    assert NUMBER in exported.text
    assert exported.document is not None
    other = third.telegram.person(1002, first_name="Dominique")
    offer = await sent(third, Document("guetteur.json", exported.document.content), person=other)
    third.telegram.press(other, offer, "👁 Suivre la question")
    await third.alert("1 question suivie de plus", other.id)
    health = (await third.ask("/health", operator)).text.replace("\u00a0", " ")
    assert "fichier des questions (Diète de Valmont)" in health
    assert "• Diète de Valmont : " in health
    assert "Journal officiel" not in health
    serve(third, record(NUMBER, ASKED), *({"number": f"V-{TODAY.year}-{at}"} for at in range(1, 4)))
    assert "3" in (await third.alert("fichier des questions (Diète de Valmont)", operator.id, after=2)).text


def test_the_rules_for_all_chambers_and_the_pages_of_settings_hold_with_it(program: Path) -> None:
    rules = ("tests/core/test_chambers.py", "tests/cli/test_settings.py")
    run = [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", *rules]
    ended = subprocess.run(run, cwd=program, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout[-3_000:]
