"""A fan-out in batches: nobody else waits for its end, and each chat gets the same as if it were done at once."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.core.chambers.assemblee import ASSEMBLEE
from bot.core.change import Kind
from bot.core.chat import Chat
from bot.core.delivery import Delivery, DeliveryState
from bot.core.question import Question, QuestionId
from bot.core.source import Source
from bot.core.summary import found_by
from bot.core.validators import Validators
from storage import Store
from storage.intake.catalogue import Brought
from storage.intake.packed import Packed
from storage.outbox import fanout, grouping
from tests.support.databases import rows
from tests.support.examples import ANSWER, CLOSING, NOW, WAITING, comment
from tests.support.followers import follow_together
from tests.support.stores import new_store

MANY, FEW = (
    replace(WAITING, id=QuestionId.of_legislature(17, 1), comments=()),
    replace(WAITING, id=QuestionId.of_legislature(17, 2), comments=()),
)
MANY_CHATS = (-100900, -77, *range(1, 9))
"""Chats in the order of a fan-out."""

BATCH = 3
ENDED = [replace(WAITING, id=QuestionId.of_legislature(17, number), closing=CLOSING) for number in range(10, 17)]


@pytest.fixture
async def store(address: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Store]:
    """Ten chats, which count as many here, follow one question; two of them follow another one."""
    monkeypatch.setattr(fanout, "AT_ONCE", BATCH)
    monkeypatch.setattr(grouping, "AT_ONCE", BATCH)
    store = await new_store(address, lambda packed: ENDED[int(packed)])
    for question in (MANY, FEW):
        for source in ASSEMBLEE.page_sources:
            await read(store, question, source)
    follow_together(address, MANY_CHATS, MANY.id)
    follow_together(address, (-100900, 8), FEW.id)
    yield store
    await store.close()


async def read(store: Store, question: Question, source: Source = Source.ASSEMBLEE) -> None:
    await store.checks.record_reading(question, source, Validators(), 1, NOW, NOW)


async def answered(store: Store, question: Question) -> None:
    await read(store, replace(question, answer=ANSWER))


async def due(store: Store) -> list[Delivery]:
    """The messages that are sent, one to each chat at a time."""
    sent: list[Delivery] = []
    while deliveries := await store.outbox.due(NOW, (), 100):
        await store.outbox.settle([row for delivery in deliveries for row in delivery.rows], DeliveryState.SENT, NOW)
        sent += deliveries
    return sent


def told(deliveries: list[Delivery], question: Question = MANY) -> list[int]:
    """The chats that are told of a question."""
    return sorted(delivery.chat_id for delivery in deliveries if delivery.question == question.id)


def count(address: str) -> int:
    ((unsettled,),) = rows(address, "SELECT count(*) FROM outbox WHERE outcome IS NULL")
    return int(unsettled)


async def test_a_fanout_gets_its_rows_batch_by_batch_and_each_chat_one(store: Store, address: str) -> None:
    await answered(store, MANY)
    batches = [count(address)]
    while await store.fanouts.tell_some():
        batches.append(count(address))
    assert batches == [0, 3, 6, 9, 10]
    assert told(await due(store)) == sorted(MANY_CHATS)


async def test_few_followers_get_their_rows_with_the_event_itself(store: Store) -> None:
    await answered(store, FEW)
    assert not await store.fanouts.tell_some()
    assert told(await due(store), FEW) == [-100900, 8]


async def test_a_fanout_that_a_kill_cut_off_goes_on_after_it(store: Store, address: str) -> None:
    await answered(store, MANY)
    await store.fanouts.tell_some()
    await store.close()
    again = await Store.open(address)
    await again.fanouts.tell_all()
    assert told(await due(again)) == sorted(MANY_CHATS)
    await again.close()


@pytest.mark.parametrize("batches", range(5))
async def test_a_chat_is_told_in_order_however_far_the_fanout_has_come(store: Store, batches: int) -> None:
    await answered(store, MANY)
    for _ in range(batches):
        await store.fanouts.tell_some()
    await answered(store, FEW)
    first = await due(store)
    assert [each.question for each in first if each.chat_id == 8] == [MANY.id, FEW.id]
    await store.fanouts.tell_all()
    assert told([*first, *await due(store)]) == sorted(MANY_CHATS)


@pytest.mark.parametrize("batches", range(5))
async def test_a_follow_that_begins_meanwhile_is_not_told_what_its_card_shows(store: Store, batches: int) -> None:
    await answered(store, MANY)
    for _ in range(batches):
        await store.fanouts.tell_some()
    for chat in (-5000, 5, 500):  # one of them stops, and begins again
        await store.chats.greet(Chat(chat, "private", "fr"), NOW)
        await store.follows.unfollow(chat, MANY.id, NOW)
        await store.follows.follow(chat, MANY.id, False, NOW)
    await store.follows.follow_many(8, [(FEW.id, False)], NOW, None, 10)
    await store.fanouts.tell_all()
    assert told(await due(store)) == sorted(set(MANY_CHATS) - {5})


@pytest.mark.parametrize("batches", range(5))
async def test_a_follow_that_ends_meanwhile_is_told_nothing(store: Store, batches: int) -> None:
    await answered(store, MANY)
    for _ in range(batches):
        await store.fanouts.tell_some()
    await store.follows.unfollow(7, MANY.id, NOW)
    await store.chats.forget(8)
    await store.fanouts.tell_all()
    assert told(await due(store)) == sorted(set(MANY_CHATS) - {7, 8})


@pytest.mark.parametrize("batches", range(5))
async def test_a_group_whose_number_changes_meanwhile_is_told_once(store: Store, batches: int) -> None:
    await answered(store, MANY)
    for _ in range(batches):
        await store.fanouts.tell_some()
    await store.chats.move(-77, -100901, NOW)
    await store.fanouts.tell_all()
    assert told(await due(store)) == sorted({-100901, *MANY_CHATS} - {-77})


@pytest.mark.parametrize("was_told", [False, True])
async def test_a_group_that_takes_over_another_is_told_what_waits_for_either_and_nothing_twice(
    store: Store, was_told: bool
) -> None:
    await answered(store, MANY)
    await store.fanouts.tell_all()
    if was_told:
        (delivery,) = [each for each in await store.outbox.due(NOW, (), 100) if each.chat_id == -77]
        await store.outbox.settle(delivery.rows, DeliveryState.SENT, NOW)
    else:
        await store.follows.unfollow(-100900, MANY.id, NOW)
    await store.chats.move(-77, -100900, NOW)
    assert (-100900 in told(await due(store))) is not was_told


@pytest.mark.parametrize("batches", range(5))
async def test_comments_that_are_muted_meanwhile_were_told_before(store: Store, batches: int) -> None:
    await read(store, replace(MANY, comments=(comment(1),)), Source.NOSDEPUTES)
    for _ in range(batches):
        await store.fanouts.tell_some()
    await store.follows.mute(7, MANY.id, True)
    await read(store, replace(MANY, comments=(comment(1), comment(2))), Source.NOSDEPUTES)
    await store.fanouts.tell_all()
    keys = {each.chat_id: each.keys for each in await due(store)}
    assert keys[7] == ("comment:1",)
    assert keys[6] == ("comment:1", "comment:2")


async def test_what_a_sweep_brings_to_a_fanout_waits_for_its_end_and_is_grouped_there(
    store: Store, address: str
) -> None:
    for question in ENDED:
        await read(store, replace(question, closing=None))
        follow_together(address, MANY_CHATS, question.id)
    batch = [
        Packed(question.id.number, 1, 1, str(at).encode(), None, None, *found_by(question))
        for at, question in enumerate(ENDED)
    ]
    await store.catalogue.take(17, batch, NOW, 1)
    await store.fanouts.tell_some()
    assert await due(store) == []
    assert await store.catalogue.finish(17, Brought(Validators(), "x", 1, 7, None, (), True), NOW)
    deliveries = await due(store)
    assert sorted(each.chat_id for each in deliveries) == sorted(MANY_CHATS)
    assert {(each.kind, len(each.group.listed) if each.group else 0) for each in deliveries} == {(Kind.CLOSED.value, 7)}


async def test_a_group_whose_new_number_was_passed_already_and_whose_old_one_was_not_is_told(
    store: Store, address: str
) -> None:
    follow_together(address, (-60, -50, -40), MANY.id)
    await answered(store, MANY)
    await store.fanouts.tell_some()  # up to -60
    await store.chats.move(-50, -100950, NOW)
    await store.fanouts.tell_all()
    assert told(await due(store)) == sorted({*MANY_CHATS, -60, -40, -100950})


async def test_the_rows_of_a_batch_stand_together_in_the_queue_and_no_event_begins_as_the_other(
    store: Store, address: str
) -> None:
    await read(store, replace(MANY, comments=(comment(1), comment(2))), Source.NOSDEPUTES)
    await store.fanouts.tell_all()
    written = rows(address, "SELECT key, chat_id, turn FROM outbox WHERE question_id = 1 ORDER BY key, chat_id")
    firsts = []
    for event in dict.fromkeys(key for key, _, _ in written):
        turns = [turn for key, _, turn in written if key == event]
        batches = [turns[at : at + BATCH] for at in range(0, len(turns), BATCH)]
        assert batches == [list(range(batch[0], batch[0] + len(batch))) for batch in batches]
        firsts.append([batch[0] for batch in batches])
    assert len(firsts) == 2
    assert firsts[0] != firsts[1]
