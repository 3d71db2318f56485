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


class Cursor:
    """A cursor that fetches all rows while it executes, so that nothing is left to be done in the thread.

    It has what SQLAlchemy needs of a cursor of aiosqlite, see `AsyncIODBAPICursor` in `sqlalchemy.connectors.asyncio`.
    """

    arraysize = 1

    def __init__(self, in_thread: InThread, connection: sqlite3.Connection) -> None:
        self._in_thread = in_thread
        self._connection = connection
        self._rows: Sequence[Any] = ()
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, sql: str, parameters: Sequence[Any] = ()) -> Self:
        """Execute the statement, and fetch what it finds."""
        await self._in_thread(self._run, sqlite3.Cursor.execute, sql, parameters)
        return self

    async def executemany(self, sql: str, parameters: Sequence[Sequence[Any]]) -> Self:
        """Execute the statement once for each set of parameters."""
        await self._in_thread(self._run, sqlite3.Cursor.executemany, sql, parameters)
        return self

    async def fetchall(self) -> Sequence[Any]:
        """The rows that the statement found."""
        return self._rows

    async def close(self) -> None:
        """Do nothing: the cursor of SQLite is closed already."""

    def _run(self, how: Callable[..., Any], sql: str, parameters: Sequence[Any]) -> None:
        with closing(self._connection.cursor()) as cursor:
            how(cursor, sql, parameters)
            self.description = cursor.description
            self._rows = cursor.fetchall() if cursor.description else ()
            self.rowcount, self.lastrowid = cursor.rowcount, cursor.lastrowid


class Connection(aiosqlite.Connection):
    """A connection whose cursors go to its thread once for each statement."""

    def cursor(self) -> Cursor:  # type: ignore[override]  # SQLAlchemy enters it, and does not await it
        """A new cursor."""
        return Cursor(self._execute, self._conn)

    async def rollback(self) -> None:
        """Roll back the transaction, if there is one: SQLAlchemy asks for it whenever a connection is given back."""
        if self._conn.in_transaction:
            await super().rollback()


def connect(path: Path) -> Connection:
    """A connection to that file, to be awaited."""
    # Its parts are used in its thread alone, but the collector may delete what is left of them in another.
    connection = Connection(lambda: sqlite3.connect(path, check_same_thread=False), CHUNK)
    connection._thread.daemon = True  # as SQLAlchemy's dialect does with the connections that it makes itself
    return connection
