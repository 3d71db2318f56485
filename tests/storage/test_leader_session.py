"""The session of the leader on a real server: its lock, its beats and epochs, and writes of an epoch that is over."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import DBAPIError

from bot.core.leadership import session_name
from storage.database import Database, is_passing_trouble
from storage.fence import Fence, LeadershipLost
from storage.postgresql import leadership, servers, session
from storage.postgresql.leadership import LeaderSession, Pulse, SessionLost
from storage.tables import running
from tests.support import postgresql
from tests.support.waiting import patience

SEEN = select(running.c.update_id)


@pytest.fixture
async def address() -> AsyncIterator[str]:
    there = postgresql.new_database()
    yield there
    postgresql.drop_database(there)


@pytest.fixture
async def first(address: str) -> AsyncIterator[LeaderSession]:
    session = await LeaderSession.open(address, "first")
    yield session
    session.close()


@pytest.fixture
async def second(address: str) -> AsyncIterator[LeaderSession]:
    session = await LeaderSession.open(address, "second")
    yield session
    session.close()


async def leading(address: str, copy: str, epoch: int, lost: list[str] | None = None) -> Database:
    """The database, as a copy has it that led in an epoch."""
    return await Database.open(address, Fence(copy, epoch, lambda: (lost or []).append(copy)))


async def note(database: Database, number: int) -> None:
    """Write something."""
    async with database.writing() as connection:
        await connection.execute(update(running).values(update_id=number))


async def noted(database: Database) -> int | None:
    """What was written last."""
    async with database.reading() as connection:
        (number,) = (await connection.execute(SEEN)).one()
        return None if number is None else int(number)


async def locked(session: LeaderSession) -> None:
    """Wait until the server has ended the session that had the lock."""
    async with patience("the session that had the lock is ended"):
        while not await session.try_lock():
            pass


async def test_one_copy_at_a_time_has_the_lock_and_its_end_gives_it_back(
    first: LeaderSession, second: LeaderSession
) -> None:
    assert await first.try_lock()
    assert not await second.try_lock()
    first.close()
    await locked(second)


async def test_a_copy_knows_a_lock_that_a_session_of_its_own_has_not_given_back_yet(
    address: str, first: LeaderSession, second: LeaderSession
) -> None:
    again = await LeaderSession.open(address, "first")
    assert not await again.is_locked_by_its_copy()
    assert await first.try_lock()
    assert await again.is_locked_by_its_copy()
    assert not await second.is_locked_by_its_copy()
    again.close()


async def test_each_take_over_begins_an_epoch_and_every_beat_is_seen(
    first: LeaderSession, second: LeaderSession
) -> None:
    assert await second.pulse() == Pulse(beat=0, epoch=0, holder=None)
    assert await first.take(None) == 1
    assert await first.beat() == 1
    assert await second.pulse() == Pulse(beat=2, epoch=1, holder="first")
    await first.resign(1)
    assert await second.pulse() == Pulse(beat=3, epoch=1, holder=None)
    assert await second.take(None) == 2
    await first.resign(1)  # too late: it changes nothing
    assert await first.beat() == 2
    assert (await second.pulse() or Pulse(0, 0, None)).holder == "second"


async def test_a_database_that_is_not_made_yet_has_no_pulse() -> None:
    address = postgresql.new_database("template1")
    session = await LeaderSession.open(address, "first")
    assert await session.try_lock()
    assert await session.pulse() is None
    session.close()
    postgresql.drop_database(address)


async def test_who_led_before_writes_nothing_in_the_next_epoch_and_hears_of_it(
    address: str, first: LeaderSession, second: LeaderSession
) -> None:
    lost = ["already"]
    database = await leading(address, "first", await first.take(None), lost)
    await note(database, 7)
    await second.take(None)
    with pytest.raises(LeadershipLost, match="epoch 2") as caught:
        await note(database, 8)
    assert lost == ["already", "first"]
    assert not is_passing_trouble(caught.value)
    assert await noted(database) == 7
    await database.close()
    with pytest.raises(LeadershipLost):
        await leading(address, "first", 1)


async def test_a_transaction_that_has_begun_lets_beats_pass_and_a_take_over_wait(
    address: str, first: LeaderSession, second: LeaderSession
) -> None:
    database = await leading(address, "first", await first.take(None))
    async with database.writing() as connection:
        assert await first.beat() == 1
        taking = asyncio.create_task(second.take(None))
        await asyncio.sleep(0.2)
        assert not taking.done()
        await connection.execute(update(running).values(update_id=7))
    assert await taking == 2
    assert await noted(database) == 7
    await database.close()


async def test_a_copy_that_is_frozen_in_the_middle_of_a_transaction_is_cut_off_and_nothing_of_it_stays(
    address: str, first: LeaderSession, second: LeaderSession
) -> None:
    assert await first.try_lock()
    database = await leading(address, "first", await first.take(None))
    with pytest.raises(DBAPIError) as caught:
        async with database.writing() as connection:
            await connection.execute(update(running).values(update_id=7))
            assert not await second.try_lock()
            assert await second.cut_off() >= 2
            await locked(second)
            assert await second.take("first") == 2
            await connection.execute(SEEN)
    assert is_passing_trouble(caught.value)
    with pytest.raises(SessionLost):
        await first.beat()
    with pytest.raises(LeadershipLost):
        await note(database, 8)
    assert await noted(database) is None
    await database.close()


async def test_a_take_over_ends_what_the_holder_before_still_does_though_its_lock_is_gone(
    address: str, first: LeaderSession, second: LeaderSession
) -> None:
    database = await leading(address, "first", await first.take(None))
    with pytest.raises(DBAPIError):
        async with database.writing() as connection:
            await connection.execute(update(running).values(update_id=7))
            assert await second.take("first") == 2
            await connection.execute(SEEN)
    assert await noted(database) is None
    await database.close()


async def test_a_transaction_that_never_ends_keeps_nobody_waiting_for_ever(
    address: str, first: LeaderSession, second: LeaderSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leadership, "ATTEMPTS", 1)
    database = await leading(address, "first", await first.take(None))
    async with database.writing():
        with pytest.raises(SessionLost, match="does not end"):
            await second.take(None)
    assert await second.take(None) == 2
    await database.close()


async def test_an_epoch_that_is_counted_twice_is_not_another_copys(
    address: str, first: LeaderSession, second: LeaderSession
) -> None:
    """As after a failover to a standby that had not got the last writes."""
    database = await leading(address, "first", await first.take(None))
    postgresql.run(address, "UPDATE leadership SET epoch = 0, holder = NULL")
    assert await second.take(None) == 1
    with pytest.raises(LeadershipLost, match="epoch 1 of copy second has begun"):
        await note(database, 7)
    await database.close()


async def test_a_copy_cuts_off_what_it_left_behind_itself(address: str, first: LeaderSession) -> None:
    assert await first.try_lock()
    again = await LeaderSession.open(address, "first")
    assert not await again.try_lock()
    assert await again.cut_off() == 1
    await locked(again)
    again.close()


async def test_the_sessions_of_a_copy_carry_its_name_whatever_the_address_says(address: str) -> None:
    session = await LeaderSession.open(f"{address}&application_name=mine", "first")
    query = "SELECT count(*) FROM pg_stat_activity WHERE application_name = %s AND datname = current_database()"
    assert postgresql.run(address, query, session_name("first")) == [(1,)]
    session.close()


async def test_a_server_that_does_not_answer_in_time_has_lost_the_session(
    first: LeaderSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "PATIENCE", 0.05)
    monkeypatch.setattr(servers, "LONGEST", 0.1)
    with pytest.raises(SessionLost, match="no answer"):
        await first._ask("SELECT pg_sleep(30)")
    with pytest.raises(SessionLost, match="closed"):
        await first.beat()


async def test_who_gives_up_asking_closes_the_session_at_once(first: LeaderSession) -> None:
    asking = asyncio.create_task(first._ask("SELECT pg_sleep(3600)"))
    await asyncio.sleep(0.05)
    asking.cancel()
    async with patience("the session is closed"):  # where the question takes longer still
        await asyncio.gather(asking, return_exceptions=True)
    with pytest.raises(SessionLost, match="closed"):
        await first.beat()
