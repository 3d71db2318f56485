"""Starts the bot's process, in two ways.

Importing the program costs a second of processor time, and most journeys are not about that. For them a server that has
imported everything forks a child for each start, which runs the same `main` as `python -m bot`, in its own process and
with its own settings. Journeys about the start itself start Python anew.
"""

import asyncio
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Mapping
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Protocol

ROOT = Path(__file__).parent.parent.parent
ANEW = ("-m", "bot")

RETRIES = "RETRIES_TIMES_AS_FAST"
"""A setting of forked bots alone: a factor for the pauses before a message is tried again."""

CLOCK = "FAULT_CLOCK"
"""Names a file with the seconds by which the bot's clock is wrong, as in `tests.faults.launch`."""

_FORKING = multiprocessing.get_context("forkserver")
_FORKING.set_forkserver_preload(["tests.journeys.preloaded", "tests.journeys.processes"])


class RunningBot(Protocol):
    """A process that was started; `returncode` is None while it lives, and minus the signal that killed it."""

    @property
    def pid(self) -> int: ...

    @property
    def returncode(self) -> int | None: ...

    def send_signal(self, number: int, /) -> None: ...

    def kill(self) -> None: ...

    async def wait(self) -> int: ...


async def anew(command: tuple[str, ...], environment: Mapping[str, str], log: Path, root: Path = ROOT) -> RunningBot:
    """Start Python with that command, for instance `ANEW`, as an operator does, in the program's folder."""
    with log.open("ab") as errors:
        return await asyncio.create_subprocess_exec(
            sys.executable, *command, cwd=root, env=environment, stderr=errors, stdin=asyncio.subprocess.DEVNULL
        )


def forked(environment: Mapping[str, str], log: Path) -> RunningBot:
    """Start the bot in a copy of a process that has imported it."""
    process = _FORKING.Process(target=_run, args=(dict(environment), str(log)))
    process.start()
    return _Forked(process)


def _run(environment: Mapping[str, str], log: str) -> None:
    from bot.__main__ import main  # noqa: PLC0415 - this module is loaded by the tests too, which start no bot
    from bot.core import backoff  # noqa: PLC0415 - as above

    if RETRIES in environment:
        retry_send, times = backoff.retry_send, float(environment[RETRIES])
        backoff.retry_send = lambda attempt: retry_send(attempt) / times
    if CLOCK in environment:
        from bot.app import clock  # noqa: PLC0415 - as above
        from tests.faults.launch import wrong_now  # noqa: PLC0415 - as above

        clock.now = wrong_now
    threading.Thread(target=_end_with_tests, daemon=True).start()
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(ROOT)
    errors = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    os.dup2(errors, sys.stderr.fileno())
    os.close(errors)
    sys.exit(main([]))


def _end_with_tests() -> None:
    """End the bot when a time limit ends the tests' process; it would otherwise look for its Telegram for ever."""
    tests = multiprocessing.parent_process()
    if tests is not None:
        tests.join()
        os.kill(os.getpid(), signal.SIGKILL)


class _Forked:
    def __init__(self, process: BaseProcess) -> None:
        self._process = process

    @property
    def pid(self) -> int:
        return self._process.pid or 0

    @property
    def returncode(self) -> int | None:
        return self._process.exitcode

    def send_signal(self, number: int, /) -> None:
        if self.returncode is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    async def wait(self) -> int:
        ended = asyncio.Event()
        loop = asyncio.get_running_loop()
        loop.add_reader(self._process.sentinel, ended.set)
        try:
            while (code := self.returncode) is None:
                await ended.wait()
        finally:
            loop.remove_reader(self._process.sentinel)
        return code
