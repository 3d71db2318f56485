"""`python -m bot move`: what it prints, its exit codes, and what is left where it is killed."""

import hashlib
import os
import random
import re
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.__main__ import main
from storage import Store
from storage.moving.moving import move
from storage.unusable import UnfinishedMove
from tests.support import any_rows, postgresql
from tests.support.databases import migrate

ROOT = Path(__file__).parents[2]
PASSWORD = "Sésame-1234"


@pytest.fixture(autouse=True)
def what_a_command_changes() -> Iterator[None]:
    """Put back what belongs to the process."""
    before, mask = signal.getsignal(signal.SIGINT), os.umask(0o022)
    yield
    os.umask(mask)
    signal.signal(signal.SIGINT, before)


def run(source: str, target: str) -> int:
    """The command, in this process. Returns its exit code."""
    return main(["move", "--from", source, "--to", target])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file with rows in every table."""
    migrate(f"sqlite:///{tmp_path}/guetteur.db", "head")
    with closing(sqlite3.connect(tmp_path / "guetteur.db")) as database:
        database.execute("PRAGMA journal_mode = WAL")  # as the bot leaves it
    any_rows.fill(f"sqlite:///{tmp_path}/guetteur.db")
    return tmp_path / "guetteur.db"


def test_a_move_tells_each_table_in_a_line_and_ends_with_0(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = postgresql.new_database("template0")
    assert run(f"sqlite:///{file}", target) == 0
    said = capsys.readouterr()
    lines = said.out.splitlines()
    assert said.err == ""
    assert lines[0].startswith(f"activity: {any_rows.EACH} rows, the same in both, sha256 ")
    rows = any_rows.EACH * (len(lines) - 1)
    assert lines[-1].startswith(f"moved {rows} rows of {len(lines) - 1} tables in ")
    assert run(f"sqlite:///{file}", target) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "is not empty" in said.err
    assert len(said.err.splitlines()) == 1


def test_a_move_that_fails_ends_with_1_and_a_file_that_was_made_is_for_its_owner_alone(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("DELETE FROM chats")  # references are not looked at here
    assert run(f"sqlite:///{file}", f"sqlite:///{file.parent}/new.db") == 1
    assert re.match(r"\n\w+: the row 'chat_id -10995116277.*' refers to one that is not there", capsys.readouterr().err)
    assert stat.S_IMODE((file.parent / "new.db").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("source", "target", "sentence"),
    [
        ("mysql://root@localhost/bot", "sqlite:///{folder}/new.db", "--from: no such database is served here: mysql"),
        ("sqlite:///{file}", f"postgresql://bot:{PASSWORD}@[broken/x", "--to: not a database address"),
        ("sqlite:///{file}", "sqlite:///{file}", "both addresses name the same database"),
        ("sqlite:///{folder}/nothing.db", "sqlite:///{folder}/new.db", "there is no database of Guetteur's at"),
        ("sqlite:///{file}", "sqlite:///{folder}/nowhere/new.db", "there is no folder"),
        ("sqlite:///{file}", f"postgresql://guarded:{PASSWORD}@/postgres?host={{server}}", "password"),
    ],
)
def test_a_move_that_cannot_begin_ends_with_2_and_a_sentence_without_the_password(
    file: Path, source: str, target: str, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    places = {"file": file, "folder": file.parent, "server": postgresql.shared().folder}
    assert run(source.format(**places), target.format(**places)) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert sentence in said.err
    assert PASSWORD not in said.err


def digests(folder: Path) -> dict[str, str]:
    """The checksums of the files of the database that is moved."""
    found = {path.name: path for path in folder.glob("guetteur.db*") if not path.name.endswith(("-shm", ".lock"))}
    # Where there is no log, SQLite makes an empty one for a reader.
    return {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in found.items() if path.stat().st_size}


@pytest.mark.parametrize("is_file", [True, False])
async def test_a_move_that_is_killed_leaves_the_source_as_it_was_and_the_target_unfinished(
    file: Path, is_file: bool
) -> None:
    """Killed once it tells of a table, each time another one; the move after it finishes the work."""
    source = f"sqlite:///{file}"
    target = f"sqlite:///{file.parent}/new.db" if is_file else postgresql.new_database("template0")
    before = digests(file.parent)
    kill_at(random.choice(list(any_rows.everything(source))), source, target)
    assert digests(file.parent) == before
    with pytest.raises(UnfinishedMove, match="was not finished, and nothing is in it"):
        await Store.open(target)
    await move(source, target, lambda _piece: None)
    assert any_rows.everything(target) == any_rows.everything(source)


def kill_at(table: str, source: str, target: str) -> None:
    """Start a move in a process of its own, and kill it while it moves that table."""
    command = [sys.executable, "-m", "bot", "move", "--from", source, "--to", target]
    started = subprocess.Popen(command, cwd=ROOT, env={"PATH": os.environ["PATH"]}, stdout=subprocess.PIPE)
    assert started.stdout is not None
    with started.stdout as output:
        said = b""
        while f"{table}: ".encode() not in said:
            piece = os.read(output.fileno(), 4096)
            assert piece, said
            said += piece
        started.kill()
    started.wait()
