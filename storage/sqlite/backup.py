"""Copies the database while the bot runs: consistently, checked, and never over another file."""

import os
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path


class BackupFailed(Exception):
    """No backup was made; the text is a sentence for the operator."""


def back_up(source: Path, target: Path) -> int:
    """Copy the database in the file `source` into the new file `target`. Returns its size in bytes.

    Raises BackupFailed where there is no database, `target` exists, the disk is full, or the copy is damaged.
    """
    if not source.is_file():
        raise BackupFailed(f"there is no database at {source}")
    if target.exists():
        raise BackupFailed(f"{target} exists already, and is left as it is")
    if not target.parent.is_dir():
        raise BackupFailed(f"there is no folder {target.parent}")
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        _copy(source, part)
        os.link(part, target)  # fails where somebody else made the file meanwhile; a rename would overwrite it
    except FileExistsError:
        raise BackupFailed(f"{target} exists already, and is left as it is") from None
    except (sqlite3.Error, OSError) as error:
        raise BackupFailed(f"the copy failed: {error}") from error
    finally:
        with suppress(OSError):
            part.unlink()
    return target.stat().st_size


def _mark(copy: sqlite3.Connection) -> None:
    """Write into the copy when it was made, so that a start with it knows from when on it lacks events."""
    if copy.execute("SELECT 1 FROM sqlite_master WHERE name = 'running'").fetchone():
        now = datetime.now(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")
        copy.execute("UPDATE running SET copied_at = ?", (now,))
        copy.commit()


def _copy(source: Path, part: Path) -> None:
    """Copy the file, check the copy, and flush it to the disk. Nobody but its owner may read it."""
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    # Not read-only: a killed bot leaves a write-ahead log, and to read that SQLite makes a lock file.
    there = f"{source.absolute().as_uri()}?mode=rw"
    with closing(sqlite3.connect(there, uri=True, timeout=60)) as original, closing(sqlite3.connect(part)) as copy:
        original.backup(copy)  # in one step: a copy in pieces begins anew whenever the bot writes
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, without a log beside it
        _mark(copy)
        (verdict,) = copy.execute("PRAGMA integrity_check").fetchone()
    if verdict != "ok":
        raise BackupFailed(f"the copy is not sound: {verdict}")
    with part.open("rb+") as file:
        os.fsync(file.fileno())
