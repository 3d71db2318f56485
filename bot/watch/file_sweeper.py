"""What every sweep of a file has in common: it is asked for when it is due, downloaded, and taken in or refused.

A file is asked for conditionally. Nothing of it reaches the store before the whole was read and is believed; what it
brings is released at once. What the file is, and what is made of it, each sweeper knows.
"""

import asyncio
import hashlib
import logging
import random
import tempfile
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import BinaryIO, Generic, NoReturn, TypeVar

from bot.core import schedule
from bot.core.measures import MEASURES, SWEEP_SECONDS, UNREADABLE_RECORDS, Look, Measures
from bot.core.sweep import is_older
from bot.core.validators import Validators
from bot.parliament.client import GONE, NOT_MODIFIED, OK, Client, Response, Unreachable
from bot.parliament.page import Unreadable
from bot.parliament.response import date_of
from bot.watch.findings import Refusals
from bot.watch.source_health import SourceHealth
from bot.worker import run_forever
from storage import Store
from storage.intake.archives import KnownArchive

log = logging.getLogger(__name__)

IDLE_SECONDS = 5.0
TROUBLE_SECONDS = 60.0


class Stopped(Exception):
    """The program stops in the middle of a sweep."""


@dataclass(frozen=True, slots=True)
class SweptFile:
    """A file that is swept: the name under which it is remembered, its path, and the version of its reader."""

    name: str
    path: str
    reader: int


File = TypeVar("File", bound=SweptFile)


def _nothing() -> None:
    """What is called where nobody wants to know."""


@dataclass(frozen=True, slots=True)
class SweptWith:
    """What every sweeper works with.

    `interval` (seconds) takes the place of the schedule where it is set; `on_events` is called when there is something
    to deliver, and `on_swept` when a file was asked for, whatever came of it. `writing` is held while findings are
    written: a sweep is released as a whole, and only one file is read at a time, whichever sweeper asked for it.
    """

    store: Store
    client: Client
    sources: SourceHealth
    interval: float | None
    clock: Callable[[], datetime]
    on_events: Callable[[], None]
    measures: Measures = field(default_factory=lambda: MEASURES)
    on_swept: Callable[[], None] = _nothing
    writing: asyncio.Lock = field(default_factory=asyncio.Lock)


class FileSweeper(ABC, Generic[File]):
    """Sweeps files of one kind."""

    def __init__(self, swept_with: SweptWith) -> None:
        self._store = swept_with.store
        self._client = swept_with.client
        self._sources = swept_with.sources
        self._interval = swept_with.interval
        self._clock = swept_with.clock
        self._on_events = swept_with.on_events
        self._on_swept = swept_with.on_swept
        self._measures = swept_with.measures
        self._chance = random.random()
        self._not_before: dict[str, datetime] = {}
        self._wait = timedelta(seconds=schedule.ON_ISSUE_DAY if self._interval is None else self._interval)
        self._tried: set[str] = set()
        self._stopping = threading.Event()
        self._writing = swept_with.writing

    @abstractmethod
    async def _download(self, file: File, asked: Validators, target: BinaryIO) -> Response:
        """Download the file, if it changed since it was `asked`. Raises Unreachable."""

    @abstractmethod
    async def _confirm(self, file: File, known: KnownArchive) -> None:
        """Note that the file has not changed."""

    @abstractmethod
    async def _take_in(self, file: File, body: BinaryIO, known: KnownArchive, response: Response) -> None:
        """Take in a file that changed. Raises Unreadable where it is not believed."""

    def _is_expected(self, _file: File, _known: KnownArchive) -> bool:
        """Whether it is a failure of the site that the file cannot be had."""
        return True

    async def _repeat(self, work: Callable[[], Awaitable[None]]) -> None:
        wait = IDLE_SECONDS if self._interval is None else min(IDLE_SECONDS, self._interval)

        async def step() -> float:
            await work()
            return wait

        await run_forever(step)

    async def _try(self, work: Callable[[], Awaitable[None]]) -> None:
        try:
            await work()
        except Exception:
            log.exception("what was due could not be done")
            await asyncio.sleep(min(TROUBLE_SECONDS, self._interval or TROUBLE_SECONDS))

    async def _sweep_if_due(self, file: File, swept: schedule.Swept, due: datetime) -> None:
        now = self._clock()
        if swept.failures and file.name not in self._tried:
            due = now  # what failed may have been mended before this start
        held = self._not_before.get(file.name, due)
        if held > now + self._wait:  # the clock was ahead when it failed
            held = now
        if max(due, held) <= now:
            self._tried.add(file.name)
            self._chance = random.random()
            await self._sweep(file)

    async def _sweep(self, file: File) -> None:
        """Download a file where it changed, and take in what changed."""
        # Even if the failure cannot be written down, a file of 45 MB must not be fetched every few seconds.
        self._not_before[file.name] = self._clock() + self._wait
        known, began = await self._store.archives.of(file.name), time.monotonic()
        # After a sweep that was killed the file before may be back: "not modified" would confirm what that one wrote.
        is_whole = known.reader == file.reader and known.digest is not None
        asked = known.validators if is_whole else Validators()
        try:
            with tempfile.TemporaryFile() as body:
                response = await self._download(file, asked, body)
                async with self._writing:
                    await self._take_answer(file, body, known, asked, response)
        except (Unreachable, Unreadable) as error:
            is_gone = isinstance(error, Unreachable) and error.is_gone
            look = Look.UNREADABLE if isinstance(error, Unreadable) else Look.FAILED
            await self._fail(file, known, error.reason, is_gone, look)
        except Exception as error:
            if not isinstance(error, OSError):
                log.exception("the sweep of %s failed", file.name)
            await self._fail(file, known, f"{type(error).__name__}: {error}")
        else:
            self._not_before.pop(file.name, None)
            self._measures.observe(SWEEP_SECONDS, time.monotonic() - began, file.name)
        self._on_swept()

    async def _take_answer(
        self, file: File, body: BinaryIO, known: KnownArchive, asked: Validators, response: Response
    ) -> None:
        understood = known.reader == file.reader
        if response.status == NOT_MODIFIED and asked != Validators():
            await self._confirm(file, known)
        elif response.status == OK and understood and await asyncio.to_thread(digest, body) == known.digest:
            await self._confirm(file, known)  # the file is the same, though the site did not say so
        elif response.status == OK and self._is_older(known, response):
            raise Unreadable(f"the archive of {response.last_modified} is older than the last one that was read")
        elif response.status == OK:
            await self._take_in(file, body, known, response)
        else:
            reason = f"HTTP status {response.status}"
            raise Unreachable(reason, response.retry_after, is_gone=response.status in GONE)

    def _is_older(self, known: KnownArchive, response: Response) -> bool:
        made, believed = date_of(response.last_modified), date_of(known.validators.last_modified)
        return is_older(made, believed, known.swept.succeeded_at, self._clock())

    async def _reject(self, file: File, known: KnownArchive, reason: str) -> NoReturn:
        """Tell the operator that a file is not believed. Raises Unreadable."""
        # The key names the last good sweep: until the next one, the operator is told once.
        key = f"rejected:{file.name}:{known.swept.succeeded_at}"
        await self._sources.report(key, "sweep-rejected", values(file.name, reason=reason))
        raise Unreadable(reason)

    async def _report_refused(self, file: File, refused: Refusals, readable: int) -> None:
        self._measures.set(UNREADABLE_RECORDS, file.name, value=refused.count)
        if refused.count:
            told = values(file.name, count=refused.count, total=readable + refused.count, examples=refused.examples)
            await self._sources.report(f"unreadable:{file.name}:{refused.which}", "sweep-unreadable", told)

    async def _fail(
        self, file: File, known: KnownArchive, reason: str, is_gone: bool = False, look: Look = Look.FAILED
    ) -> None:
        await self._store.archives.fail(file.name, self._clock(), is_gone)
        if not self._is_expected(file, known):
            log.debug("%s: is not there: %s", file.name, reason)
            return
        log.warning("%s: no sweep: %s", file.name, reason)
        await self._sources.failed(file.name, reason, look)


def digest(body: BinaryIO) -> str:
    """The BLAKE2s of a file, in hexadecimal."""
    body.seek(0)
    sum = hashlib.blake2s()
    while block := body.read(1 << 18):
        sum.update(block)
    return sum.hexdigest()


def number_of(now: datetime) -> int:
    """The number of a sweep, in milliseconds since 1970: its findings wait under it until it is over."""
    return int(now.timestamp() * 1000)


def values(name: str, **others: object) -> dict[str, object]:
    """The values of a report about a file."""
    return {"source": name, **others}
