"""The sweep: an archive of the Assemblée's is downloaded, checked as a whole, compared with the catalogue, taken in.

A thread reads the file and writes the changed records into a second one, so that neither the event loop nor the memory
depends on how many there are. Nothing reaches the store before the whole archive was read and is believed; then it is
taken in batch by batch.
"""

import asyncio
import logging
import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import BinaryIO

from bot.core import schedule
from bot.core.addresses import archive_path
from bot.core.chambers.assemblee import ASSEMBLEE, WRITTEN, finished
from bot.core.deadline import today
from bot.core.legislatures import SEVENTEENTH
from bot.core.sweep import issue_of, lacks_newest, new_after, reason_to_reject
from bot.core.validators import Validators
from bot.parliament import opendata
from bot.parliament.archive import Record, Scan
from bot.parliament.client import Response
from bot.parliament.page import Unreadable
from bot.parliament.response import date_of
from bot.watch.deputy_names import DeputyNames
from bot.watch.file_sweeper import FileSweeper, Stopped, SweptFile, SweptWith, digest, number_of, values
from bot.watch.findings import MOST_SLIPS, Remarks, SweepFindings
from storage.intake.archives import KnownArchive
from storage.intake.catalogue import Brought
from storage.operator import LABEL, MINISTRY
from storage.questions.rows import archive_name

log = logging.getLogger(__name__)

LARGEST_ARCHIVE = 512 * 1024 * 1024
"""Bytes. The archive of the 17th legislature has about 45 million."""

BETWEEN_SPARINGS = timedelta(days=1)
"""How often newly followed questions of a finished legislature are spared the checks of their pages."""


@dataclass(frozen=True, slots=True)
class LegislatureArchive(SweptFile):
    """The archive of a legislature's questions of one kind, and their series."""

    series: int
    legislature: int
    is_written: bool


class Sweeper(FileSweeper[LegislatureArchive]):
    """Sweeps the archives, announces the terms that passed, and has the names of deputies learnt.

    The current legislature's archive changes daily and comes first. The archives of finished legislatures are taken in
    once, the newest first, in a loop of their own: a download that hangs does not delay the news. The small archives of
    oral questions have a third loop; where one of them is missing, that is no fault of the site.
    """

    def __init__(self, swept_with: SweptWith) -> None:
        super().__init__(swept_with)
        self._names = DeputyNames(self._store, self._client, self._sources, self._interval, self._clock)
        self._spared: dict[int, datetime] = {}

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
                group.create_task(self._repeat(self.take_in_oral))
        finally:
            self._stopping.set()

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

    async def take_in_oral(self) -> None:
        """Sweep the archives of oral questions that are due, those of the current legislature first."""
        for legislature in (self._current, *finished(self._current)):
            for kind in ASSEMBLEE.kinds[1:]:
                await self._try(partial(self._sweep_oral, ASSEMBLEE.series_of(legislature, kind)))

    async def _release(self) -> None:
        """Release the findings of a sweep that failed or was killed: its next run finds the rest."""
        async with self._writing:
            found = await self._store.catalogue.release(self._clock())
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
        await self._sweep_series(self._current, swept, due)

    async def _check_for_next(self) -> None:
        """Ask whether the next legislature has an archive: it is the current one from its first question on."""
        now = self._clock()
        following = self._store.legislatures.following(now.date())
        if following is not None:
            swept = (await self._store.archives.of(archive_name(following))).swept
            if swept.succeeded_at is not None:  # but its beginning could not be written down
                await self._heed_beginning()
                return
            await self._sweep_series(
                following, swept, schedule.next_beginning(now, swept, self._interval, self._chance)
            )

    async def _heed_beginning(self) -> None:
        """Make the newest legislature with an archive the current one, and tell the operator of a new one."""
        await self._store.legislatures.settle()
        current = self._current
        if current > SEVENTEENTH and current in await self._store.archives.taken_in():
            await self._sources.report(f"legislature:{current}", "legislature", {"legislature": current})

    async def _sweep_finished(self, legislature: int) -> None:
        now, known = self._clock(), await self._store.archives.of(archive_name(legislature))
        await self._sweep_series(legislature, known.swept, self._due_of_finished(known, now))
        spared = self._spared.get(legislature)
        is_spared = spared is not None and timedelta(0) <= now - spared < BETWEEN_SPARINGS
        if known.swept.succeeded_at and not is_spared:
            await self._store.catalogue.spare_pages(legislature, now)
            self._spared[legislature] = now

    async def _sweep_oral(self, series: int) -> None:
        now, known = self._clock(), await self._store.archives.of(archive_name(series))
        is_current = ASSEMBLEE.of_series(series)[0] == self._current
        due = (
            schedule.next_oral(now, known.swept, self._interval, self._chance)
            if is_current
            else self._due_of_finished(known, now, schedule.BETWEEN_FINISHED)
        )
        await self._sweep_series(series, known.swept, due)

    def _due_of_finished(
        self, known: KnownArchive, now: datetime, longest_retry: float = schedule.LONGEST_FINISHED_RETRY
    ) -> datetime:
        """When to ask again for an archive of a finished legislature: at once, where another reader read it."""
        if known.swept.succeeded_at and known.reader != opendata.VERSION and not known.swept.failures:
            return now
        made = date_of(known.validators.last_modified)
        return schedule.next_finished(now, known.swept, made, self._interval, self._chance, longest_retry)

    async def _sweep_series(self, series: int, swept: schedule.Swept, due: datetime) -> None:
        archive = _archive_of(series)
        if archive is not None:
            await self._sweep_if_due(archive, swept, due)

    async def sweep(self, series: int) -> None:
        """Download one archive, such as a legislature's, where it changed, and take in what changed."""
        archive = _archive_of(series)
        if archive is not None:
            await self._sweep(archive)

    async def _download(self, file: LegislatureArchive, asked: Validators, target: BinaryIO) -> Response:
        return await self._client.download(file.path, asked, target, LARGEST_ARCHIVE)

    async def _confirm(self, file: LegislatureArchive, known: KnownArchive) -> None:
        now, name, is_current = self._clock(), file.name, file.legislature == self._current
        least = schedule.confirmed_after(self._interval)
        await self._store.catalogue.believe(file.series, now, least, number_of(now))
        if await self._store.catalogue.confirm(file.series, is_current, now):
            self._on_events()
        await self._sources.answered(name, read=False)
        # Whether an archive of oral questions is made anew while the Assemblée does not sit is not known.
        renewed_at = known.renewed_at if is_current and file.is_written else None
        if renewed_at is not None and schedule.vouched_at(now, renewed_at) != now:
            told = values(name, since=renewed_at.isoformat())
            await self._sources.report(f"still:{name}:{renewed_at.isoformat()}", "still", told)

    async def _take_in(self, file: LegislatureArchive, body: BinaryIO, known: KnownArchive, response: Response) -> None:
        name, series, now = file.name, file.series, self._clock()
        sums = await self._store.catalogue.checksums(series)
        with tempfile.TemporaryFile() as spool:
            found = SweepFindings(spool, Remarks(today(now)))
            # What another version of the reader read is read again.
            same = sums if known.reader == opendata.VERSION else {}
            await asyncio.to_thread(self._scan, Scan(body, series, same), found)
            sum = await asyncio.to_thread(digest, body)
            reason = reason_to_reject(found.readable, found.refused.count, known.questions)
            if reason is not None:
                await self._reject(file, known, reason)
            newest, believed = max(found.vouched, default=0), await self._store.catalogue.newest(series)
            if not found.refused.count and lacks_newest(newest, believed, known.swept.succeeded_at, now):
                raise Unreadable(f"the archive ends with no. {newest}, the last one that was read with no. {believed}")
            number, reader = number_of(now), opendata.VERSION if known.swept.succeeded_at is None else None
            after = new_after(known.swept.succeeded_at is not None, known.reader == opendata.VERSION, known.highest)
            await self._store.archives.begin(name)
            for batch in found.batches():
                await self._store.catalogue.take(series, batch, now, number, reader, after)
            least, unsure = schedule.confirmed_after(self._interval), sums.keys() - found.vouched
            await self._store.catalogue.believe(series, now, least, number, unsure)
        issue = issue_of(found.remarks.days, now.date()) if file.is_written else None
        is_kept_up = file.legislature >= self._current
        brought = Brought(response.validators, sum, opendata.VERSION, found.readable, issue, unsure, is_kept_up)
        if await self._store.catalogue.finish(series, brought, now):
            self._on_events()
        log.info(
            "%s: %s questions, %s changed, %s unreadable", name, found.readable, found.changed, found.refused.count
        )
        if known.swept.succeeded_at is None and file.is_written:
            await self._heed_beginning()
        await self._sources.answered(name)
        await self._report_refused(file, found.refused, found.readable)
        await self._sources.report_unknown(LABEL, found.remarks.labels)
        if file.legislature == self._current:  # nobody corrects the dates of a finished one, nor asks its governments
            await self._sources.report_unknown(MINISTRY, found.remarks.ministries)
            for question, slip in found.remarks.slips[:MOST_SLIPS]:
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

    def _is_expected(self, file: LegislatureArchive, known: KnownArchive) -> bool:
        """The next legislature's archive is missing until it begins; so may be one of oral questions: that is usual."""
        is_known = file.is_written and file.legislature <= SEVENTEENTH
        return is_known or known.swept.succeeded_at is not None


def _archive_of(series: int) -> LegislatureArchive | None:
    path = archive_path(series)
    if path is None:
        return None
    legislature, kind = ASSEMBLEE.of_series(series)
    return LegislatureArchive(
        archive_name(series), path, opendata.VERSION, series, legislature, is_written=kind == WRITTEN
    )
