"""The search in the real process, after an upgrade of a database that had no search."""

import sqlite3
from contextlib import closing
from dataclasses import replace

from bot.core.question import QuestionId
from bot.standins.telegram.messages import SentMessage
from tests.journeys.test_archive import OFTEN, RECORD, followed
from tests.journeys.world import JourneyWorld
from tests.support.examples import ANSWER

REREAD = "SELECT 1 FROM archives WHERE name = 'archive-17' AND reader > 2"


def make_older(world: JourneyWorld) -> None:
    """Make the database as the migration leaves one of a version without search."""
    with closing(sqlite3.connect(world.folder / "guetteur.db")) as database:
        database.executescript("DELETE FROM summaries; UPDATE archives SET reader = 2;")


async def test_an_upgrade_makes_what_is_known_already_found_and_tells_nothing(world: JourneyWorld) -> None:
    answered = replace(RECORD, id=QuestionId.of_legislature(17, 4322), answer=ANSWER)
    await followed(world, RECORD, answered)
    await world.stop()
    make_older(world)
    before = world.texts()
    await world.start(**OFTEN)
    await world.stored(REREAD, 1)
    await world.stored("SELECT 1 FROM summaries", 2)
    await world.swept()
    assert world.texts() == before
    world.sites.record(replace(RECORD, answer=ANSWER))
    await world.alert("Le Gouvernement entretient les digues.")
    assert len(world.texts()) == len(before) + 1
    assert "Entretien des digues" in world.texts()[-1]


async def test_a_search_shows_pages_cards_and_what_waits_alone(world: JourneyWorld) -> None:
    for number in range(1, 13):
        world.sites.record(
            replace(RECORD, id=QuestionId.of_legislature(17, number), answer=ANSWER if number == 12 else None)
        )
    world.sites.record(
        replace(RECORD, id=QuestionId.of_legislature(17, 40), subject="Culture de la lentille", text="Une question.")
    )
    await world.start(SWEEP_INTERVAL="600", COMMENTS_INTERVAL="600", WATCH_INTERVAL="604800")
    await world.swept_once()
    first = await world.ask("/chercher l'entretien d'une digue")
    assert first.text.startswith(
        "🔎 entretien digue\n1–10 sur 12\n\n1. Entretien des digues — n°\u00a012 (17ᵉ législature)\n"
    )
    await pressed(world, first, "Suivantes ›")
    second = world.telegram.messages(world.camille.id)[-1]
    assert "n°\u00a02 (17ᵉ" in second.text and "n°\u00a012 (17ᵉ" not in second.text
    await pressed(world, second, "⏳ En attente")
    waiting = world.telegram.messages(world.camille.id)[-1]
    assert waiting.text.startswith("🔎 état:attente entretien digue")
    assert "n°\u00a012 (17ᵉ" not in waiting.text
    found = await world.ask("lentilles cultures")
    assert "Culture de la lentille" in found.text
    nothing = await world.ask("bonjour à tous")
    assert "Aucune question ne correspond" in nothing.text and "/suivre 12432" in nothing.text
    assert "ministère:santé" in (await world.ask("/search")).text


async def pressed(world: JourneyWorld, message: SentMessage, button: str) -> None:
    """A person presses a button, and waits until the message has changed."""
    before = len(world.telegram.called("editMessageText"))
    world.telegram.press(world.camille, message, button)
    await world.telegram.wait_until(lambda: len(world.telegram.called("editMessageText")) > before)
