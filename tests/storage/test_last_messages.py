"""Alerts of one question are one thread: which message the next one answers, and when none is remembered any more."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.core.chat import Chat
from bot.core.delivery import Delivery, DeliveryState
from bot.core.preferences import Preferences, When
from bot.core.question import Question, QuestionId
from bot.core.source import Source
from bot.core.validators import Validators
from storage import Store
from storage.outbox import last_messages as module
from storage.outbox.last_messages import Shown
from storage.tables import last_messages
from tests.storage.sweeps import OTHER, PERSON, numbered, sweep
from tests.storage.watching import watch
from tests.support.examples import ANSWER, ID, NOW, WAITING, answered, comment

GROUP, SUPERGROUP = Chat(-500, "group", "fr"), Chat(-100500, "supergroup", "fr")
LATER = NOW + timedelta(days=1)


async def read(store: Store, question: Question) -> None:
    await store.checks.record_reading(question, Source.NOSDEPUTES, Validators(), 1, NOW, NOW)


async def follow(store: Store, chat: Chat = PERSON, thread: int | None = None) -> None:
    await read(store, WAITING)
    await store.chats.greet(chat, NOW)
    await store.follows.follow(chat.id, ID, False, NOW, thread)


async def due(store: Store) -> Delivery:
    (delivery,) = await store.outbox.due(NOW, (), 10)
    return delivery


async def tell(store: Store, number: int, thread: int | None = None) -> Delivery:
    """Send what is due, as the message of that number; returns it as it was taken from the outbox."""
    delivery = await due(store)
    await settle(store, delivery, Shown(delivery.chat_id, thread, number))
    return delivery


async def settle(store: Store, delivery: Delivery, shown: Shown) -> None:
    await store.outbox.settle(delivery.rows, DeliveryState.SENT, NOW, shown=shown)


async def all_of(store: Store) -> list[tuple[int, int]]:
    """Each chat that has a last message, and its number."""
    async with store.last_messages._database.reading() as connection:
        query = select(last_messages.c.chat_id, last_messages.c.message_id).order_by(last_messages.c.chat_id)
        return [(row.chat_id, row.message_id) for row in await connection.execute(query)]


async def test_each_alert_answers_the_one_before_and_the_first_that_of_the_follow(store: Store) -> None:
    await follow(store)
    await store.last_messages.note(Shown(PERSON.id, None, 7), ID)
    await read(store, replace(WAITING, comments=(comment(1),)))
    assert (await tell(store, 8)).reply_to == 7
    await read(store, replace(WAITING, comments=(comment(1),), answer=ANSWER))
    assert (await tell(store, 9)).reply_to == 8
    assert await store.last_messages.of(PERSON.id, ID, None) == 9


async def test_each_chat_has_threads_of_its_own(store: Store) -> None:
    for chat in (PERSON, OTHER):
        await follow(store, chat)
    await store.last_messages.note(Shown(PERSON.id, None, 7), ID)
    await read(store, replace(WAITING, answer=ANSWER))
    found = await store.outbox.due(NOW, (), 10)
    assert {each.chat_id: each.reply_to for each in found} == {PERSON.id: 7, OTHER.id: None}


@pytest.mark.parametrize(("stood", "goes", "answered"), [(5, 5, 7), (5, 6, None), (None, 6, None), (5, None, None)])
async def test_an_alert_answers_no_message_of_another_topic(
    store: Store, stood: int | None, goes: int | None, answered: int | None
) -> None:
    await follow(store, SUPERGROUP, goes)
    await store.last_messages.note(Shown(SUPERGROUP.id, stood, 7), ID)
    await read(store, replace(WAITING, answer=ANSWER))
    assert (await due(store)).reply_to == answered
    assert await store.last_messages.of(SUPERGROUP.id, ID, goes) == answered


async def test_a_digest_of_several_questions_answers_none_and_one_of_a_single_question_its_last_message(
    store: Store,
) -> None:
    await follow(store)
    await store.preferences.change(PERSON.id, NOW, lambda _: Preferences(when=When.DAILY))
    await store.last_messages.note(Shown(PERSON.id, None, 7), ID)
    await read(store, replace(WAITING, answer=ANSWER))
    await read(store, replace(WAITING, answer=ANSWER, comments=(comment(1),)))
    (single,) = await store.outbox.due(LATER, (), 10)
    assert single.digest is not None and (single.digest.total, single.reply_to) == (1, 7)
    await settle(store, single, Shown(PERSON.id, None, 8))
    second = replace(WAITING, id=QuestionId.of_legislature(17, 77))
    await read(store, second)
    await store.follows.follow(PERSON.id, second.id, False, NOW)
    await read(store, replace(second, answer=ANSWER))
    await read(store, replace(WAITING, answer=ANSWER, comments=(comment(1), comment(2))))
    (several,) = await store.outbox.due(LATER + timedelta(days=1), (), 10)
    assert several.digest is not None and (several.is_about_one, several.reply_to) == (False, None)


async def test_an_answer_to_several_questions_answers_no_message_and_one_to_a_single_question_does(
    store: Store,
) -> None:
    await sweep(store, *map(numbered, (7, 8, 9)))
    for chat, numbers in ((PERSON, (7,)), (OTHER, (8, 9))):
        for number in numbers:
            await store.follows.follow(chat.id, QuestionId.of_legislature(17, number), False, NOW)
            await store.last_messages.note(Shown(chat.id, None, number), QuestionId.of_legislature(17, number))
    await sweep(store, *(answered(numbered(number)) for number in (7, 8, 9)), at=NOW + timedelta(hours=1))
    found = await store.outbox.due(NOW + timedelta(hours=1), (), 10)
    assert {each.chat_id: (each.is_about_one, each.reply_to) for each in found} == {
        PERSON.id: (True, 7),
        OTHER.id: (False, None),
    }


async def test_only_a_message_about_a_question_that_the_chat_follows_is_remembered_of_replies(store: Store) -> None:
    await read(store, WAITING)
    await store.last_messages.note(Shown(PERSON.id, None, 7), ID)
    await store.last_messages.note(Shown(404, None, 7), ID)
    await store.last_messages.note(Shown(PERSON.id, None, 7), QuestionId.of_legislature(17, 404))
    assert await all_of(store) == []


async def test_what_a_watch_brought_is_answered_by_what_it_brings_next(store: Store) -> None:
    await watch(store, "digues")
    await sweep(store, numbered(7), new_after=0)
    first = await tell(store, 8)
    assert first.reply_to is None
    assert await all_of(store) == [(PERSON.id, 8)]


Change = Callable[[Store], Awaitable[object]]
CHANGES: dict[str, Change] = {
    "unfollowed": lambda store: store.follows.unfollow(GROUP.id, ID, NOW),
    "swapped": lambda store: store.follows.exchange(GROUP.id, ID, QuestionId.of_legislature(16, 4321), NOW, None, 500),
    "erased": lambda store: store.chats.forget(GROUP.id),
    "moved": lambda store: store.chats.move(GROUP.id, SUPERGROUP.id, NOW),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=list(CHANGES))
@pytest.mark.parametrize("is_under_way", [False, True], ids=["sent before", "under way"])
async def test_a_chat_that_left_was_erased_or_moved_has_no_thread(
    store: Store, change: Change, is_under_way: bool
) -> None:
    await follow(store, GROUP)
    await follow(store, OTHER)
    await store.last_messages.note(Shown(GROUP.id, None, 7), ID)
    await store.last_messages.note(Shown(OTHER.id, None, 7), ID)
    await read(store, replace(WAITING, answer=ANSWER))
    (mine,) = [each for each in await store.outbox.due(NOW, (), 10) if each.chat_id == GROUP.id]
    if not is_under_way:
        await settle(store, mine, Shown(GROUP.id, None, 8))
    await change(store)
    if is_under_way:
        await settle(store, mine, Shown(GROUP.id, None, 8))
    assert await all_of(store) == [(OTHER.id, 7)]


async def test_a_group_that_moves_into_a_known_supergroup_leaves_that_its_own_threads(store: Store) -> None:
    for chat, number in ((GROUP, 7), (SUPERGROUP, 9)):
        await follow(store, chat)
        await store.last_messages.note(Shown(chat.id, None, number), ID)
    await store.chats.move(GROUP.id, SUPERGROUP.id, NOW)
    assert await all_of(store) == [(SUPERGROUP.id, 9)]


async def test_a_message_about_what_a_watch_brought_is_forgotten_when_it_is_old_and_that_of_a_follow_is_not(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "KEPT", 3)
    await watch(store, "digues")
    await sweep(store, numbered(7), new_after=0)
    await tell(store, 8)
    await follow(store, OTHER)
    await store.last_messages.note(Shown(OTHER.id, None, 9), ID)
    both = [(PERSON.id, 8), (OTHER.id, 9)]
    for day, left in ((1, both), (2, both), (3, both[1:]), (4, both[1:])):
        await store.running.seen(NOW + timedelta(days=day), timedelta(days=1).total_seconds())
        assert sum([batch async for batch in store.last_messages.prune()]) == (day == 3)
        assert await all_of(store) == left


async def test_a_message_that_answers_anew_is_as_young_as_its_last(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "KEPT", 3)
    await watch(store, "digues")
    await sweep(store, numbered(7), new_after=0)
    await tell(store, 8)
    await store.running.seen(NOW + timedelta(days=1), None)
    await sweep(store, answered(numbered(7)), at=NOW + timedelta(hours=1), new_after=0)
    assert (await tell(store, 9)).reply_to == 8
    for day in (2, 3):
        await store.running.seen(NOW + timedelta(days=day), timedelta(days=1).total_seconds())
    assert [batch async for batch in store.last_messages.prune()] == []
    assert await all_of(store) == [(PERSON.id, 9)]
