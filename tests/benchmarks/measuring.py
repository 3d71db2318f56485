"""Measures a piece of work: time, processor, memory, and how long it held up the event loop."""

import asyncio
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

BEAT_SECONDS = 0.001
MIB = 1024 * 1024
STATUS = Path("/proc/self/status")
RESET = Path("/proc/self/clear_refs")


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds, and bytes above the memory that the process had before.

    `held` is the longest time between two turns of the event loop; `held_own` is the longest processor time between two
    turns, to which the machine's other work adds nothing.
    """

    wall: float
    cpu: float
    held: float
    held_own: float
    memory: int


class Meter:
    """`async with Meter() as meter: …` measures what happens inside; `meter.cost` is then there."""

    cost: Cost

    async def __aenter__(self) -> Self:
        self._held = self._held_own = 0.0
        forget_peak()
        self._memory = memory_of("VmRSS")
        self._beating = asyncio.create_task(self._beat())
        await asyncio.sleep(0.01)
        self._wall, self._cpu = time.perf_counter(), time.process_time()
        return self

    async def __aexit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        wall, cpu = time.perf_counter() - self._wall, time.process_time() - self._cpu
        memory = memory_of("VmHWM") - self._memory
        self._beating.cancel()
        with suppress(asyncio.CancelledError):
            await self._beating
        self.cost = Cost(wall, cpu, self._held, self._held_own, max(0, memory))

    async def _beat(self) -> None:
        while True:
            wall, own = time.perf_counter(), time.thread_time()
            await asyncio.sleep(BEAT_SECONDS)
            self._held = max(self._held, time.perf_counter() - wall - BEAT_SECONDS)
            self._held_own = max(self._held_own, time.thread_time() - own)


def forget_peak() -> None:
    """Reset the process's peak memory to the present size; this works on Linux only."""
    with suppress(OSError):
        RESET.write_text("5")


def memory_of(name: str) -> int:
    """Bytes in a line of the process's status; 0 where there is no such line."""
    with suppress(OSError):
        for line in STATUS.read_text().splitlines():
            if line.startswith(f"{name}:"):
                return int(line.split()[1]) * 1024
    return 0
