"""The search in the real process, after an upgrade of a database that had no search."""

import sqlite3
from contextlib import closing
from dataclasses import replace

from bot.core.question import QuestionId
from tests.journeys.test_archive import OFTEN, RECORD, followed
from tests.journeys.world import JourneyWorld
from tests.support.examples import ANSWER

HEADED = "SELECT 1 FROM headings WHERE headings MATCH 'digues'"
REREAD = "SELECT 1 FROM archives WHERE name = 'archive-17' AND reader > 2"


def make_older(world: JourneyWorld) -> None:
    """Make the database as the migration leaves one of a version without search."""
    with closing(sqlite3.connect(world.folder / "guetteur.db")) as database:
        database.executescript("DELETE FROM headings; UPDATE archives SET reader = 2;")


async def test_an_upgrade_makes_what_is_known_already_found_and_tells_nothing(world: JourneyWorld) -> None:
    answered = replace(RECORD, id=QuestionId(17, 4322), answer=ANSWER)
    await followed(world, RECORD, answered)
    await world.stop()
    make_older(world)
    before = world.texts()
    await world.start(**OFTEN)
    await world.stored(REREAD, 1)
    await world.stored(HEADED, 2)
    await world.swept()
    assert world.texts() == before
    world.sites.record(replace(RECORD, answer=ANSWER))
    await world.alert("Le Gouvernement entretient les digues.")
    assert len(world.texts()) == len(before) + 1
    assert "Entretien des digues" in world.texts()[-1]
