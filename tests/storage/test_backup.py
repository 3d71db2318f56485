"""`python -m bot backup FILE`: a sound copy of a database that is being written, and clear refusals."""

import asyncio
import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bot.core.chat import Chat
from storage import Store
from storage.sqlite.backup import BackupFailed, back_up
from tests.support.examples import ID, NOW
from tests.support.waiting import patience

ROOT = Path(__file__).parents[2]


def backup(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, without a token."""
    environment = {"PATH": os.environ["PATH"], "DATABASE_URL": f"sqlite:///{folder}/guetteur.db"}
    command = [sys.executable, "-m", "bot", "backup", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=60)


def copies(folder: Path) -> list[str]:
    """What a backup left in a folder."""
    return [path.name for path in folder.glob("copy*")]


async def test_a_backup_taken_while_the_database_is_written_is_sound_and_whole(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/guetteur.db"
    store = await Store.open(address)
    before = 50
    for number in range(before):
        await store.chats.greet(Chat(1 + number, "private", "fr"), NOW)
    with closing(sqlite3.connect(tmp_path / "guetteur.db")) as database:  # more than is copied in one breath
        database.execute("CREATE TABLE ballast AS SELECT randomblob(16000000) AS body")
    done = asyncio.Event()

    async def write_on() -> None:
        number = 1000
        while not done.is_set():
            number += 1
            await store.chats.greet(Chat(number, "private", "fr"), NOW)

    writing = asyncio.create_task(write_on())
    async with patience("the backup is made"):
        await asyncio.to_thread(back_up, tmp_path / "guetteur.db", tmp_path / "copy.db")
    done.set()
    await writing
    await store.close()
    with closing(sqlite3.connect(tmp_path / "copy.db")) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        (chats,) = copy.execute("SELECT count(*) FROM chats WHERE id <= ?", (before,)).fetchone()
    assert chats == before
    assert copies(tmp_path) == ["copy.db"]


async def test_a_backup_put_in_the_place_of_the_database_is_the_bot_as_it_was(tmp_path: Path) -> None:
    address, copy = f"sqlite:///{tmp_path}/guetteur.db", f"sqlite:///{tmp_path}/copy.db"
    store = await Store.open(address)
    await store.chats.greet(Chat(1001, "private", "fr"), NOW)
    await store.follows.follow(1001, ID, False, NOW)
    assert backup(tmp_path, str(tmp_path / "copy.db")).returncode == 0
    await store.chats.forget(1001)
    await store.close()
    restored = await Store.open(copy)
    assert [each.id for each in await restored.follows.of_chat(1001)] == [ID]
    await restored.close()


async def test_a_backup_is_for_its_owner_alone(tmp_path: Path) -> None:
    await (await Store.open(f"sqlite:///{tmp_path}/guetteur.db")).close()
    shown = backup(tmp_path, str(tmp_path / "copy.db"))
    assert "checked" in shown.stdout
    assert stat.S_IMODE((tmp_path / "copy.db").stat().st_mode) == 0o600


async def test_a_file_that_is_there_already_is_left_as_it_is(tmp_path: Path) -> None:
    await (await Store.open(f"sqlite:///{tmp_path}/guetteur.db")).close()
    (tmp_path / "copy.db").write_text("precious")
    shown = backup(tmp_path, str(tmp_path / "copy.db"))
    assert (shown.returncode, shown.stdout) == (1, "")
    assert "exists already" in shown.stderr
    assert (tmp_path / "copy.db").read_text() == "precious"


def test_a_backup_of_no_database_or_into_no_folder_says_so_in_a_sentence(tmp_path: Path) -> None:
    shown = backup(tmp_path, str(tmp_path / "copy.db"))
    assert (shown.returncode, shown.stderr) == (1, f"there is no database at {tmp_path}/guetteur.db\n")
    (tmp_path / "guetteur.db").write_bytes(b"")
    assert "there is no folder" in backup(tmp_path, str(tmp_path / "nowhere" / "copy.db")).stderr


def test_a_database_that_is_damaged_gives_no_backup(tmp_path: Path) -> None:
    (tmp_path / "guetteur.db").write_bytes(b"no database at all, and long enough to look like one" * 100)
    with pytest.raises(BackupFailed):
        back_up(tmp_path / "guetteur.db", tmp_path / "copy.db")
    assert copies(tmp_path) == []
