"""The queue: chats of one event never wait for all chats of another, and each gets its messages in order."""

from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import create_engine, event, text

from bot.core.chat import Chat
from bot.core.delivery import Delivery, DeliveryState
from bot.core.question import Question, QuestionId
from bot.core.source import Source
from bot.core.validators import Validators
from storage import Store
from tests.support.databases import migrate, rows
from tests.support.examples import ANSWER, CLOSING, NOW, WAITING, comment
from tests.support.followers import follow_together
from tests.support.stores import ON_SQLITE, new_store

MANY, FEW = replace(WAITING, id=QuestionId.of_legislature(17, 1)), replace(WAITING, id=QuestionId.of_legislature(17, 2))
MANY_CHATS = 300
LATER = NOW + timedelta(minutes=10)


async def read(store: Store, question: Question) -> None:
    await store.checks.record_reading(question, Source.ASSEMBLEE, Validators(), 1, NOW, NOW)


@pytest.fixture
async def store(address: str) -> AsyncIterator[Store]:
    """Three hundred chats follow one question, three another one."""
    store = await new_store(address)
    for question in (MANY, FEW):
        await read(store, question)
    follow_together(address, range(1, MANY_CHATS + 1), MANY.id)
    follow_together(address, (1001, 1002, 1003), FEW.id)
    yield store
    await store.close()


async def deliver(store: Store, most: int, at_once: int = 10) -> list[Delivery]:
    """The messages that are sent, in order, up to so many."""
    sent: list[Delivery] = []
    while len(sent) < most and (deliveries := await store.outbox.due(NOW, (), at_once)):
        await store.outbox.settle([row for delivery in deliveries for row in delivery.rows], DeliveryState.SENT, NOW)
        sent += deliveries
    return sent


def answered(question: Question) -> Question:
    return replace(question, answer=ANSWER)


async def test_the_few_who_follow_one_question_do_not_wait_for_the_many_who_follow_another(store: Store) -> None:
    await read(store, answered(MANY))
    await read(store, answered(FEW))
    first = await deliver(store, 10)
    assert {each.chat_id for each in first if each.question == FEW.id} == {1001, 1002, 1003}
    assert len(await deliver(store, 1000)) == MANY_CHATS + 3 - 10


async def test_what_happens_later_begins_where_the_many_are_and_does_not_hold_them_up(store: Store) -> None:
    await read(store, answered(MANY))
    await deliver(store, 100)
    await read(store, answered(FEW))
    await read(store, replace(answered(FEW), closing=CLOSING))
    questions = [each.question for each in await deliver(store, 40)]
    assert questions.count(FEW.id) == 3
    assert questions[0] == MANY.id


async def test_a_chat_gets_its_messages_in_order_whatever_their_positions(store: Store, address: str) -> None:
    follow_together(address, range(1, MANY_CHATS + 1), FEW.id)
    await read(store, answered(MANY))
    await read(store, answered(FEW))
    order: dict[int, list[int]] = {}
    for delivery in await deliver(store, 1000, at_once=64):
        order.setdefault(delivery.chat_id, []).append(delivery.question.number)
    assert all(order[chat] == [1, 2] for chat in range(1, MANY_CHATS + 1))


async def test_comments_that_follow_each_other_are_one_message_and_what_comes_between_is_its_own(store: Store) -> None:
    reading = replace(FEW, comments=())
    for number in (0, 1, 2, 3):
        reading = replace(reading, comments=tuple(comment(each) for each in range(1, number + 1)))
        await store.checks.record_reading(reading, Source.NOSDEPUTES, Validators(), 1, NOW, NOW)
        if number == 1:
            await read(store, answered(FEW))
    told = [each.keys for each in await deliver(store, 100) if each.chat_id == 1001]
    assert [[key.partition(":")[0] for key in keys] for keys in told] == [
        ["comment"],
        ["answered"],
        ["comment", "comment"],
    ]


async def test_the_same_chats_are_not_always_the_last(store: Store, address: str) -> None:
    follow_together(address, range(1, MANY_CHATS + 1), FEW.id)
    orders = []
    for question in (MANY, FEW):
        await read(store, answered(question))
        orders.append([each.chat_id for each in await deliver(store, 1000, at_once=64)])
    assert orders[0] != orders[1]


async def test_chats_that_are_paused_or_held_are_read_once_and_come_back(store: Store, address: str) -> None:
    for chat in range(1, MANY_CHATS + 1, 2):
        await store.chats.pause(chat, "blocked", NOW)
    await read(store, answered(MANY))
    held = (await store.outbox.due(NOW, (), 1))[0]
    await store.outbox.postpone(held.chat_id, held.rows, NOW, LATER)
    assert len(await deliver(store, 1000, at_once=64)) == MANY_CHATS // 2 - 1
    suspended = "SELECT count(*) FROM outbox WHERE state = 'suspended'"
    assert rows(address, suspended) == [(MANY_CHATS // 2 + 1,)]
    await store.chats.greet(Chat(1, "private", "fr"), NOW)
    assert [each.chat_id for each in await deliver(store, 1000)] == [1]
    assert await store.outbox.next_held(NOW) == LATER
    assert [(each.chat_id, each.attempts) for each in await store.outbox.due(LATER, (), 10)] == [(held.chat_id, 1)]


async def test_a_chat_that_comes_back_while_it_is_held_waits_for_the_end_of_its_hold(store: Store) -> None:
    await read(store, answered(FEW))
    first = (await store.outbox.due(NOW, (), 1))[0]
    await store.outbox.postpone(first.chat_id, first.rows, NOW, LATER)
    await store.chats.pause(first.chat_id, "blocked", NOW)
    assert first.chat_id not in {each.chat_id for each in await store.outbox.due(LATER, (), 10)}
    await store.chats.greet(Chat(first.chat_id, "private", "fr"), NOW)
    assert first.chat_id not in {each.chat_id for each in await store.outbox.due(NOW, (), 10)}
    assert first.chat_id in {each.chat_id for each in await store.outbox.due(LATER, (), 10)}


async def test_a_group_that_moves_takes_its_suspended_rows_along(store: Store, address: str) -> None:
    follow_together(address, (-5, -7), FEW.id)
    await read(store, answered(FEW))
    for chat in (-5, -7):
        await store.chats.pause(chat, "kicked", NOW)
    assert len(await deliver(store, 100)) == 3
    await store.chats.move(-5, -1005, NOW)
    await store.chats.greet(Chat(-1007, "supergroup", "fr"), NOW)
    await store.chats.move(-7, -1007, NOW)
    assert {each.chat_id for each in await deliver(store, 100)} == {-1005, -1007}


async def test_a_chat_left_out_as_busy_does_not_stop_the_others(store: Store) -> None:
    await read(store, answered(MANY))
    busy = [*range(1, MANY_CHATS - 1), "@questions"]
    assert {each.chat_id for each in await store.outbox.due(NOW, busy, 10)} == {MANY_CHATS - 1, MANY_CHATS}


@ON_SQLITE
async def test_rows_that_wait_at_an_upgrade_get_positions_too(address: str) -> None:
    migrate(address, "0005")
    engine = create_engine(address)
    with engine.begin() as connection:
        moment = {"now": f"{NOW:%Y-%m-%d %H:%M:%S.%f}"}
        chat = text("INSERT INTO chats (id, kind, language, created_at) VALUES (:id, 'private', 'fr', :now)")
        question = text("INSERT INTO questions (id, legislature, number) VALUES (:id, 17, :id)")
        row = text(
            "INSERT INTO outbox (chat_id, question_id, key, kind, created_at, attempts)"
            " VALUES (:chat, :id, 'closed', 'closed', :now, 0)"
        )
        for id in range(1, 61):
            connection.execute(chat, {"id": id, **moment})
        for id in (1, 2):
            connection.execute(question, {"id": id})
        for chat_id in range(1, 51):
            connection.execute(row, {"chat": chat_id, "id": 1, **moment})
        for chat_id in range(51, 61):
            connection.execute(row, {"chat": chat_id, "id": 2, **moment})
    engine.dispose()
    upgraded = await Store.open(address)
    try:
        first = [each.chat_id for each in await upgraded.outbox.due(NOW, (), 20)]
        assert sorted(first) == [*range(1, 11), *range(51, 61)]
    finally:
        await upgraded.close()


async def test_what_many_chats_are_told_of_one_event_is_read_once(store: Store) -> None:
    await read(store, answered(MANY))
    counted = Counter[int]()
    event.listen(store._database._engine.sync_engine, "before_cursor_execute", lambda *_: counted.update([at_once]))
    for at_once in (10, 40):
        assert len(await store.outbox.due(NOW, (), at_once)) == at_once
    of_each_chat = (counted[40] - counted[10]) / 30
    assert of_each_chat <= 1


async def test_what_failed_is_tried_now_and_what_telegram_holds_back_is_not(store: Store) -> None:
    await read(store, answered(FEW))
    first, second, third = await store.outbox.due(NOW, (), 10)
    await store.outbox.postpone(first.chat_id, first.rows, NOW, LATER)
    await store.outbox.reschedule(second.rows, LATER)
    await store.outbox.postpone(third.chat_id, third.rows, NOW, LATER)
    await store.flood_waits.keep(third.chat_id, LATER)
    assert await store.outbox.due(NOW, (), 10) == []
    assert await store.outbox.retry_now(NOW) == 2
    assert {each.chat_id for each in await store.outbox.due(NOW, (), 10)} == {first.chat_id, second.chat_id}
    assert await store.outbox.retry_now(NOW) == 0
