"""History: what is old goes, and all that keeps a chat from being told twice, or its messages from being right, stays."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import insert, select

from bot.core.delivery import DeliveryState, GroupKind
from storage.outbox import history
from storage.tables import events, fanouts, outbox, outbox_days, running
from tests.support.examples import NOW
from tests.support.filled_outbox import (
    DAY,
    FINAL,
    GROUP,
    HOUR,
    KEPT,
    OTHER,
    PERSON,
    SUPERGROUP,
    FilledOutbox,
    S,
    filled_outbox,
)
from tests.support.stores import make_database


@pytest.fixture
async def box(address: str) -> AsyncIterator[FilledOutbox]:
    make_database(address)
    async with filled_outbox(address) as opened:
        yield opened


async def test_what_is_settled_and_old_goes_and_what_waits_stays_however_old(box: FilledOutbox) -> None:
    for state in DeliveryState:
        await box.write(state.value, state)
    later = await box.run(KEPT + 1)
    await box.write("new", at=later)
    assert await box.prune(later) == len(FINAL)
    assert await box.keys() == ["collecting", "ready", "scheduled", "suspended", "new"]
    assert await box.prune(later) == 0


@pytest.mark.parametrize(
    ("days", "clock", "goes"),
    [
        pytest.param(KEPT - 1, NOW + 400 * DAY, False, id="a clock ahead, of a program that ran too few days"),
        pytest.param(KEPT + 1, NOW + (KEPT - 1) * DAY, False, id="days enough, and a clock that says otherwise"),
        pytest.param(KEPT + 1, NOW + (KEPT + 1) * DAY, True, id="both"),
        pytest.param(KEPT + 1, NOW - DAY, True, id="it was settled by a clock ahead: the days alone count"),
    ],
)
async def test_no_clock_alone_prunes_anything(box: FilledOutbox, days: int, clock: datetime, goes: bool) -> None:
    await box.write("old")
    await box.run(days)
    assert await box.prune(clock) == goes


async def test_what_was_written_later_is_kept_for_as_long_as_anything(box: FilledOutbox) -> None:
    await box.write("first")
    half_way = await box.run(KEPT // 2)
    await box.write("second", at=half_way)
    later = await box.run(KEPT // 2 + 1, half_way)
    assert await box.prune(later) == 1
    assert await box.keys() == ["second"]
    assert await box.prune(await box.run(KEPT // 2 + 1, later)) == 1


async def test_what_is_being_fanned_out_stays_lest_it_is_written_twice(box: FilledOutbox) -> None:
    async with box.database.writing() as connection:
        event = {"id": 1, "question_id": 1, "key": "fanned", "kind": "answered", "seen_at": NOW}
        await connection.execute(insert(events).values(**event))
        await connection.execute(insert(fanouts).values(event_id=1, told_to=0, size=9, turn=0))
    for state in (S.SENT, S.SHOWN):
        await box.write("fanned", state, {S.SENT: PERSON, S.SHOWN: OTHER}[state])
    await box.write("another")
    assert await box.prune(await box.run(KEPT + 1)) == 1
    assert await box.keys() == ["fanned", "fanned"]


async def test_a_message_in_parts_counts_those_that_were_sent_until_the_last_is(box: FilledOutbox) -> None:
    for chat in (PERSON, OTHER):
        group: dict[str, Any] = {"group_kind": GroupKind.LIST, "group_id": "17"}
        await box.write("first part", S.SENT, chat, **group)
        await box.write("second part", S.READY if chat == PERSON else S.SENT, chat, **group)
    assert await box.prune(await box.run(KEPT + 1)) == 2
    assert await box.keys() == ["first part", "second part"]


@pytest.mark.parametrize(("told", "waits"), [(GROUP, SUPERGROUP), (SUPERGROUP, GROUP)])
async def test_a_group_that_becomes_another_is_not_told_twice_what_one_of_the_two_still_waits_for(
    box: FilledOutbox, told: int, waits: int
) -> None:
    await box.write("answered", chat=told)
    await box.write("answered", S.SUSPENDED, waits)
    await box.write("closed", chat=told)
    await box.write("answered", chat=PERSON)
    later = await box.run(KEPT + 1)
    assert await box.prune(later) == 2
    await box.store.chats.move(GROUP, SUPERGROUP, later)
    assert await box.store.outbox.due(later, (), 10) == []


async def test_it_is_done_in_batches_and_none_is_left_out(box: FilledOutbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "AT_ONCE", 3)
    for number in range(10):
        await box.write(f"{number}", S.READY if number == 4 else S.SENT)
    later = await box.run(KEPT + 1)
    assert [batch async for batch in box.store.history.prune(later, KEPT)] == [3, 2, 3, 1]
    assert await box.keys() == ["4"]


async def test_numbers_of_rows_are_not_given_twice_or_what_is_under_way_would_mark_another_message(
    box: FilledOutbox,
) -> None:
    await box.write("under way", S.READY)
    async with box.database.reading() as connection:
        under_way = list((await connection.execute(select(outbox.c.id))).scalars())
    await box.store.chats.forget(PERSON)
    await box.write("of another chat", S.READY, OTHER)
    await box.store.outbox.settle(under_way, S.SENT, NOW)
    async with box.database.reading() as connection:
        assert (await connection.execute(select(outbox.c.state))).scalars().all() == [S.READY]


async def test_each_day_of_running_notes_how_far_the_outbox_had_come(box: FilledOutbox) -> None:
    await box.run(1)
    await box.write("a")
    await box.store.running.seen(NOW + DAY + HOUR, HOUR.total_seconds())  # the same day
    await box.run(2, NOW + DAY)
    async with box.database.reading() as connection:
        noted = (await connection.execute(select(outbox_days.c.day, outbox_days.c.last_id))).all()
        assert (await connection.execute(select(running.c.days))).scalar_one() == 3
    assert [tuple(each) for each in noted] == [(0, 0), (1, 1), (2, 1)]
