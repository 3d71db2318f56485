"""`move --from ADDRESS --to ADDRESS`: move everything from one database into another."""

import asyncio
import os
import signal
import sys
import time

from bot.cli.exit_codes import FAILED, WRONG_SETTINGS
from bot.cli.run import FOR_OTHERS


def move(source: str, target: str) -> int:
    """Move everything from the database at one address into the empty one at another. Returns the exit code."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # so that Ctrl-C raises, and connections are closed
    from storage import StoreUnusable
    from storage.database import engine_of
    from storage.moving.moving import move as move_all
    from storage.unusable import MoveFailed

    for option, address in (("--from", source), ("--to", target)):
        try:
            engine_of(address)
        except ValueError as error:
            print(f"{option}: {error}", file=sys.stderr)
            return WRONG_SETTINGS
    os.umask(FOR_OTHERS)
    began = time.monotonic()
    try:
        moved = asyncio.run(move_all(source, target, _say))
    except StoreUnusable as error:
        print(error, file=sys.stderr)
        return WRONG_SETTINGS
    except MoveFailed as error:
        print(f"\n{error}", file=sys.stderr)
        return FAILED
    rows, seconds = sum(each.rows for each in moved), time.monotonic() - began
    print(f"moved {rows} rows of {len(moved)} tables in {seconds:.0f} s: DATABASE_URL can name the new database now")
    return 0


def _say(piece: str) -> None:
    print(piece, end="", flush=True)
