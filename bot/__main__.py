"""Guetteur watches the written questions of the French Parliament and tells Telegram chats what happens to them.

Without a command it runs the bot, which takes its settings from the environment or a file .env in the folder that it is
started from; only TELEGRAM_BOT_TOKEN is needed, and @BotFather gives one. `demo` needs nothing at all.
"""

import signal

if __name__ == "__main__":
    # Ctrl-C during the imports ends the process without a traceback: there is nothing to close in order yet.
    signal.signal(signal.SIGINT, signal.SIG_DFL)

import argparse
import sys
from pathlib import Path

from bot import VERSION
from bot.cli.exit_codes import INTERRUPTED

MODULE, SCRIPT = "python -m bot", "guetteur"
"""The two names of the program: in a clone, and where it is installed."""

EXIT_CODES = """exit codes: 0 done, or stopped in order; 1 a failure; 2 something has to be set right first, such as a
setting, an option or the token; 130 Ctrl-C before the start, 143 SIGTERM before it"""


def main(arguments: list[str] | None = None, program: str = MODULE) -> int:
    """Run a command. Returns the exit code, see `EXIT_CODES`. `program` is what the person typed to get here."""
    parser = argparse.ArgumentParser(prog=program, description=__doc__, epilog=EXIT_CODES)
    parser.add_argument("--version", action="version", version=f"guetteur {VERSION}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    commands.add_parser("run", help="run the bot (what is done without a command)")
    demo = commands.add_parser("demo", help="chat with the bot in this terminal; needs no token and no network")
    demo.add_argument("--language", choices=("fr", "en"), help="the language of the chat (default: that of the system)")
    read = commands.add_parser("read", help="print as JSON what is understood of a saved page, record or archive")
    read.add_argument(
        "file", help="an HTML page of either site, a record of the archive or the whole of it; - for standard input"
    )
    read.add_argument("--chamber", metavar="CODE", help="it is the file with all questions of a chamber, such as senat")
    commands.add_parser(
        "health", help="tell in one line whether the bot that runs is well: exit code 0, or 1 and why not"
    )
    backup = commands.add_parser("backup", help="copy the database into a new file; the bot may be running")
    backup.add_argument("file", type=Path, help="the file to make")
    move = commands.add_parser("move", help="move everything into another database; no bot may be running")
    move.add_argument("--from", dest="source", metavar="ADDRESS", required=True, help="such as sqlite:///guetteur.db")
    move.add_argument(
        "--to",
        dest="target",
        metavar="ADDRESS",
        required=True,
        help="an empty database, such as postgresql://user:password@host:5432/database",
    )
    chosen = parser.parse_args(arguments)
    # Each command imports what it needs alone: `read` is fast, and `demo` opens no database.
    if chosen.command == "demo":
        from bot.demo.terminal import run_demo

        return run_demo(chosen.language)
    if chosen.command == "read":
        from bot.cli.read import read_file

        return read_file(chosen.file, chosen.chamber)
    if chosen.command == "health":
        from bot.cli.health import health

        return health()
    if chosen.command == "backup":
        from bot.cli.backup import back_up

        return back_up(chosen.file)
    if chosen.command == "move":
        from bot.cli.move import move as move_database

        return move_database(chosen.source, chosen.target)
    from bot.cli.run import run

    return run()


def command() -> int:
    """What `guetteur` calls where the program is installed. Returns the exit code."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return _main_or_interrupted(SCRIPT)


def _main_or_interrupted(program: str) -> int:
    try:
        return main(program=program)
    except KeyboardInterrupt:  # before the command could handle it itself
        return INTERRUPTED


if __name__ == "__main__":
    sys.exit(_main_or_interrupted(MODULE))
