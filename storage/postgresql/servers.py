"""The servers that an address names, and which of them takes the writes.

After a failover two servers may both say that they take writes: the promoted one, and the one before, which came back
or was never really away. They are told apart by their timelines. This process connects to no server of an older
timeline than one that it has seen, and looks at all servers when it starts, or when the one that it used is gone.
"""

import asyncio
import logging

import psycopg
from psycopg import pq
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from storage.outage import OUTAGE
from storage.postgresql.errors import sentence
from storage.postgresql.session import PATIENCE, Session, Timeline

log = logging.getLogger(__name__)

LOOK_SECONDS = 3
"""Seconds in which a server that is asked how a session of its own does has to take a connection."""

MOMENT = 1.0
"""Seconds that the other servers get to answer, once one takes writes."""

LONGEST = 300.0
"""Seconds that a statement may take on a server that works. A commit may wait for a synchronous standby for ever."""

SYNCHRONOUS = "SyncRep"
"""The name under which PostgreSQL shows that a commit waits for a synchronous standby."""

TIMELINE = "SELECT system_identifier, substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) FROM pg_control_system()"
"""The name of the file that is written to begins with the timeline, in hexadecimal digits."""

STATE = """
    SELECT pg_backend_pid(), (
        SELECT CASE WHEN state = 'active' THEN coalesce(wait_event, '') ELSE '' END FROM pg_stat_activity WHERE pid = %s
    )
"""
"""What a session waits for is NULL while it works. It may just have ended, and its answer is on the way. The whole is
NULL where there is no such session."""

LEFT_BEHIND = (
    "two servers take writes: %s:%s, and %s:%s, which a failover left behind and which is not used; stop it, or make it"
    " a standby"
)
STANDBY_AWAY = (
    "commits wait for the synchronous standby, and nothing is written meanwhile: bring it back, or change"
    " synchronous_standby_names"
)

SEEN: dict[int, int] = {}
"""The newest timeline of each cluster that this process has seen, however often it opens its database."""


class Servers:
    """Connects to the one of several servers that takes the writes. Where an address names one, to that one."""

    def __init__(self, conninfo: str) -> None:
        self._each = each_of(conninfo)
        self._last: str | None = None

    async def connect(self) -> Session:
        """Connect to the server that was used last, or find another. Raises OperationalError."""
        try:
            session = await self._connect()
        except psycopg.OperationalError as error:
            OUTAGE.failed(sentence(error))
            raise
        OUTAGE.worked()
        return session

    async def find(self) -> Session:
        """Look at all servers, and connect to the newest that takes writes. Raises OperationalError."""
        if len(self._each) == 1:
            return await self._connect_to(self._each[0])
        tried = await self._connect_to_all()
        sessions = sorted((each for each in tried if isinstance(each, Session)), key=_age)
        if not sessions:
            raise _as_one([each for each in tried if isinstance(each, psycopg.OperationalError)])
        used, *others = sessions
        for each in others:
            if each.timeline != used.timeline:
                log.error(LEFT_BEHIND, used.info.host, used.info.port, each.info.host, each.info.port)
            await each.close()
        self._last = used.server
        return await _refuse_left_behind(used)

    async def refuse(self) -> bool:
        """Whether every server is there, and refuses this program for good: its password is wrong, for instance.

        A server that takes a connection, though not for writing, refuses nothing: it may be promoted.
        """
        return all(await asyncio.gather(*map(_refuses, self._each)))

    async def is_worth_waiting(self, session: Session, waited: float) -> bool:
        """Whether an answer is to be expected on a session: its server works on it, and no other one took over."""
        doing = await _doing(session)
        if doing is None:
            self._last = None
            return False
        if doing != SYNCHRONOUS:
            if waited <= PATIENCE:
                log.warning("the database has been at work for %.0f s on a statement (%s)", waited, doing or "runs")
            return waited < LONGEST
        if waited <= PATIENCE:
            log.error(STANDBY_AWAY)
        return not await self._has_newer(session)

    async def _connect(self) -> Session:
        if self._last is not None:
            try:
                return await _refuse_left_behind(await self._connect_to(self._last))
            except psycopg.OperationalError as error:
                log.debug("%s", sentence(error))
        return await self.find()

    async def _connect_to_all(self) -> list[Session | BaseException]:
        """Try all servers. Once one takes writes, the others get a moment: a frozen one would keep it waiting."""
        tasks = [asyncio.create_task(self._connect_to(each)) for each in self._each]
        try:
            await _one_of(tasks)
        finally:
            for each in tasks:
                each.cancel()
        return await asyncio.gather(*tasks, return_exceptions=True)

    async def _connect_to(self, server: str) -> Session:
        session = await Session.connect(server, prepare_threshold=None)
        session.server, session.is_worth_waiting = server, self.is_worth_waiting
        if len(self._each) > 1:
            session.timeline = await _timeline(session)
        return session

    async def _has_newer(self, session: Session) -> bool:
        """Whether another server takes writes on a newer timeline, so that the session's was left behind."""
        others = [each for each in self._each if each != session.server]
        for found in await asyncio.gather(*map(self._connect_to, others), return_exceptions=True):
            if isinstance(found, Session):
                await found.close()
        return is_left_behind(session)


async def _one_of(tasks: list[asyncio.Task[Session]]) -> None:
    """Wait until one succeeded, and a moment longer, or until all have failed."""
    pending = set(tasks)
    while pending:
        done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
        if any(each.exception() is None for each in done):
            break
    if pending:
        await asyncio.wait(pending, timeout=MOMENT)


def each_of(conninfo: str) -> list[str]:
    """One conninfo for each server, in their order."""
    given = {name: str(value) for name, value in conninfo_to_dict(conninfo).items()}
    lists = {name: given[name].split(",") for name in ("host", "hostaddr", "port") if name in given}
    count = max((len(each) for name, each in lists.items() if name != "port"), default=1)
    if count == 1:
        return [conninfo]
    whole = {"target_session_attrs": "read-write", **given}
    return [
        make_conninfo("", **whole | {name: each[min(at, len(each) - 1)] for name, each in lists.items()})
        for at in range(count)
    ]


def _age(session: Session) -> int:
    return -session.timeline.number if session.timeline else 0


def is_left_behind(session: Session) -> bool:
    """Whether this process knows of a newer timeline."""
    return session.timeline is not None and session.timeline.number < SEEN.get(session.timeline.cluster, 0)


async def _refuse_left_behind(session: Session) -> Session:
    if is_left_behind(session):
        await session.close()
        raise psycopg.OperationalError("the only server that takes writes was left behind by a failover")
    return session


async def _timeline(session: Session) -> Timeline | None:
    try:
        ((cluster, number),) = await (await session.execute(TIMELINE)).fetchall()
        found = Timeline(cluster, int(number, 16))
    except psycopg.DatabaseError as error:
        if session.closed:
            raise
        log.debug("the server does not tell its timeline: %s", sentence(error))
        found = None
    await session.rollback()
    if found is not None:
        SEEN[found.cluster] = max(found.number, SEEN.get(found.cluster, 0))
    return found


async def _doing(session: Session) -> str | None:
    """What a session waits for in its server, empty where it works; None where nothing is known of it there."""
    try:
        at_once = make_conninfo(session.server, connect_timeout=LOOK_SECONDS)
        async with await Session.connect(at_once, autocommit=True) as other:
            ((number, doing),) = await (await other.execute(STATE, (session.info.backend_pid,))).fetchall()
            is_direct = number == other.info.backend_pid  # else a pooler stands between, and numbers say nothing
            return str(doing) if doing is not None or is_direct else ""
    except psycopg.Error:
        return None


async def _refuses(server: str) -> bool:
    """Whether the server takes connections, and none of this program's.

    A connection that failed carries no SQLSTATE, and the server may speak any language; libpq's ping tells it apart
    from one that is away or just starting.
    """
    try:
        await (await Session.connect(make_conninfo(server, target_session_attrs="any"))).close()
    except psycopg.OperationalError:
        return bool(await asyncio.to_thread(pq.PGconn.ping, server.encode()) == pq.Ping.OK)
    return False


def _as_one(errors: list[psycopg.OperationalError]) -> psycopg.OperationalError:
    """One error with the words of all."""
    return psycopg.OperationalError("; ".join(sentence(each) for each in errors))
