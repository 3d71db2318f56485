"""What one sweep brings to a chat: told together where it belongs together, and not before the sweep is over."""

import sqlite3
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import OperationalError

from bot.core.question import Answer, QuestionId
from storage import Store
from storage.outbox import grouping
from tests.storage.sweeps import (
    HOUR,
    OTHER,
    PERSON,
    RECORD,
    deliveries,
    follow,
    kinds,
    numbered,
    packed,
    sweep,
)
from tests.support.examples import ANSWER, CLOSING, ID, NOW, answered


async def test_nothing_of_a_sweep_is_told_before_its_end(store: Store) -> None:
    await sweep(store, RECORD)
    await follow(store, ID.number)
    await store.catalogue.take(17, [packed(answered(RECORD))], NOW + HOUR, 77)
    assert await kinds(store) == []
    assert await store.catalogue.release()
    assert await kinds(store) == ["answered"]


async def test_more_than_five_events_of_one_kind_are_one_list_in_parts(store: Store) -> None:
    await sweep(store, *(numbered(number) for number in range(1, 51)))
    await follow(store, *range(1, 51))
    await follow(store, 1, 2, 3, chat=OTHER)
    closed = [numbered(number, replace(RECORD, closing=CLOSING)) for number in range(1, 51)]
    await sweep(store, *closed, at=NOW + HOUR)
    told = await deliveries(store)
    assert [(each.kind, len(each.rows)) for each in told] == [("closed", 20), ("closed", 20), ("closed", 10)]
    grouping = [each.group for each in told if each.group]
    assert [(each.is_list, each.first, each.total) for each in grouping] == [
        (True, 1, 50),
        (True, 21, 50),
        (True, 41, 50),
    ]
    assert await kinds(store, OTHER) == ["closed"] * 3


async def test_five_events_of_a_kind_and_five_of_another_are_ten_messages(store: Store) -> None:
    await sweep(store, *(numbered(number) for number in range(1, 11)))
    await follow(store, *range(1, 11))
    closed = [numbered(number, replace(RECORD, closing=CLOSING)) for number in range(1, 6)]
    moved = [numbered(number, replace(RECORD, ministry="Agriculture")) for number in range(6, 11)]
    await sweep(store, *moved, at=NOW + HOUR)
    await sweep(store, *closed, at=NOW + 2 * HOUR)  # which confirms the ministries
    assert len(await deliveries(store)) == 10


async def test_one_text_that_answers_many_questions_is_told_once_to_a_chat(store: Store) -> None:
    await sweep(store, *(numbered(number) for number in range(1, 292)))
    await follow(store, 5, 6, 7)
    await follow(store, 6, chat=OTHER)
    await sweep(store, *(answered(numbered(number)) for number in range(1, 292)), at=NOW + HOUR)
    (one,) = await deliveries(store)
    assert one.group is not None
    assert [id.number for id, _ in one.group.listed] == [5, 6, 7]
    assert (one.group.is_list, one.group.total) == (False, 291)
    (other,) = await deliveries(store, OTHER)
    assert other.group is not None
    assert (len(other.rows), other.group.total) == (1, 291)


async def test_a_grouped_answer_among_few_others_makes_no_flood_and_among_many_is_listed(store: Store) -> None:
    await sweep(store, *(numbered(number) for number in range(1, 21)))
    await follow(store, *range(1, 21))
    await follow(store, *range(1, 15), chat=OTHER)
    group = [answered(numbered(number)) for number in range(1, 11)]
    single = [
        numbered(number, replace(RECORD, answer=Answer(ANSWER.published, f"Réponse {number}")))
        for number in range(11, 21)
    ]
    await sweep(store, *group, *single, at=NOW + HOUR)
    assert [len(each.rows) for each in await deliveries(store)] == [20]
    assert sorted(len(each.rows) for each in await deliveries(store, OTHER)) == [1, 1, 1, 1, 10]


async def test_what_a_chat_stops_following_is_neither_told_nor_counted(store: Store) -> None:
    await sweep(store, *(numbered(number) for number in range(1, 11)))
    await follow(store, *range(1, 11))
    await sweep(store, *(numbered(n, replace(RECORD, closing=CLOSING)) for n in range(1, 11)), at=NOW + HOUR)
    await store.follows.unfollow(PERSON.id, QuestionId.of_legislature(17, 3), NOW)
    (told,) = await deliveries(store)
    assert told.group is not None
    assert (len(told.rows), told.group.total) == (9, 9)


async def test_many_deadlines_of_one_day_are_one_list(store: Store) -> None:
    await sweep(store, *(numbered(number) for number in range(1, 9)))
    await follow(store, *range(1, 9))
    late = NOW + timedelta(days=6)
    await sweep(store, at=late)
    await store.deadlines.tell(late)
    assert [len(each.rows) for each in await deliveries(store)] == [8]


async def test_what_a_failed_sweep_had_found_is_released_with_the_next_one(store: Store) -> None:
    await sweep(store, RECORD, numbered(2))
    await follow(store, ID.number, 2)
    await store.catalogue.take(17, [packed(answered(RECORD))], NOW + HOUR, 1)
    await sweep(store, answered(numbered(2)), at=NOW + 2 * HOUR)
    assert await kinds(store) == ["answered", "answered"]


async def test_a_sweep_is_over_though_its_rows_cannot_be_released_for_now(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    await sweep(store, RECORD)
    await follow(store, ID.number)

    async def fail(*_: object) -> bool:
        raise OperationalError("UPDATE outbox", {}, sqlite3.OperationalError("database is locked"))

    with monkeypatch.context() as locked:
        locked.setattr(grouping, "release", fail)
        await sweep(store, answered(RECORD), at=NOW + HOUR)
    assert (await store.archives.of("archive-17")).swept.succeeded_at == NOW + HOUR
    assert await store.outbox.due(NOW + HOUR, (), 10) == []
    assert await store.catalogue.release()
    assert [each.kind for each in await store.outbox.due(NOW + HOUR, (), 10)] == ["answered"]
