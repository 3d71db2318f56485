"""Telegram, or a server in its place, gives answers that it should not: they are logged, and the rest goes on."""

import asyncio
import time

import pytest

from tests.journeys.world import JourneyWorld
from tests.support.examples import WAITING


async def polls_in_three_seconds(world: JourneyWorld) -> int:
    """How often updates are asked for in three seconds, by when each request came."""
    began = time.monotonic()
    await asyncio.sleep(3)
    return sum(began <= poll.at < began + 3 for poll in world.telegram.called("getUpdates"))


async def test_a_server_that_does_not_wait_for_updates_is_asked_a_few_times_a_second_at_most(
    world: JourneyWorld,
) -> None:
    world.telegram.fail_next("getUpdates", times=None, status="odd", result=[])
    await world.start()
    await world.telegram.wait_until(lambda: len(world.telegram.called("getUpdates")) >= 2)
    assert await polls_in_three_seconds(world) <= 6
    world.telegram.heal()
    assert "Je surveille" in (await world.ask("/start")).text


async def test_a_server_that_heeds_no_confirmation_is_not_asked_without_a_pause_either(world: JourneyWorld) -> None:
    await world.start()
    await world.ask("/start")
    again = [{"update_id": 700_000_001, "message": {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}}}]
    world.telegram.fail_next("getUpdates", times=None, status="odd", result=again)
    world.telegram.say(world.camille, "/start")  # ends the present poll
    await asyncio.sleep(1)
    assert await polls_in_three_seconds(world) <= 6


@pytest.mark.parametrize(
    ("result", "words"),
    [
        ({"updates": []}, "getUpdates: the answer is an object, not a list"),
        (True, "getUpdates: the answer is true or false, not a list"),
        (None, "getUpdates: the answer is null, not a list"),
        ([{"message": {}}], "getUpdates: the updates have no numbers"),
    ],
)
async def test_updates_that_are_none_are_told_as_such_and_asked_for_again(
    world: JourneyWorld, result: object, words: str
) -> None:
    world.telegram.fail_next("getUpdates", times=1, status="odd", result=result)
    await world.start()
    assert "Je surveille" in (await world.ask("/start")).text
    log = world.log.read_text()
    assert words in log
    assert "Traceback" not in log


@pytest.mark.parametrize(
    ("result", "words"),
    [
        ({"id": 123456, "is_bot": True}, "it lacks"),
        (True, "cannot make an object"),
        ([], "cannot make an object"),
        (None, "cannot make an object"),
    ],
)
async def test_a_hello_that_is_odd_is_told_as_such_and_waited_for(
    world: JourneyWorld, result: object, words: str
) -> None:
    world.telegram.fail_next("getMe", times=1, status="odd", result=result)
    await world.start()
    assert "Je surveille" in (await world.ask("/start")).text
    log = world.log.read_text()
    assert "getMe: Telegram's answer cannot be used" in log
    assert words in log
    assert "Telegram does not answer" not in log
    assert "Traceback" not in log


@pytest.mark.parametrize(
    ("result", "words"),
    [
        ([], "getChatMember: the answer is a list, not an object"),
        (True, "getChatMember: the answer is true or false, not an object"),
        ({"user": {}}, "getChatMember: the answer lacks the member's status"),
    ],
)
async def test_a_right_that_is_answered_oddly_is_refused_for_that_reason_and_the_command_ends_well(
    world: JourneyWorld, result: object, words: str
) -> None:
    group = world.telegram.group(-100600, "Digues", admins=[world.camille])
    world.sites.put(WAITING)
    await world.start()
    world.telegram.fail_next("getChatMember", times=1, status="odd", result=result)
    assert "suivie ici" not in (await world.ask("/follow 4321", chat=group)).text
    assert words in world.log.read_text()
    assert "suivie ici" in (await world.ask("/follow 4321", chat=group)).text


async def test_an_update_that_the_library_cannot_read_is_told_and_keeps_no_other_away(world: JourneyWorld) -> None:
    await world.start()
    body = [{"update_id": 700_000_001, "message": {"message_id": 1, "text": "secret"}}]
    world.telegram.fail_next("getUpdates", times=1, status="odd", result=body)
    await world.stored("SELECT 1 FROM updates WHERE id = 700000001 AND handled_at IS NOT NULL", 0)
    world.telegram.say(world.camille, "/start")
    await world.stored("SELECT 1 FROM updates WHERE id = 700000001 AND handled_at IS NOT NULL", 1)
    assert "Je surveille" in (await world.ask("/start")).text
    log = world.log.read_text()
    assert "update 700000001 (message) cannot be read, and is left: it lacks" in log
    assert "secret" not in log
    assert "Traceback" not in log


@pytest.mark.parametrize("result", [True, [], None, "text"])
async def test_a_message_that_was_sent_counts_as_sent_whatever_is_answered(world: JourneyWorld, result: object) -> None:
    await world.start()
    world.telegram.fail_next("sendMessage", times=1, status="odd", result=result)
    world.telegram.say(world.camille, "/start")
    await world.telegram.wait_until(lambda: world.telegram.called("sendMessage"))
    await world.stored("SELECT 1 FROM updates WHERE handled_at IS NULL", 0)
    assert len(world.telegram.called("sendMessage")) == 1
