"""The session with which a copy of the program leads, or stands by.

It goes to the server itself: what it holds is a lock of the session (an advisory lock), which the server gives back
when the process or its connection dies. A process that is frozen keeps its connection, and with it the lock; another
copy then cuts it off, by the name that all sessions of a copy carry. The row of `leadership` has the epoch, which is
raised by each take-over and looked at by each transaction that writes (`storage.fence`), and the beats of the leader.
"""

import asyncio
from typing import Any, NamedTuple

import psycopg

from bot.core.leadership import session_name
from storage.postgresql.engine import PostgresqlEngine
from storage.postgresql.errors import sentence
from storage.postgresql.servers import is_left_behind
from storage.postgresql.session import Session

LEADS = int.from_bytes(b"guetteur")
"""The number of the lock that the leader holds."""

LOCK_SECONDS = 1.0
"""Seconds that a take-over waits for a transaction of the leader before, until it cuts that off once more."""

ATTEMPTS = 5

HOLDER = """
    SELECT pid FROM pg_locks
    WHERE locktype = 'advisory' AND granted AND objsubid = 1
        AND (classid::bigint << 32 | objid::bigint) = %s
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""

CUT_HOLDER = f"""
    SELECT pg_terminate_backend(each.pid) FROM pg_stat_activity AS each, pg_stat_activity AS holder
    WHERE holder.pid IN ({HOLDER}) AND each.datname = current_database()
        AND (each.pid = holder.pid OR each.application_name = holder.application_name)
        AND each.pid <> pg_backend_pid()
"""  # noqa: S608 - made of constants

NAME_OF_HOLDER = f"SELECT application_name FROM pg_stat_activity WHERE pid IN ({HOLDER})"  # noqa: S608 - as above

CUT_NAMED = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = %s
"""

# Whoever writes has a lock of the row's key, so this waits for it; an UPDATE alone would not.
TAKE = """
    WITH held AS (SELECT id FROM leadership FOR UPDATE)
    UPDATE leadership SET epoch = epoch + 1, beat = beat + 1, holder = %s FROM held WHERE leadership.id = held.id
    RETURNING epoch
"""


Rows = list[tuple[Any, ...]]


class SessionLost(Exception):
    """The session is gone, or the server does not answer; the text says why."""


class Pulse(NamedTuple):
    """What the row says: the number of the last beat, the epoch, and who leads; None where that was given up."""

    beat: int
    epoch: int
    holder: str | None


class LeaderSession:
    """A session of a copy. Each method raises SessionLost."""

    def __init__(self, connection: Session, copy: str) -> None:
        self._connection = connection
        self._copy = copy
        self._one_at_a_time = asyncio.Lock()

    @classmethod
    async def open(cls, address: str, copy: str) -> "LeaderSession":
        """Connect. A server that is away is waited for. Raises StoreUnusable where it refuses."""
        connection = await PostgresqlEngine(address, session_name(copy)).connect()
        await connection.set_autocommit(True)
        session = cls(connection, copy)
        await session._ask("SELECT set_config('lock_timeout', %s, false)", f"{LOCK_SECONDS}s")
        return session

    async def try_lock(self) -> bool:
        """Take the lock, if nobody has it."""
        return bool((await self._ask("SELECT pg_try_advisory_lock(%s)", LEADS))[0][0])

    async def is_locked_by_its_copy(self) -> bool:
        """Whether another session of this very copy has the lock, such as one that broke and has not ended yet."""
        return [(session_name(self._copy),)] == await self._ask(NAME_OF_HOLDER, LEADS)

    async def pulse(self) -> Pulse | None:
        """Read the row. None where there is none yet: the database is being made."""
        if (await self._ask("SELECT to_regclass('leadership')"))[0][0] is None:
            return None
        return Pulse(*(await self._ask("SELECT beat, epoch, holder FROM leadership"))[0])

    async def cut_off(self) -> int:
        """End all sessions of the copy that holds the lock. Returns how many were ended."""
        return len(await self._ask(CUT_HOLDER, LEADS))

    async def take(self, holder: str | None) -> int:
        """Begin a new epoch, holding the lock, and return it; what the last holder still does is ended."""
        for _ in range(ATTEMPTS):
            if holder is not None and holder != self._copy:
                await self._ask(CUT_NAMED, session_name(holder))
            try:
                return int((await self._ask(TAKE, self._copy))[0][0])
            except SessionLost as error:
                if not isinstance(error.__cause__, psycopg.errors.LockNotAvailable):
                    raise
        raise SessionLost("a transaction of the leader before does not end")

    async def beat(self) -> int:
        """Beat, and return the epoch. That this succeeds shows that the lock was held until it began."""
        return int((await self._ask("UPDATE leadership SET beat = beat + 1 RETURNING epoch"))[0][0])

    async def resign(self, epoch: int) -> None:
        """Note that the leader of an epoch acts no more, so that nobody needs to wait until its lease is over."""
        await self._ask("UPDATE leadership SET holder = NULL, beat = beat + 1 WHERE epoch = %s RETURNING id", epoch)

    def close(self) -> None:
        """Close the connection, without waiting for the server: that gives the lock back."""
        self._connection.pgconn.finish()

    async def _ask(self, statement: str, *parameters: Any) -> Rows:
        async with self._one_at_a_time:
            if is_left_behind(self._connection):
                raise SessionLost("a failover left the server behind")
            try:
                return await self._rows(statement, parameters)
            except (psycopg.Error, OSError) as error:
                raise SessionLost(sentence(error)) from error

    async def _rows(self, statement: str, parameters: tuple[Any, ...]) -> Rows:
        return await (await self._connection.execute(statement.encode(), parameters)).fetchall()
