"""`python -m bot demo`: chat in a terminal with the real bot, which talks to stand-ins on this machine alone.

Works at a terminal and with a pipe: `echo "/follow 12432" | python -m bot demo` ends when the story has been told.
"""

import asyncio
import io
import os
import signal
import sys
from contextlib import suppress
from tempfile import TemporaryDirectory

from bot.demo.bot_process import BotProcess, environment
from bot.demo.conversation import Conversation
from bot.demo.narration import language_of
from bot.demo.sites import StandInSites
from bot.demo.telegram import StandInTelegram

STOPPING = ("SIGINT", "SIGTERM", "SIGHUP")


def run_demo(language: str | None = None) -> int:
    """Run the demo in this terminal and return the exit code. `language`: fr or en, by default the terminal's."""
    if sys.stdin is None:
        os.open(os.devnull, os.O_RDONLY)  # takes the number 0, which would else be another file's
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    return asyncio.run(_run(language or language_of(os.environ)))


async def _run(language: str) -> int:
    stopped = asyncio.Event()
    _listen_to_signals(stopped)
    async with StandInTelegram() as telegram, StandInSites() as sites:
        with TemporaryDirectory(prefix="guetteur-demo-") as folder:
            bot = BotProcess(environment(telegram, sites, folder))
            conversation = Conversation(telegram, sites, bot, language)
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
