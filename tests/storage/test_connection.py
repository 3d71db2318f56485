"""Connections to SQLite: what they return, and how often they go to their thread."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import column, delete, insert, select, table, text, update
from sqlalchemy.engine import make_url
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.sqlite.connection import Connection, connect
from storage.sqlite.engine import SqliteEngine

WORDS = table("words", column("id"), column("word"))


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    engine = SqliteEngine(make_url(f"sqlite:///{tmp_path}/words.db")).create(readers=1)
    async with engine.begin() as opened:
        await opened.execute(text("CREATE TABLE words (id INTEGER PRIMARY KEY, word TEXT UNIQUE)"))
        await opened.execute(insert(WORDS), [{"word": "digue"}, {"word": "quai"}])
    yield engine
    await engine.dispose()


@pytest.fixture
async def connection(database: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    async with database.connect() as opened:
        yield opened


async def test_rows_are_returned_as_they_are(connection: AsyncConnection) -> None:
    rows = await connection.execute(select(WORDS).order_by(WORDS.c.id))
    assert rows.all() == [(1, "digue"), (2, "quai")]


async def test_a_query_that_finds_nothing_has_columns_and_no_rows(connection: AsyncConnection) -> None:
    found = await connection.execute(select(WORDS).where(WORDS.c.word == "pont"))
    assert list(found.keys()) == ["id", "word"]
    assert found.all() == []


async def test_changed_rows_are_counted(connection: AsyncConnection) -> None:
    assert (await connection.execute(update(WORDS).values(word=WORDS.c.word + "s"))).rowcount == 2
    assert (await connection.execute(delete(WORDS).where(WORDS.c.id == 3))).rowcount == 0


async def test_the_key_of_a_new_row_is_known(connection: AsyncConnection) -> None:
    assert (await connection.execute(text("INSERT INTO words (word) VALUES ('pont')"))).lastrowid == 3
    inserted = await connection.execute(insert(WORDS).values(word="port").returning(WORDS.c.id))
    assert inserted.scalar_one() == 4


@pytest.mark.parametrize("words", [["digue"], ["pont", "digue"]])
async def test_an_error_is_the_one_that_sqlite_reports(connection: AsyncConnection, words: list[str]) -> None:
    with pytest.raises(IntegrityError) as refused:
        await connection.execute(insert(WORDS), [{"word": word} for word in words])
    assert getattr(refused.value.orig, "sqlite_errorname", None) == "SQLITE_CONSTRAINT_UNIQUE"
    with pytest.raises(OperationalError, match="no such table"):
        await connection.execute(text("SELECT * FROM bridges"))


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What connections do in their threads, in order."""
    calls = list[str]()
    execute: Any = Connection._execute

    async def counted(self: Connection, call: Callable[..., Any], *arguments: Any) -> Any:
        calls.append(call.__name__)
        return await execute(self, call, *arguments)

    monkeypatch.setattr(Connection, "_execute", counted)
    return calls


async def test_a_transaction_goes_to_the_thread_for_each_statement_and_for_its_end(
    database: AsyncEngine, called: list[str]
) -> None:
    async with database.connect() as connection:
        await connection.execution_options(writes=True)
        async with connection.begin():
            await connection.execute(insert(WORDS), {"word": "pont"})
            await connection.execute(select(WORDS))
    assert called == ["_run", "_run", "commit"]


async def test_a_transaction_without_a_statement_does_not_go_to_the_thread(
    database: AsyncEngine, called: list[str]
) -> None:
    async with database.connect() as connection, connection.begin():
        assert called == []
    assert called == []


async def test_a_writer_has_the_lock_before_its_first_statement(database: AsyncEngine, tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "words.db", timeout=0)
    async with database.connect() as connection:
        await connection.execution_options(writes=True)
        async with connection.begin():
            await connection.execute(select(WORDS))
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                other.execute("INSERT INTO words (word) VALUES ('pont')")
    other.execute("INSERT INTO words (word) VALUES ('pont')")
    other.close()


async def test_where_a_transaction_cannot_begin_no_statement_is_executed_without_it(
    database: AsyncEngine, tmp_path: Path
) -> None:
    other = sqlite3.connect(tmp_path / "words.db", timeout=0, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    async with database.connect() as connection:
        await connection.execution_options(writes=True)
        await connection.begin()
        await (await connection.get_raw_connection()).driver_connection.execute("PRAGMA busy_timeout = 0")  # type: ignore[union-attr]
        with pytest.raises(OperationalError, match="locked"):
            await connection.execute(insert(WORDS), {"word": "pont"})
        other.execute("COMMIT")
        await connection.execute(insert(WORDS), {"word": "port"})
        await connection.rollback()
    assert other.execute("SELECT word FROM words ORDER BY id").fetchall() == [("digue",), ("quai",)]
    other.close()


async def test_a_write_whose_waiter_is_gone_is_rolled_back(database: AsyncEngine, tmp_path: Path) -> None:
    async with database.connect() as connection:
        await connection.execution_options(writes=True)
        writing = asyncio.create_task(_insert_alone(connection))
        await asyncio.sleep(0)
        writing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await writing
    other = sqlite3.connect(tmp_path / "words.db")
    assert other.execute("SELECT count(*) FROM words").fetchone() == (2,)
    other.execute("INSERT INTO words (word) VALUES ('pont')")
    other.close()


async def _insert_alone(connection: AsyncConnection) -> None:
    async with connection.begin():
        await connection.execute(insert(WORDS), {"word": "port"})


async def test_a_statement_whose_waiter_is_gone_is_over_before_the_next_begins(connection: AsyncConnection) -> None:
    slow = text("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000) SELECT max(i) FROM n")
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.001):
            await connection.execute(slow)
    async with connection.engine.connect() as another:
        assert len((await another.execute(text("SELECT 1"))).all()) == 1


async def test_a_connection_ends_with_its_thread(tmp_path: Path) -> None:
    opened = await connect(tmp_path / "words.db")
    assert opened._thread.daemon
    await opened.close()
    with pytest.raises((ValueError, sqlite3.ProgrammingError)):
        await opened.execute("SELECT 1")
