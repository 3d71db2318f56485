"""An open database, whichever engine is behind it: its transactions, and its migrations."""

import asyncio
import logging
import os
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
from sqlalchemy import Connection, Table, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.core.leadership import session_name
from storage.engine import Engine, StemIndex
from storage.fence import Fence
from storage.origin import Inspected, Origin, origin
from storage.postgresql import errors as postgresql_errors
from storage.sqlite import engine as sqlite_engine
from storage.turns import Turns
from storage.unusable import ForeignDatabase, NewerDatabase, StoreUnusable, UnfinishedMove

log = logging.getLogger(__name__)

MIGRATIONS = Path(__file__).parent / "migrations"
READERS = 8
"""Reads at a time: each takes a connection, and on SQLite each connection is a thread."""

MOST_NAMES, LONGEST_NAME = 5, 40
"""Tables of another program that an error names, and the characters that are shown of each."""

ONE_MIGRATES = 0x6775_6574
"""The number of the lock that lets one of several copies migrate a database on a server at a time."""

LOCK_SECONDS = 2.0
"""The longest time that a migration waits for a table: whoever asks for the table meanwhile waits behind it."""

AFTER_LOCK_SECONDS = 3.0


def engine_of(address: str, sessions: str | None = None) -> Engine:
    """The engine of the database at an address. On a server, its sessions carry the name that is given.

    Raises ValueError for a database that is not supported, and for an address that names none.
    """
    if address.startswith(("postgresql://", "postgres://")):
        from storage.postgresql.engine import PostgresqlEngine  # noqa: PLC0415 - who has a file needs no driver of it

        return PostgresqlEngine(address, sessions)
    try:
        url = make_url(address)
    except ArgumentError:
        raise ValueError("not a database address") from None
    if url.drivername != "sqlite":
        raise ValueError(
            f"no such database is served here: {url.drivername};"
            " use sqlite:///guetteur.db, or postgresql://user:password@host:5432/database"
        )
    return sqlite_engine.SqliteEngine(url)


def file_of(address: str) -> Path | None:
    """The path of the database's file; None where it is on a server. Raises ValueError as `engine_of` does."""
    return engine_of(address).path


def shown(address: str) -> str:
    """The address without a password. Raises ValueError as `engine_of` does."""
    return engine_of(address).shown


async def examine(address: str) -> None:
    """Look at the database before anything is written to it. A server that is away is waited for.

    Raises StoreUnusable, as `Database.open` does.
    """
    behind = engine_of(address)
    refuse_others(behind.shown, await behind.inspect())


class Database:
    """An open database. Reads run side by side; writes run one after the other."""

    def __init__(self, behind: Engine, engine: AsyncEngine, schema: str, fence: Fence | None = None) -> None:
        self._behind = behind
        self._fence = fence
        self._engine = engine
        self.schema = schema
        """The revision of its schema, such as `0016`."""

        self.damage: str | None = None
        """The words of the last error that told of damaged data; None where there was none."""

        self.indexed = 0
        """How often this program has written, since it began, what questions are found and counted by."""

        self.finds_all = False
        """Whether it was seen that all that is known can be found by its words (see `storage.questions.index`)."""

        self._turns = Turns()
        self._reading = asyncio.Semaphore(READERS)

    @classmethod
    async def open(cls, address: str, fence: Fence | None = None) -> "Database":
        """Open, create or migrate the database. A server that is away is waited for.

        With a `fence`, which needs its table, every transaction that writes raises LeadershipLost once another copy of
        the program leads. Raises NewerDatabase where a newer version made it, ForeignDatabase where another program
        did, and StoreUnusable where it cannot be opened at all.
        """
        behind = engine_of(address, session_name(fence.copy) if fence else None)
        refuse_others(behind.shown, await behind.inspect())
        engine = behind.create(READERS)
        try:
            schema = await _upgraded_schema(behind, engine, fence)
        except (DatabaseError, OSError) as error:
            await engine.dispose()
            cause = getattr(error, "orig", None) or error
            raise StoreUnusable(
                f"the database {behind.shown} cannot be used: {postgresql_errors.sentence(cause)}"
            ) from error
        except BaseException:
            await engine.dispose()
            raise
        return cls(behind, engine, schema, fence)

    async def close(self) -> None:
        """Close every connection."""
        await self._engine.dispose()

    @property
    def server(self) -> str:
        """What keeps it, and in which version, such as "SQLite 3.46"."""
        return self._behind.server

    @property
    def path(self) -> Path | None:
        """The path of the file, None where the database is no file."""
        return self._behind.path

    @property
    def stems(self) -> StemIndex:
        """The index of the stems of questions."""
        return self._behind.stems

    async def require_schema(self) -> None:
        """Look whether the tables are those of this version, for who may not migrate. Raises StoreUnusable."""
        query = text("SELECT version_num FROM alembic_version")
        async with self.reading() as connection:
            found = (await connection.execute(query)).scalar_one_or_none()
        if found != self.schema:
            raise StoreUnusable(f"the schema is {found}, and this version of the program has {self.schema}")

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that sees one state of the database and changes nothing."""
        with self._noting_damage():
            async with self._reading, self._engine.connect() as connection:
                await connection.execution_options(**self._behind.reading)
                async with connection.begin():
                    yield connection

    @asynccontextmanager
    async def searching(self) -> AsyncIterator[AsyncConnection]:
        """As `reading`, for a transaction that asks the index of stems."""
        async with self.reading() as connection:
            if self.stems.hint is not None:
                await connection.execute(self.stems.hint)
            yield connection

    @asynccontextmanager
    async def writing(self, bulk: bool = False) -> AsyncIterator[AsyncConnection]:
        """A transaction that changes something: all of it, or nothing. `bulk` work lets others go first."""
        with self._noting_damage():
            async with self._turns.one(bulk), self._engine.connect() as connection:
                await connection.execution_options(**self._behind.writing)
                async with connection.begin():
                    if self._fence:
                        await self._fence.check(connection)
                    yield connection

    async def write_last_copy(self, path: Path) -> None:
        """Write all that a database in a file holds into a new file; nothing is written to the database after that.

        Raises DatabaseError, sqlite3.Error or OSError where that fails.
        """
        await self._turns.take()
        async with self._engine.connect() as connection:
            pooled = await connection.get_raw_connection()
            if pooled.driver_connection is not None:
                await pooled.driver_connection.execute("VACUUM INTO ?", (os.fspath(path),))

    @contextmanager
    def _noting_damage(self) -> Iterator[None]:
        try:
            yield
        except DatabaseError as error:
            if error.orig is not None and (damage := self._behind.damage(error.orig)):
                self.damage = damage
            raise


def insert_or_ignore(connection: AsyncConnection, table: Table) -> Any:
    """An INSERT that leaves an existing row of the same key alone. Its result tells how many rows are new."""
    return _insert_or_ignore(connection.dialect.name, table)


def insert_or_replace(connection: AsyncConnection, table: Table) -> Any:
    """An INSERT that overwrites all columns of an existing row of the same key. Wants a list of whole rows."""
    return _insert_or_replace(connection.dialect.name, table)


# They are the same for a table each time, and dear to make: a sweep wants hundreds of them.
@cache
def _insert_or_ignore(dialect: str, table: Table) -> Any:
    statement = (postgresql if dialect == "postgresql" else sqlite).insert(table)
    return statement.on_conflict_do_nothing().execution_options(preserve_rowcount=True)


@cache
def _insert_or_replace(dialect: str, table: Table) -> Any:
    statement = (postgresql if dialect == "postgresql" else sqlite).insert(table)
    key = list(table.primary_key.columns)
    others = {column.name: statement.excluded[column.name] for column in table.columns if column not in key}
    return statement.on_conflict_do_update(index_elements=key, set_=others)


async def _upgraded_schema(behind: Engine, engine: AsyncEngine, fence: Fence | None) -> str:
    """Migrate the database. Whoever uses a table keeps it waiting, and is not kept waiting behind it for long."""
    while True:
        try:
            async with engine.connect() as connection:
                await connection.execution_options(**behind.writing)
                async with connection.begin():
                    if fence:
                        await fence.check(connection)
                    return await connection.run_sync(migrate)
        except DBAPIError as error:
            if error.orig is None or not postgresql_errors.is_locked(error.orig):
                raise
            log.warning("another program uses a table that is to be changed: the upgrade is tried again")
        await asyncio.sleep(AFTER_LOCK_SECONDS)


def migrate(connection: Connection) -> str:
    """Make the tables, or bring those of an older version up to date. Returns the revision of the schema."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({ONE_MIGRATES})")
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{LOCK_SECONDS}s'")
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


def newest_schema() -> str:
    """The revision of the schema that this version of the program makes."""
    return ", ".join(_scripts().get_heads())


@cache
def _scripts() -> ScriptDirectory:
    """All migrations, which take 7 ms to load."""
    return ScriptDirectory.from_config(_config())


def refuse_others(address: str, found: Inspected) -> None:
    """Refuse a database that is not this version's, an older one's or new; `address` is shown.

    Raises NewerDatabase, ForeignDatabase, or UnfinishedMove.
    """
    known = [revision.revision for revision in _scripts().walk_revisions()]
    match origin(found.tables, found.revisions, known):
        case Origin.NEWER:
            raise NewerDatabase(
                f"the database was made by a newer version of Guetteur (schema {', '.join(found.revisions)}): "
                "install that version, or name another database in DATABASE_URL"
            )
        case Origin.FOREIGN:
            raise ForeignDatabase(
                f"the database {address} is not Guetteur's (it has {some(found.tables)}), and is left as it is: "
                "name one of its own"
            )
        case Origin.UNFINISHED:
            raise UnfinishedMove(
                f"a move into the database {address} was not finished, and nothing is in it: "
                "run `python -m bot move` again, or name another database"
            )


def some(tables: Collection[str]) -> str:
    """The first few names of tables, shortened and in one line: another program chose them."""
    shown = [name[:LONGEST_NAME] if name.isprintable() else "?" for name in sorted(tables)]
    more = len(shown) - MOST_NAMES
    return f"the tables {', '.join(shown[:MOST_NAMES])}" + (f" and {more} others" if more > 0 else "")


def is_away(error: BaseException) -> bool:
    """Whether a statement failed because the server that keeps the database is away."""
    cause = error.orig if isinstance(error, DBAPIError) else None
    return cause is not None and hasattr(cause, "sqlstate") and postgresql_errors.is_away(cause)


def is_passing_trouble(error: BaseException) -> bool:
    """Whether a failed statement may succeed later: a locked database, a full disk, a server that is away.

    A mistake of ours is none of these.
    """
    if not isinstance(error, DBAPIError):
        return False
    cause = error.orig
    if cause is None:
        return False
    return postgresql_errors.is_passing(cause) if hasattr(cause, "sqlstate") else sqlite_engine.is_passing(cause)


def words_of(error: BaseException) -> str:
    """What the database said, in one line: without the statement, and without its values."""
    return postgresql_errors.sentence(getattr(error, "orig", None) or error)
