"""`backup FILE`: copy the database that DATABASE_URL names."""

import signal
import sys
from pathlib import Path

from bot.cli.exit_codes import FAILED, WRONG_SETTINGS


def back_up(target: Path) -> int:
    """Copy the database that DATABASE_URL names into the new file `target`. Returns the exit code."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # so that Ctrl-C raises, and half a copy is removed
    from bot.settings import BadSettings, load_database_settings
    from storage.database import file_of
    from storage.sqlite.backup import BackupFailed
    from storage.sqlite.backup import back_up as copy

    try:
        address = load_database_settings().database_url
    except BadSettings as error:
        print(error, file=sys.stderr)
        return WRONG_SETTINGS
    file = file_of(address)
    if file is None:
        print("DATABASE_URL names a database on a server: copy it with pg_dump, see docs/running.md", file=sys.stderr)
        return FAILED
    try:
        size = copy(file, target)
    except BackupFailed as error:
        print(error, file=sys.stderr)
        return FAILED
    print(f"{target}: {size} bytes, checked")
    return 0
