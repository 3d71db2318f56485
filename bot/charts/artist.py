"""The artist: has charts drawn by a process of its own, one at a time, and ends it when there is nothing to draw.

Matplotlib takes more memory than all the rest of the bot, and draws for longer than the event loop may be held.
"""

import asyncio
import logging
import os
import sys
import time
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import bot
from bot.charts.wire import READY, NotDrawn, asked_for, picture_in
from bot.core.chart import Chart
from bot.core.measures import CHART_SECONDS, CHARTS, MEASURES, Measures

log = logging.getLogger(__name__)

COMMAND = (sys.executable, "-P", "-m", "bot.charts")
"""`-P`: the folder that the bot was started in holds no modules."""

KEPT_SETTINGS = ("PATH", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "LD_LIBRARY_PATH", "TMPDIR", "LANG", "LC_ALL")
"""Of the environment: the process need not know the token, nor the database."""

STARTING_SECONDS = 20.0
DRAWING_SECONDS = 5.0
IDLE_SECONDS = 60.0
ENDING_SECONDS = 1.0

MOST_WAITING = 16
"""Charts that wait for their turn; one more is not drawn."""


class Artist:
    """Draws charts. `command` starts the process, which ends after `idle` seconds without anything to draw."""

    def __init__(
        self,
        measures: Measures = MEASURES,
        command: Sequence[str] = COMMAND,
        patience: float = DRAWING_SECONDS,
        idle: float = IDLE_SECONDS,
    ) -> None:
        self._measures = measures
        self._command = command
        self._patience = patience
        self._idle = idle
        self._waiting = 0
        self._turn = asyncio.Lock()
        self._process: Process | None = None
        self._rest: asyncio.TimerHandle | None = None
        self._ending: set[asyncio.Task[None]] = set()

    @property
    def process(self) -> int | None:
        """The number of the process; None where none runs."""
        return None if self._process is None else self._process.pid

    async def draw(self, chart: Chart) -> bytes | None:
        """A chart as a PNG; None where it could not be drawn, which the log explains."""
        if self._waiting >= MOST_WAITING:
            self._measures.count(CHARTS, "refused")
            log.warning("a chart is not drawn: %s others wait", self._waiting)
            return None
        self._waiting += 1
        try:
            async with self._turn:
                return await self._try(chart)
        finally:
            self._waiting -= 1

    async def close(self) -> None:
        """End the process."""
        async with self._turn:
            self._keep_awake()
            await self._end()
        await asyncio.gather(*self._ending)

    async def _try(self, chart: Chart) -> bytes | None:
        self._keep_awake()
        began = time.monotonic()
        try:
            png = await self._drawn(chart)
        except NotDrawn as error:
            log.error("a chart is not drawn: %s", error)
            self._measures.count(CHARTS, "failed")
            return None
        except (OSError, TimeoutError, asyncio.IncompleteReadError) as error:
            log.error("the process that draws hangs or has ended: %s", type(error).__name__)
            self._measures.count(CHARTS, "lost")
            await self._end(kill=True)
            return None
        except BaseException:  # a drawing that was begun would be the answer to the next one
            await self._end(kill=True)
            raise
        finally:
            self._rest = asyncio.get_running_loop().call_later(self._idle, self._fall_asleep)
        self._measures.count(CHARTS, "drawn")
        self._measures.observe(CHART_SECONDS, time.monotonic() - began)
        return png

    async def _drawn(self, chart: Chart) -> bytes:
        asked, process = asked_for(chart), self._process
        if process is None or process.returncode is not None:
            process = await self._start()
        if process.stdin is None or process.stdout is None:
            raise ConnectionError("the process cannot be spoken to")
        async with asyncio.timeout(self._patience):
            process.stdin.write(asked)
            await process.stdin.drain()
            return await picture_in(process.stdout)

    async def _start(self) -> Process:
        self._process = process = await asyncio.create_subprocess_exec(
            *self._command,
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
            env=_environment(),
            start_new_session=True,  # a signal to the bot from its terminal is not for it
        )
        if process.stdout is not None:
            async with asyncio.timeout(STARTING_SECONDS):
                if await process.stdout.readexactly(len(READY)) != READY:
                    raise ConnectionError("the process does not begin as it should")
        return process

    def _keep_awake(self) -> None:
        if self._rest is not None:
            self._rest.cancel()
            self._rest = None

    def _fall_asleep(self) -> None:
        self._rest = None
        task = asyncio.create_task(self._sleep())
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)

    async def _sleep(self) -> None:
        async with self._turn:
            if self._rest is None and not self._waiting:
                await self._end()

    async def _end(self, kill: bool = False) -> None:
        """End the process: it ends by itself when it can read no more, and is killed where it does not."""
        process, self._process = self._process, None
        if process is None:
            return
        if process.stdin is not None:
            process.stdin.close()
        if not kill:
            with suppress(TimeoutError):
                await asyncio.wait_for(process.wait(), ENDING_SECONDS)
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()


def _environment() -> dict[str, str]:
    """What the process is told of the environment, and where the program lies."""
    kept = {name: os.environ[name] for name in KEPT_SETTINGS if name in os.environ}
    program = str(Path(bot.__file__).parents[1])
    path = os.pathsep.join(filter(None, [program, kept.get("PYTHONPATH")]))
    return {**kept, "PYTHONPATH": path, "OPENBLAS_NUM_THREADS": "1", "MPLBACKEND": "agg"}
