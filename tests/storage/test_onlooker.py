"""What another process reads of a bot's database while that bot works, and where there is none."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.core.health import Health
from bot.core.readiness import SENDS, TELEGRAM, Signs
from storage import StoreUnusable
from storage.onlooker import signs_at
from tests.support.examples import NOW
from tests.support.stores import ON_BOTH, new_store

HOUR = timedelta(hours=1)


@ON_BOTH
async def test_another_process_reads_the_signs_while_the_database_is_written_to(address: str) -> None:
    store = await new_store(address)
    telegram, sends = Health(succeeded_at=NOW), Health(succeeded_at=NOW - HOUR, failing_since=NOW, reason="so")
    await store.running.begin(NOW - HOUR)
    await store.running.seen(NOW, None)
    await store.sources.save("assemblee", Health(succeeded_at=NOW - 2 * HOUR))
    await store.sources.save("feed", Health(succeeded_at=NOW - 3 * HOUR))
    await store.sources.save(TELEGRAM, telegram)
    await store.sources.save(SENDS, sends)
    expected = Signs(NOW, NOW - 2 * HOUR, telegram, sends)
    assert await store.signs.read() == expected
    async with store._database.writing() as connection:
        await connection.exec_driver_sql("DELETE FROM sources")
        assert await signs_at(address) == expected
    await store.close()


async def test_a_database_that_is_not_there_is_named_and_not_made(tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere.db"
    with pytest.raises(StoreUnusable, match="there is no database at"):
        await signs_at(f"sqlite:///{nowhere}")
    assert not nowhere.exists()


async def test_a_database_of_another_program_is_named(tmp_path: Path) -> None:
    (tmp_path / "other.db").write_bytes(b"")
    with pytest.raises(StoreUnusable, match="cannot be read: no such table"):
        await signs_at(f"sqlite:///{tmp_path / 'other.db'}")
