"""A folder for the servers of one run of the tests. They end with the run, however it ends.

The process that began the run holds a lock on a file in the folder. A keeper, which is started with the first server,
waits for that lock: it gets it when that process has ended, then kills the servers and removes the folder.
"""

import atexit
import fcntl
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, MutableMapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

VARIABLE = "FOLDER_OF_THE_TEST_RUN"
"""The variable of the environment by which the processes of a run know its folder."""

IN_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it
ROOM = 2 * 1024**3
"""Bytes that have to be free in memory; containers often have 64 MB there."""

ROOT_OF_FILES = "PYTEST_DEBUG_TEMPROOT"
"""The variable by which pytest is told where the folders of `tmp_path` go."""

HELD, STARTING, KEPT = "held", "starting", "kept"
"""Files: the lock of the run, that of whoever starts something in it, and the sign that there is a keeper."""


def reserve() -> Path:
    """The folder of this run. The process that asks first makes it, and the run lasts as long as that process."""
    if (known := os.environ.get(VARIABLE)) and Path(known).is_dir():
        return Path(known)
    folder = Path(tempfile.mkdtemp(prefix="guetteur-", dir=IN_MEMORY if has_room() else None))
    folder.chmod(0o711)  # servers may run as another user
    held = os.open(folder / HELD, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC)  # never closed: the lock lasts as long as that
    fcntl.flock(held, fcntl.LOCK_EX)
    os.environ[VARIABLE] = str(folder)
    atexit.register(_remove_unused, folder)
    return folder


def has_room() -> bool:
    """Whether there is room in memory for the servers and the files of a run."""
    return IN_MEMORY.is_dir() and shutil.disk_usage(IN_MEMORY).free > ROOM


def keep_files_in_memory(environment: MutableMapping[str, str]) -> None:
    """Let the files of the tests lie in memory where there is room, unless the environment names another place.

    A database on a disk waits for the disk at each commit, which is most of what a test of the store waits for.
    """
    if has_room():
        environment.setdefault(ROOT_OF_FILES, str(IN_MEMORY))


@contextmanager
def starting(folder: Path) -> Iterator[None]:
    """Let one process at a time start something in the folder, and see to it that a keeper ends it."""
    with (folder / STARTING).open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if not (folder / KEPT).exists():
            detach([sys.executable, "-E", "-S", __file__, str(folder)], stdout=subprocess.DEVNULL)
            (folder / KEPT).touch()
        yield


def detach(command: Sequence[str | os.PathLike[str]], stdout: int | IO[bytes], **rights: Any) -> None:
    """Start a process that outlives this one, and is not its child."""
    in_background = ["sh", "-c", '"$@" &', "sh", *command]
    subprocess.run(
        in_background,
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=stdout,
        start_new_session=True,
        check=True,
        **rights,
    )


def _remove_unused(folder: Path) -> None:
    if not (folder / KEPT).exists():
        shutil.rmtree(folder, ignore_errors=True)


def _keep(folder: Path) -> None:
    """Wait for the end of the run, and end what it left."""
    with (folder / HELD).open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
    for file in folder.glob("*/data/postmaster.pid"):
        with suppress(ProcessLookupError, ValueError, IndexError):
            os.kill(int(file.read_text().splitlines()[0]), signal.SIGQUIT)
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    _keep(Path(sys.argv[1]))
