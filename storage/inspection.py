"""A look at a database file before anything is written to it: is it whole, and which version of the program made it?"""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

WAIT_SECONDS = 2.0
HEADING = "*** in database main ***"
NO_SUCH_TABLE = "no such table"


@dataclass(frozen=True, slots=True)
class Inspected:
    """What a file is: `damage` in SQLite's words, None where it is whole; the `revisions` of its schema."""

    damage: str | None = None
    revisions: tuple[str, ...] = ()


def inspect(path: Path) -> Inspected:
    """Look at a file and leave it byte for byte as it is.

    Raises sqlite3.Error where it is no database, or cannot be read.
    """
    if not path.exists() or path.stat().st_size == 0:
        return Inspected()
    if path.with_name(f"{path.name}-journal").exists():
        return Inspected()  # a kill cut off a change, which only a writer can take back
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=WAIT_SECONDS)) as database:
        (verdict,) = database.execute("PRAGMA quick_check(1)").fetchone()
        damage = None if verdict == "ok" else " ".join(verdict.removeprefix(HEADING).split())
        return Inspected(damage, _revisions(database))


def _revisions(database: sqlite3.Connection) -> tuple[str, ...]:
    try:
        return tuple(revision for (revision,) in database.execute("SELECT version_num FROM alembic_version"))
    except sqlite3.OperationalError as error:
        if NO_SUCH_TABLE not in str(error):
            raise
        return ()
