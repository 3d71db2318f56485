"""The sweep of a file that has all questions of a chamber: read and judged as a whole, then taken in by series."""

import asyncio
import logging
from collections.abc import Collection
from datetime import UTC, datetime, time, timedelta
from functools import partial
from typing import Any, BinaryIO

from bot.core import schedule
from bot.core.chambers.chamber import MAX_NUMBER
from bot.core.deadline import today
from bot.core.file_news import new_since
from bot.core.question import QuestionId
from bot.core.sweep import issue_of
from bot.core.validators import Validators
from bot.core.whole_file import lacks_newest_issue, reason_to_reject_file
from bot.parliament.client import Response
from bot.parliament.page import Unreadable
from bot.parliament.whole_file import OtherShape, WholeFile
from bot.watch.file_findings import FileFindings, compare_file, published_before
from bot.watch.file_sweeper import FileSweeper, SweptFile, SweptWith, digest, number_of, values
from bot.watch.findings import MOST_SLIPS
from storage.intake.archives import KnownArchive, SweptWhole
from storage.intake.shared_archive import SharedArchive
from storage.operator import LABEL, MINISTRY

log = logging.getLogger(__name__)

STANDS_STILL = timedelta(weeks=4)
"""An issue of each week: a file without a newer one for so long is no longer kept up, or the chamber does not sit."""


class WholeFileSweeper(FileSweeper[SweptFile]):
    """Sweeps the file of one chamber."""

    def __init__(self, file: WholeFile[Any], swept_with: SweptWith) -> None:
        super().__init__(swept_with)
        self._file = file
        self._swept = SweptFile(file.name, file.path, file.version)

    @property
    def _archive(self) -> SharedArchive:
        return self._store.shared_archives[self._file.name]

    async def run(self) -> None:
        """Do what is due, for ever; nothing where the file is not to be asked for."""
        if self._client.asks(self._file):
            await self._repeat(self.do_due)
        else:
            await self._try(partial(self._archive.pass_over, self._clock()))

    async def do_due(self) -> None:
        """Sweep the file if it is due."""
        await self._try(self._sweep_if_it_is_time)

    async def sweep(self) -> None:
        """Download the file where it changed, and take in what changed."""
        await self._sweep(self._swept)

    async def _sweep_if_it_is_time(self) -> None:
        swept = (await self._store.archives.of(self._swept.name)).swept
        issue = self._file.chamber.issue
        rhythm = schedule.rhythm_of(None if issue is None else issue.weekday)
        due = schedule.next_sweep(self._clock(), swept, self._interval, self._chance, rhythm)
        await self._sweep_if_due(self._swept, swept, due)

    async def _download(self, file: SweptFile, asked: Validators, target: BinaryIO) -> Response:
        return await self._client.whole_file(self._file, asked, target)

    async def _confirm(self, file: SweptFile, known: KnownArchive) -> None:
        now = self._clock()
        await self._archive.believe(now, schedule.confirmed_after(self._interval), number_of(now))
        if await self._archive.confirm(now):
            self._on_events()
        await self._sources.answered(file.name, read=False)
        issue = known.swept.issue
        if issue is not None and today(now) - issue >= STANDS_STILL:
            told = values(file.name, since=datetime.combine(issue, time(), UTC).isoformat())
            await self._sources.report(f"no-issue:{file.name}:{issue}", "no-issue", told)

    async def _take_in(self, file: SweptFile, body: BinaryIO, known: KnownArchive, response: Response) -> None:
        now, day = self._clock(), today(self._clock())
        confirmed_at, records = known.swept.succeeded_at, await self._archive.records(day)
        since, is_same = new_since(confirmed_at, now), known.reader == file.reader
        body.seek(0)
        try:
            found = await asyncio.to_thread(compare_file, self._file, body.read(), records, is_same, since, day)
        except OtherShape as error:
            await self._reject(file, known, error.reason)
        before = published_before(records)
        believed = before if confirmed_at else None
        reason = reason_to_reject_file(found.totals, believed, day, self._file.chamber.months_listed)
        if reason is not None:
            await self._reject(file, known, reason)
        if lacks_newest_issue(found.published, before, confirmed_at, now, day):
            raise Unreadable("the file lacks the newest issue of the last one that was read")
        await self._store.archives.begin(file.name)
        await self._take(found, records, now, file.reader if confirmed_at is None else None)
        issue = issue_of(found.remarks.days, day)
        sum = await asyncio.to_thread(digest, body)
        whole = SweptWhole(response.validators, sum, file.reader, len(found.published), issue)
        if await self._archive.finish(whole, records, found.published, now):
            self._on_events()
        await self._report(file, found)

    async def _take(
        self, found: FileFindings, records: Collection[QuestionId], now: datetime, first_reader: int | None
    ) -> None:
        """Write what changed; `records` are all questions that were known.

        `first_reader` is given where no file was ever taken in whole: then nothing is news.
        """
        number = number_of(now)
        await self._archive.remind(found.reminders, now, number)
        for series, are_new, batch in found.batches():
            after = None if first_reader is not None else 0 if are_new else MAX_NUMBER
            await self._store.catalogue.take(series, batch, now, number, first_reader, after)
        absent = [id for id in records if id not in found.published]
        await self._archive.believe(now, schedule.confirmed_after(self._interval), number, absent)

    async def _report(self, file: SweptFile, found: FileFindings) -> None:
        log.info(
            "%s: %s questions, %s changed, %s unreadable",
            file.name,
            len(found.published),
            found.changes,
            found.refused.count,
        )
        await self._sources.answered(file.name)
        await self._report_refused(file, found.refused, len(found.published))
        await self._sources.report_unknown(LABEL, found.remarks.labels)
        await self._sources.report_unknown(MINISTRY, found.remarks.ministries)
        for question, slip in found.remarks.slips[:MOST_SLIPS]:
            await self._sources.report_slips([slip], question)
