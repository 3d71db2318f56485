"""What was sent in the last minute, as the next process has to know it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.chat import Chat
from bot.core.delivery import DeliveryState
from bot.core.source import Source
from bot.core.validators import Validators
from storage import Store
from tests.support.examples import ANSWER, ID, NOW, WAITING, comment

GROUP, CHANNEL, PERSON = Chat(-500, "group", "fr"), Chat(-600, "channel", "fr"), Chat(1001, "private", "fr")
SECOND = timedelta(seconds=1)


async def told(store: Store, *chats: Chat, state: DeliveryState = DeliveryState.SENT) -> None:
    """Tell chats of an answer, and ten seconds later of two comments in one message."""
    await store.checks.record_reading(WAITING, Source.NOSDEPUTES, Validators(), 1, NOW, NOW)
    for chat in chats:
        await store.chats.greet(chat, NOW)
        await store.follows.follow(chat.id, ID, False, NOW)
    answered = replace(WAITING, answer=ANSWER)
    for at, news in ((NOW, answered), (NOW + 10 * SECOND, replace(answered, comments=(comment(1), comment(2))))):
        await store.checks.record_reading(news, Source.NOSDEPUTES, Validators(), 1, at, at)
        while due := await store.outbox.due(at, (), 10):
            for delivery in due:
                await store.outbox.settle(delivery.rows, state, at)


@pytest.mark.parametrize(
    ("later", "ages"), [(10, [10.0, 0.0]), (59, [59.0, 49.0]), (61, [51.0]), (71, []), (-5, [0.0, 0.0])]
)
async def test_messages_to_a_group_count_for_a_minute(store: Store, later: int, ages: list[float]) -> None:
    await told(store, GROUP, PERSON)
    assert await store.recent.alerts(NOW + later * SECOND) == [(GROUP.id, age) for age in ages]


async def test_the_oldest_come_first_whichever_chat_got_them(store: Store) -> None:
    await told(store, GROUP, CHANNEL)
    found = await store.recent.alerts(NOW + 20 * SECOND)
    assert [age for _, age in found] == [20.0, 20.0, 10.0, 10.0]
    assert {chat for chat, _ in found[:2]} == {GROUP.id, CHANNEL.id}


async def test_what_telegram_refused_does_not_count(store: Store) -> None:
    await told(store, GROUP, state=DeliveryState.REFUSED)
    assert await store.recent.alerts(NOW) == []


async def test_a_command_may_have_been_answered_for_a_minute_and_while_it_is_not_handled(store: Store) -> None:
    assert not await store.recent.any_replies(NOW)
    await store.updates.keep([(1, "{}")], NOW - 500 * SECOND)
    assert await store.recent.any_replies(NOW)
    await store.updates.handled(1, NOW)
    assert await store.recent.any_replies(NOW + 59 * SECOND)
    assert not await store.recent.any_replies(NOW + 61 * SECOND)
