"""Copies of the program on a real server: who leads, who stands by, and when one takes the place of another."""

import asyncio
import logging
from collections.abc import AsyncIterator

import pytest

from bot.core.leadership import LEASE_SECONDS, SILENCE_SECONDS
from bot.maintenance.leadership import Copy, Term
from bot.maintenance.turns import by_turns
from storage import StoreUnusable
from storage.database import Database
from storage.fence import LeadershipLost
from storage.postgresql.leadership import LeaderSession, SessionLost
from tests.support import postgresql
from tests.support.databases import rows


class Clock:
    """A clock that goes on where somebody sleeps, and at once."""

    def __init__(self) -> None:
        self.now = 1000.0

    def ticking(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds
        await asyncio.sleep(0.005)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def address() -> AsyncIterator[str]:
    there = postgresql.new_database()
    yield there
    postgresql.drop_database(there)


def copy_at(address: str, clock: Clock) -> Copy:
    return Copy(address, clock.ticking, clock.sleep)


async def frozen_leader(address: str) -> LeaderSession:
    """A leader with the lock and an epoch, from which no beat comes any more."""
    session = await LeaderSession.open(address, "frozen")
    assert await session.try_lock()
    await session.take(None)
    return session


async def may_act(term: Term) -> bool:
    """Whether a term lets anything pass within a moment."""
    try:
        async with asyncio.timeout(0.1):
            await term.wait()
    except TimeoutError:
        return False
    return term.is_open


async def test_the_first_copy_leads_at_once_and_may_act(address: str, clock: Clock) -> None:
    term = await copy_at(address, clock).stand_by()
    assert (clock.now, term.epoch) == (1000.0, 1)
    assert await may_act(term)
    await term.end()
    assert not await may_act(term)


async def test_a_copy_that_leads_no_longer_in_order_is_followed_at_once(address: str, clock: Clock) -> None:
    one, other = copy_at(address, clock), copy_at(address, clock)
    term = await one.stand_by()
    waiting = asyncio.create_task(other.stand_by())
    await asyncio.sleep(0.05)
    assert not waiting.done()
    await term.end()
    before, next_term = clock.now, await waiting
    assert clock.now - before <= 1.1
    assert next_term.epoch == 2
    await next_term.end()


async def test_a_copy_whose_lock_is_gone_is_followed_when_its_lease_is_over(address: str, clock: Clock) -> None:
    session = await frozen_leader(address)
    waiting = asyncio.create_task(copy_at(address, clock).stand_by())
    await asyncio.sleep(0.05)
    session.close()
    term = await waiting
    assert LEASE_SECONDS <= clock.now - 1000.0 < 10
    assert term.quiet_for() >= 0
    await term.end()


async def test_a_copy_that_is_silent_is_cut_off_and_followed_within_ten_seconds(
    address: str, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    session = await frozen_leader(address)
    term = await copy_at(address, clock).stand_by()
    assert SILENCE_SECONDS <= clock.now - 1000.0 < 10
    assert term.epoch == 2
    assert term.quiet_for() >= SILENCE_SECONDS - LEASE_SECONDS
    with pytest.raises(SessionLost):
        await session.beat()
    assert "copy frozen was silent" in caplog.text
    await term.end()


async def test_a_copy_that_beats_is_left_alone(address: str, clock: Clock) -> None:
    session = await frozen_leader(address)
    waiting = asyncio.create_task(copy_at(address, clock).stand_by())
    while clock.now < 1030.0:
        await session.beat()
    assert not waiting.done()
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    assert await session.beat() == 1
    session.close()


async def test_its_own_lease_keeps_no_copy_waiting(address: str, clock: Clock) -> None:
    copy = copy_at(address, clock)
    term = await copy.stand_by()
    postgresql.cut(address)
    async with asyncio.timeout(5):
        with pytest.raises(LeadershipLost):
            await term.lost()
    assert term.is_lost
    await term.end()
    again = await copy.stand_by()
    assert clock.now - 1000.0 < LEASE_SECONDS
    assert again.epoch == 2
    await again.end()


async def test_several_copies_make_a_new_database_once(clock: Clock) -> None:
    address = postgresql.new_database("template1")
    standing = [asyncio.create_task(copy_at(address, clock).stand_by()) for _ in range(3)]
    done, waiting = await asyncio.wait(standing, return_when=asyncio.FIRST_COMPLETED)
    await asyncio.sleep(0.1)
    assert len(done) == 1
    for each in waiting:
        each.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    (term,) = [each.result() for each in done]
    assert rows(address, "SELECT epoch FROM leadership") == [(1,)]
    await term.end()
    postgresql.drop_database(address)


async def test_a_database_that_never_was_is_refused(clock: Clock) -> None:
    address = postgresql.new_database()
    postgresql.drop_database(address)
    with pytest.raises(StoreUnusable, match="does not exist"):
        await copy_at(address, clock).stand_by()


async def test_a_database_that_goes_away_is_waited_for(
    address: str, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    leader = await copy_at(address, clock).stand_by()
    waiting = asyncio.create_task(copy_at(address, clock).stand_by())
    await logged("stands by; copy", caplog)
    server, name = postgresql.beside(address), postgresql.name_of(address)
    postgresql.run(server, f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
    postgresql.cut(address)
    await logged("waits for the database", caplog)
    assert not waiting.done()
    postgresql.run(server, f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')
    term = await waiting
    assert term.epoch == 2
    for each in (leader, term):
        await each.end()


async def logged(words: str, caplog: pytest.LogCaptureFixture) -> None:
    """Wait until the log holds these words. Raises TimeoutError."""
    async with asyncio.timeout(20):
        while True:
            if words in caplog.text:
                return
            await asyncio.sleep(0.01)


async def led_until_cut(address: str, clock: Clock, stopping: asyncio.Event, fails: bool) -> list[int | None]:
    """The epochs in which a copy leads whose connections are cut once, and which is stopped then.

    At the cut its work ends with an error (`fails`), or goes on and knows nothing.
    """
    epochs = list[int | None]()

    async def lead(term: Term) -> None:
        epochs.append(term.epoch)
        if len(epochs) == 2:
            stopping.set()
            return
        database = await Database.open(address, term.fence)
        try:
            postgresql.cut(address)
            if fails:
                async with database.writing():
                    pass
            await asyncio.Event().wait()
        finally:
            await database.close()

    async with asyncio.timeout(10):
        await by_turns(copy_at(address, clock), stopping, lead)
    return epochs


@pytest.mark.parametrize("fails", [False, True])
async def test_a_copy_that_is_cut_off_stops_what_it_does_and_leads_again_when_it_can(
    address: str, clock: Clock, caplog: pytest.LogCaptureFixture, fails: bool
) -> None:
    caplog.set_level(logging.INFO)
    assert await led_until_cut(address, clock, asyncio.Event(), fails) == [1, 2]
    assert "leads no longer, and stands by" in caplog.text
    assert rows(address, "SELECT epoch, holder FROM leadership") == [(2, None)]


async def test_a_mistake_of_the_program_ends_it_and_lets_another_copy_lead(address: str, clock: Clock) -> None:
    async def lead(_term: Term) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await by_turns(copy_at(address, clock), asyncio.Event(), lead)
    term = await copy_at(address, clock).stand_by()
    assert term.epoch == 2
    await term.end()


async def test_a_copy_that_stands_by_stops_at_once(address: str, clock: Clock) -> None:
    async def lead(_term: Term) -> None:
        raise AssertionError("another copy leads")

    term = await copy_at(address, clock).stand_by()
    stopping = asyncio.Event()
    living = asyncio.create_task(by_turns(copy_at(address, clock), stopping, lead))
    await asyncio.sleep(0.1)
    stopping.set()
    async with asyncio.timeout(1):
        await living
    await term.end()
