"""The bot's menu and descriptions in both languages: each call is tried again by itself, and a failure is logged."""

import pytest

from bot.standins.telegram.faults import FaultKind
from tests.journeys.world import JourneyWorld

METHODS = {"setMyCommands": 6, "setMyDescription": 2, "setMyShortDescription": 2}
"""Calls of each method: three kinds of chat, two languages."""


def set_by(world: JourneyWorld, method: str) -> list[str | None]:
    """The languages for which a method was called, in order."""
    return [call.params.get("language_code") for call in world.telegram.called(method)]


@pytest.mark.parametrize("lacking", METHODS)
async def test_a_server_that_lacks_a_method_is_asked_for_it_once_and_all_else_is_set(
    world: JourneyWorld, lacking: str
) -> None:
    world.telegram.fail_next(lacking, times=None, status=404, description="Not Found")
    await world.start()
    expected = {**METHODS, lacking: 1}
    await world.telegram.wait_until(lambda: {each: len(set_by(world, each)) for each in METHODS} == expected)
    assert "Je surveille" in (await world.ask("/start")).text
    assert {each: len(set_by(world, each)) for each in METHODS} == expected
    log = world.log.read_text()
    assert log.count(f"this Bot API has no {lacking}") == 1
    assert "Traceback" not in log
    await world.stop()
    world.telegram.heal()
    await world.start()
    count = METHODS[lacking] + 1
    await world.telegram.wait_until(lambda: len(set_by(world, lacking)) == count)


@pytest.mark.parametrize("status", [500, 429, "drop", "page 404"])
@pytest.mark.parametrize("failing", METHODS)
async def test_a_call_that_fails_is_tried_again_by_itself(world: JourneyWorld, failing: str, status: FaultKind) -> None:
    world.telegram.fail_next(failing, times=1, status=status)
    await world.start()
    expected = {each: count + (each == failing) for each, count in METHODS.items()}
    await world.telegram.wait_until(lambda: {each: len(set_by(world, each)) for each in METHODS} == expected)
    for method in METHODS:
        assert set(set_by(world, method)) == {None, "fr"}
    assert f": {failing}: " in world.log.read_text()


async def test_the_log_says_which_of_the_calls_failed_and_when_it_is_made_again(world: JourneyWorld) -> None:
    world.telegram.fail_next("setMyDescription", times=1, status=400, description="Bad Request: description too odd")
    await world.start()
    await world.telegram.wait_until(lambda: len(set_by(world, "setMyDescription")) == 3)
    told = (
        "the description (en) could not be set (attempt 1), tried again in 1 s: setMyDescription: Description too odd"
    )
    assert told in world.log.read_text()
