"""What is remembered of each archive: how to ask for it, when it was swept, and whether it can be relied on."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.observation import Holding
from bot.core.question import QuestionId
from bot.core.schedule import Swept, is_fresh, vouched_at
from bot.core.source import Source
from bot.core.sweep import failing_from, is_in_vain
from bot.core.validators import Validators
from storage.database import Database, insert_or_ignore
from storage.questions import numbers
from storage.questions.legislatures import taken_in
from storage.questions.rows import ARCHIVE, archive_name, series_of_archive
from storage.tables import archives, checks, questions


@dataclass(frozen=True, slots=True)
class KnownArchive:
    """What is remembered of one archive, or of one register of deputies.

    `reader` is the version of the reader that read its last good file, `questions` how many readable ones that held,
    `digest` its BLAKE2s in hexadecimal, None where a sweep began since and did not end. `renewed_at` is when it last
    came as a new file, where it should daily. `highest` is the highest number of all files that were taken in whole.
    """

    swept: Swept
    validators: Validators
    reader: int | None
    questions: int | None
    renewed_at: datetime | None
    digest: str | None
    highest: int | None = None


NEVER_ASKED = KnownArchive(Swept(), Validators(), None, None, None, None)


class Archives:
    """The table of archives and registers, by name: `archive-17`, `archive-1017` (of a series), `deputies`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, name: str) -> KnownArchive:
        """What is remembered of an archive or a register; `NEVER_ASKED` where there is nothing."""
        async with self._database.reading() as connection:
            row = (await connection.execute(select(archives).where(archives.c.name == name))).one_or_none()
        if row is None:
            return NEVER_ASKED
        swept = Swept(row.looked_at, row.confirmed_at, row.issue, row.failures)
        validators = Validators(row.etag, row.last_modified)
        return KnownArchive(swept, validators, row.reader, row.questions, row.renewed_at, row.digest, row.highest)

    async def fresh(self, now: datetime) -> set[int]:
        """The series, such as legislatures, whose archive stands in for their pages now."""
        query = select(archives).where(archives.c.name.startswith(ARCHIVE))
        async with self._database.reading() as connection:
            rows = (await connection.execute(query)).all()
        return {series_of_archive(row.name) for row in rows if _stands_in(row, now)}

    async def taken_in(self) -> frozenset[int]:
        """The legislatures whose written questions are in: those of which a whole sweep was once believed."""
        async with self._database.reading() as connection:
            return await taken_in(connection)

    async def is_awaited(self, series: int) -> bool:
        """Whether a series has an archive of its own that was neither taken in yet nor given up."""
        async with self._database.reading() as connection:
            return await numbers.is_awaited(connection, series)

    async def was_asked_for(self, legislature: int) -> bool:
        """Whether a legislature's archive was asked for once, whatever came of it."""
        return (await self.of(archive_name(legislature))).swept.looked_at is not None

    async def holding(self, question: QuestionId) -> Holding | None:
        """What its legislature's archive tells of a question's existence; None where it is not in yet."""
        async with self._database.reading() as connection:
            return await numbers.holding(connection, question)

    async def fail(self, name: str, now: datetime, is_gone: bool = False) -> None:
        """The archive could not be had, or not be believed; `is_gone` where the site said that it is not there.

        Once it is waited for no longer, the pages that were missing are due: what they say ends the waiting now.
        """
        async with self._database.writing() as connection:
            await remember_archive(connection, name, {"looked_at": now})
            row = (await connection.execute(select(archives).where(archives.c.name == name))).one()
            since = failing_from(row.failing_since, now)
            in_vain = row.in_vain or is_in_vain(is_gone, since, now)
            values = {"failures": row.failures + 1, "failing_since": since, "in_vain": in_vain}
            await remember_archive(connection, name, values)
            if in_vain and not row.in_vain and name.startswith(ARCHIVE):
                await _check_again(connection, series_of_archive(name), now)

    async def begin(self, name: str) -> None:
        """Note that records of a file are written from now on: until all are, no file that was read stands for them."""
        async with self._database.writing() as connection:
            await remember_archive(connection, name, {"digest": None})

    async def remember_register(self, name: str, validators: Validators, reader: int, now: datetime) -> None:
        """Remember that a register of deputies was read, by that version of the reader."""
        values = {"etag": validators.etag, "last_modified": validators.last_modified, "reader": reader}
        async with self._database.writing() as connection:
            await remember_archive(connection, name, {**values, **succeeded(now)})


@dataclass(frozen=True, slots=True)
class SweptWhole:
    """A file that was read whole and believed. `digest` is that of the file, `questions` how many it held."""

    validators: Validators
    digest: str
    reader: int
    questions: int
    issue: date | None

    @property
    def columns(self) -> dict[str, Any]:
        """What is remembered of it. A file without an issue leaves the last one."""
        return {
            "etag": self.validators.etag,
            "last_modified": self.validators.last_modified,
            "digest": self.digest,
            "reader": self.reader,
            "questions": self.questions,
            **({"issue": self.issue} if self.issue else {}),
        }


def succeeded(now: datetime) -> dict[str, Any]:
    """The columns of an archive that was asked for and believed."""
    return {"looked_at": now, "confirmed_at": now, "failures": 0, "failing_since": None}


async def remember_archive(connection: AsyncConnection, name: str, values: dict[str, Any]) -> None:
    """Write these columns of an archive, within a transaction, whether or not it has a row yet."""
    await connection.execute(insert_or_ignore(connection, archives).values(name=name, failures=0))
    await connection.execute(update(archives).where(archives.c.name == name).values(**values))


async def last_file_at(connection: AsyncConnection, name: str) -> datetime | None:
    """When the archive last came as a new file, or was last confirmed where it is not made anew daily."""
    query = select(func.coalesce(archives.c.renewed_at, archives.c.confirmed_at)).where(archives.c.name == name)
    found: datetime | None = (await connection.execute(query)).scalar_one_or_none()
    return found


def _stands_in(archive: Row[Any], now: datetime) -> bool:
    vouched = vouched_at(archive.confirmed_at, archive.renewed_at)
    return is_fresh(vouched, now, is_final=archive.renewed_at is None)


async def _check_again(connection: AsyncConnection, series: int, now: datetime) -> None:
    """Let the missing pages of unknown questions be due: no archive that could tell of these is waited for."""
    unread = select(questions.c.id).where(questions.c.legislature == series, questions.c.snapshot.is_(None))
    missing = (checks.c.source == Source.ASSEMBLEE.value, checks.c.absences > 0, checks.c.question_id.in_(unread))
    await connection.execute(update(checks).where(*missing).values(next_at=now))
