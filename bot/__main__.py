"""The command line: `python -m bot` runs the bot, `demo` tries it without a token, `read` reads a saved page.

`backup` copies the database of a bot that may be running.
"""

import signal

if __name__ == "__main__":
    # Whoever has had enough before anything is there to be left in order is shown no traceback of an import.
    signal.signal(signal.SIGINT, signal.SIG_DFL)

import argparse
import asyncio
import logging
import os
import sys
from pathlib import Path
from urllib.request import getproxies

log = logging.getLogger(__name__)

FAILED = 1
WRONG_SETTINGS = 2
INTERRUPTED = 130
FOR_OTHERS = 0o077
"""The rights that nobody but the owner gets on the database: it tells who follows what."""


def main(arguments: list[str] | None = None) -> int:
    """Run a command. Returns the exit code, see the README."""
    parser = argparse.ArgumentParser(prog="python -m bot", description=__doc__)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    commands.add_parser("run", help="run the bot (what is done without a command)")
    demo = commands.add_parser("demo", help="chat with the bot in this terminal; needs no token and no network")
    demo.add_argument("--language", choices=("fr", "en"), help="the language of the chat (default: that of the system)")
    read = commands.add_parser("read", help="print as JSON what is understood of a saved page, record or archive")
    read.add_argument(
        "file", help="an HTML page of either site, a record of the archive or the whole of it; - for standard input"
    )
    backup = commands.add_parser("backup", help="copy the database into a new file; the bot may be running")
    backup.add_argument("file", type=Path, help="the file to make")
    chosen = parser.parse_args(arguments)
    # Each command imports what it needs alone: `read` is fast, and `demo` opens no database.
    if chosen.command == "demo":
        from bot.demo.terminal import run_demo

        return run_demo(chosen.language)
    if chosen.command == "read":
        from bot.cli.read import read_file

        return read_file(chosen.file)
    if chosen.command == "backup":
        return back_up(chosen.file)
    return run()


def back_up(target: Path) -> int:
    """Copy the database that DATABASE_URL names."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # half a copy is removed
    from bot.settings import BadSettings, load_database_settings
    from storage.backup import BackupFailed
    from storage.backup import back_up as copy

    try:
        address = load_database_settings().database_url
    except BadSettings as error:
        print(error, file=sys.stderr)
        return WRONG_SETTINGS
    try:
        size = copy(address, target)
    except BackupFailed as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{target}: {size} bytes, checked")
    return 0


def run() -> int:
    """Run the bot until a signal stops it."""
    from bot.settings import BadSettings, load_settings, misspelt_settings

    try:
        settings = load_settings()
    except BadSettings as error:
        print(error, *misspelt_settings(), sep="\n", file=sys.stderr)
        return WRONG_SETTINGS
    from bot import app
    from bot.cli.event_loop import EventLoop
    from bot.cli.logs import set_up_logging
    from bot.core import proxies
    from bot.maintenance.store_guard import StoreLost
    from storage import StoreUnusable

    if why := proxies.why_unusable(getproxies()):
        print(why, file=sys.stderr)
        return WRONG_SETTINGS
    set_up_logging(settings.log_level, settings.telegram_bot_token)
    for sentence in misspelt_settings():
        log.warning("%s", sentence)
    os.umask(FOR_OTHERS)
    try:
        with asyncio.Runner(loop_factory=EventLoop) as runner:
            runner.run(app.run(settings))
    except app.TokenRefused:
        print(
            "TELEGRAM_BOT_TOKEN: Telegram does not take this token (or TELEGRAM_API_URL is not a Bot API)",
            file=sys.stderr,
        )
        return WRONG_SETTINGS
    except app.AnotherCopy as error:
        print(f"another copy of this bot runs, or a webhook is set, so this one stops: {error}", file=sys.stderr)
        return FAILED
    except StoreLost as error:
        print(f"DATABASE_URL: {error}", file=sys.stderr)
        return FAILED
    except StoreUnusable as error:
        print(f"DATABASE_URL: {error}", file=sys.stderr)
        return WRONG_SETTINGS
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:  # before anything runs that could be stopped in order
        sys.exit(INTERRUPTED)
