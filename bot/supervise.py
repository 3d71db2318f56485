"""The life of the process: a signal stops it, and its jobs run until one fails."""

import asyncio
import gc
import os
import signal
import sys
import threading
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

Result = TypeVar("Result")

STOP_SECONDS = 4.0
"""The longest time that a stop in order may take."""

SWITCH_SECONDS = 0.001
"""The time for which a thread that computes may keep the others from running."""


def stop_on_signals() -> asyncio.Event:
    """An event that SIGINT and SIGTERM set. Where the stop takes too long then, the process ends with code 0."""
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()

    def stop() -> None:
        if not stopping.is_set():
            stopping.set()
            # A stop in order can wait for a locked database or a parser's thread; to cut it short loses nothing.
            last_resort = threading.Timer(STOP_SECONDS, os._exit, (0,))
            last_resort.daemon = True
            last_resort.start()

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop)
    return stopping


def forget_about_imports() -> None:
    """Exempt all that was imported from garbage collection: a full one would hold up everything for 50 ms.

    It can be called again: what was exempt and is of no use any more is collected then.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def switch_often() -> None:
    """Let threads take turns more often than Python does by itself, which is every five milliseconds.

    Archives are read in a thread, and each statement to SQLite goes to a thread and back: a transaction of five took
    seven times as long beside a thread that computes, and takes twice as long now.
    """
    sys.setswitchinterval(SWITCH_SECONDS)


async def result_unless(stopping: asyncio.Event, work: Coroutine[Any, Any, Result]) -> Result | None:
    """Run `work` until it ends, and return its result; or None where a signal came. Raises what `work` raises."""
    task, signalled = asyncio.create_task(work), asyncio.create_task(stopping.wait())
    try:
        await asyncio.wait({task, signalled}, return_when=asyncio.FIRST_COMPLETED)
        return task.result() if task.done() else None
    finally:
        for each in (task, signalled):
            each.cancel()
        await asyncio.gather(task, signalled, return_exceptions=True)


async def until(stopping: asyncio.Event, work: Coroutine[Any, Any, None]) -> bool:
    """Run `work` until it ends or a signal comes. Returns whether it ended; raises what `work` raises."""

    async def ended() -> bool:
        await work
        return True

    return await result_unless(stopping, ended()) is not None


async def run_all(jobs: tuple[Callable[[], Awaitable[None]], ...]) -> None:
    """Run every job; the first that fails stops all, and its error is raised as it is."""
    tasks = [asyncio.ensure_future(job()) for job in jobs]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
