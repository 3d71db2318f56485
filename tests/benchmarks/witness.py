"""`python -m bot` with a witness: it notes who held the writer of the database, and what held the event loop up.

Each note is a line of the file that the variable WITNESS names. The program is the real one; nothing in it knows.
"""

import asyncio
import gc
import json
import os
import sys
import time
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.__main__ import main
from storage.database import Database

WITNESS = "WITNESS"
LOOP, COLLECTION = "the event loop", "garbage collection"
BETWEEN = {"contextlib", "storage.slices"}
"""Modules through which a writer reaches the database."""

BEAT_SECONDS, WORTH_NOTING = 0.005, 0.02


@dataclass(frozen=True, slots=True)
class Held:
    """Something that was held: by whom, when it was asked for (Unix time), the seconds of waiting and of holding."""

    by: str
    at: float
    waited: float
    held: float


def notes(file: Path) -> list[Held]:
    """What a witness wrote. A line that the process did not end is left out."""
    return [Held(*json.loads(line)) for line in file.read_text().splitlines() if line.endswith("]")]


class Witness:
    """Writes notes into a file."""

    def __init__(self, file: Path) -> None:
        self._file = file.open("a", buffering=1)
        self._beating: asyncio.Task[None] | None = None
        self._collecting = 0.0

    def watch(self) -> None:
        """Note every transaction that writes from now on, and everything else that makes people wait."""
        write = Database.writing

        def writing(database: Database, *how: Any, **more: Any) -> AbstractAsyncContextManager[AsyncConnection]:
            if self._beating is None:
                self._beating = asyncio.create_task(self._beat())
            return self._noted(_writer(), write(database, *how, **more))

        Database.writing = writing  # type: ignore[assignment,method-assign]
        gc.callbacks.append(self._collect)

    @asynccontextmanager
    async def _noted(
        self, by: str, transaction: AbstractAsyncContextManager[AsyncConnection]
    ) -> AsyncIterator[AsyncConnection]:
        at, asked = time.time(), time.perf_counter()
        async with transaction as connection:
            began = time.perf_counter()
            yield connection
        self._note(by, at, began - asked, time.perf_counter() - began)

    async def _beat(self) -> None:
        while True:
            began = time.perf_counter()
            await asyncio.sleep(BEAT_SECONDS)
            late = time.perf_counter() - began - BEAT_SECONDS
            if late > WORTH_NOTING:
                self._note(LOOP, time.time(), 0.0, late)

    def _collect(self, phase: str, _info: dict[str, int]) -> None:
        if phase == "start":
            self._collecting = time.perf_counter()
        elif (held := time.perf_counter() - self._collecting) > WORTH_NOTING:
            self._note(COLLECTION, time.time(), 0.0, held)

    def _note(self, by: str, at: float, waited: float, held: float) -> None:
        self._file.write(json.dumps([by, at, waited, held]) + "\n")


def _writer() -> str:
    """The name of the function that asks for the transaction."""
    frame = sys._getframe(2)
    while frame.f_back is not None and frame.f_globals.get("__name__") in BETWEEN:
        frame = frame.f_back
    return frame.f_code.co_qualname


if __name__ == "__main__":
    Witness(Path(os.environ[WITNESS])).watch()
    sys.exit(main([]))
