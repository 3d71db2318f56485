"""Copies of the program on a real server: who leads, who stands by, and when one takes the place of another."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import cast

import pytest

from bot.core.leadership import BEAT_SECONDS, LEASE_SECONDS, SILENCE_SECONDS
from bot.maintenance import leadership
from bot.maintenance.leadership import Copy, Term
from bot.maintenance.turns import by_turns
from storage import StoreUnusable
from storage.database import Database
from storage.fence import LeadershipLost
from storage.postgresql.leadership import LeaderSession, SessionLost
from tests.support import postgresql
from tests.support.databases import rows
from tests.support.waiting import patience, until

LOCKED = "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND granted"


BEGAN = 1000.0


class Clock:
    """A clock that goes on where somebody sleeps, and at once: for copies whose leader beats by hand, or not at all.

    What happens while they sleep is done by `meanwhile`, however long the server takes for it.
    """

    def __init__(self) -> None:
        self.now = BEGAN
        self.meanwhile: Callable[[], Awaitable[object]] = lambda: asyncio.sleep(0.005)

    def ticking(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        await self.meanwhile()
        self.now += seconds


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


async def lock_is_free(address: str) -> None:
    """Wait until the server has ended the session that had the lock."""
    await until(lambda: not postgresql.run(address, LOCKED), "the lock is free")


async def test_the_first_copy_leads_at_once_and_may_act(address: str, clock: Clock) -> None:
    term = await copy_at(address, clock).stand_by()
    assert (clock.now, term.epoch) == (BEGAN, 1)
    async with patience("the first beat"):
        await term.wait()
    assert term.is_open
    await term.end()
    assert not term.is_open


async def test_a_copy_that_leads_no_longer_in_order_is_followed_at_once(address: str) -> None:
    slept = list[float]()

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        await asyncio.sleep(seconds)

    other = Copy(address, sleep=sleep)
    assert other.silent_for() is None
    term = await Copy(address).stand_by()
    waiting = asyncio.create_task(other.stand_by())
    await until(lambda: slept, "the other copy stands by")
    await term.end()
    async with patience("the other copy leads"):
        next_term = await waiting
    assert max(slept) <= BEAT_SECONDS, "it waited for a lease that was given back"
    assert next_term.epoch == 2
    assert other.silent_for() is not None
    await next_term.end()


async def test_a_copy_whose_lock_is_gone_is_followed_when_its_lease_is_over(address: str, clock: Clock) -> None:
    session = await frozen_leader(address)

    usual = clock.meanwhile

    async def its_session_ends() -> None:
        clock.meanwhile = usual
        session.close()
        await lock_is_free(address)

    clock.meanwhile = its_session_ends
    term = await copy_at(address, clock).stand_by()
    assert LEASE_SECONDS <= clock.now - BEGAN < 10
    assert term.quiet_for() >= 0
    await term.end()


async def test_a_copy_that_is_silent_is_cut_off_and_followed_within_ten_seconds(
    address: str, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    session = await frozen_leader(address)

    async def is_ended_when_it_is_cut_off() -> None:
        if clock.now - BEGAN >= SILENCE_SECONDS:
            await lock_is_free(address)

    clock.meanwhile = is_ended_when_it_is_cut_off
    term = await copy_at(address, clock).stand_by()
    assert SILENCE_SECONDS <= clock.now - BEGAN < 10
    assert term.epoch == 2
    assert term.quiet_for() >= SILENCE_SECONDS - LEASE_SECONDS
    with pytest.raises(SessionLost):
        await session.beat()
    assert "copy frozen was silent" in caplog.text
    await term.end()


async def test_a_copy_that_beats_is_left_alone(address: str, clock: Clock) -> None:
    session, enough = await frozen_leader(address), asyncio.Event()

    async def beat() -> None:
        if clock.now - BEGAN < 30:
            await session.beat()
        else:
            enough.set()
            await asyncio.Event().wait()

    clock.meanwhile = beat
    waiting = asyncio.create_task(copy_at(address, clock).stand_by())
    async with patience("half a minute of beats"):
        await enough.wait()
    assert not waiting.done()
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    assert await session.beat() == 1
    session.close()


async def test_a_connection_that_breaks_ends_nothing_where_no_other_copy_is_faster(
    address: str, caplog: pytest.LogCaptureFixture
) -> None:
    term = await Copy(address).stand_by()
    postgresql.cut(address)
    await logged("cannot show for now", caplog)
    await until(lambda: postgresql.run(address, LOCKED), "the copy has the lock again")
    assert not term.is_lost
    assert rows(address, "SELECT epoch FROM leadership") == [(1,)]
    await term.end()


class BrokenSession:
    """The session of a leader that broke; the server still has its lock, and gives it back when it was asked `times`."""

    def __init__(self, times: int, of_its_own: bool = True) -> None:
        self._times = times
        self._of_its_own = of_its_own
        self._is_new = False
        self.beaten = asyncio.Event()

    async def open_another(self) -> LeaderSession:
        self._is_new = True
        return cast(LeaderSession, self)

    async def beat(self) -> int:
        if not self._is_new:
            raise SessionLost("cut")
        self.beaten.set()
        return 1

    async def try_lock(self) -> bool:
        self._times -= 1
        return self._times < 0

    async def is_locked_by_its_copy(self) -> bool:
        return self._of_its_own

    async def resign(self, _epoch: int) -> None: ...

    def close(self) -> None: ...


async def test_a_leader_whose_session_broke_waits_until_the_server_has_its_lock_back(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leadership, "SOON_SECONDS", 0.0)
    session = BrokenSession(times=3)
    term = Term(cast(LeaderSession, session), session.open_another, "mine", clock.ticking)
    term.epoch = 1
    async with patience("the leader beats again"):
        await session.beaten.wait()
    assert not term.is_lost
    await term.end()


async def test_a_leader_whose_session_broke_leads_no_longer_where_another_copy_has_the_lock(clock: Clock) -> None:
    session = BrokenSession(times=3, of_its_own=False)
    term = Term(cast(LeaderSession, session), session.open_another, "mine", clock.ticking)
    term.epoch = 1
    async with patience("the leader finds out"):
        with pytest.raises(LeadershipLost):
            await term.lost()
    await term.end()


async def replace(address: str) -> None:
    """Let another copy take the place of the one that leads."""
    other = await LeaderSession.open(address, "other")
    await other.cut_off()
    async with patience("the other copy has the lock"):
        while not await other.try_lock():
            await other.cut_off()
    await other.take(None)
    await other.resign(2)
    other.close()


async def test_several_copies_make_a_new_database_once() -> None:
    address = postgresql.new_database("template1")
    standing = [asyncio.create_task(Copy(address).stand_by()) for _ in range(3)]
    done, waiting = await asyncio.wait(standing, return_when=asyncio.FIRST_COMPLETED)
    assert len(done) == 1
    for each in waiting:
        each.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    (term,) = [each.result() for each in done]
    assert term.epoch == 1
    await term.end()
    postgresql.drop_database(address)


async def test_a_database_that_never_was_is_refused(clock: Clock) -> None:
    address = postgresql.new_database()
    postgresql.drop_database(address)
    with pytest.raises(StoreUnusable, match="does not exist"):
        await copy_at(address, clock).stand_by()


async def test_a_database_that_goes_away_is_waited_for(address: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    leader = await Copy(address).stand_by()
    waiting = asyncio.create_task(Copy(address).stand_by())
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
    await until(lambda: words in caplog.text, f"the log holds {words!r}")


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
            await replace(address)
            if fails:
                async with database.writing():
                    pass
            await asyncio.Event().wait()
        finally:
            await database.close()

    async with patience("the copy leads again, and stops"):
        await by_turns(copy_at(address, clock), stopping, lead)
    return epochs


@pytest.mark.parametrize("fails", [False, True])
async def test_a_copy_that_is_cut_off_stops_what_it_does_and_leads_again_when_it_can(
    address: str, clock: Clock, caplog: pytest.LogCaptureFixture, fails: bool
) -> None:
    caplog.set_level(logging.INFO)
    assert await led_until_cut(address, clock, asyncio.Event(), fails) == [1, 3]
    assert "leads no longer, and stands by" in caplog.text
    assert rows(address, "SELECT epoch, holder FROM leadership") == [(3, None)]


async def test_a_mistake_of_the_program_ends_it_and_lets_another_copy_lead(address: str, clock: Clock) -> None:
    async def lead(_term: Term) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await by_turns(copy_at(address, clock), asyncio.Event(), lead)
    term = await copy_at(address, clock).stand_by()
    assert term.epoch == 2
    await term.end()


async def test_a_copy_that_stands_by_stops_at_once(address: str) -> None:
    async def lead(_term: Term) -> None:
        raise AssertionError("another copy leads")

    term = await Copy(address).stand_by()
    stopping = asyncio.Event()
    living = asyncio.create_task(by_turns(Copy(address), stopping, lead))
    await asyncio.sleep(0.1)
    stopping.set()
    async with patience("the copy stops"):
        await living
    await term.end()
