"""A server of PostgreSQL in trouble under an open store: each statement fails for now, and later ones succeed."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import psycopg
import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.chat import Chat
from storage import Store
from storage.database import Database, is_passing_trouble
from storage.tables import chats
from tests.support import postgresql
from tests.support.examples import NOW
from tests.support.stores import new_store

HERE, THERE = Chat(1001, "private", "fr"), Chat(1002, "private", "fr")


@pytest.fixture
def address() -> Iterator[str]:
    made = postgresql.new_address()
    yield made
    postgresql.drop_database(made)


@pytest.fixture
async def store(address: str) -> AsyncIterator[Store]:
    opened = await new_store(address)
    await opened.chats.greet(HERE, NOW)
    yield opened
    await opened.close()


async def fails_for_now(store: Store) -> DBAPIError:
    """Write something, which has to fail as what can be tried again."""
    with pytest.raises(DBAPIError) as failed:
        await store.chats.greet(THERE, NOW)
    assert is_passing_trouble(failed.value)
    return failed.value


async def works(store: Store) -> None:
    """Read and write, on a connection for each."""
    await store.chats.greet(THERE, NOW)
    assert await store.chats.language(THERE.id) == "fr"


async def write(connection: AsyncConnection, chat: int) -> None:
    await connection.execute(insert(chats).values(id=chat, kind="private", language="fr", created_at=NOW))


async def test_a_server_that_is_killed_is_waited_for_at_the_start_and_found_again_after_it() -> None:
    with postgresql.of_its_own() as server:
        address = server.address(postgresql.MIGRATED)
        server.kill()
        opening = asyncio.create_task(Store.open(address))
        await asyncio.sleep(0.1)
        assert not opening.done()
        server.start()
        store = await opening
        await works(store)
        server.kill()
        await fails_for_now(store)
        server.start()
        await works(store)
        await store.close()


async def test_connections_that_are_cut_between_two_statements_fail_once_at_most(store: Store, address: str) -> None:
    await asyncio.gather(*(store.chats.language(HERE.id) for _ in range(8)))  # each opens a connection
    assert postgresql.cut(address) > 1
    await fails_for_now(store)
    await works(store)  # no other dead connection is tried


async def test_a_transaction_that_is_cut_in_its_middle_leaves_nothing(store: Store, address: str) -> None:
    database = store._database
    with pytest.raises(DBAPIError) as failed:
        async with database.writing() as connection:
            await write(connection, THERE.id)
            postgresql.cut(address)
            await write(connection, 1003)
    assert is_passing_trouble(failed.value)
    await works(store)
    assert await ids(database) == [HERE.id, THERE.id]


async def ids(database: Database) -> list[int]:
    async with database.reading() as connection:
        return list((await connection.execute(select(chats.c.id).order_by(chats.c.id))).scalars())


@pytest.mark.parametrize(
    "state",
    [
        pytest.param("40001", id="a serialization failure"),
        pytest.param("40P01", id="a deadlock"),
        pytest.param("53100", id="a full disk"),
        pytest.param("53200", id="no memory"),
        pytest.param("55P03", id="a lock not got"),
        pytest.param("57014", id="a statement cancelled"),
        pytest.param("58030", id="a disk that fails"),
    ],
)
async def test_what_the_server_cannot_do_now_is_tried_again(store: Store, address: str, state: str) -> None:
    raises = f"BEGIN RAISE EXCEPTION 'as if' USING ERRCODE = '{state}'; END"
    postgresql.run(address, f"CREATE FUNCTION as_if() RETURNS trigger LANGUAGE plpgsql AS $${raises}$$")
    postgresql.run(address, "CREATE TRIGGER as_if BEFORE INSERT ON chats FOR EACH ROW EXECUTE FUNCTION as_if()")
    await fails_for_now(store)
    postgresql.run(address, "DROP TRIGGER as_if ON chats")
    await works(store)


async def test_the_loser_of_a_real_deadlock_can_try_again(store: Store, address: str) -> None:
    await store.chats.greet(THERE, NOW)
    postgresql.run(address, f"ALTER DATABASE {postgresql.name_of(address)} SET deadlock_timeout = '20ms'")
    postgresql.cut(address)
    await fails_for_now(store)
    speak = "UPDATE chats SET language = 'en' WHERE id = %s"
    async with await psycopg.AsyncConnection.connect(address) as other:
        await other.execute("SET deadlock_timeout = '1min'")
        await other.execute(speak, (HERE.id,))
        with pytest.raises(DBAPIError) as failed:
            async with store._database.writing() as connection:
                await connection.execute(update(chats).where(chats.c.id == THERE.id).values(language="en"))
                crossing = asyncio.create_task(other.execute(speak, (THERE.id,)))
                await asyncio.sleep(0)
                await connection.execute(update(chats).where(chats.c.id == HERE.id).values(language="en"))
        assert is_passing_trouble(failed.value)
        await crossing
    await works(store)


async def test_a_long_lock_on_a_table_is_waited_for(store: Store, address: str) -> None:
    async with await psycopg.AsyncConnection.connect(address) as other:
        await other.execute("LOCK TABLE chats IN ACCESS EXCLUSIVE MODE")
        writing = asyncio.create_task(works(store))
        await asyncio.sleep(0.1)
        assert not writing.done()
    await writing


async def test_a_vacuum_that_writes_every_table_anew_takes_nothing(store: Store, address: str) -> None:
    vacuum = asyncio.create_task(asyncio.to_thread(postgresql.run, address, "VACUUM FULL chats, outbox, follows"))
    numbers = range(2000, 2030)
    for chat in numbers:
        await store.chats.greet(Chat(chat, "private", "fr"), NOW)
    await vacuum
    assert await ids(store._database) == [HERE.id, *numbers]


async def test_a_database_that_is_renamed_away_is_found_again_when_it_is_back(store: Store, address: str) -> None:
    name, beside = postgresql.name_of(address), postgresql.beside(address)
    postgresql.cut(address)
    postgresql.run(beside, f"ALTER DATABASE {name} RENAME TO {name}_away")
    await fails_for_now(store)
    assert "does not exist" in str(await fails_for_now(store))
    postgresql.run(beside, f"ALTER DATABASE {name}_away RENAME TO {name}")
    await works(store)


async def test_a_server_that_becomes_read_only_is_written_to_again_when_it_no_longer_is(
    store: Store, address: str
) -> None:
    name = postgresql.name_of(address)
    postgresql.run(address, f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    postgresql.cut(address)
    await fails_for_now(store)
    assert "read-only" in str(await fails_for_now(store))
    postgresql.run(postgresql.beside(address), f"ALTER DATABASE {name} RESET default_transaction_read_only")
    await works(store)


async def test_a_mistake_of_ours_is_no_passing_trouble(store: Store) -> None:
    for statement in ("SELECT nothing FROM chats", "SELECT 1 / 0", "INSERT INTO chats (id) VALUES (1)"):
        with pytest.raises(DBAPIError) as failed:
            async with store._database.writing() as connection:
                await connection.exec_driver_sql(statement)
        assert not is_passing_trouble(failed.value)
