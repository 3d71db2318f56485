"""Questions that nobody asked for: how a sweep changes what the catalogue holds of them, for those who watch.

They have no row of their own, and of a changed record nothing is remembered but the record. Only an end is looked at.
It is believed and confirmed like that of any other question, and what waits for that stands in the catalogue.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.change import Event
from bot.core.confirmation import Past, Statement, confirmed, next_statement
from bot.core.deadline import today
from bot.core.merge import Readings
from bot.core.question import Question, QuestionId, State
from bot.core.watch import ASKED, news_between
from storage.identity import columns_of, identity_of, key_of
from storage.questions.deputies import signed
from storage.questions.readings import RecordReader, remember
from storage.questions.rows import among, first_checks
from storage.tables import catalogue, checks, questions, summaries


@dataclass(frozen=True, slots=True)
class Standing:
    """How a record stands in the catalogue. `is_held` is whether something else is believed than it says."""

    crc: int
    size: int
    is_held: bool
    state: State | None


@dataclass(frozen=True, slots=True)
class Turn:
    """The change of one record: what is believed of its question `after` it, and the events that it makes.

    `question` is that with its author's name as the register has it.
    """

    number: int
    after: Statement
    question: Question
    events: tuple[Event, ...]


async def standing_of(connection: AsyncConnection, legislature: int, numbers: Collection[int]) -> dict[int, Standing]:
    """How the records of these numbers stand, by number; those that the catalogue lacks are left out."""
    here = and_(summaries.c.legislature == catalogue.c.legislature, summaries.c.number == catalogue.c.number)
    query = (
        select(
            catalogue.c.number,
            catalogue.c.crc,
            catalogue.c.size,
            catalogue.c.believed.is_not(None),
            summaries.c.state,
        )
        .outerjoin(summaries, here)
        .where(catalogue.c.legislature == legislature, catalogue.c.number.in_(numbers))
    )
    return {row[0]: Standing(*row[1:]) for row in await connection.execute(query)}


def may_end(standing: Standing, crc: int, size: int, state: State, is_watched: bool) -> bool:
    """Whether a record has to be compared with the one before it.

    Where nobody watches, only an end that is taken back matters: when it comes back, it will be no news.
    """
    if standing.is_held:
        return True
    if (standing.crc, standing.size) == (crc, size) or standing.state is state:
        return False
    return is_watched or standing.state is not State.WAITING


async def rows_of(connection: AsyncConnection, legislature: int, numbers: Collection[int]) -> dict[int, Row[Any]]:
    """The rows of the catalogue of these numbers."""
    query = select(catalogue).where(catalogue.c.legislature == legislature, catalogue.c.number.in_(numbers))
    return {row.number: row for row in await connection.execute(query)} if numbers else {}


def turns(
    reader: RecordReader,
    series: int,
    before: Mapping[int, Row[Any]],
    records: Mapping[int, bytes],
    authors: Mapping[int, str | None],
    now: datetime,
) -> list[Turn]:
    """The turns of changed records, and of new ones, which have no row `before`. It parses them: run it in a thread."""
    return list(_turns(reader, series, before, records, authors, now))


def _turns(
    reader: RecordReader,
    series: int,
    before: Mapping[int, Row[Any]],
    records: Mapping[int, bytes],
    authors: Mapping[int, str | None],
    now: datetime,
) -> Iterator[Turn]:
    for number, packed in records.items():
        record, row = reader.record(series, packed), before.get(number)
        if record is None:
            continue
        if row is None:
            yield Turn(number, Statement(record), signed(record, authors[number]), (ASKED,))
            continue
        old = reader.archived(row)
        # The catalogue has the record since it changed last: no older state tells an end after that day.
        after = next_statement(old, record, now, Past(seen=today(row.changed_at)))
        yield _turn(number, old, after, authors[number])


def settled(waiting: Mapping[int, Statement], authors: Mapping[int, str | None], numbers: Sequence[int]) -> list[Turn]:
    """The turns of statements that are confirmed."""
    return [_turn(each, waiting[each], confirmed(waiting[each]), authors[each]) for each in numbers]


def _turn(number: int, old: Statement | None, after: Statement, author: str | None) -> Turn:
    believed = signed(after.believed, author)
    known = Readings(archive=old.believed) if old else Readings()
    return Turn(number, after, believed, news_between(known, Readings(archive=believed)))


@dataclass(frozen=True, slots=True)
class Rows:
    """The ids of the rows of questions, and the questions that had none before."""

    ids: Mapping[QuestionId, int]
    made: Collection[QuestionId] = ()


async def make_rows(connection: AsyncConnection, told: Iterable[Question], now: datetime) -> Rows:
    """The rows of questions of one legislature; those that have none get one, filled with what is given.

    Its checks are due, but nobody makes them while nobody follows the question.
    """
    by_id = {each.id: each for each in told}
    if not by_id:
        return Rows({})
    these = among(questions, [key_of(id) for id in by_id])
    known = await _rows_here(connection, these)
    new = [id for id in by_id if id not in known]
    if not new:
        return Rows({id: row.id for id, row in known.items()})
    made = [{**columns_of(id), "reopenings": 0} for id in new]
    await connection.execute(insert(questions), made)
    rows = await _rows_here(connection, these)
    if due := [each for id in new for each in first_checks(rows[id].id, id, now)]:
        await connection.execute(insert(checks), due)
    await remember(connection, [(rows[id], Readings(archive=by_id[id], archive_at=now)) for id in new], now)
    return Rows({id: row.id for id, row in rows.items()}, new)


async def _rows_here(connection: AsyncConnection, these: ColumnElement[bool]) -> dict[QuestionId, Row[Any]]:
    rows = await connection.execute(select(questions).where(these))
    return {identity_of(row): row for row in rows}
