"""People who ask, and the operator, are told when a source has been silent for long."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tests.journeys.world import JourneyWorld
from tests.support.examples import WAITING

RECORD = replace(WAITING, comments=None, signalled=(), renewals=())


def age(world: JourneyWorld, by: timedelta) -> None:
    """Move everything that the stopped bot knows of its sources so far into the past, with the archive failing since."""
    then = f"{datetime.now(UTC) - by:%Y-%m-%d %H:%M:%S.%f}"
    with closing(sqlite3.connect(world.folder / "guetteur.db")) as database, database:
        archives = "UPDATE archives SET confirmed_at = ?, looked_at = ?, renewed_at = ? WHERE confirmed_at IS NOT NULL"
        database.execute(archives, (then, then, then))
        database.execute("UPDATE sources SET succeeded_at = ?, failing_since = ?", (then, then))


async def test_a_silence_of_days_is_told_on_the_card_on_the_list_and_to_the_operator_and_so_is_its_end(
    world: JourneyWorld,
) -> None:
    operator = world.telegram.person(9009, first_name="Opératrice")
    settings = {"SWEEP_INTERVAL": "0.3", "COMMENTS_INTERVAL": "0.3", "ADMIN_CHAT_ID": str(operator.id)}
    world.sites.record(RECORD)
    await world.start(**settings)
    await world.swept()
    await world.ask("/follow 17/4321")
    await world.stop()
    age(world, timedelta(days=2))
    world.sites.fault()
    world.sites.fault(path=world.sites.archive_path(17))
    world.sites.fault(path=world.sites.feed_path)
    await world.start(**settings)
    await world.telegram.wait_for(operator.id, lambda message: "Une source ne répond plus" in message.text)
    for command in ("/status 17/4321", "/list"):
        said = (await world.ask(command)).text
        assert "Le site de l’Assemblée ne répond plus depuis le" in said
        assert "Entretien des digues" in said
    world.sites.heal()
    await world.telegram.wait_for(operator.id, lambda message: "répond de nouveau" in message.text)
    await world.swept()
    assert "ne répond plus" not in (await world.ask("/status 17/4321")).text
