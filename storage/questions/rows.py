"""The rows of questions: finding and making them, and reading them as the values of `bot.core`."""

import asyncio
import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Row,
    ScalarSelect,
    Select,
    String,
    Table,
    and_,
    case,
    cast,
    func,
    insert,
    literal,
    select,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core import chambers
from bot.core.observation import Check, Observation, Outcome
from bot.core.plausible import plausible
from bot.core.question import Question, QuestionId
from bot.core.question_json import from_plain, to_plain
from bot.core.schedule import vouched_at
from bot.core.source import Role, Source
from storage.database import insert_or_ignore
from storage.identity import Key, columns_of, identity_of, is_of
from storage.tables import archives, catalogue, checks, questions

ARCHIVE = "archive-"
OFFICIAL_PAGES = [source.value for source in Source if source.role is Role.OFFICIAL]
TEXT_PAGES = [source.value for source in Source if source.role is Role.TEXTS]
OTHERS_PAGES = [source.value for source in Source if source.role is Role.OTHERS]
"""The sources by their roles, as the table of checks has them."""


AT_A_TIME = 1_000
"""Rows that are fetched before others have their turn: that takes some milliseconds."""


async def fetched(connection: AsyncConnection, query: Select[Any]) -> list[Any]:
    """The rows of a query that may give tens of thousands, fetched in slices: others have their turn in between."""
    found: list[Any] = []
    rows = await connection.stream(query, execution_options={"yield_per": AT_A_TIME})
    async for some in rows.partitions():
        found += some
        await asyncio.sleep(0)  # a file gives its rows without a pause
    return found


def dumps(question: Question) -> str:
    """A question as it is stored."""
    return json.dumps(to_plain(question), ensure_ascii=False, separators=(",", ":"))


def loads(text: str | None) -> Question | None:
    """The inverse of `dumps`; None for None, where nothing was read yet."""
    return None if text is None else from_plain(json.loads(text))


def archive_name(series: int) -> str:
    """The name under which the archive is remembered that has a series: the legislature's, or the whole chamber's.

    Where nothing is remembered of that name, its questions come by other ways.
    """
    shared = (name for all_series, name in chambers.shared_archives() if series in all_series)
    return next(shared, f"{ARCHIVE}{series}")


def archive_name_of(series: ColumnElement[int]) -> ColumnElement[str]:
    """As `archive_name`, of a column."""
    own = literal(ARCHIVE) + cast(series, String)
    shared = [(series.between(each.start, each.stop - 1), literal(name)) for each, name in chambers.shared_archives()]
    return case(*shared, else_=own) if shared else own


def series_of_archive(name: str) -> int:
    """The inverse of `archive_name`, for an archive that has one series."""
    return int(name.removeprefix(ARCHIVE))


def among(table: Table, ids: Iterable[Key]) -> ColumnElement[bool]:
    """A condition that narrows a table to questions, given by their keys, by means of its own.

    Where the series differ, it also lets through a number of one in another. (Weighed: a list
    of pairs, for which SQLite reads the whole table, every record of every archive.)
    """
    pairs = list(ids)
    series, numbers = {series for series, _ in pairs}, {number for _, number in pairs}
    return and_(table.c.legislature.in_(series), table.c.number.in_(numbers))


async def find(connection: AsyncConnection, question: QuestionId) -> Row[Any] | None:
    """The row of a question, None where there is none."""
    row = await connection.execute(select(questions).where(*is_of(questions, question)))
    return row.one_or_none()


async def find_or_create(connection: AsyncConnection, question: QuestionId, now: datetime) -> Row[Any]:
    """The row of a question; a new one is made with a check of each source that is due at once."""
    found = await find(connection, question)
    if found is not None:
        return found
    values = {**columns_of(question), "reopenings": 0}
    await connection.execute(insert_or_ignore(connection, questions).values(**values))
    created = await find(connection, question)
    if created is None:
        raise RuntimeError(f"question {question} vanished in its own transaction")
    if made := first_checks(created.id, question, now):
        await connection.execute(insert(checks), made)
    return created


def first_checks(row: int, question: QuestionId, now: datetime) -> list[dict[str, Any]]:
    """The rows of a new question's checks, which are due at once: one for each source that has a page for it."""
    return [
        {"question_id": row, "source": source.value, "absences": 0, "failures": 0, "next_at": now}
        for source in question.chamber.page_sources
    ]


async def observation_of(connection: AsyncConnection, row: Row[Any]) -> Observation:
    """The observation of the question of a row."""
    rows = await connection.execute(select(checks).where(checks.c.question_id == row.id))
    checked = {Source(each.source): _check(each) for each in rows}
    id = identity_of(row)
    vouched = await vouched_by_archive(connection, id)
    known = loads(row.snapshot)
    return Observation(
        id=id,
        question=known and plausible(known),  # an earlier version kept impossible dates
        checks=checked,
        archived_at=vouched.at,
        is_archive_final=vouched.is_final,
    )


def last_read(sources: Sequence[str]) -> ScalarSelect[Any]:
    """Selects when the pages of some sources last confirmed what is known of a row of questions."""
    here = (checks.c.question_id == questions.c.id, checks.c.source.in_(sources))
    return select(func.max(checks.c.read_at)).where(*here).correlate(questions).scalar_subquery()


class Vouched(NamedTuple):
    """Up to when the archive vouches for its record of a question; `is_final` where it does so for good."""

    at: datetime | None
    is_final: bool


async def vouched_by_archive(connection: AsyncConnection, question: QuestionId) -> Vouched:
    """Up to when a question's record can be relied on; `at` is None where the catalogue does not have it.

    An archive without `renewed_at` is not expected to be made anew: it is that of a finished legislature.
    """
    query = (
        select(archives.c.confirmed_at, archives.c.renewed_at, catalogue.c.confirmed_until)
        .select_from(catalogue)
        .join(archives, archives.c.name == archive_name(question.series))
        .where(*is_of(catalogue, question))
    )
    row = (await connection.execute(query)).one_or_none()
    return Vouched(None, is_final=False) if row is None else _vouched(row)


def vouched_of(row: Any) -> Vouched:
    """As `vouched_by_archive`, of a row of the catalogue with that of its archive, whose `name` is None without one."""
    return Vouched(None, is_final=False) if row.name is None else _vouched(row)


def _vouched(row: Any) -> Vouched:
    vouched = vouched_at(row.confirmed_at, row.renewed_at)
    if vouched and row.confirmed_until:
        return Vouched(min(vouched, row.confirmed_until), is_final=False)
    return Vouched(vouched, is_final=row.renewed_at is None)


def _check(row: Row[Any]) -> Check:
    reason = row.reason if row.failures else None
    return Check(read_at=row.read_at, last=_last_outcome(row), reason=reason, looked_at=row.looked_at)


def _last_outcome(row: Row[Any]) -> Outcome | None:
    if row.looked_at is None:
        return None
    if row.failures:
        return Outcome.FAILED
    return Outcome.ABSENT if row.absences else Outcome.READ
