"""The mailbox of several copies: an update that is delivered to two at once is written down once."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from storage import Store, StoreUnusable
from storage.inbox import Unhandled
from storage.mailbox import Mailbox
from tests.support import postgresql
from tests.support.examples import NOW
from tests.support.stores import new_store


@pytest.fixture
async def database() -> AsyncIterator[str]:
    address = postgresql.new_address()
    yield address
    postgresql.drop_database(address)


@pytest.fixture
async def store(database: str) -> AsyncIterator[Store]:
    opened = await new_store(database)
    yield opened
    await opened.close()


async def test_each_update_is_written_down_once_whichever_copy_it_comes_to(store: Store, database: str) -> None:
    boxes = [Mailbox(database) for _ in range(3)]
    everywhere = [(number, box) for number in range(20) for box in boxes]
    await asyncio.gather(*(box.keep(number, "{}", NOW) for number, box in everywhere))
    assert await store.updates.unhandled() == [Unhandled(number, "{}") for number in range(20)]
    assert [await box.keep(7, "{}", NOW) for box in boxes] == [False] * 3
    for box in boxes:
        await box.close()


async def test_tables_of_another_version_are_left_alone_until_they_fit(store: Store, database: str) -> None:
    ((fitting,),) = postgresql.run(database, "SELECT version_num FROM alembic_version")
    postgresql.run(database, "UPDATE alembic_version SET version_num = '0001'")
    box = Mailbox(database)
    with pytest.raises(StoreUnusable, match="the schema is 0001"):
        await box.keep(1, "{}", NOW)
    postgresql.run(database, f"UPDATE alembic_version SET version_num = '{fitting}'")  # noqa: S608 - a number of ours
    assert await box.keep(1, "{}", NOW)
    assert [each.number for each in await store.updates.unhandled()] == [1]
    await box.close()
