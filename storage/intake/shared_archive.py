"""An archive that has the questions of all of a chamber's series, such as the Sénat's file of the last twelve months.

Its records are taken into the catalogue series by series, as those of any archive. What concerns the file as a whole
stands here. A question that is no longer in the file has only left it: its record stays, with the instant until which
it was vouched for, and nothing is concluded from that.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core import chambers
from bot.core.change import reminded
from bot.core.question import QuestionId
from storage.database import Database
from storage.identity import identity_of, key_of
from storage.intake.archives import SweptWhole, last_file_at, remember_archive, succeeded
from storage.intake.catalogue import Catalogue
from storage.intake.reminders import Reminders
from storage.outbox import bulletins, event_log
from storage.questions.rows import among
from storage.tables import archives, catalogue, questions, summaries

PAGE = 2_000
"""Rows that are read or written at a time: more would delay everything else."""


TO_TAKE_BACK = 3
"""Times as long as anything else an older state waits, such as one without an end: a day and a half.

When the file is made anew is not known. Where it is daily, a row that is wrong once is wrong for a day, and each
request of that day finds it so.
"""


@dataclass(frozen=True, slots=True)
class KnownRecord:
    """What is known of one record: its checksum and size, the day of publication, and whether the last file had it."""

    crc: int
    size: int
    asked: date | None
    is_listed: bool


@dataclass(frozen=True, slots=True)
class Reminder:
    """A question, `by`, reminds of another one, `first`; it was published `on` that day."""

    first: QuestionId
    by: QuestionId
    on: date | None


class SharedArchive:
    """The archive of one chamber, by its name, which has the series of a range.

    `passed_over` are the names of all archives that are not to be asked for.
    """

    def __init__(
        self,
        database: Database,
        catalogue: Catalogue,
        reminders: Reminders,
        name: str,
        span: range,
        passed_over: set[str] | None = None,
    ) -> None:
        self._reminders = reminders
        self._passed_over = set[str]() if passed_over is None else passed_over
        self._database = database
        self._catalogue = catalogue
        self.name = name
        self._span = span

    async def records(self, day: date | None = None) -> dict[QuestionId, KnownRecord]:
        """What is known of the records that were taken in, in the order of their series and numbers.

        With a `day`, those that left the file long before are passed over, however many years have them.
        """
        chamber, _, _ = chambers.stored(self._span.start)
        first = self._span.start if day is None else max(self._span.start, chamber.first_listed(day))
        older = await self._some(catalogue.c.legislature < first, catalogue.c.confirmed_until.is_(None))
        return older | await self._some(catalogue.c.legislature >= first)

    async def _some(self, *which: ColumnElement[bool]) -> dict[QuestionId, KnownRecord]:
        known: dict[QuestionId, KnownRecord] = {}
        last = (self._span.start, 0)
        place = tuple_(catalogue.c.legislature, catalogue.c.number)
        columns = (catalogue.c.legislature, catalogue.c.number, catalogue.c.crc, catalogue.c.size)
        here = and_(summaries.c.legislature == catalogue.c.legislature, summaries.c.number == catalogue.c.number)
        while True:
            query = (
                select(*columns, summaries.c.asked, catalogue.c.confirmed_until)
                .outerjoin(summaries, here)
                .where(place > last, catalogue.c.legislature < self._span.stop, *which)
                .order_by(catalogue.c.legislature, catalogue.c.number)
                .limit(PAGE)
            )
            async with self._database.reading() as connection:
                rows = (await connection.execute(query)).all()
            for row in rows:
                known[identity_of(row)] = KnownRecord(row.crc, row.size, row.asked, row.confirmed_until is None)
            if len(rows) < PAGE:
                return known
            last = (rows[-1].legislature, rows[-1].number)

    async def believe(
        self, now: datetime, least: timedelta, sweep: int, absent: Collection[QuestionId] | None = None
    ) -> None:
        """Believe what waits to be confirmed, in all series (see `Catalogue.believe`), and tell of reminders.

        `absent` are the known questions that this file lacks, None where it is the last one that was taken in.
        """
        waits = (self._within, catalogue.c.unconfirmed_since <= now - least)
        async with self._database.reading() as connection:
            query = select(catalogue.c.legislature).where(*waits).distinct().order_by(catalogue.c.legislature)
            waiting = list((await connection.execute(query)).scalars())
        for series in waiting:
            unsure = None if absent is None else {id.number for id in absent if id.series == series}
            await self._catalogue.believe(series, now, least, sweep, unsure, least * TO_TAKE_BACK)
        await self._reminders.tell_ends(now, least, sweep, frozenset(absent or ()))

    async def remind(self, found: Sequence[Reminder], now: datetime, sweep: int) -> None:
        """Tell the followers of questions that they were reminded of.

        It is done before the records of the reminders are taken in: a sweep that is killed finds them again, and an
        event is written once.
        """
        for at in range(0, len(found), PAGE):
            async with self._database.writing() as connection:
                await _remind(connection, found[at : at + PAGE], now, sweep)

    async def finish(
        self,
        file: SweptWhole,
        known: Mapping[QuestionId, KnownRecord],
        listed: Collection[QuestionId],
        now: datetime,
    ) -> bool:
        """Remember a sweep that is over, whose file had the `listed` questions, and release what it found.

        `known` is what was known of records before it. Returns whether there is anything to be told.
        """
        left = [id for id, record in known.items() if record.is_listed and id not in listed]
        back = [id for id, record in known.items() if not record.is_listed and id in listed]
        async with self._database.writing() as connection:
            until = await last_file_at(connection, self.name)
            await _vouch(connection, dict.fromkeys(left, until or now) | dict.fromkeys(back))
            await remember_archive(connection, self.name, {**file.columns, **_vouching(now)})
            begun = await bulletins.note_issues(connection, self._span.start, now, until is None)
        return await self._catalogue.release_soon(now) or begun

    async def confirm(self, now: datetime) -> bool:
        """Note that the file has not changed, and release what was found. Returns whether the outbox got anything."""
        async with self._database.writing() as connection:
            await remember_archive(connection, self.name, _vouching(now))
        return await self._catalogue.release_soon(now)

    async def pass_over(self, now: datetime) -> None:
        """Note that the archive is not to be asked for: who catches up with the past need not wait for it."""
        self._passed_over.add(self.name)
        known = archives.c.name == self.name
        async with self._database.writing() as connection:
            await connection.execute(update(archives).where(known).values(looked_at=now))

    @property
    def is_passed_over(self) -> bool:
        """Whether the archive is not to be asked for: its questions are not read by this copy of the program."""
        return self.name in self._passed_over

    @property
    def _within(self) -> ColumnElement[bool]:
        return catalogue.c.legislature.between(self._span.start, self._span.stop - 1)


def _vouching(now: datetime) -> dict[str, Any]:
    """The columns of a file that was asked for and believed.

    When such a file is made anew is not known: each answer vouches for what it says up to now.
    """
    return {**succeeded(now), "renewed_at": now}


async def _vouch(connection: AsyncConnection, until: Mapping[QuestionId, datetime | None]) -> None:
    """Remember until when the file vouched for questions; None for those that it has."""
    if not until:
        return
    here = (catalogue.c.legislature == bindparam("of"), catalogue.c.number == bindparam("which"))
    rows = [{"of": id.series, "which": id.number, "until": at} for id, at in until.items()]
    await connection.execute(update(catalogue).where(*here).values(confirmed_until=bindparam("until")), rows)


async def _remind(connection: AsyncConnection, found: Sequence[Reminder], now: datetime, sweep: int) -> None:
    rows = await connection.execute(
        select(questions.c.id, questions.c.legislature, questions.c.number).where(
            among(questions, [key_of(each.first) for each in found]), questions.c.snapshot.is_not(None)
        )
    )
    ids = {identity_of(row): row.id for row in rows}
    events = [(ids[each.first], reminded(each.by, each.on)) for each in found if each.first in ids]
    await event_log.announce(connection, events, now, sweep)
