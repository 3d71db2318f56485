"""Announcements in the outbox: every chat within reach gets each once, behind all alerts and at its own hours."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.announcement import AnnouncementState
from bot.core.chat import Chat
from bot.core.delivery import DeliveryState
from bot.core.preferences import Preferences
from bot.core.source import Source
from bot.core.validators import Validators
from storage import Store
from tests.support.examples import WAITING, answered
from tests.support.followers import follow_together
from tests.support.stores import ON_BOTH, new_store

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)  # ten o'clock in Paris
PEOPLE = [Chat(number, "private", "fr") for number in range(1001, 1011)]
GROUP, SUPERGROUP = -600, -1000000000600
pytestmark = ON_BOTH


@pytest.fixture
async def store(address: str) -> AsyncIterator[Store]:
    store = await new_store(address)
    for chat in [*PEOPLE, Chat(GROUP, "group", "en")]:
        await store.chats.greet(chat, NOW)
    yield store
    await store.close()


async def begin(store: Store, words: str = "Le robot déménage dimanche.") -> int:
    number = await store.announcements.draft(words, NOW)
    assert await store.announcements.confirm(number, 5, NOW)
    return number


async def answer(store: Store, address: str) -> None:
    """A question that one chat follows is answered."""
    await store.checks.record_reading(WAITING, Source.ASSEMBLEE, Validators(), 1, NOW, NOW)
    follow_together(address, (1001,), WAITING.id)
    await store.checks.record_reading(answered(WAITING), Source.ASSEMBLEE, Validators(), 1, NOW, NOW)


async def send_all(store: Store, now: datetime = NOW, most: int = 4) -> list[int]:
    """Fan out and send until nothing is left to do. Returns the chats in the order in which they were told."""
    told: list[int] = []
    while True:
        written = await store.announcements.fan_out_some(most, now)
        due = await store.outbox.due(now, (), 100)
        await store.outbox.settle([row for each in due for row in each.rows], DeliveryState.SENT, now)
        told += [each.chat_id for each in due]
        if written is None and not due:
            return told


async def test_every_chat_within_reach_gets_its_words_once(store: Store) -> None:
    await store.chats.pause(1003, "bot was blocked by the user", NOW)
    assert await store.announcements.reach() == 10
    await begin(store)
    await store.announcements.fan_out_some(1, NOW)
    (first,) = await store.outbox.due(NOW, (), 100)
    assert (first.kind, first.announced) == ("announcement", "Le robot déménage dimanche.")
    told = await send_all(store)
    assert sorted(told) == sorted({each.id for each in PEOPLE} - {1003} | {GROUP})
    assert await send_all(store) == []


async def test_a_second_tap_begins_nothing_and_a_dropped_draft_cannot_be_begun(store: Store) -> None:
    number = await begin(store)
    assert not await store.announcements.confirm(number, 5, NOW)
    dropped = await store.announcements.draft("Rien", NOW)
    await store.announcements.drop(dropped)
    assert not await store.announcements.confirm(dropped, 5, NOW)
    await store.announcements.drop(number)  # too late
    assert await store.announcements.of(number) is not None


async def test_a_group_that_moves_meanwhile_is_told_once_wherever_the_fan_out_is(store: Store) -> None:
    await begin(store)
    await store.announcements.fan_out_some(11, NOW)
    await store.chats.move(GROUP, SUPERGROUP, NOW)
    assert sorted(await send_all(store)) == [SUPERGROUP, *(each.id for each in PEOPLE)]
    await begin(store)
    await store.announcements.fan_out_some(4, NOW)
    await store.chats.move(SUPERGROUP, SUPERGROUP - 1, NOW)
    assert sorted(await send_all(store)) == [SUPERGROUP - 1, *(each.id for each in PEOPLE)]


async def test_alerts_come_first_in_the_queue_and_in_each_chat(store: Store, address: str) -> None:
    await begin(store)
    assert await store.announcements.fan_out_some(100, NOW) == 11
    await answer(store, address)
    due = await store.outbox.due(NOW, (), 100)
    assert [due[0].chat_id, due[0].kind] == [1001, "answered"]
    assert {each.kind for each in due[1:]} == {"announcement"}
    told = await send_all(store)
    assert sorted(told) == [GROUP, 1001, *(each.id for each in PEOPLE)]
    assert max(place for place, chat in enumerate(told) if chat == 1001) > 0


async def test_an_event_that_happens_while_announcements_alone_wait_comes_before_them(
    store: Store, address: str
) -> None:
    await begin(store)
    await store.announcements.fan_out_some(100, NOW)
    await answer(store, address)
    (first,) = await store.outbox.due(NOW, (), 1)
    assert first.kind == "answered"


async def test_none_is_written_while_as_many_chats_wait_for_alerts(store: Store, address: str) -> None:
    await answer(store, address)
    await begin(store)
    assert await store.announcements.fan_out_some(1, NOW) == 0
    assert await store.announcements.fan_out_some(2, NOW) == 2


async def test_what_waits_after_its_progress_is_shown_no_longer_can_still_be_stopped(store: Store) -> None:
    await store.preferences.change(1001, NOW, lambda _: Preferences(paused_until=NOW + timedelta(days=5)))
    number = await begin(store)
    await send_all(store)
    await store.announcements.end(number)
    await store.announcements.stop(number, NOW)
    assert await send_all(store, NOW + timedelta(days=6)) == []


async def test_a_restored_copy_sends_no_more_of_any(store: Store) -> None:
    await begin(store)
    await store.announcements.fan_out_some(4, NOW)
    await store.announcements.stop_all(NOW)
    assert await send_all(store) == []


async def test_few_deliveries_stand_in_the_queue_at_a_time(store: Store) -> None:
    await begin(store)
    assert [await store.announcements.fan_out_some(4, NOW) for _ in range(3)] == [4, 0, 0]


async def test_quiet_hours_and_pauses_are_heeded_and_a_digest_takes_none(store: Store) -> None:
    await store.preferences.change(1001, NOW, lambda _: Preferences(quiet=(9, 12)))
    await store.preferences.change(1002, NOW, lambda _: Preferences(paused_until=NOW + timedelta(days=1)))
    await store.preferences.change(1003, NOW, lambda _: Preferences(silent=True))
    number = await begin(store)
    told = await send_all(store)
    assert set(told) == {GROUP, *range(1003, 1011)}
    found = await store.announcements.of(number)
    assert found is not None
    assert (found.progress.sent, found.progress.later, found.progress.waits) == (9, 2, True)
    assert await send_all(store, NOW + timedelta(hours=2)) == [1001]
    assert await send_all(store, NOW + timedelta(days=1)) == [1002]


async def test_what_is_stopped_is_sent_to_nobody_else(store: Store) -> None:
    await store.preferences.change(1001, NOW, lambda _: Preferences(quiet=(9, 12)))
    number = await begin(store)
    await store.announcements.fan_out_some(10, NOW)
    due = await store.outbox.due(NOW, (), 3)
    await store.outbox.settle([row for each in due for row in each.rows], DeliveryState.SENT, NOW)
    await store.announcements.stop(number, NOW)
    assert await send_all(store, NOW + timedelta(hours=3)) == []
    found = await store.announcements.of(number)
    assert found is not None
    assert (found.progress.state, found.progress.sent, found.progress.waits) == (AnnouncementState.STOPPED, 3, False)


async def test_a_chat_that_erases_itself_meanwhile_leaves_no_row_and_stops_nobody(store: Store) -> None:
    await begin(store)
    await store.announcements.fan_out_some(4, NOW)
    await store.chats.forget(1010)
    await store.chats.forget(1001)
    assert sorted(await send_all(store)) == [GROUP, *range(1002, 1010)]
