"""The real process hears a command beside a part of an update that another Bot API version would send."""

from typing import Any

import pytest

from tests.journeys.world import JourneyWorld

GIFT = {"gift": {"id": "of another version"}}
REPLIED = {"message_id": 1, "date": 1, "chat": {"id": 1001, "type": "private"}, "gift": GIFT}


@pytest.mark.parametrize("side", [{"reply_to_message": REPLIED}, {"quote": {"text": "a"}}, {"poll": {"id": "1"}}])
async def test_a_command_beside_an_odd_part_is_answered(world: JourneyWorld, side: dict[str, Any]) -> None:
    await world.start()
    world.telegram.say(world.camille, "/list", **side)
    await world.telegram.wait_until(lambda: len(world.telegram.called("sendMessage", 1001)) == 1)
    assert "Aucune question" in str(world.telegram.called("sendMessage", 1001)[0])


async def test_a_command_of_which_only_the_chat_can_be_read_is_apologised_for(world: JourneyWorld) -> None:
    await world.start()
    body = [{"update_id": 700_000_001, "message": {"date": 1, "chat": {"id": 1001}, "text": "/list"}}]
    world.telegram.fail_next("getUpdates", times=1, status="odd", result=body)
    world.telegram.say(world.camille, "/start")  # ends the present poll
    await world.alert("votre demande n’a pas abouti")
    await world.stored("SELECT 1 FROM updates WHERE id = 700000001 AND handled_at IS NOT NULL", 1)
