"""Inspects a database file before anything is written to it: is it whole, what is in it, and which version made it?"""

import sqlite3
from contextlib import closing
from pathlib import Path

from storage.origin import VERSIONS, Inspected

WAIT_SECONDS = 2.0
HEADING = "*** in database main ***"
NO_SUCH_COLUMN = "no such column"


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
