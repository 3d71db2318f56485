"""A database on a server of PostgreSQL: its address, its sessions, and what its errors mean.

Nothing here relies on what a session remembers from one transaction to the next, so that a pooler (PgBouncer and the
like, in transaction mode) may stand between: statements are not prepared on the server, and what is set is set within a
transaction. Only the session of the leader needs to go to the server itself, see `storage.postgresql.leadership`.
"""

import asyncio
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from sqlalchemy import event
from sqlalchemy.engine import URL, ExceptionContext
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.core import backoff
from storage.engine import StemIndex
from storage.origin import VERSIONS, Inspected
from storage.outage import OUTAGE
from storage.postgresql.errors import DAMAGED, is_disconnect, sentence
from storage.postgresql.servers import Servers
from storage.postgresql.session import Session
from storage.postgresql.stems import STEMS
from storage.unusable import StoreUnusable

CONNECT_SECONDS = 5
LONGEST_WAIT = 3.0
"""Seconds between two attempts to reach a server that is away: one that is back, or takes its place, is found soon."""

DEFAULTS = {
    "connect_timeout": str(CONNECT_SECONDS),
    "application_name": "guetteur",
    # A server that vanished without a word is noticed within ten seconds, not after the two hours of TCP.
    "keepalives_idle": "4",
    "keepalives_interval": "2",
    "keepalives_count": "3",
    "tcp_user_timeout": "10000",
}
"""Parameters of libpq, see https://www.postgresql.org/docs/current/libpq-connect.html; the address can set others."""


class PostgresqlEngine:
    """The engine of a database on a server. Raises ValueError for an address that libpq does not understand.

    Its sessions carry the name `sessions`, where one is given, whichever the address gives them.
    """

    stems: StemIndex = STEMS
    path: Path | None = None
    reading: Mapping[str, Any] = MappingProxyType({"isolation_level": "REPEATABLE READ", "postgresql_readonly": True})
    writing: Mapping[str, Any] = MappingProxyType({})  # writers go one after the other, so each sees the last state

    def __init__(self, address: str, sessions: str | None = None) -> None:
        try:
            given = conninfo_to_dict(address)
        except psycopg.ProgrammingError:  # its words can hold the password
            raise ValueError("not a database address; use postgresql://user:password@host:5432/database") from None
        named = {} if sessions is None else {"application_name": sessions}
        self._servers = Servers(make_conninfo("", **{**DEFAULTS, **given, **named}))
        self.shown = _shown(given)
        self.server = "PostgreSQL"

    async def inspect(self) -> Inspected:
        """Wait until the server answers, and look at what the database holds. Raises StoreUnusable."""
        connection = await self.connect()
        try:
            async with connection:
                self.server = f"PostgreSQL {connection.info.server_version // 10_000}"
                rows = await connection.execute("SELECT pg_is_in_recovery(), current_setting('transaction_read_only')")
                (found,) = await rows.fetchall()
                if found != (False, "off"):
                    raise StoreUnusable(
                        f"the database {self.shown} is read-only, such as a standby is: name the primary,"
                        " or several hosts with target_session_attrs=read-write"
                    )
                return await _inspect(connection)
        except psycopg.Error as error:  # also where the server goes away just now
            raise StoreUnusable(f"the database {self.shown} cannot be used: {sentence(error)}") from None

    def create(self, readers: int) -> AsyncEngine:
        """Make an engine that gives up its connections where the server goes away."""

        engine = create_async_engine(
            URL.create("postgresql+psycopg"),
            async_creator=self._servers.connect,
            pool_size=readers + 1,
            max_overflow=0,
            hide_parameters=True,  # the values of a statement may be what a person wrote, and errors are logged
        )
        event.listen(engine.sync_engine, "handle_error", _heed_disconnect)
        event.listen(engine.sync_engine, "checkin", _forget_mode)
        return engine

    def damage(self, error: BaseException) -> str | None:
        """The words of an error that tells of damaged data, else None."""
        return str(error) if getattr(error, "sqlstate", None) in DAMAGED else None

    async def connect(self) -> Session:
        """Connect, and wait for a server that is away. Raises StoreUnusable where it refuses."""
        attempt = 0
        while True:
            try:
                session = await self._servers.find()
            except psycopg.OperationalError as error:
                if await self._servers.refuse() and not _is_crowded(error):
                    raise StoreUnusable(f"the database {self.shown} cannot be used: {sentence(error)}") from None
                attempt += 1
                OUTAGE.failed(sentence(error))
            else:
                OUTAGE.worked()
                return session
            await asyncio.sleep(backoff.growing(attempt, 0.5, LONGEST_WAIT))


async def _inspect(connection: Session) -> Inspected:
    rows = await connection.execute(
        "SELECT relname FROM pg_class"
        " WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'v', 'm')"
    )
    tables = frozenset(str(name) for (name,) in await rows.fetchall())
    if VERSIONS not in tables:
        return Inspected(tables=tables)
    try:
        rows = await connection.execute("SELECT version_num FROM alembic_version")
    except psycopg.errors.UndefinedColumn:
        return Inspected(tables=tables)  # a table of that name, and not Alembic's
    return Inspected(revisions=tuple(str(revision) for (revision,) in await rows.fetchall()), tables=tables)


def _is_crowded(error: psycopg.OperationalError) -> bool:
    return "too many" in str(error) or "connection slots" in str(error)


def _shown(given: dict[str, Any]) -> str:
    """The address without whatever may be secret in it."""
    user = f"{given['user']}@" if given.get("user") else ""
    hosts, ports = str(given.get("host") or "").split(","), str(given.get("port") or "").split(",")
    places = [f"{host}:{ports[min(index, len(ports) - 1)]}" if any(ports) else host for index, host in enumerate(hosts)]
    return f"postgresql://{user}{','.join(places)}/{given.get('dbname') or ''}"


def _forget_mode(connection: Any, _record: object) -> None:
    """Let the server say again whether a transaction may write.

    After one that reads, SQLAlchemy would begin each with READ WRITE: a standby refuses that as something it cannot do,
    and a database that is meant to be read-only allows it.
    """
    if connection is not None:
        connection.set_read_only(None)


def _heed_disconnect(context: ExceptionContext) -> None:
    """Give up all connections where the server goes away, or is no longer the one that takes writes."""
    if is_disconnect(context.original_exception):
        context.is_disconnect = True
        context.invalidate_pool_on_disconnect = True
