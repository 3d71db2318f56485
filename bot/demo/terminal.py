"""`python -m bot demo`: chat in a terminal with the real bot, which talks to stand-ins on this machine alone.

It works at a terminal and with a pipe: `echo "/follow 12432" | python -m bot demo` ends when the story is over.
"""

import asyncio
import io
import os
import signal
import stat
import sys
from contextlib import suppress
from tempfile import TemporaryDirectory

from bot.demo.bot_process import BotProcess, environment, free_port, with_feeds
from bot.demo.conversation import READER_LEFT, Conversation
from bot.demo.narration import language_of
from bot.standins.sites.server import StandInSites
from bot.standins.telegram.server import StandInTelegram

STOPPING = ("SIGINT", "SIGTERM", "SIGHUP")


def run_demo(language: str | None = None) -> int:
    """Run the demo in this terminal and return the exit code. `language`: fr or en, by default the terminal's."""
    if sys.stdin is None:
        os.open(os.devnull, os.O_RDONLY)  # takes the number 0, which another file would otherwise get
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    code = asyncio.run(_run(language or language_of(os.environ)))
    if code == READER_LEFT:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # drops buffered output that nobody reads
    return code


async def _run(language: str) -> int:
    stopped = asyncio.Event()
    _listen_to_signals(stopped)
    async with StandInTelegram() as telegram, StandInSites() as sites:
        with TemporaryDirectory(prefix="guetteur-demo-") as folder:
            telegram.state.abilities["supports_inline_queries"] = False  # there is no other chat to type in
            bot = BotProcess(environment(telegram, sites, folder) | with_feeds(free_port()))
            conversation = Conversation(telegram, sites, bot, language)
            _listen_to_reader(conversation.unread)
            try:
                await bot.start()
                return await conversation.run(stopped)
            finally:
                await bot.stop()


def _listen_to_signals(stopped: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    for name in STOPPING:
        with suppress(AttributeError, NotImplementedError):  # not every system has all of them
            loop.add_signal_handler(getattr(signal, name), stopped.set)


def _listen_to_reader(left: asyncio.Event) -> None:
    """Notice at once, and not only at the next write, that the reader of a pipe is gone."""
    output = sys.stdout.fileno()
    if stat.S_ISFIFO(os.fstat(output).st_mode):
        # The writing end of a pipe has nothing to read, ever: it wakes when the other end is closed.
        asyncio.get_running_loop().add_reader(output, _note_reader_gone, output, left)


def _note_reader_gone(output: int, left: asyncio.Event) -> None:
    asyncio.get_running_loop().remove_reader(output)
    left.set()
