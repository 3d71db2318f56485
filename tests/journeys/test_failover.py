"""The primary of two servers is lost in the middle of a wave of alerts, and the standby takes its place."""

import asyncio
import re
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.core.question import QuestionId
from bot.standins.sites.server import StandInSites
from bot.standins.telegram.server import StandInTelegram
from tests.journeys.world import JourneyWorld
from tests.support.databases import rows
from tests.support.examples import ID, WAITING, comment
from tests.support.followers import follow_together
from tests.support.postgresql_pair import Pair, kill, pair

CROWD = range(2001, 2201)
PEOPLE = range(3001, 3011)
OTHER = QuestionId.of_legislature(17, 77)
FIRST, SECOND = "Le premier commentaire.", "Le deuxième commentaire."

MARKED = "SELECT chat_id FROM outbox WHERE kind = 'comment' AND settled_at IS NOT NULL"
FOLLOWING = "SELECT chat_id FROM follows JOIN questions ON questions.id = question_id WHERE number = 77"


@pytest.fixture
def both() -> Iterator[Pair]:
    with pair() as made:
        yield made


@pytest.fixture
async def world(tmp_path: Path, both: Pair) -> AsyncIterator[JourneyWorld]:
    async with StandInTelegram() as telegram, StandInSites() as sites:
        there = JourneyWorld(telegram, sites, tmp_path, both.address)
        try:
            yield there
        finally:
            await there.close()


def told(world: JourneyWorld, words: str) -> Counter[int]:
    """How often each of the crowd was told something."""
    messages = world.telegram.state.messages.values()
    return Counter(each.chat_id for each in messages if each.chat_id in CROWD and words in each.text)


async def nothing_comes(world: JourneyWorld) -> None:
    """Wait until no message is on its way any more: where none can be marked, none is sent.

    Looking ten times in a second also lets pass what came while this process itself was held up.
    """
    seen = -1
    while seen != (seen := len(world.telegram.called("sendMessage"))):
        for _ in range(10):
            await asyncio.sleep(0.1)


async def test_the_bot_goes_on_with_the_standby_and_loses_nothing_that_was_acknowledged(
    world: JourneyWorld, both: Pair
) -> None:
    world.sites.put(replace(WAITING, id=OTHER))
    for chat in CROWD:
        world.telegram.person(chat)
    await world.followed(WAITING, TELEGRAM_PACE="100")
    follow_together(both.of(both.first), CROWD, ID)
    for chat in PEOPLE[:5]:
        world.telegram.say(world.telegram.person(chat), f"/follow {OTHER}")
    await world.telegram.wait_until(lambda: all(map(world.texts, PEOPLE[:5])))
    world.sites.comment(ID, comment(1, FIRST))
    await world.telegram.wait_until(lambda: len(told(world, FIRST)) > 10)
    for chat in PEOPLE[5:]:
        world.telegram.say(world.telegram.person(chat), f"/follow {OTHER}")
    kill(both.first)
    await nothing_comes(world)
    answered = {chat for chat in PEOPLE if world.texts(chat)}
    assert answered <= {chat for (chat,) in rows(both.of(both.second), FOLLOWING)}
    arrived, marked = told(world, FIRST), {chat for (chat,) in rows(both.of(both.second), MARKED)}
    both.promote(both.second)

    await world.telegram.wait_until(lambda: len(told(world, FIRST)) == len(CROWD) and all(map(world.texts, PEOPLE)))
    await world.all_done()
    assert {chat for chat, count in told(world, FIRST).items() if count > 1} <= arrived.keys() - marked
    assert {chat for (chat,) in rows(both.of(both.second), FOLLOWING)} == set(PEOPLE)

    both.first.start()  # and it takes writes, for nobody told it that it was replaced
    before = rows(both.of(both.first), "SELECT max(id) FROM events")
    world.sites.comment(ID, comment(2, SECOND))
    await world.telegram.wait_until(lambda: len(told(world, SECOND)) == len(CROWD))
    assert set(told(world, SECOND).values()) == {1}
    assert rows(both.of(both.first), "SELECT max(id) FROM events") == before
    assert "Traceback" not in world.log.read_text()
    assert len(re.findall(r" (?:WARNING|ERROR) (?!bot\.watch\.file_sweeper)", world.log.read_text())) <= 6
