"""The turns of those who write: people before bulk work, each kind in order, and nobody is let in twice or forgotten."""

import asyncio
from contextlib import suppress

from sqlalchemy import insert, select

from bot.core.turns import LEAST, MOST_PASSED, SLICE_SECONDS
from storage import Store
from storage.slices import Slices
from storage.tables import legislature
from storage.turns import Turns
from tests.support.waiting import patience


async def queued(turns: Turns, order: list[str], name: str, bulk: bool = False) -> asyncio.Task[None]:
    """A task that waits for its turn, and then notes its name."""

    async def write() -> None:
        async with turns.one(bulk):
            order.append(name)

    task = asyncio.create_task(write())
    await asyncio.sleep(0)  # until it waits
    return task


async def test_people_write_before_bulk_work_that_waited_longer_and_each_kind_in_order() -> None:
    turns, order = Turns(), list[str]()
    async with turns.one(bulk=True):
        waiting = [
            await queued(turns, order, "a sweep", bulk=True),
            await queued(turns, order, "a fan-out", bulk=True),
            await queued(turns, order, "Camille"),
            await queued(turns, order, "Dominique"),
        ]
    await asyncio.gather(*waiting)
    assert order == ["Camille", "Dominique", "a sweep", "a fan-out"]


async def test_bulk_work_has_its_turn_however_many_people_write() -> None:
    turns, order = Turns(), list[str]()
    async with turns.one(bulk=False):
        waiting = [await queued(turns, order, "a sweep", bulk=True)]
        waiting += [await queued(turns, order, f"person {number}") for number in range(MOST_PASSED + 5)]
    await asyncio.gather(*waiting)
    assert order.index("a sweep") == MOST_PASSED


async def test_whoever_gives_up_waiting_is_passed_over() -> None:
    turns, order = Turns(), list[str]()
    async with turns.one(bulk=False):
        gone = await queued(turns, order, "gone")
        stays = await queued(turns, order, "stays")
        gone.cancel()
    await asyncio.gather(gone, stays, return_exceptions=True)
    assert order == ["stays"]


async def test_a_turn_that_comes_as_its_writer_gives_up_goes_to_the_next_one() -> None:
    turns, order = Turns(), list[str]()
    await turns.take()
    gone = await queued(turns, order, "gone")
    stays = await queued(turns, order, "stays")
    turns._pass_on()
    gone.cancel()
    with suppress(asyncio.CancelledError):
        await gone
    async with patience("the next writer has its turn"):
        await stays
    assert order == ["stays"]


async def test_a_transaction_of_a_person_goes_before_the_next_slice_of_bulk_work(store: Store) -> None:
    database = store._database
    order: list[str] = []

    async def write(name: str, bulk: bool) -> None:
        async with database.writing(bulk) as connection:
            await connection.execute(select(legislature))
            order.append(name)

    async with database.writing(bulk=True):
        slice_ = asyncio.create_task(write("the next slice", bulk=True))
        await asyncio.sleep(0)
        person = asyncio.create_task(write("a person", bulk=False))
        await asyncio.sleep(0)
    await asyncio.gather(slice_, person)
    assert order == ["a person", "the next slice"]


async def test_slices_grow_while_they_are_written_fast_and_shrink_when_they_are_not(store: Store) -> None:
    database = store._database
    now, took = 0.0, [0.0, 0.0, 0.0, 4 * SLICE_SECONDS]
    slices = Slices(database, lambda: now)
    sizes = []
    for seconds in took:
        sizes.append(slices.size(3 * LEAST))
        async with slices.writing(3 * LEAST):
            now += seconds
    assert [*sizes, slices.size(3 * LEAST)] == [LEAST, 2 * LEAST, 3 * LEAST, 3 * LEAST, LEAST]


async def test_a_slice_that_fails_is_not_written_and_the_next_one_is(store: Store) -> None:
    database = store._database
    slices = Slices(database)
    with suppress(ZeroDivisionError):
        async with slices.writing(10) as connection:
            await connection.execute(insert(legislature).values(current=18))
            raise ZeroDivisionError
    async with slices.writing(10) as connection:
        await connection.execute(insert(legislature).values(current=19))
    async with database.reading() as connection:
        found = (await connection.execute(select(legislature.c.current))).scalars().all()
    assert found == [19]
