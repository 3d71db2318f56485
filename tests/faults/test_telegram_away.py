"""Telegram is away: alerts wait and commands are answered later, each once and in order."""

import asyncio

import pytest

from bot.standins.telegram.messages import SentMessage
from tests.faults.house import House
from tests.faults.outage import come_back

PEOPLE = range(1, 31)


async def test_when_telegram_is_back_each_chat_is_told_everything_once_and_in_order(house: House) -> None:
    back = await come_back(house, chats=40, each=3, away=2, patience=60)
    assert back.told == back.rows == 120
    assert (back.twice, back.out_of_order) == (0, 0)
    assert 40 <= back.calls <= 40 * 5  # each chat is tried, and then again after longer and longer waits


@pytest.mark.parametrize("how", ["stopped", "killed"])
async def test_an_update_that_was_fetched_and_not_handled_is_handled_after_a_restart(house: House, how: str) -> None:
    await house.start()
    await house.ready()
    house.telegram.fail_next("sendMessage", times=None, status=500)
    for number in PEOPLE:
        house.telegram.say(house.telegram.person(number), "/list")
    await house.telegram.wait_until(lambda: not house.telegram.state.updates.waiting)
    await (house.kill() if how == "killed" else house.stop())
    assert house.telegram.history == []
    house.telegram.heal()
    await house.start()
    await house.telegram.wait_until(lambda: len(house.telegram.history) >= len(PEOPLE))
    await house.stored("SELECT 1 FROM updates WHERE handled_at IS NULL", 0)
    await asyncio.sleep(0.5)
    replied = [message.chat_id for message in house.telegram.history if isinstance(message, SentMessage)]
    assert sorted(replied) == list(PEOPLE)
