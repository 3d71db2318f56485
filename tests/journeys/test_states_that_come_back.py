"""Sources that go back to older states, as stale caches do, in the real process: each change is told once."""

from dataclasses import replace

from bot.core.question import Attribution
from bot.core.source import Source
from tests.journeys.test_archive import RECORD, TODAY, followed, numbered
from tests.journeys.world import JourneyWorld
from tests.support.examples import ANSWER, WAITING

MOVED = replace(
    RECORD,
    ministry="Agriculture",
    attributions=(*(RECORD.attributions or ()), Attribution("Agriculture", TODAY)),
)


async def test_new_and_old_archives_in_turn_are_one_change_of_ministry(world: JourneyWorld) -> None:
    await followed(world, RECORD)
    for _ in range(3):
        for record in (MOVED, RECORD):
            world.sites.record(record)
            await world.swept()
    world.sites.record(replace(MOVED, answer=ANSWER))
    await world.alert("Réponse publiée")
    assert world.count("Changement de ministère") == 1


async def test_a_stale_archive_takes_no_answer_back(world: JourneyWorld) -> None:
    await followed(world, RECORD)
    older = world.sites.archive_edition(17)
    world.sites.record(replace(RECORD, answer=ANSWER))
    await world.alert("Réponse publiée")
    newer = world.sites.archive_edition(17)
    assert older is not None
    assert newer is not None
    for _ in range(2):
        world.sites.serve_archive_edition(17, older)
        await world.swept(count=3)
        world.sites.serve_archive_edition(17, newer)
        await world.swept()
    assert world.count("Réponse publiée") == 1
    assert len(world.texts()) == 2  # the card and the alert


async def test_an_older_archive_that_is_dated_of_today_is_known_by_its_newest_question(world: JourneyWorld) -> None:
    many = [numbered(number) for number in range(1, 41)]
    for each in many[1:]:
        world.sites.record(each)
    await followed(world, many[0])
    older = world.sites.archive_edition(17)
    assert older is not None
    world.sites.record(numbered(41))
    world.sites.record(numbered(1, replace(RECORD, answer=ANSWER)))
    await world.alert("Réponse publiée")
    world.sites.serve_archive(17, older.body)
    await world.logged("the archive ends with no. 40, the last one that was read with no. 41")
    await world.swept()
    world.sites.serve_archive(17, None)
    await world.swept()
    assert len(world.texts()) == 2  # the card and the alert


async def test_a_page_that_alternates_is_one_change_of_ministry(world: JourneyWorld) -> None:
    await world.followed(WAITING)
    for _ in range(3):
        for ministry in ("Agriculture", WAITING.ministry):
            world.sites.change(WAITING.id, ministry=ministry)
            await world.checks(WAITING, Source.ASSEMBLEE, 2)
    world.sites.answer(WAITING.id, ANSWER)
    await world.alert("Réponse publiée")
    assert world.count("Changement de ministère") == 1
