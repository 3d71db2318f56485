"""Runs the real bot as a process of its own against the stand-ins."""

import asyncio
import os
import socket
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from bot.standins.sites.server import StandInSites
from bot.standins.telegram.server import StandInTelegram

ROOT = Path(__file__).resolve().parents[2]
STOP_SECONDS = 5.0
KEPT = 1 << 14
"""Bytes of the process's output that are kept, to show its last lines."""

LAST_LINES = 20
KEPT_VARIABLES = ("HOME", "LANG", "PATH", "SYSTEMROOT", "TEMP", "TMPDIR", "TZ", "VIRTUAL_ENV")
KEPT_PREFIXES = ("LC_", "PYTHON", "COVERAGE_")


def environment(
    telegram: StandInTelegram, sites: StandInSites, folder: str, inherited: Mapping[str, str] = os.environ
) -> dict[str, str]:
    """Environment of the bot: settings for the stand-ins, without the person's own settings and proxies."""
    kept = {
        name: value for name, value in inherited.items() if name in KEPT_VARIABLES or name.startswith(KEPT_PREFIXES)
    }
    return kept | {
        "TELEGRAM_BOT_TOKEN": telegram.token,
        "TELEGRAM_API_URL": telegram.url,
        "DATABASE_URL": f"sqlite:///{folder}/demo.db",
        "ASSEMBLEE_URL": sites.url,
        "QUESTIONS_URL": sites.url,
        "OPENDATA_URL": sites.url,
        "SENAT_DATA_URL": sites.url,
        "SENAT_URL": sites.url,
        "NOSDEPUTES_URL": sites.url,
        "TELEGRAM_PACE": "1000",  # the stand-in takes as much as comes
        "WATCH_INTERVAL": "2",
        "SWEEP_INTERVAL": "2",
        "COMMENTS_INTERVAL": "2",
        "REQUESTS_PER_SECOND": "20",
        "LOG_LEVEL": "WARNING",
        "LOG_FORMAT": "text",  # a person reads it, though it goes through a pipe
    }


def with_feeds(port: int) -> dict[str, str]:
    """More of the environment: what lets a person open feeds, which this machine alone can read, at that port."""
    return {"LISTEN": f"127.0.0.1:{port}", "PUBLIC_URL": f"http://127.0.0.1:{port}"}


def free_port() -> int:
    """A port of this machine that was free a moment ago; the system gives each number again only after many others."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


class BotProcess:
    """A process of `python -m bot`, and the end of its output."""

    def __init__(self, variables: Mapping[str, str], command: tuple[str, ...] = ("-m", "bot")) -> None:
        self._variables = dict(variables)
        self._command = command
        self._written = b""
        self._process: asyncio.subprocess.Process | None = None
        self._listening: asyncio.Task[None] | None = None

    async def start(self) -> None:
        # In a session of its own, so that a Ctrl-C at the terminal reaches the demo alone and the demo stops the bot.
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            *self._command,
            cwd=ROOT,
            env=self._variables,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            start_new_session=True,
        )
        self._listening = asyncio.create_task(self._listen())

    async def ended(self) -> None:
        """Return when the process has ended, by itself or not, and all its output is read."""
        if self._process and self._listening:
            await self._process.wait()
            await asyncio.wait([self._listening], timeout=1)

    async def stop(self) -> None:
        """Ask the process to end, and kill it if it does not."""
        if self._process is None:
            return
        with suppress(ProcessLookupError):
            self._process.terminate()
        try:
            async with asyncio.timeout(STOP_SECONDS):
                await self._process.wait()
        except TimeoutError:
            with suppress(ProcessLookupError):
                self._process.kill()
        await self.ended()

    def last_words(self) -> list[str]:
        """The last lines of the process's output."""
        return self._written.decode(errors="replace").splitlines()[-LAST_LINES:]

    async def _listen(self) -> None:
        if self._process and (output := self._process.stdout):
            while chunk := await output.read(KEPT):
                self._written = (self._written + chunk)[-KEPT:]
