"""A primary and its synchronous standby, as a managed database has them, and whoever fails one over to the other."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.postgresql import OWNER, READY_SECONDS, Server, name_of, new_database, of_its_own, run

STANDBY = "standby"


class Pair:
    """Two servers, each of which can be either. `address` names both, the first primary first."""

    def __init__(self, first: Server, second: Server, address: str) -> None:
        self.first = first
        self.second = second
        self.address = address

    def of(self, server: Server) -> str:
        """The address of the database on one of them."""
        return server.address(name_of(self.address))

    def promote(self, server: Server) -> None:
        """Make a standby the primary, and wait until it takes writes; nobody waits for a standby of its own."""
        run(server.address("postgres"), "SELECT pg_promote(true, 30)")
        be_patient(server, names="")

    def close(self) -> None:
        """Kill the second; the first is another's to end."""
        if is_running(self.second):
            thaw(self.second)
            kill(self.second)


@contextmanager
def pair() -> Iterator[Pair]:
    """Two servers with a migrated database; what is committed on the first is on the second too."""
    with of_its_own(synchronous_commit="on") as first:
        database = name_of(new_database(server=first))
        second = Server(first.folder / STANDBY)
        where = f"host={first.folder} user={OWNER} application_name={STANDBY}"
        backup = ("--write-recovery-conf", "--checkpoint=fast", "--no-sync", "--wal-method=stream")
        first.run("pg_basebackup", "-d", where, "-D", str(second.data), *backup)
        second.start()
        both = Pair(first, second, _address_of(first, second, database))
        try:
            be_patient(first, names=STANDBY)
            wait_for_standby(first)
            yield both
        finally:
            if is_running(first):
                thaw(first)
            both.close()


def be_patient(server: Server, names: str) -> None:
    """Let commits wait for the standbys of these names."""
    run(server.address("postgres"), f"ALTER SYSTEM SET synchronous_standby_names = '{names}'")
    run(server.address("postgres"), "SELECT pg_reload_conf()")


def wait_for_standby(server: Server) -> None:
    """Wait until a commit on the server is one on its standby. Raises TimeoutError."""
    deadline = time.monotonic() + READY_SECONDS
    query = "SELECT 1 FROM pg_stat_replication WHERE sync_state = 'sync' AND state = 'streaming'"
    while not run(server.address("postgres"), query):
        if time.monotonic() > deadline:
            raise TimeoutError("the standby does not follow")
        time.sleep(0.02)


def kill(server: Server) -> None:
    """Kill all processes of a server at once, as a loss of power does."""
    _, *children = _processes(server)
    server.kill()
    for each in children:
        _signal(each, signal.SIGKILL)


def freeze(server: Server) -> None:
    """Stop all processes of a server: the system goes on acknowledging what they are sent."""
    for each in _processes(server):
        _signal(each, signal.SIGSTOP)


def thaw(server: Server) -> None:
    """Let a frozen server go on."""
    for each in _processes(server):
        _signal(each, signal.SIGCONT)


def is_running(server: Server) -> bool:
    """Whether the server has processes."""
    file = server.data / "postmaster.pid"
    return file.exists() and Path(f"/proc/{_postmaster(server)}").exists()


def _address_of(first: Server, second: Server, database: str) -> str:
    return f"postgresql://{OWNER}@/{database}?host={first.folder},{second.folder}&target_session_attrs=read-write"


def _processes(server: Server) -> list[int]:
    first = _postmaster(server)
    return [first, *map(int, Path(f"/proc/{first}/task/{first}/children").read_text().split())]


def _postmaster(server: Server) -> int:
    return int((server.data / "postmaster.pid").read_text().splitlines()[0])


def _signal(process: int, number: int) -> None:
    try:
        os.kill(process, number)
    except ProcessLookupError:
        return
