"""A database in a file of SQLite: where it may lie, how it is opened, and what its errors mean."""

import asyncio
import os
import re
import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection as Connected
from sqlalchemy import event
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage.engine import StemIndex
from storage.origin import Inspected
from storage.sqlite.connection import Connection, connect
from storage.sqlite.inspection import inspect
from storage.sqlite.stems import STEMS
from storage.unusable import StoreUnusable

# Every caller tries again after a locked database; a longer wait here would only delay a stop.
PRAGMAS = ("busy_timeout = 2000", "journal_mode = WAL", "foreign_keys = ON", "synchronous = FULL")

DAMAGED = re.compile(r"malformed|not a database|disk i/o error", re.IGNORECASE)
"""The words of SQLite's errors that mean that its file is damaged."""

PRIMARY = 0xFF
"""The bits of an extended SQLite error code that are its primary code, see https://sqlite.org/rescode.html."""


class SqliteEngine:
    """The engine of a file. Raises ValueError for a database in memory, which would end with the process."""

    stems: StemIndex = STEMS
    server = f"SQLite {sqlite3.sqlite_version}"
    reading: Mapping[str, Any] = MappingProxyType({})
    writing: Mapping[str, Any] = MappingProxyType({"writes": True})

    def __init__(self, url: URL) -> None:
        if not url.database or url.database == ":memory:" or url.query:
            raise ValueError("must name a file, such as sqlite:///guetteur.db")
        self._url = url
        self.shown = str(url)
        self._file = Path(url.database)

    @property
    def path(self) -> Path:
        """The path of the file."""
        return self._file.absolute()

    async def inspect(self) -> Inspected:
        """Look at the file, which opening it for writing could change. Raises StoreUnusable."""
        return await asyncio.to_thread(self._inspect)

    def create(self, readers: int) -> AsyncEngine:
        """Make an engine whose writers take the lock at once."""
        url = self._url.set(drivername="sqlite+aiosqlite")
        # The text of an error goes into the log, and the values of a statement may be what a person wrote.
        engine = create_async_engine(
            url, async_creator=lambda: connect(self._file), pool_size=readers + 1, hide_parameters=True
        )
        prepare(engine, PRAGMAS)
        return engine

    def damage(self, error: BaseException) -> str | None:
        """The words of an error that tells of a damaged file, else None."""
        return str(error) if DAMAGED.search(str(error)) else None

    def _inspect(self) -> Inspected:
        path = self._file
        if not path.parent.is_dir():
            raise StoreUnusable(f"the database {self.shown} cannot be used: there is no folder {path.parent}")
        if path.is_dir():
            raise StoreUnusable(f"the database {self.shown} cannot be used: {path} is a folder")
        if path.exists() and not os.access(path, os.W_OK):
            raise StoreUnusable(f"the database {self.shown} cannot be used: {path} may not be written")
        try:
            found = inspect(path)
        except sqlite3.Error as error:
            raise StoreUnusable(f"the database {self.shown} cannot be used: {error}") from error
        if found.damage is not None:
            raise StoreUnusable(f"the database {self.shown} is damaged, put a backup in its place: {found.damage}")
        return found


def is_passing(error: BaseException) -> bool:
    """Whether a statement that failed with this error of the driver may succeed later.

    The driver raises an OperationalError for a locked database or a full disk, and for a mistake of ours; SQLite's code
    tells them apart. An error without a code counts as passing.
    """
    code = getattr(error, "sqlite_errorcode", None)
    return code is None or code & PRIMARY != sqlite3.SQLITE_ERROR


def prepare(engine: AsyncEngine, pragmas: Sequence[str]) -> None:
    """Have each connection set these pragmas, and begin its transactions as its options say."""

    @event.listens_for(engine.sync_engine, "connect")
    def set_up(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # otherwise the driver begins transactions by itself
        try:
            for pragma in pragmas:
                connection.execute(f"PRAGMA {pragma}").close()
        except Exception:
            connection.close()  # it is in no pool yet: its thread would outlive the event loop
            raise

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Connected) -> None:
        # A writer takes the lock at once: if it read first, the database could change before it writes.
        writes = connection.get_execution_options().get("writes")
        driver = connection.connection.driver_connection
        statement = "BEGIN IMMEDIATE" if writes else "BEGIN"
        if isinstance(driver, Connection):
            driver.begin_with(statement)
        else:
            connection.exec_driver_sql(statement)
