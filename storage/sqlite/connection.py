"""Connections to SQLite that go to their thread once for each statement.

aiosqlite has a thread for each connection, and goes there and back to make a cursor, to execute, to fetch and to close:
four times as long as SQLite itself takes for most statements. What a statement finds is fetched as a whole anyway.
"""

import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Self

import aiosqlite

CHUNK = 64
"""Rows that an iteration over a cursor fetches at a time; nothing here iterates over one."""

InThread = Callable[..., Awaitable[Any]]
"""Calls a function with these arguments in the thread of a connection."""


class Transaction:
    """Where a connection's transaction stands. Its beginning goes to the thread with the first statement.

    `begin` is the statement that begins it, until that was sent. `is_over` is whether nothing was sent since the last
    commit or rollback: what was sent may still be executed after its waiter is gone, so only these two say so.
    """

    def __init__(self) -> None:
        self.begin: str | None = None
        self.is_over = True

    def send(self) -> str | None:
        """Note that a statement goes to the thread; returns the one that is to be executed before it."""
        begin, self.begin, self.is_over = self.begin, None, False
        return begin


class Cursor:
    """A cursor that fetches all rows while it executes, so that nothing is left to be done in the thread.

    It has what SQLAlchemy needs of a cursor of aiosqlite, see `AsyncIODBAPICursor` in `sqlalchemy.connectors.asyncio`.
    """

    arraysize = 1

    def __init__(self, in_thread: InThread, connection: sqlite3.Connection, transaction: Transaction) -> None:
        self._in_thread = in_thread
        self._connection = connection
        self._transaction = transaction
        self._rows: Sequence[Any] = ()
        self._fetched = 0
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, sql: str, parameters: Sequence[Any] = ()) -> Self:
        """Execute the statement, and fetch what it finds."""
        await self._in_thread(self._run, self._transaction.send(), sqlite3.Cursor.execute, sql, parameters)
        return self

    async def executemany(self, sql: str, parameters: Sequence[Sequence[Any]]) -> Self:
        """Execute the statement once for each set of parameters."""
        await self._in_thread(self._run, self._transaction.send(), sqlite3.Cursor.executemany, sql, parameters)
        return self

    async def fetchall(self) -> Sequence[Any]:
        """The rows that the statement found."""
        return self._rows

    async def fetchmany(self, size: int | None = None) -> Sequence[Any]:
        """The next rows that the statement found, for a result that is streamed."""
        first, self._fetched = self._fetched, self._fetched + (size or self.arraysize)
        return self._rows[first : self._fetched]

    async def close(self) -> None:
        """Do nothing: the cursor of SQLite is closed already."""

    def _run(self, begin: str | None, how: Callable[..., Any], sql: str, parameters: Sequence[Any]) -> None:
        with closing(self._connection.cursor()) as cursor:
            if begin is not None:
                self._begin(cursor, begin)
            how(cursor, sql, parameters)
            self.description = cursor.description
            self._rows = cursor.fetchall() if cursor.description else ()
            self.rowcount, self.lastrowid = cursor.rowcount, cursor.lastrowid

    def _begin(self, cursor: sqlite3.Cursor, begin: str) -> None:
        """Begin a transaction. Where SQLite refuses, the next statement has to begin it: none may go without."""
        try:
            cursor.execute(begin)
        except sqlite3.Error:
            self._transaction.begin = begin
            raise


class Connection(aiosqlite.Connection):
    """A connection whose cursors go to its thread once for each statement."""

    def __init__(self, connector: Callable[[], sqlite3.Connection], iter_chunk_size: int) -> None:
        super().__init__(connector, iter_chunk_size)
        self._transaction = Transaction()

    def begin_with(self, statement: str) -> None:
        """Have the next statement begin a transaction with this one."""
        self._transaction.begin = statement

    def cursor(self) -> Cursor:  # type: ignore[override]  # SQLAlchemy enters it, and does not await it
        """A new cursor."""
        return Cursor(self._execute, self._conn, self._transaction)

    async def commit(self) -> None:
        """Commit the transaction, unless no statement has begun it."""
        await self._end(super().commit)

    async def rollback(self) -> None:
        """Roll back the transaction, if there is one: SQLAlchemy asks for it whenever a connection is given back."""
        await self._end(super().rollback)

    async def _end(self, how: Callable[[], Awaitable[None]]) -> None:
        self._transaction.begin = None
        if not self._transaction.is_over:
            await how()
            self._transaction.is_over = True


def connect(path: Path) -> Connection:
    """A connection to that file, to be awaited."""
    # Its parts are used in its thread alone, but the collector may delete what is left of them in another.
    connection = Connection(lambda: sqlite3.connect(path, check_same_thread=False), CHUNK)
    connection._thread.daemon = True  # as SQLAlchemy's dialect does with the connections that it makes itself
    return connection
