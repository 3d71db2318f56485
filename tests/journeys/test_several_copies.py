"""Three copies on one database: one leads, and another takes its place when it is killed, frozen or stopped."""

import signal
from collections.abc import AsyncIterator

import pytest

from tests.journeys.copies import Copies
from tests.journeys.world import JourneyWorld
from tests.support import postgresql
from tests.support.examples import ANSWER, ID, WAITING
from tests.support.ports import free_port

ANSWERED = "✅ Réponse publiée\n"
LISTED = "1 question suivie"
STANDING_BY = "ready, and standing by\n"


@pytest.fixture
async def copies(world: JourneyWorld) -> AsyncIterator[Copies]:
    database = postgresql.new_database()
    three = Copies(world, database, [database] * 3)
    three.ports = [free_port() for _ in range(3)]
    three.start(0, 1, 2)
    yield three
    await three.close()
    postgresql.drop_database(database)


async def answered(world: JourneyWorld, copies: Copies, command: str = "/list") -> None:
    """A person gives a command, and gets an answer from the next leader."""
    number = world.telegram.say(world.camille, command)
    await world.telegram.wait_for(world.camille.id, lambda _: True, after=number)
    await copies.all_done()


async def test_whatever_happens_to_the_leader_each_command_is_answered_once_and_each_event_told_once(
    world: JourneyWorld, copies: Copies
) -> None:
    limits = world.telegram.enforce_limits(1000)
    world.sites.put(WAITING)
    await answered(world, copies, f"/follow {ID}")
    killed = await copies.leader()
    for number in range(3):
        await copies.is_ready(number, "ready\n" if number == killed else STANDING_BY)
    copies.signal(killed, signal.SIGKILL)
    await answered(world, copies)

    frozen = await copies.leader()
    copies.signal(frozen, signal.SIGSTOP)
    world.sites.answer(ID, ANSWER)
    await answered(world, copies)
    await world.alert(ANSWERED)
    await copies.all_done()
    stopped = await copies.leader()
    copies.signal(frozen, signal.SIGCONT)
    await world.logged("leads no longer, and stands by", copies.log(frozen))

    copies.signal(stopped, signal.SIGTERM)
    assert await copies.ended(stopped) == 0
    await answered(world, copies)
    assert await copies.leader() == frozen
    assert world.count(ANSWERED) == 1
    assert world.count(LISTED) == 3
    assert limits.refused == []
