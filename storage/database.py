"""The one place that knows which database is behind the store: its engine, its transactions, its migrations."""

import asyncio
import logging
import os
import re
import sqlite3
import time
from collections.abc import AsyncIterator, Collection, Iterator
from contextlib import asynccontextmanager, contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Table, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from storage.integrity import Inspected, Origin, inspect, origin

log = logging.getLogger(__name__)

MIGRATIONS = Path(__file__).parent / "migrations"
ASYNC_DRIVERS = {"sqlite": "sqlite+aiosqlite"}
READERS = 8
"""Reads at a time: each takes a connection, and each connection is a thread."""

DAMAGED = re.compile(r"malformed|not a database|disk i/o error", re.IGNORECASE)
"""The words of SQLite's errors that mean that its file is damaged."""

MOST_NAMES, LONGEST_NAME = 5, 40
"""Tables of another program that an error names, and the characters that are shown of each."""

PRIMARY = 0xFF
"""The bits of an extended SQLite error code that are its primary code, see https://sqlite.org/rescode.html."""

# Every caller tries again after a locked database; a longer wait here would only delay a stop.
PRAGMAS = ("busy_timeout = 2000", "journal_mode = WAL", "foreign_keys = ON", "synchronous = FULL")


class StoreUnusable(Exception):
    """The database cannot be opened or used; the text is a sentence for the operator."""


class NewerDatabase(StoreUnusable):
    """The database was made by a newer version of the program."""


class ForeignDatabase(StoreUnusable):
    """The database was made by another program."""


def async_url(address: str) -> URL:
    """The address with the asynchronous driver of its database.

    Raises ValueError for a database that is not supported, and for one in memory, which would end with the process.
    """
    try:
        url = make_url(address)
    except ArgumentError as error:
        raise ValueError("not a database address") from error
    backend = url.get_backend_name()
    if backend not in ASYNC_DRIVERS:
        raise ValueError(f"no such database is served here: {backend}; use sqlite:///guetteur.db")
    if not url.database or url.database == ":memory:" or url.query:
        raise ValueError("must name a file, such as sqlite:///guetteur.db")
    return url.set(drivername=ASYNC_DRIVERS[backend])


class Database:
    """An open database. Reads run side by side; writes run one after the other."""

    def __init__(self, engine: AsyncEngine, schema: str) -> None:
        self._engine = engine
        self.schema = schema
        """The revision of its schema, such as `0016`."""

        self.damage: str | None = None
        """The words of the last error that told of a damaged file; None where there was none."""

        self._writing = asyncio.Lock()
        self._reading = asyncio.Semaphore(READERS)

    @classmethod
    async def open(cls, address: str) -> "Database":
        """Open, create or migrate the database.

        Raises NewerDatabase where a newer version made it, ForeignDatabase where another program did, and StoreUnusable
        where it cannot be opened at all.
        """
        url = async_url(address)
        _refuse_bad_place(address, Path(url.database or ""))
        # The text of an error goes into the log, and the values of a statement may be what a person wrote.
        engine = create_async_engine(url, pool_size=READERS + 1, hide_parameters=True)
        if engine.dialect.name == "sqlite":
            await asyncio.to_thread(_refuse_bad_file, address, Path(url.database or ""))
            _prepare_sqlite(engine)
        try:
            async with engine.connect() as connection:
                await connection.execution_options(writes=True)
                async with connection.begin():
                    schema = await connection.run_sync(_migrate)
        except (DatabaseError, OSError) as error:
            await engine.dispose()
            cause = getattr(error, "orig", None) or error
            raise StoreUnusable(f"the database {address} cannot be used: {cause}") from error
        except StoreUnusable:
            await engine.dispose()
            raise
        return cls(engine, schema)

    async def close(self) -> None:
        """Close every connection."""
        await self._engine.dispose()

    @property
    def path(self) -> Path | None:
        """The path of the file, None where the database is no file."""
        is_file = self._engine.dialect.name == "sqlite" and self._engine.url.database
        return Path(self._engine.url.database or "").absolute() if is_file else None

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that sees one state of the database and changes nothing."""
        with self._noting_damage():
            async with self._reading, self._engine.connect() as connection, connection.begin():
                yield connection

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that changes something: all of it, or nothing."""
        with self._noting_damage():
            async with self._writing, self._engine.connect() as connection:
                await connection.execution_options(writes=True)
                async with connection.begin():
                    yield connection

    async def write_last_copy(self, path: Path) -> None:
        """Write all that the database holds into a new file; nothing is written to the database after that.

        Raises DatabaseError, sqlite3.Error or OSError where that fails.
        """
        await self._writing.acquire()
        async with self._engine.connect() as connection:
            pooled = await connection.get_raw_connection()
            if pooled.driver_connection is not None:
                await pooled.driver_connection.execute("VACUUM INTO ?", (os.fspath(path),))

    @contextmanager
    def _noting_damage(self) -> Iterator[None]:
        try:
            yield
        except DatabaseError as error:
            if DAMAGED.search(str(error.orig)):
                self.damage = str(error.orig)
            raise


def _refuse_bad_place(address: str, path: Path) -> None:
    """Raise StoreUnusable for a path that cannot be a file, in plainer words than the driver's."""
    if not path.parent.is_dir():
        raise StoreUnusable(f"the database {address} cannot be used: there is no folder {path.parent}")
    if path.is_dir():
        raise StoreUnusable(f"the database {address} cannot be used: {path} is a folder")


def _refuse_bad_file(address: str, path: Path) -> None:
    """Raise StoreUnusable for a damaged or foreign file, before opening it for writing changes it."""
    if path.exists() and not os.access(path, os.W_OK):
        raise StoreUnusable(f"the database {address} cannot be used: {path} may not be written")
    try:
        found = inspect(path)
    except sqlite3.Error as error:
        raise StoreUnusable(f"the database {address} cannot be used: {error}") from error
    if found.damage is not None:
        raise StoreUnusable(f"the database {address} is damaged, put a backup in its place: {found.damage}")
    _refuse_others(address, found)


def insert_or_ignore(connection: AsyncConnection, table: Table) -> Any:
    """An INSERT that leaves an existing row of the same key alone."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    return dialect.insert(table).on_conflict_do_nothing()


def insert_or_replace(connection: AsyncConnection, table: Table) -> Any:
    """An INSERT that overwrites all columns of an existing row of the same key. Wants a list of whole rows."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(table)
    key = list(table.primary_key.columns)
    others = {column.name: statement.excluded[column.name] for column in table.columns if column not in key}
    return statement.on_conflict_do_update(index_elements=key, set_=others)


def _prepare_sqlite(engine: AsyncEngine) -> None:
    @event.listens_for(engine.sync_engine, "connect")
    def set_up(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # otherwise the driver begins transactions by itself
        try:
            for pragma in PRAGMAS:
                connection.execute(f"PRAGMA {pragma}").close()
        except Exception:
            connection.close()  # it is in no pool yet: its thread would outlive the event loop
            raise

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Connection) -> None:
        # A writer takes the lock at once: if it read first, the database could change before it writes.
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _migrate(connection: Connection) -> str:
    before = MigrationContext.configure(connection).get_current_heads()
    if set(before) == set(_scripts().get_heads()):
        return ", ".join(before)
    config = _config()
    config.attributes["connection"] = connection
    began = time.monotonic()
    command.upgrade(config, "head")
    after = MigrationContext.configure(connection).get_current_heads()
    log.info("the schema is %s", _upgraded(before, after, time.monotonic() - began))
    return ", ".join(after)


def _upgraded(before: Collection[str], after: Collection[str], seconds: float) -> str:
    new = ", ".join(after)
    return f"upgraded from {', '.join(before)} to {new}, in {seconds:.1f} s" if before else f"{new}, newly made"


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


@cache
def _scripts() -> ScriptDirectory:
    """All migrations, which take 7 ms to load."""
    return ScriptDirectory.from_config(_config())


def _refuse_others(address: str, found: Inspected) -> None:
    known = [revision.revision for revision in _scripts().walk_revisions()]
    match origin(found.tables, found.revisions, known):
        case Origin.NEWER:
            raise NewerDatabase(
                f"the database was made by a newer version of Guetteur (schema {', '.join(found.revisions)}): "
                "install that version, or name another database in DATABASE_URL"
            )
        case Origin.FOREIGN:
            raise ForeignDatabase(
                f"the database {address} is not Guetteur's (it has {_some(found.tables)}), and is left as it is: "
                "name a file of its own"
            )


def _some(tables: Collection[str]) -> str:
    """The first few names of tables, shortened and in one line: another program chose them."""
    shown = [name[:LONGEST_NAME] if name.isprintable() else "?" for name in sorted(tables)]
    more = len(shown) - MOST_NAMES
    return f"the tables {', '.join(shown[:MOST_NAMES])}" + (f" and {more} others" if more > 0 else "")


def is_passing_trouble(error: BaseException) -> bool:
    """Whether a failed statement may succeed later: a locked database or a full disk, and not a mistake of ours.

    The driver raises OperationalError for both; SQLite's code tells them apart. An error without a code counts as
    passing.
    """
    if not isinstance(error, OperationalError):
        return False
    code = getattr(error.orig, "sqlite_errorcode", None)
    return code is None or code & PRIMARY != sqlite3.SQLITE_ERROR
