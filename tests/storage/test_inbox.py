"""The inbox: an update is handled once, however often Telegram delivers it."""

from datetime import timedelta

import pytest

from storage import Store, inbox
from storage.inbox import Unhandled
from tests.support.examples import NOW

SOON = NOW + timedelta(hours=1)


async def test_an_update_is_handled_once_however_often_telegram_delivers_it(store: Store) -> None:
    assert await store.updates.keep([(1, "{}"), (2, "{}")], NOW) == [1, 2]
    await store.updates.handled(1, NOW)
    assert await store.updates.keep([(1, "{}"), (2, "{}"), (3, "{}")], NOW) == [3]
    assert await store.updates.unhandled() == [Unhandled(2, "{}"), Unhandled(3, "{}")]
    await store.updates.forget_old(NOW + timedelta(days=3))
    assert await store.updates.keep([(1, "{}"), (2, "{}")], NOW) == [1]


async def test_numbers_are_forgotten_some_at_a_time(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox, "FORGOTTEN_AT_ONCE", 2)
    await store.updates.keep([(number, "{}") for number in range(1, 5)], NOW)
    await store.updates.all_handled([1, 2, 3], NOW)
    later = NOW + timedelta(days=3)
    assert [await store.updates.forget_old(later) for _ in range(2)] == [True, False]
    assert await store.updates.keep([(number, "{}") for number in range(1, 5)], later) == [1, 2, 3]


async def test_a_number_that_comes_back_with_another_content_is_another_update(store: Store) -> None:
    await store.updates.keep([(1, "un")], NOW)
    await store.updates.handled(1, NOW)
    assert await store.updates.keep([(1, "un")], NOW) == []
    assert await store.updates.keep([(1, "deux")], NOW) == [1]
    assert await store.updates.unhandled() == [Unhandled(1, "deux")]


async def test_what_is_delivered_is_new_once_and_known_by_its_number_when_it_is_fetched_too(store: Store) -> None:
    assert await store.updates.keep_delivered(2, "{}", NOW)
    assert not await store.updates.keep_delivered(2, "{}", NOW)
    await store.updates.handled(2, NOW)
    assert await store.updates.keep([(1, "{}"), (2, "{}"), (3, "{}")], NOW) == [1, 3]


async def test_of_what_waits_only_the_unknown_is_read_whole(store: Store) -> None:
    await store.updates.keep([(number, "{}") for number in range(1, 5)], NOW)
    await store.updates.handled(1, NOW)
    assert await store.updates.waiting({1, 3}) == ({2, 3, 4}, [Unhandled(2, "{}"), Unhandled(4, "{}")])


async def test_a_late_delivery_and_one_that_overtakes_others_make_no_gap_to_the_next_update_fetched(
    store: Store,
) -> None:
    await store.running.begin(NOW)
    await store.updates.keep([(10, "{}")], NOW)
    for number in (13, 11):
        await store.running.note_later(number)
    assert not await store.running.note_first([14], NOW)
    assert await store.running.note_first([15], NOW)
