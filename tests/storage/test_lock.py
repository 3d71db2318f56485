"""The lock of a database: one process has it, others are refused, and without locks the bot runs all the same."""

import asyncio
import errno
import fcntl
import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.standins.pulse import PATIENCE_SECONDS
from storage import DatabaseLock, Store
from storage.sqlite.backup import back_up
from storage.sqlite.lock import EVERY, DatabaseInUse
from tests.support.waiting import patience

ROOT = Path(__file__).parents[2]
HOLD = """
import asyncio, sys
from pathlib import Path
from storage import DatabaseLock
async def hold():
    lock = DatabaseLock(Path(sys.argv[1]))
    await lock.take()
    print("held", flush=True)
    await asyncio.sleep(60)
asyncio.run(hold())
"""


class Sleeps:
    """Counts the seconds that would be slept."""

    def __init__(self) -> None:
        self.seconds = 0.0

    async def __call__(self, seconds: float) -> None:
        self.seconds += seconds


def address(file: Path) -> str:
    return f"sqlite:///{file}"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "guetteur.db"


def other_process(file: Path) -> subprocess.Popen[str]:
    """A process that has the lock."""
    command = [sys.executable, "-c", HOLD, os.fspath(file)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


async def test_a_second_process_is_told_who_has_the_database_after_some_seconds(file: Path) -> None:
    other, sleeps = other_process(file), Sleeps()
    try:
        with pytest.raises(DatabaseInUse, match=rf"in use by another Guetteur \(process {other.pid}\)"):
            await DatabaseLock(file, sleeps).take(5)
        assert 5 <= sleeps.seconds < 5 + 2 * EVERY
    finally:
        other.kill()
        other.wait()
        if other.stdout is not None:
            other.stdout.close()


async def test_a_process_that_is_killed_leaves_no_lock(file: Path) -> None:
    other = other_process(file)
    with other:
        other.kill()
    lock = DatabaseLock(file)
    await lock.take(0)
    assert lock.is_held
    lock.release()


async def test_a_restart_that_overlaps_waits_and_goes_on(file: Path) -> None:
    first, second = DatabaseLock(file), DatabaseLock(file)
    await first.take(0)
    waiting = asyncio.create_task(second.take(PATIENCE_SECONDS))
    await asyncio.sleep(2 * EVERY)
    assert not second.is_held
    first.release()
    async with patience("the lock is taken"):
        await waiting
    assert second.is_held
    assert second.path.exists()
    with pytest.raises(DatabaseInUse):
        await DatabaseLock(file).take(0)
    second.release()
    assert not second.path.exists()


def make_ways_to(file: Path) -> None:
    file.touch()
    (file.parent / "elsewhere").mkdir()
    (file.parent / "link.db").symlink_to(file)
    (file.parent / "way").symlink_to(file.parent, target_is_directory=True)


@pytest.mark.parametrize("kind", ["relative", "symlink", "folder", "dots"])
async def test_every_path_that_leads_to_a_database_meets_the_same_lock(
    file: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_ways_to(file)
    monkeypatch.chdir(file.parent)
    ways = {
        "relative": Path("guetteur.db"),
        "symlink": file.parent / "link.db",
        "folder": file.parent / "way" / "guetteur.db",
        "dots": file.parent / "elsewhere" / ".." / "guetteur.db",
    }
    lock = DatabaseLock(file)
    await lock.take(0)
    with pytest.raises(DatabaseInUse):
        await DatabaseLock(ways[kind]).take(0)
    other = DatabaseLock(file.parent / "another.db")
    await other.take(0)
    other.release()
    lock.release()


async def test_a_file_that_its_holder_removes_just_before_it_is_locked_lets_nobody_in_twice(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock, really = DatabaseLock(file, Sleeps()), fcntl.flock
    removed: list[int] = []

    def too_late(number: int, operation: int) -> None:
        if not removed:
            lock.path.unlink()
            removed.append(number)
        really(number, operation)

    monkeypatch.setattr(fcntl, "flock", too_late)
    await lock.take(1)
    assert lock.is_held
    with pytest.raises(DatabaseInUse):
        await DatabaseLock(file).take(0)
    lock.release()


@pytest.mark.parametrize(
    ("number", "why"), [(errno.ENOLCK, "has no locks"), (errno.EOPNOTSUPP, "has no locks"), (errno.EIO, "error")]
)
async def test_where_there_are_no_locks_that_is_said_and_the_bot_goes_on(
    file: Path, number: int, why: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(fcntl, "flock", refuse)
    lock = DatabaseLock(file)
    await lock.take()
    assert not lock.is_held
    lock.release()
    (record,) = caplog.records
    assert record.levelno == logging.WARNING
    assert why in record.getMessage()
    assert "a second process" in record.getMessage()


async def test_a_missing_folder_is_left_to_the_opening_of_the_database(file: Path) -> None:
    lock = DatabaseLock(file.parent / "nowhere" / "guetteur.db")
    await lock.take()
    assert not lock.is_held


async def test_a_signal_while_it_waits_leaves_nothing_behind(file: Path) -> None:
    first = DatabaseLock(file)
    await first.take(0)
    waiting = asyncio.create_task(DatabaseLock(file).take(10))
    await asyncio.sleep(EVERY)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    first.release()
    lock = DatabaseLock(file)
    await lock.take(0)
    lock.release()


async def test_a_backup_can_be_made_while_the_lock_is_held(file: Path) -> None:
    lock = DatabaseLock(file)
    await lock.take(0)
    store = await Store.open(address(file))
    assert back_up(file, file.with_name("copy.db")) > 0
    await store.close()
    lock.release()
