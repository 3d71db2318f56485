"""NosDéputés.fr takes no comments and has no 17th legislature: it is hardly asked until it lives again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.core.question import QuestionId
from bot.core.source import Source
from tests.journeys.world import JourneyWorld
from tests.support.examples import WAITING, comment

RECORD = replace(WAITING, comments=None, signalled=(), renewals=())
OFTEN = {"SWEEP_INTERVAL": "0.3", "COMMENTS_INTERVAL": "0.3", "WATCH_INTERVAL": "604800"}
READ = "SELECT 1 FROM looks WHERE source = 'nosdeputes' AND reading IS NOT NULL"
MANY = range(1, 21)


def pages_asked(world: JourneyWorld) -> int:
    return sum("/question/QE/" in request.path for request in world.sites.requests)


def in_days(days: int) -> datetime:
    return datetime.now(UTC) + timedelta(days=days)


async def test_help_says_that_no_comment_can_appear_in_both_languages(world: JourneyWorld) -> None:
    reader = world.telegram.person(2002, first_name="Reader", language_code="en")
    await world.start()
    assert "NosDéputés.fr est fermé aux commentaires" in (await world.ask("/aide")).text
    assert "NosDéputés.fr is closed to comments" in (await world.ask("/help", reader)).text


async def test_nosdeputes_is_asked_for_one_question_of_the_17th_however_many_are_followed(world: JourneyWorld) -> None:
    for number in MANY:
        world.sites.record(replace(RECORD, id=QuestionId.of_legislature(17, number)))
    await world.start(**OFTEN)
    await world.swept()
    await world.ask("/follow " + " ".join(f"17/{number}" for number in MANY))
    await world.sites.wait_until(lambda: pages_asked(world) == 1)
    await world.swept(count=5)
    await world.stop()
    await world.start(**OFTEN)
    await world.swept(count=5)
    assert pages_asked(world) == 1
    assert "⚠️" not in "\n".join(world.texts())


async def test_pages_are_planned_within_a_month_and_from_the_first_comment_on_within_a_week(
    world: JourneyWorld,
) -> None:
    ids = [QuestionId.of_legislature(16, number) for number in MANY]
    for id in ids:
        world.sites.record(replace(RECORD, id=id))
        world.sites.put(replace(WAITING, id=id), on=Source.NOSDEPUTES)
    old = replace(comment(1, "Il y a longtemps"), posted=datetime(2024, 6, 9, 18, 30))
    world.sites.comment(ids[0], old)
    await world.start(**OFTEN)
    await world.ask("/follow " + " ".join(f"16/{id.number}" for id in ids))
    await world.stored(READ, len(ids))
    await world.stored("SELECT 1 FROM activity WHERE comment = 1 AND latest_at < '2024-06-10'", 1)
    await world.stop()
    await world.start(**OFTEN)
    await world.stored(f"{READ} AND next_at > :then LIMIT 1", 1, then=in_days(8))
    world.sites.comment(ids[3], comment(2, "Les voilà revenus"))
    await world.alert("Les voilà revenus")
    await world.stored(f"{READ} AND next_at <= :then", len(ids), then=in_days(7))
    assert world.count("Il y a longtemps") == 0


async def test_a_return_in_an_unknown_layout_is_reported_once(world: JourneyWorld) -> None:
    operator = world.telegram.person(9009, first_name="Opératrice")
    for number in range(1, 5):
        id = QuestionId.of_legislature(17, number)
        world.sites.record(replace(RECORD, id=id))
        world.sites.fault(path=world.sites.path_of(id, Source.NOSDEPUTES), kind="new_layout")
    await world.start(**{**OFTEN, "WATCH_INTERVAL": "0.3"}, ADMIN_CHAT_ID=str(operator.id))
    await world.swept()
    await world.ask("/follow 17/1 17/2 17/3 17/4")
    await world.alert("Pages devenues illisibles", operator.id)
    before = pages_asked(world)
    await world.sites.wait_until(lambda: pages_asked(world) >= before + 8)
    assert len(world.texts(operator.id)) == 1
