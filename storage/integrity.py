"""Inspects a database file before anything is written to it: is it whole, is it ours, and which version made it?"""

import sqlite3
from collections.abc import Collection
from contextlib import closing
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

WAIT_SECONDS = 2.0
HEADING = "*** in database main ***"
NO_SUCH_COLUMN = "no such column"


VERSIONS = "alembic_version"
FIRST_TABLES = frozenset({"chats", "questions", "looks", "follows", "events", "outbox", "updates"})
"""Tables that every version of the program has had. Another program may have some of them, and name its schema's
revisions alike."""


@dataclass(frozen=True, slots=True)
class Inspected:
    """What was found in a file.

    `damage` is what SQLite says of it, None where the file is whole; `tables` include its views.
    """

    damage: str | None = None
    revisions: tuple[str, ...] = ()
    tables: frozenset[str] = frozenset()


class Origin(Enum):
    """Who made a database."""

    NEW = "nobody yet"
    OURS = "this version of the program, or an older one"
    NEWER = "a newer version of the program"
    FOREIGN = "another program"


def origin(tables: Collection[str], revisions: Collection[str], known: Collection[str]) -> Origin:
    """Who made a database with these tables, and these revisions of its schema; `known` are those of this version."""
    if not tables:
        return Origin.NEW
    if not revisions or not set(tables) >= FIRST_TABLES:
        return Origin.FOREIGN
    return Origin.OURS if set(revisions) <= set(known) else Origin.NEWER


def inspect(path: Path) -> Inspected:
    """Read a file and leave it byte for byte as it is, except that a transaction that a kill cut off is rolled back.

    Raises sqlite3.Error where it is no database, or cannot be read.
    """
    if not path.exists() or path.stat().st_size == 0:
        return Inspected()
    # Only a writer can roll back what a kill cut off. Any program that opens the file would do so.
    mode = "rw" if path.with_name(f"{path.name}-journal").exists() else "ro"
    address = f"{path.absolute().as_uri()}?mode={mode}"
    with closing(sqlite3.connect(address, uri=True, timeout=WAIT_SECONDS)) as database:
        (verdict,) = database.execute("PRAGMA quick_check(1)").fetchone()
        damage = None if verdict == "ok" else " ".join(verdict.removeprefix(HEADING).split())
        names = database.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")
        tables = frozenset(name for (name,) in names if not name.startswith("sqlite_"))
        return Inspected(damage, _revisions(database) if VERSIONS in tables else (), tables)


def _revisions(database: sqlite3.Connection) -> tuple[str, ...]:
    try:
        return tuple(str(revision) for (revision,) in database.execute("SELECT version_num FROM alembic_version"))
    except sqlite3.OperationalError as error:
        if NO_SUCH_COLUMN not in str(error):
            raise
        return ()  # a table of that name, and not Alembic's
