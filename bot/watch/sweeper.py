"""The sweep: the Assemblée's archive is downloaded, checked as a whole, compared with the catalogue, and taken in.

A thread reads the file and writes the changed records into a second one, so that neither the event loop nor the memory
depends on how many there are. Nothing reaches the store before the whole archive was read and is believed; then it is
taken in batch by batch.
"""

import asyncio
import hashlib
import logging
import random
import tempfile
import threading
import time
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial
from typing import BinaryIO

from bot.core import schedule
from bot.core.addresses import archive_path
from bot.core.chambers.assemblee import finished
from bot.core.deadline import today
from bot.core.legislatures import SEVENTEENTH
from bot.core.measures import MEASURES, SWEEP_SECONDS, UNREADABLE_RECORDS, Look, Measures
from bot.core.sweep import is_older, issue_of, lacks_newest, new_after, reason_to_reject
from bot.core.validators import Validators
from bot.parliament import opendata
from bot.parliament.archive import Record, Scan
from bot.parliament.client import GONE, NOT_MODIFIED, OK, Client, Response, Unreachable
from bot.parliament.page import Unreadable
from bot.parliament.response import date_of
from bot.watch.deputy_names import DeputyNames
from bot.watch.findings import MOST_SLIPS, SweepFindings
from bot.watch.source_health import SourceHealth
from bot.worker import run_forever
from storage import Store
from storage.intake.archives import KnownArchive
from storage.intake.catalogue import Brought
from storage.operator import LABEL, MINISTRY
from storage.questions.rows import archive_name

log = logging.getLogger(__name__)

LARGEST_ARCHIVE = 512 * 1024 * 1024
"""Bytes. The archive of the 17th legislature has about 45 million."""

IDLE_SECONDS = 5.0
TROUBLE_SECONDS = 60.0

BETWEEN_SPARINGS = timedelta(days=1)
"""How often newly followed questions of a finished legislature are spared the checks of their pages."""


class Stopped(Exception):
    """The program stops in the middle of a sweep."""


class Sweeper:
    """Sweeps the archives, announces the terms that passed, and has the names of deputies learnt.

    The current legislature's archive changes daily and comes first. The archives of finished legislatures are taken in
    once, the newest first, in a loop of their own: a download that hangs does not delay the news. `interval` (seconds)
    takes the place of the schedule where it is set; `on_events` is called when there is something to deliver, and
    `on_swept` when an archive was asked for, whatever came of it.
    """

    def __init__(
        self,
        store: Store,
        client: Client,
        sources: SourceHealth,
        interval: float | None,
        clock: Callable[[], datetime],
        on_events: Callable[[], None],
        measures: Measures = MEASURES,
        on_swept: Callable[[], None] = lambda: None,
    ) -> None:
        self._store = store
        self._client = client
        self._sources = sources
        self._interval = interval
        self._clock = clock
        self._on_events = on_events
        self._on_swept = on_swept
        self._measures = measures
        self._names = DeputyNames(store, client, sources, interval, clock)
        self._chance = random.random()
        self._not_before: dict[int, datetime] = {}
        self._wait = timedelta(seconds=schedule.ON_ISSUE_DAY if interval is None else interval)
        self._tried: set[int] = set()
        self._spared: dict[int, datetime] = {}
        self._stopping = threading.Event()
        self._writing = asyncio.Lock()
        """Held while findings are written: a sweep is released as a whole, and only one archive is read at a time."""

    @property
    def _current(self) -> int:
        return self._store.legislatures.current

    async def run(self) -> None:
        """Do what is due, for ever."""
        try:
            await self._try(self._heed_beginning)  # the process may have been killed before it was announced
            await self.do_due()  # the current one first
            async with asyncio.TaskGroup() as group:
                group.create_task(self._repeat(self.do_due))
                group.create_task(self._repeat(self.take_in_finished))
        finally:
            self._stopping.set()

    async def _repeat(self, work: Callable[[], Awaitable[None]]) -> None:
        wait = IDLE_SECONDS if self._interval is None else min(IDLE_SECONDS, self._interval)

        async def step() -> float:
            await work()
            return wait

        await run_forever(step)

    async def do_due(self) -> None:
        """Sweep the current archive if it is due, announce the terms that passed, ask for missing names.

        Each is tried by itself: the failure of one does not keep the others from being done.
        """
        await self._try(self._release)
        await self._try(self._sweep_current)
        await self._try(self._tell_of_terms)
        await self._try(self._names.ask_if_due)

    async def take_in_finished(self) -> None:
        """Look for the next legislature, and sweep those finished ones that are due: nearly always none is."""
        await self._try(self._check_for_next)
        for legislature in finished(self._current):
            await self._try(partial(self._sweep_finished, legislature))

    async def _try(self, work: Callable[[], Awaitable[None]]) -> None:
        try:
            await work()
        except Exception:
            log.exception("what was due could not be done")
            await asyncio.sleep(min(TROUBLE_SECONDS, self._interval or TROUBLE_SECONDS))

    async def _release(self) -> None:
        """Release the findings of a sweep that failed or was killed: its next run finds the rest."""
        async with self._writing:
            found = await self._store.catalogue.release()
        if found:
            self._on_events()

    async def _tell_of_terms(self) -> None:
        async with self._writing:
            found = await self._store.deadlines.tell(self._clock())
        if found:
            self._on_events()

    async def _sweep_current(self) -> None:
        swept = (await self._store.archives.of(archive_name(self._current))).swept
        due = schedule.next_sweep(self._clock(), swept, self._interval, self._chance)
        await self._sweep_if_due(self._current, swept, due)

    async def _check_for_next(self) -> None:
        """Ask whether the next legislature has an archive: it is the current one from its first question on."""
        now = self._clock()
        following = self._store.legislatures.following(now.date())
        if following is not None:
            swept = (await self._store.archives.of(archive_name(following))).swept
            if swept.succeeded_at is not None:  # but its beginning could not be written down
                await self._heed_beginning()
                return
            await self._sweep_if_due(
                following, swept, schedule.next_beginning(now, swept, self._interval, self._chance)
            )

    async def _heed_beginning(self) -> None:
        """Make the newest legislature with an archive the current one, and tell the operator of a new one."""
        await self._store.legislatures.settle()
        current = self._current
        if current > SEVENTEENTH and current in await self._store.archives.taken_in():
            await self._sources.report(f"legislature:{current}", "legislature", {"legislature": current})

    async def _sweep_finished(self, legislature: int) -> None:
        known = await self._store.archives.of(archive_name(legislature))
        now, made = self._clock(), date_of(known.validators.last_modified)
        due = schedule.next_finished(now, known.swept, made, self._interval, self._chance)
        if known.swept.succeeded_at and known.reader != opendata.VERSION and not known.swept.failures:
            due = now  # what another version of the reader read is read again
        await self._sweep_if_due(legislature, known.swept, due)
        spared = self._spared.get(legislature)
        is_spared = spared is not None and timedelta(0) <= now - spared < BETWEEN_SPARINGS
        if known.swept.succeeded_at and not is_spared:
            await self._store.catalogue.spare_pages(legislature, now)
            self._spared[legislature] = now

    async def _sweep_if_due(self, legislature: int, swept: schedule.Swept, due: datetime) -> None:
        now = self._clock()
        if swept.failures and legislature not in self._tried:
            due = now  # what failed may have been mended before this start
        held = self._not_before.get(legislature, due)
        if held > now + self._wait:  # the clock was ahead when it failed
            held = now
        if max(due, held) <= now:
            self._tried.add(legislature)
            self._chance = random.random()
            await self.sweep(legislature)

    async def sweep(self, legislature: int) -> None:
        """Download one legislature's archive where it changed, and take in what changed."""
        name, path = archive_name(legislature), archive_path(legislature)
        if path is None:
            return
        # Even if the failure cannot be written down, a file of 45 MB must not be fetched every few seconds.
        self._not_before[legislature] = self._clock() + self._wait
        known, began = await self._store.archives.of(name), time.monotonic()
        asked = known.validators if known.reader == opendata.VERSION else Validators()
        try:
            with tempfile.TemporaryFile() as file:
                response = await self._client.download(path, asked, file, LARGEST_ARCHIVE)
                async with self._writing:
                    await self._take_answer(legislature, file, known, asked, response)
        except (Unreachable, Unreadable) as error:
            is_gone = isinstance(error, Unreachable) and error.is_gone
            look = Look.UNREADABLE if isinstance(error, Unreadable) else Look.FAILED
            await self._fail(legislature, known, error.reason, is_gone, look)
        except Exception as error:
            if not isinstance(error, OSError):
                log.exception("the sweep of %s failed", name)
            await self._fail(legislature, known, f"{type(error).__name__}: {error}")
        else:
            self._not_before.pop(legislature, None)
            self._measures.observe(SWEEP_SECONDS, time.monotonic() - began, name)
        self._on_swept()

    async def _take_answer(
        self, legislature: int, file: BinaryIO, known: KnownArchive, asked: Validators, response: Response
    ) -> None:
        understood = known.reader == opendata.VERSION
        if response.status == NOT_MODIFIED and asked != Validators():
            await self._confirm(legislature, known)
        elif response.status == OK and understood and await asyncio.to_thread(_digest, file) == known.digest:
            await self._confirm(legislature, known)  # the file is the same, though the site did not say so
        elif response.status == OK and self._is_older(known, response):
            raise Unreadable(f"the archive of {response.last_modified} is older than the last one that was read")
        elif response.status == OK:
            sums = await self._store.catalogue.checksums(legislature)
            await self._take_in(legislature, file, sums, known, response)
        else:
            reason = f"HTTP status {response.status}"
            raise Unreachable(reason, response.retry_after, is_gone=response.status in GONE)

    def _is_older(self, known: KnownArchive, response: Response) -> bool:
        made, believed = date_of(response.last_modified), date_of(known.validators.last_modified)
        return is_older(made, believed, known.swept.succeeded_at, self._clock())

    async def _confirm(self, legislature: int, known: KnownArchive) -> None:
        now, name = self._clock(), archive_name(legislature)
        least = schedule.confirmed_after(self._interval)
        await self._store.catalogue.believe(legislature, now, least, _number_of(now))
        if await self._store.catalogue.confirm(legislature, legislature == self._current, now):
            self._on_events()
        await self._sources.answered(name, read=False)
        renewed_at = known.renewed_at if legislature == self._current else None
        if renewed_at is not None and schedule.vouched_at(now, renewed_at) != now:
            values = _values(name, since=renewed_at.isoformat())
            await self._sources.report(f"still:{name}:{renewed_at.isoformat()}", "still", values)

    async def _take_in(
        self,
        legislature: int,
        file: BinaryIO,
        sums: dict[int, tuple[int, int]],
        known: KnownArchive,
        response: Response,
    ) -> None:
        name, now = archive_name(legislature), self._clock()
        with tempfile.TemporaryFile() as spool:
            found = SweepFindings(spool, today(now))
            # What another version of the reader read is read again.
            same = sums if known.reader == opendata.VERSION else {}
            await asyncio.to_thread(self._scan, Scan(file, legislature, same), found)
            digest = await asyncio.to_thread(_digest, file)
            reason = reason_to_reject(found.readable, found.refused, known.questions)
            if reason is not None:
                # The key names the last good sweep: until the next one, the operator is told once.
                key = f"rejected:{name}:{known.swept.succeeded_at}"
                await self._sources.report(key, "sweep-rejected", _values(name, reason=reason))
                raise Unreadable(reason)
            newest, believed = max(found.vouched, default=0), await self._store.catalogue.newest(legislature)
            if not found.refused and lacks_newest(newest, believed, known.swept.succeeded_at, now):
                raise Unreadable(f"the archive ends with no. {newest}, the last one that was read with no. {believed}")
            number, reader = _number_of(now), opendata.VERSION if known.swept.succeeded_at is None else None
            after = new_after(known.swept.succeeded_at is not None, known.reader == opendata.VERSION, known.highest)
            for batch in found.batches():
                await self._store.catalogue.take(legislature, batch, now, number, reader, after)
            await self._store.catalogue.believe(legislature, now, schedule.confirmed_after(self._interval), number)
        issue, unsure = issue_of(found.days, now.date()), sums.keys() - found.vouched
        brought = Brought(
            response.validators, digest, opendata.VERSION, found.readable, issue, unsure, legislature >= self._current
        )
        if await self._store.catalogue.finish(legislature, brought, now):
            self._on_events()
        log.info("%s: %s questions, %s changed, %s unreadable", name, found.readable, found.changed, found.refused)
        if known.swept.succeeded_at is None:
            await self._heed_beginning()
        await self._sources.answered(name)
        await self._report_refused(name, found)
        await self._sources.report_unknown(LABEL, found.labels)
        if legislature == self._current:  # nobody corrects the dates of a finished one, nor asks its governments
            await self._sources.report_unknown(MINISTRY, found.ministries)
            for question, slip in found.slips[:MOST_SLIPS]:
                await self._sources.report_slips([slip], question)

    def _scan(self, scan: Scan, found: SweepFindings) -> None:
        """Read an archive to its end. Raises Unreadable where it is not whole, and Stopped where the program stops."""
        for each in scan:
            if self._stopping.is_set():
                raise Stopped
            if isinstance(each, Record):
                found.add(each)
            else:
                found.refuse(each)
        found.add_unchanged(scan.unchanged)

    async def _report_refused(self, name: str, found: SweepFindings) -> None:
        self._measures.set(UNREADABLE_RECORDS, name, value=found.refused)
        if found.refused:
            values = _values(name, count=found.refused, total=found.readable + found.refused, examples=found.examples)
            await self._sources.report(f"unreadable:{name}:{found.which}", "sweep-unreadable", values)

    async def _fail(
        self, legislature: int, known: KnownArchive, reason: str, is_gone: bool = False, look: Look = Look.FAILED
    ) -> None:
        name = archive_name(legislature)
        await self._store.archives.fail(name, self._clock(), is_gone)
        if legislature > SEVENTEENTH and known.swept.succeeded_at is None:
            log.debug("%s: has not begun: %s", name, reason)  # that is usual, and no failure of the site
            return
        log.warning("%s: no sweep: %s", name, reason)
        await self._sources.failed(name, reason, look)


def _digest(file: BinaryIO) -> str:
    file.seek(0)
    sum = hashlib.blake2s()
    while block := file.read(1 << 18):
        sum.update(block)
    return sum.hexdigest()


def _number_of(now: datetime) -> int:
    """The number of a sweep, in milliseconds since 1970: its findings wait under it until it is over."""
    return int(now.timestamp() * 1000)


def _values(name: str, **values: object) -> dict[str, object]:
    return {"source": name, **values}
