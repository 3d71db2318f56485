"""The database's file while the bot runs: removed, replaced, damaged."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.journeys.world import JourneyWorld
from tests.support.examples import ANSWER, ID, WAITING
from tests.support.stores import make_large, spoil

ANSWERED = "Réponse publiée"


def follows_in(file: Path) -> int:
    with closing(sqlite3.connect(file)) as database:
        (count,) = database.execute("SELECT count(*) FROM follows").fetchone()
        return int(count)


@pytest.mark.parametrize("with_log", [True, False])
async def test_a_file_that_is_removed_is_written_anew_and_the_bot_stops_and_says_so(
    world: JourneyWorld, with_log: bool
) -> None:
    await world.followed(WAITING)
    file = world.folder / "guetteur.db"
    for each in world.folder.glob("guetteur.db*" if with_log else "guetteur.db"):
        each.unlink()
    assert await world.ended() == 1
    assert "was removed while the bot ran" in world.log.read_text()
    assert follows_in(file) == 1
    await world.start()
    world.sites.answer(ID, ANSWER)
    await world.alert(ANSWERED)


async def test_a_file_that_is_replaced_is_left_alone_and_all_that_was_known_is_saved_beside_it(
    world: JourneyWorld,
) -> None:
    await world.followed(WAITING)
    file, other = world.folder / "guetteur.db", world.folder / "other.db"
    other.write_bytes(b"somebody else's")
    os.replace(other, file)  # noqa: PTH105 - as a restore does it
    assert await world.ended() == 1
    assert file.read_bytes() == b"somebody else's"
    (saved,) = world.folder.glob("guetteur.db.rescued-*")
    assert os.fspath(saved) in world.log.read_text()
    assert follows_in(saved) == 1


@pytest.mark.parametrize(
    ("interval", "command"),
    [pytest.param("0.3", None, id="a sweep"), pytest.param("600", "/status 17/1500", id="a command")],
)
async def test_a_damaged_page_that_a_sweep_or_a_command_meets_is_told_to_the_operator(
    world: JourneyWorld, interval: str, command: str | None
) -> None:
    operator = world.telegram.person(9009, first_name="Opératrice")
    await make_large(world.file)
    world.sites.record(WAITING)
    await world.start(SWEEP_INTERVAL=interval, ADMIN_CHAT_ID=str(operator.id))
    await world.swept_once()
    spoil(world.file)
    if command:
        world.telegram.say(world.camille, command)  # the answer waits until the database can be read
    told = await world.alert("La base de données est abîmée", operator.id)
    assert "malformed" in told.text
