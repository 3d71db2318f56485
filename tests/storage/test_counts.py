"""How much of everything there is, counted in the database."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.core.chat import Chat
from bot.core.delivery import DeliveryState
from bot.core.source import Source
from bot.core.validators import Validators
from storage import Store
from tests.support.examples import ANSWER, ID, NOW, WAITING
from tests.support.stores import ON_BOTH, new_store

pytestmark = ON_BOTH

EMPTY = dict.fromkeys(
    (DeliveryState.COLLECTING, DeliveryState.READY, DeliveryState.SCHEDULED, DeliveryState.SUSPENDED), 0
)


@pytest.fixture
async def store(address: str) -> AsyncIterator[Store]:
    opened = await new_store(address)
    yield opened
    await opened.close()


async def read_page(store: Store, is_answered: bool) -> None:
    page = replace(WAITING, answer=ANSWER) if is_answered else WAITING
    await store.checks.record_reading(page, Source.ASSEMBLEE, Validators(), 1, NOW, NOW)


async def follow(store: Store, chat: int, kind: str) -> None:
    await store.chats.greet(Chat(chat, kind, "fr"), NOW)
    await store.follows.follow(chat, ID, False, NOW)


async def test_of_nothing_there_is_nothing(store: Store) -> None:
    await store.counts.begin()
    counts = await store.counts.read()
    assert counts.deliveries == EMPTY
    assert counts.oldest_ready_at is None
    assert [counts.chats, counts.follows, counts.watches, counts.updates, counts.events] == [{}, {}, {}, 0, {}]


async def test_chats_follows_and_deliveries_are_counted_by_kind_and_state(store: Store) -> None:
    await read_page(store, is_answered=False)
    for chat, kind in ((1001, "private"), (1002, "private"), (-500, "group")):
        await follow(store, chat, kind)
    await store.chats.pause(1002, "blocked", NOW)
    await read_page(store, is_answered=True)
    counts = await store.counts.read()
    assert counts.chats == {("private", True): 1, ("private", False): 1, ("group", True): 1}
    assert counts.follows == {"private": 2, "group": 1}
    assert sum(counts.deliveries.values()) == 3
    assert counts.oldest_ready_at == NOW


async def test_each_event_is_counted_once_from_the_beginning_on(store: Store) -> None:
    await read_page(store, is_answered=False)
    await follow(store, 1001, "private")
    await store.counts.begin()
    await read_page(store, is_answered=True)
    assert (await store.counts.read()).events == {"answered": 1}
    assert (await store.counts.read()).events == {}


async def test_events_from_before_the_beginning_are_not_counted(store: Store) -> None:
    await read_page(store, is_answered=False)
    await follow(store, 1001, "private")
    await read_page(store, is_answered=True)
    await store.counts.begin()
    assert (await store.counts.read()).events == {}


async def test_updates_that_wait_are_counted_until_they_are_handled(store: Store) -> None:
    await store.updates.keep([(1, "{}"), (2, "{}")], NOW)
    assert (await store.counts.read()).updates == 2
    await store.updates.all_handled([1], NOW)
    assert (await store.counts.read()).updates == 1


async def test_a_delivery_may_be_sent_or_not(store: Store) -> None:
    await read_page(store, is_answered=False)
    await follow(store, 1001, "private")
    assert not await store.outbox.is_any_ready()
    await read_page(store, is_answered=True)
    assert await store.outbox.is_any_ready()
