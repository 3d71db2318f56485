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
