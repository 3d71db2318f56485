"""A database that is damaged while it is open: the operator hears of it in words, once."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import DatabaseError

from bot.maintenance.store_guard import WORTH_TELLING, StoreGuard
from storage import Store
from storage.file_watch import Fate
from storage.outage import Outage
from tests.support.examples import NOW
from tests.support.stores import make_large, new_store, spoil


@pytest.fixture
async def file(tmp_path: Path) -> AsyncIterator[Path]:
    """A database with a table that is larger than what SQLite keeps of it in memory."""
    made = tmp_path / "guetteur.db"
    await make_large(made)
    yield made


async def test_a_database_that_is_damaged_while_it_is_open_is_reported_once(file: Path) -> None:
    store = await Store.open(f"sqlite:///{file}")
    told: list[str] = []
    guard = StoreGuard(store, lambda: NOW, lambda: told.append("told"), Outage())
    await guard.check()
    assert store.file.damage is None
    spoil(file)
    for _ in range(3):
        with pytest.raises(DatabaseError):
            await store.catalogue.checksums(17)
        await guard.check()
    assert [each.kind for each in await store.reports.waiting()] == ["damaged"]
    assert told == ["told"]
    assert "malformed" in (store.file.damage or "")
    await store.close()


async def test_the_operator_is_told_of_an_outage_once_it_is_over(tmp_path: Path) -> None:
    store, now = await new_store(tmp_path / "guetteur.db"), [100.0]
    outage, told = Outage(lambda: now[0]), list[str]()
    guard = StoreGuard(store, lambda: NOW, lambda: told.append("told"), outage)
    for seconds in (WORTH_TELLING - 1, WORTH_TELLING + 1, WORTH_TELLING + 1):
        outage.failed("connection refused")
        await guard.check()
        now[0] += seconds
        outage.worked()
        await guard.check()
    reports = [(each.kind, each.values) for each in await store.reports.waiting()]
    since = NOW - timedelta(seconds=WORTH_TELLING + 1)
    assert reports == [("outage", {"since": since.isoformat(timespec="seconds")})]
    assert told == ["told"]
    await store.close()


async def test_a_file_in_its_place_is_left_in_peace(tmp_path: Path) -> None:
    store = await new_store(tmp_path / "guetteur.db")
    assert await store.file.fate() is Fate.IN_PLACE
    (tmp_path / "guetteur.db").rename(tmp_path / "elsewhere.db")
    assert await store.file.fate() is Fate.REMOVED
    (tmp_path / "elsewhere.db").rename(tmp_path / "guetteur.db")
    assert await store.file.fate() is Fate.IN_PLACE
    await store.close()
