"""What watches bring obeys their chat: its rhythm, its quiet hours and pauses, what it turned off, and where it is."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.core.change import Kind
from bot.core.chat import Chat
from bot.core.delivery import Delivery
from bot.core.preferences import Preferences, When
from bot.core.question import Question
from bot.core.watch import Wanted, Watch
from storage import Store
from tests.storage.sweeps import A_DAY, HOUR, PERSON, deliveries, follow, kinds, numbered, packed, sweep
from tests.storage.watching import brought, watch
from tests.support.examples import CLOSING, NOW, answered

CHANNEL = Chat(-1007, "channel", "fr")
TUESDAY = NOW + timedelta(days=(1 - NOW.weekday()) % 7)


async def prefers(store: Store, wanted: Preferences, chat: Chat = PERSON, at: datetime = NOW) -> None:
    await store.preferences.change(chat.id, at, lambda _: wanted)


async def asked(store: Store, *numbers: int, at: datetime = NOW) -> None:
    await sweep(store, *map(numbered, numbers), at=at, new_after=0)


async def due(store: Store, at: datetime, chat: Chat = PERSON) -> list[Delivery]:
    return [each for each in await store.outbox.due(at, (), 100) if each.chat_id == chat.id]


@pytest.mark.parametrize(
    ("of_chat", "of_watch", "is_told_at_once", "is_told_in_a_day"),
    [
        (When.AT_ONCE, None, True, True),
        (When.DAILY, None, False, True),
        (When.WEEKLY, None, False, False),
        (When.DAILY, When.AT_ONCE, True, True),
        (When.WEEKLY, When.DAILY, False, True),
        (When.AT_ONCE, When.DAILY, False, True),
        (When.AT_ONCE, When.WEEKLY, False, False),
        (When.DAILY, When.WEEKLY, False, False),
    ],
)
async def test_a_watch_tells_in_its_own_rhythm_and_else_in_that_of_its_chat(
    store: Store, of_chat: When, of_watch: When | None, is_told_at_once: bool, is_told_in_a_day: bool
) -> None:
    await prefers(store, Preferences(when=of_chat))
    await watch(store, "digues", rhythm=of_watch)
    begin = TUESDAY.replace(hour=17, minute=30)  # after the hour of a weekly digest
    await asked(store, 7, at=begin)
    assert bool(await due(store, begin)) is is_told_at_once
    assert bool(await due(store, begin + A_DAY)) is is_told_in_a_day
    assert await due(store, begin + 8 * A_DAY)


@pytest.mark.parametrize("of_watch", [None, When.AT_ONCE])
async def test_in_quiet_hours_and_pauses_a_watch_waits(store: Store, of_watch: When | None) -> None:
    await prefers(store, Preferences(quiet=(22, 7)))
    await watch(store, "digues", rhythm=of_watch)
    at = NOW.replace(hour=22)
    await asked(store, 7, at=at)
    assert await due(store, at) == []
    assert [each.kind for each in await due(store, at + 10 * HOUR)] == ["asked"]
    await prefers(store, Preferences(paused_until=at + 40 * HOUR), at=at + 10 * HOUR)
    assert await due(store, at + 39 * HOUR) == []
    assert [each.kind for each in await due(store, at + 41 * HOUR)] == ["asked"]


@pytest.mark.parametrize(
    ("off", "told"),
    [({Kind.ASKED}, ["answered"]), ({Kind.ANSWERED}, ["asked"]), ({Kind.ASKED, Kind.ANSWERED}, [])],
)
async def test_a_kind_that_the_chat_turned_off_is_told_by_no_watch(
    store: Store, off: Collection[Kind], told: list[str]
) -> None:
    await prefers(store, Preferences(off=frozenset(off)))
    await watch(store, "digues")
    await asked(store, 7)
    await sweep(store, answered(numbered(7)), at=NOW + A_DAY, new_after=0)
    assert await kinds(store) == told


async def collecting(store: Store) -> None:
    await store.catalogue.take(17, [packed(numbered(7))], NOW, 1, None, 0)


async def ready(store: Store) -> None:
    await asked(store, 7)


async def scheduled(store: Store) -> None:
    await prefers(store, Preferences(when=When.WEEKLY))
    await asked(store, 7)
    assert await due(store, NOW) == []


async def suspended(store: Store) -> None:
    await asked(store, 7)
    await store.chats.pause(PERSON.id, "blocked", NOW)
    assert await due(store, NOW) == []


STATES = [collecting, ready, scheduled, suspended]


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("stops", [True, False])
async def test_what_waits_in_any_state_is_not_told_when_its_watch_stops_or_pauses(
    store: Store, state: object, stops: bool
) -> None:
    begun = await watch(store, "digues")
    assert callable(state)
    await state(store)
    await ended(store, begun, stops)
    await store.catalogue.release()
    await store.chats.greet(PERSON, NOW)
    assert await deliveries(store) == []
    await asked(store, 7, at=NOW + A_DAY)
    assert await deliveries(store) == []


@pytest.mark.parametrize("state", STATES)
async def test_what_waits_in_any_state_is_told_once_where_another_watch_brought_it_too(
    store: Store, state: object
) -> None:
    begun, _ = await watch(store, "digues"), await watch(store, "entretien")
    assert callable(state)
    await state(store)
    await ended(store, begun, stops=True)
    await store.catalogue.release()
    await store.chats.greet(PERSON, NOW)
    assert await told_in_the_end(store) == ["asked"]


async def ended(store: Store, begun: Watch, stops: bool) -> None:
    if stops:
        assert await store.watches.stop(begun.chat_id, begun.id, NOW)
    else:
        await store.watches.change(begun, is_paused=True, now=NOW)


async def told_in_the_end(store: Store) -> list[str]:
    await prefers(store, Preferences())
    return await kinds(store)


async def test_a_chat_that_was_gone_is_told_when_it_is_back_what_its_watches_met(store: Store) -> None:
    await watch(store, "digues")
    await asked(store, 6)
    await store.chats.pause(PERSON.id, "blocked", NOW)
    await asked(store, 6, 7, at=NOW + A_DAY)
    assert await due(store, NOW + A_DAY) == []
    await store.chats.greet(PERSON, NOW + 2 * A_DAY)
    assert sorted(await brought(store)) == [("asked", 6, ["digues"]), ("asked", 7, ["digues"])]


async def test_a_channels_watch_tells_in_the_channel(store: Store) -> None:
    await store.chats.greet(CHANNEL, NOW)
    await watch(store, "digues", CHANNEL)
    await asked(store, 7)
    (told,) = await due(store, NOW, CHANNEL)
    assert (told.kind_of_chat, told.thread, told.followed) == ("channel", None, False)


async def test_a_tuesday_sends_a_chat_few_messages_however_much_its_watches_meet(store: Store) -> None:
    older = [numbered(number) for number in range(1, 81)]
    await sweep(store, *older)
    await watch(store, "digues")
    await watch(store, "entretien", rhythm=When.AT_ONCE)
    await follow(store, 1, 41)
    ends: list[Question] = [answered(each) for each in older[:40]]
    ends += [replace(each, closing=CLOSING) for each in older[40:]]
    at = NOW + A_DAY
    await sweep(store, *ends, *(numbered(number) for number in range(101, 161)), at=at, new_after=0)
    told = await deliveries(store)
    assert all(each.group is not None for each in told)
    by_kind = [each.kind for each in told]
    assert {each: by_kind.count(each) for each in by_kind} == {"asked": 3, "answered": 1, "closed": 2}
    rows = [row for each in told for row in each.rows]
    assert len(rows) == len(set(rows)) == 140, "each event is in one of six messages"


@pytest.mark.parametrize(("count", "messages"), [(5, 5), (6, 1)])
async def test_more_than_five_of_a_kind_are_a_list(store: Store, count: int, messages: int) -> None:
    await watch(store, "digues", wants={Wanted.ASKED})
    await asked(store, *range(1, count + 1))
    assert len(await deliveries(store)) == messages


async def test_who_has_two_watches_and_a_follow_hears_of_each_event_once(store: Store) -> None:
    await sweep(store, numbered(7), numbered(8))
    await follow(store, 7)
    await watch(store, "digues")
    await watch(store, "entretien", rhythm=When.DAILY)
    await sweep(store, answered(numbered(7)), answered(numbered(8)), at=NOW + A_DAY, new_after=0)
    (told,) = await deliveries(store)  # one text answers both
    assert told.group is not None
    assert (told.kind, sorted(each.number for each, _ in told.group.listed)) == ("answered", [7, 8])
