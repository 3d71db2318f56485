"""The clock guard: when it takes the system clock to have been wrong, and what it then asks of the store."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.maintenance import clock_guard
from bot.maintenance.clock_guard import ClockGuard
from storage import Store
from tests.support.examples import NOW
from tests.support.stores import new_store
from tests.support.waiting import patience

AHEAD = NOW + timedelta(days=200)


class TurnedBack:
    """What the guard asked the store to plan anew: from when, and up to when."""

    def __init__(self, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
        self.found: list[tuple[datetime, datetime]] = []
        self.noticed = asyncio.Event()
        monkeypatch.setattr(store, "turn_back", self._turn_back)

    async def _turn_back(self, now: datetime, ahead: datetime) -> None:
        self.found.append((now, ahead))
        self.noticed.set()


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = await new_store(tmp_path / "guetteur.db")
    yield opened
    await opened.close()


@asynccontextmanager
async def running(guard: ClockGuard) -> AsyncIterator[None]:
    task = asyncio.create_task(guard.run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_a_clock_that_went_back_while_the_bot_was_away_is_noticed_at_the_start(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    await store.running.begin(AHEAD)
    await store.running.begin(NOW)
    turned = TurnedBack(store, monkeypatch)
    async with running(ClockGuard(store, lambda: NOW, lambda: None)), patience("the clock is noticed"):
        await turned.noticed.wait()
    assert turned.found == [(NOW, AHEAD)]


async def test_a_clock_that_was_ahead_for_one_reading_alone_is_noticed_too(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    times = [NOW, AHEAD, NOW]
    turned = TurnedBack(store, monkeypatch)
    guard = ClockGuard(store, lambda: times.pop(0) if times[1:] else times[0], lambda: None)
    assert guard.now() == AHEAD
    async with running(guard), patience("the clock is noticed"):
        await turned.noticed.wait()
    assert turned.found == [(NOW, AHEAD)]


async def test_a_clock_that_is_kept_right_by_seconds_plans_nothing_anew(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock_guard, "CHECK_SECONDS", 0.001)
    times = [NOW + timedelta(seconds=25), *[NOW] * 5]
    checked = asyncio.Event()

    def clock() -> datetime:
        if not times[1:]:
            checked.set()
            return times[0]
        return times.pop(0)

    turned = TurnedBack(store, monkeypatch)
    async with running(ClockGuard(store, clock, lambda: None)), patience("the clock is checked"):
        await checked.wait()
    assert turned.found == []


async def test_a_store_that_cannot_be_looked_through_is_looked_through_later(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock_guard, "CHECK_SECONDS", 0.001)
    tried, told = 0, asyncio.Event()

    async def heed_clock(_now: datetime, _longest_hold: timedelta) -> bool:
        nonlocal tried
        tried += 1
        if tried == 1:
            raise OSError("disk full")
        return True

    monkeypatch.setattr(store, "heed_clock", heed_clock)
    async with running(ClockGuard(store, lambda: NOW, told.set)), patience("it is told"):
        await told.wait()
    assert tried == 2
