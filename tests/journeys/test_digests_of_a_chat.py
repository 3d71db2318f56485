"""Chats that choose when they are told, in the real process: digests, quiet hours, pauses, silent alerts."""

from dataclasses import replace

import pytest

from bot.core.question import QuestionId
from bot.standins.telegram.messages import SentMessage
from tests.journeys.world import JourneyWorld
from tests.support.databases import execute
from tests.support.examples import ANSWER, CLOSING, WAITING, comment
from tests.support.stores import ON_BOTH

QUAIS = replace(WAITING, id=QuestionId.of_legislature(17, 4322), subject="Entretien des quais")
WAITS = "SELECT 1 FROM outbox WHERE outcome IS NULL AND not_before IS NOT NULL"


def let_hours_pass(world: JourneyWorld) -> None:
    """Make everything scheduled due now, for the real hour is too far off for a test."""
    execute(world.address, "UPDATE outbox SET not_before = '2026-01-01 00:00:00.000000' WHERE not_before IS NOT NULL")


async def choose(world: JourneyWorld, *data: str) -> SentMessage:
    """Camille presses buttons of her settings, given by their data, one after the other."""
    shown = await world.ask("/reglages")
    for each in data:
        await world.forged(shown, each)
    return shown


async def two_followed(world: JourneyWorld) -> None:
    for question in (WAITING, QUAIS):
        world.sites.put(question)
    await world.start()
    for question in (WAITING, QUAIS):
        await world.ask(f"/follow {question.id}")


@ON_BOTH
async def test_events_wait_for_the_digest_and_come_in_one_message(world: JourneyWorld) -> None:
    await two_followed(world)
    await choose(world, "set:when:daily")
    world.sites.answer(WAITING.id, ANSWER)
    world.sites.comment(QUAIS.id, comment(1))
    await world.stored(WAITS, rows=2)
    assert world.count("Réponse publiée") == world.count("Nouveau commentaire") == 0
    let_hours_pass(world)
    digest = await world.alert("Du nouveau pour 2 questions")
    assert "✅ Réponse publiée" in digest.text
    assert "💬 1 nouveau commentaire" in digest.text
    world.telegram.press(world.camille, digest, "📖 4321")
    await world.alert("Réponse à la question")
    assert world.count("Du nouveau pour") == 1


async def test_a_digest_survives_a_kill_and_is_told_once(world: JourneyWorld) -> None:
    await two_followed(world)
    await choose(world, "set:when:weekly")
    world.sites.answer(WAITING.id, ANSWER)
    world.sites.close(QUAIS.id, CLOSING)
    await world.stored(WAITS, rows=2)
    await world.kill()
    let_hours_pass(world)
    await world.start()
    await world.alert("Du nouveau pour 2 questions")
    await world.checks_of_both(WAITING.id, 2)
    assert world.count("Du nouveau pour") == 1


async def test_answers_come_at_once_beside_a_digest_where_that_is_wanted(world: JourneyWorld) -> None:
    await two_followed(world)
    await choose(world, "set:when:daily", "set:answers:yes")
    world.sites.comment(QUAIS.id, comment(1))
    await world.stored(WAITS, rows=1)
    world.sites.answer(WAITING.id, ANSWER)
    await world.alert("✅ Réponse publiée\n")
    assert world.count("Nouveau commentaire") == 0


async def test_a_pause_ends_with_one_summary_and_nothing_is_lost(world: JourneyWorld) -> None:
    await two_followed(world)
    shown = await choose(world, "set:pause:open")
    world.sites.answer(WAITING.id, ANSWER)
    world.sites.close(QUAIS.id, CLOSING)
    await world.stored(WAITS, rows=2)
    assert "Entretien des digues" in (await world.ask("/list")).text
    world.telegram.forge(world.camille, shown, "set:pause:none")
    summary = await world.alert("Du nouveau pour 2 questions")
    assert "⛔️ Close sans réponse" in summary.text
    world.telegram.forge(world.camille, shown, "set:pause:none")
    await world.checks_of_both(WAITING.id, 2)
    assert world.count("Du nouveau pour") == 1


@pytest.mark.parametrize("silent", [True, False])
async def test_alerts_come_with_or_without_a_sound_as_the_chat_wants_and_replies_with_one(
    world: JourneyWorld, silent: bool
) -> None:
    await two_followed(world)
    await choose(world, f"set:sound:{'no' if silent else 'yes'}")
    world.sites.answer(WAITING.id, ANSWER)
    assert (await world.alert("✅ Réponse publiée\n")).silent is silent
    assert not (await world.ask("/list")).silent


async def test_a_kind_of_event_that_is_off_is_not_told(world: JourneyWorld) -> None:
    await two_followed(world)
    await choose(world, "set:hush:comment")
    world.sites.comment(WAITING.id, comment(1))
    await world.stored("SELECT 1 FROM outbox WHERE outcome = 'cancelled'", rows=1)
    world.sites.answer(WAITING.id, ANSWER)
    await world.alert("✅ Réponse publiée\n")
    assert world.count("Nouveau commentaire") == 0
