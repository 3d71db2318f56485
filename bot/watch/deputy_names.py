"""Learns the names of deputies from the Assemblée's registers, while the author of some question has no name.

The register of sitting deputies is small and made anew daily; it lacks the deputies who left. The historical register
has them all and is large: it is asked for once, and again only when a new name is missing. A register is not asked
again for a deputy whom it lacks.
"""

import asyncio
import logging
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core import schedule
from bot.core.addresses import all_deputies_path, deputies_path
from bot.core.measures import Look
from bot.core.validators import Validators
from bot.parliament import deputies
from bot.parliament.client import NOT_MODIFIED, OK, Client, Unreachable
from bot.parliament.page import Unreadable
from bot.watch.source_health import ALL_DEPUTIES, DEPUTIES, SourceHealth
from storage import Store
from storage.intake.archives import KnownArchive

log = logging.getLogger(__name__)

BETWEEN_CHECKS = timedelta(minutes=10)
"""The time between two checks of the store for missing names: new authors come with a sweep."""


@dataclass(frozen=True, slots=True)
class Register:
    """A file that names deputies: its name in the store, its path by legislature, and two bounds.

    `largest` is the most bytes that it may have, `between` the seconds between two requests for it; `are_sitting` is
    whether it has those who sit, and nobody else.
    """

    name: str
    path: Callable[[int], str]
    largest: int
    between: float
    are_sitting: bool = False


REGISTERS = (
    Register(DEPUTIES, deputies_path, 64 * 1024**2, schedule.BETWEEN_NAMES, are_sitting=True),
    Register(ALL_DEPUTIES, all_deputies_path, 256 * 1024**2, schedule.BETWEEN_HISTORIES),
)
"""The smaller one first. The bounds leave room: AMO10 had 4.9 MB in November 2025, AMO30 is said to have 14 to 80."""


class DeputyNames:
    """Asks the registers for missing names. `interval` (seconds) makes the requests more frequent, where it is set."""

    def __init__(
        self,
        store: Store,
        client: Client,
        sources: SourceHealth,
        interval: float | None,
        clock: Callable[[], datetime],
        registers: Sequence[Register] = REGISTERS,
    ) -> None:
        self._store = store
        self._client = client
        self._sources = sources
        self._interval = interval
        self._clock = clock
        self._registers = registers
        self._checked_at: datetime | None = None

    async def ask_if_due(self) -> None:
        """Ask each register that is due for the names that are missing."""
        now = self._clock()
        pause = BETWEEN_CHECKS if self._interval is None else min(BETWEEN_CHECKS, timedelta(seconds=self._interval))
        if self._checked_at is not None and timedelta(0) <= now - self._checked_at < pause:
            return
        self._checked_at = now
        for register in self._registers:
            known = await self._store.archives.of(register.name)
            if schedule.next_register(now, known.swept, self._interval, register.between) <= now:
                missing = await self._store.deputies.unnamed(register.name)
                if missing or _was_read_by_another_version(known):
                    await self._ask(register, known, missing)

    async def _ask(self, register: Register, known: KnownArchive, missing: Sequence[str]) -> None:
        try:
            is_read = await self._fetch(register, known, missing)
        except Unreachable as error:
            await self._fail(register, error.reason)
        except Unreadable as error:
            await self._fail(register, error.reason, Look.UNREADABLE)
        except Exception as error:
            if not isinstance(error, OSError):
                log.exception("the names of deputies could not be learnt")
            await self._fail(register, f"{type(error).__name__}: {error}")
        else:
            await self._sources.answered(register.name, is_read)

    async def _fetch(self, register: Register, known: KnownArchive, missing: Sequence[str]) -> bool:
        """Fetch a register and keep its names. Returns whether it was read: what has not changed is not."""
        asked = Validators() if _was_read_by_another_version(known) else known.validators
        path = register.path(self._store.legislatures.current)
        with tempfile.TemporaryFile() as file:
            response = await self._client.download(path, asked, file, register.largest)
            is_new = response.status == OK
            if is_new:
                told = await asyncio.to_thread(lambda: list(deputies.read_deputies(file)))
                asked = response.validators
            elif response.status == NOT_MODIFIED and asked != Validators():
                told = []
            else:
                raise Unreachable(f"HTTP status {response.status}", response.retry_after)
        await self._store.deputies.learn(register.name, told, missing, register.are_sitting)
        await self._store.archives.remember_register(register.name, asked, deputies.VERSION, self._clock())
        log.info("%s: %s deputies told, %s names were missing", register.name, len(told), len(missing))
        return is_new

    async def _fail(self, register: Register, reason: str, look: Look = Look.FAILED) -> None:
        log.warning("%s: no names: %s", register.name, reason)
        await self._store.archives.fail(register.name, self._clock())
        await self._sources.failed(register.name, reason, look)


def _was_read_by_another_version(known: KnownArchive) -> bool:
    """Whether another version of the reader read the register last."""
    return known.swept.succeeded_at is not None and known.reader != deputies.VERSION
