"""A watch in the real process: taken up from a file, told once over kills, quieted by a button, carried by /export."""

import asyncio
from dataclasses import replace

from bot.core.question import QuestionId
from tests.journeys.exporting import file, pressed, sent
from tests.journeys.test_archive import OFTEN, RECORD, numbered
from tests.journeys.world import JourneyWorld
from tests.support.examples import ID

WATCH = {"query": "digues -cloud", "wants": ["asked"], "rhythm": None, "paused": False}


async def test_a_new_question_on_a_watched_subject_is_told_once_over_kills_until_the_watch_is_quieted(
    world: JourneyWorld,
) -> None:
    for number in range(1, 300):
        world.sites.record(numbered(number, replace(RECORD, subject="Un cloud souverain")))
    world.sites.record(RECORD)
    await world.start(**OFTEN)
    await world.swept_once()
    offer = await sent(world, file(ID, watches=[WATCH]))
    assert "🔭 1 veille" in offer.text
    await pressed(world, offer, "👁 Reprendre questions et veilles", "🔭 1 veille de plus")
    for number in (4322, 4323):
        world.sites.record(numbered(number))
    for number in range(1, 300):
        world.sites.record(numbered(number, replace(RECORD, subject="Un cloud à soi")))
    for delay in (0.1, 0.3):
        await asyncio.sleep(delay)
        await world.kill()
        await world.start(**OFTEN)
    await world.swept(count=3)
    for number in (4322, 4323):
        alert = await world.alert(f"Question écrite n°\u00a0{number}")
        assert "Nouvelle question" in alert.text
        assert "🔭 Veille\u00a0: digues -cloud" in alert.text
        assert sum(f"n°\u00a0{number}" in text for text in world.texts()) == 1
    assert world.count("Nouvelle question") == 2
    for forged, notice in (("x", "plus valable"), ("9" * 30, "plus valable"), ("999", "n’existe plus")):
        assert notice in await world.forged(alert, f"quiet:{forged}")
    world.telegram.press(world.camille, alert, "👁 Suivre")
    await world.stored("SELECT 1 FROM follows", 2)
    world.telegram.press(world.camille, alert, "🔇 Suspendre la veille")
    await world.stored("SELECT 1 FROM watches WHERE paused_at IS NOT NULL", 1)
    world.sites.record(replace(RECORD, id=QuestionId.of_legislature(17, 4330)))
    await world.swept(count=3)
    assert world.count("Nouvelle question") == 2
    assert "🔭 1 veille" in (await world.ask("/exporter")).text
