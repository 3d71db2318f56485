"""Keeps a second process off the database: a lock on a file beside it, held for as long as the process lives.

Two processes on one SQLite file would both take what is due from the outbox, and tell it twice. The kernel gives the
lock back when the process ends, however it ends; what a kill leaves is a file that nobody holds.
"""

import asyncio
import errno
import fcntl
import logging
import os
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path

from storage.unusable import StoreUnusable

log = logging.getLogger(__name__)

PATIENCE = 10.0
"""Seconds to wait for the lock: at a restart the process before may still be ending, which takes five."""

EVERY = 0.2
"""Seconds between two attempts."""

LONGEST_NOTE = 32
"""Bytes of the file that are read, to tell which process holds the lock."""

NO_LOCKS = frozenset({errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL})
"""The errors with which file systems without locks answer."""


class DatabaseInUse(StoreUnusable):
    """Another process has the database."""


class DatabaseLock:
    """The lock of the database in a file. `sleep` waits for so many seconds."""

    def __init__(self, database: Path, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        self._database = database.resolve()  # the same file, whatever path leads to it
        self._sleep = sleep
        self._file: int | None = None

    @property
    def path(self) -> Path:
        """The file that is locked."""
        return self._database.with_name(f"{self._database.name}.lock")

    @property
    def is_held(self) -> bool:
        """Whether this process holds the lock, so that no other can have the database."""
        return self._file is not None

    async def take(self, patience: float = PATIENCE) -> None:
        """Take the lock, waiting up to `patience` seconds for it.

        Raises DatabaseInUse where another process has it. Where the file system has no locks this is logged, and none
        is held.
        """
        if not self._database.parent.is_dir() or self._database.is_dir():
            return  # opening the database will say what is wrong
        left = patience
        try:
            while (holder := self._try()) is not None:
                if left == patience:
                    log.info("another process has the database: waiting up to %.0f s for %s", patience, self.path)
                if left <= 0:
                    raise DatabaseInUse(
                        f"the database {self._database} is in use by another Guetteur{holder}, which holds"
                        f" {self.path.name} beside it: stop that one, or name another database"
                    )
                await self._sleep(EVERY)
                left -= EVERY
        except OSError as error:
            self._go_without(error)

    def release(self) -> None:
        """Give the lock back, where it is held, and remove its file."""
        if self._file is not None:
            with suppress(OSError):
                if self._is_there(self._file):
                    self.path.unlink()
            os.close(self._file)
            self._file = None

    def _try(self) -> str | None:
        """Take the lock and return None; else return words that name the holder, empty where it is unknown."""
        file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            is_ours = self._is_there(file)
        except BlockingIOError:
            is_ours = False
        except OSError:
            os.close(file)
            raise
        if is_ours:
            _sign(file)
            self._file = file
            return None
        holder = _holder(file)
        os.close(file)
        return holder

    def _is_there(self, file: int) -> bool:
        """Whether the locked file is still the one at `path`: the holder before may have removed that when it ended."""
        try:
            return os.path.samestat(os.fstat(file), self.path.stat(follow_symlinks=False))
        except FileNotFoundError:
            return False

    def _go_without(self, error: OSError) -> None:
        """Log that there is no lock: a file system without locks is no reason not to run."""
        why = "the file system has no locks" if error.errno in NO_LOCKS else error.strerror
        log.warning(
            "%s cannot be locked (%s): nothing keeps a second process from telling everything twice", self.path, why
        )


def _sign(file: int) -> None:
    """Write the process id into the file, for people: the lock itself is what counts."""
    try:
        os.truncate(file, 0)
        os.pwrite(file, f"{os.getpid()}\n".encode(), 0)
    except OSError as error:  # a full disk
        log.info("who holds the database's lock could not be written down: %s", error.strerror)


def _holder(file: int) -> str:
    note = os.pread(file, LONGEST_NOTE, 0).decode("ascii", "replace").strip()
    return f" (process {note})" if note.isdecimal() else ""
