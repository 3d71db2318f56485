"""The readings of a question: the last statement of each source, gathered from its table, and their snapshot."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.change import Kind, Told
from bot.core.confirmation import Past, Statement
from bot.core.deadline import today
from bot.core.merge import Page, Readings
from bot.core.question import Question, State
from bot.core.source import Source
from storage.identity import Key
from storage.questions.deputies import names_of, signed
from storage.questions.rows import among, archive_name, dumps, loads
from storage.tables import catalogue, checks, events, questions

Unpack = Callable[[bytes], Question | None]
"""Reads a record as the archive packs it. Gives None where this version of the reader does not understand it."""


@dataclass(frozen=True, slots=True)
class Stored:
    """The rows of one question: its own, those of its `checks` by source, and that of the catalogue, `archive`, if any.

    `author` is the author's name as the register of deputies has it.
    """

    row: Row[Any]
    checks: Mapping[str, Row[Any]]
    archive: Row[Any] | None
    author: str | None


async def gather(
    connection: AsyncConnection, rows: Sequence[Row[Any]], authors: Mapping[Key, str | None] | None = None
) -> list[Stored]:
    """The stored rows of questions, in a few statements however many these are.

    `authors` are the references of authors that come before those in the catalogue: it is about to be written.
    """
    if not rows:
        return []
    by_question: dict[int, dict[str, Row[Any]]] = {row.id: {} for row in rows}
    for check in await connection.execute(select(checks).where(checks.c.question_id.in_(by_question))):
        by_question[check.question_id][check.source] = check
    keys = [(row.legislature, row.number) for row in rows]
    listed = await connection.execute(select(catalogue).where(among(catalogue, keys)))
    archived = {(each.legislature, each.number): each for each in listed}
    references = {**{key: each.author_ref for key, each in archived.items()}, **(authors or {})}
    names = await names_of(connection, references.values())
    return [
        Stored(row, by_question[row.id], archived.get(key), names.get(references.get(key) or ""))
        for row, key in zip(rows, keys, strict=True)
    ]


def archived_of(row: Row[Any] | None, reader: "RecordReader") -> Statement | None:
    """The statement of the archive, from a row of the catalogue; None where there is none, or no readable one."""
    record = None if row is None else reader.record(row.legislature, row.record)
    if row is None or record is None:
        return None
    believed = loads(row.believed)
    return Statement(record, believed, row.unconfirmed_since if believed else None)


def page_of(check: Row[Any]) -> Statement | None:
    """The statement of a page, from the row of its check; None where it was never read."""
    reading, unconfirmed = loads(check.reading), loads(check.unconfirmed)
    if reading is None:
        return None
    return Statement(unconfirmed or reading, unconfirmed and reading, check.unconfirmed_since)


def past_of(row: Row[Any], told: Told) -> Past:
    """The past of a question, from its row and the events that were told."""
    return Past(told.taken_back, today(row.seen_at) if row.seen_at else None)


def readings_of(stored: Stored, reader: "RecordReader") -> Readings:
    """The readings of a question, with its record as `reader` reads it."""
    return readings_with(stored, archived_of(stored.archive, reader))


def readings_with(stored: Stored, archived: Statement | None) -> Readings:
    """The readings of a question, with the statement of the archive that the caller has read already."""
    pages = {Source(source): page for source, check in stored.checks.items() if (page := _page(check))}
    return Readings(
        archive=signed(archived.believed, stored.author) if archived else None,
        archive_at=stored.archive.changed_at if stored.archive is not None else None,
        pages=pages,
        reopenings=stored.row.reopenings,
        archive_until=stored.archive.confirmed_until if stored.archive is not None else None,
    )


def _page(check: Row[Any]) -> Page | None:
    """The last reading of a page. Where it says something else than before, it is as of when it was first found to."""
    reading = loads(check.reading)
    read = [at for at in (check.read_at, check.unconfirmed_since) if at is not None]
    return None if reading is None else Page(reading, max(read, default=None), check.read_at)


class RecordReader:
    """Reads the records in the catalogue. The archives' readers are bound to it once, when the store is opened.

    `others` are the readers of the archives that `unpack` does not read, by their names.
    """

    def __init__(self, unpack: Unpack, others: Mapping[str, Unpack] | None = None) -> None:
        self._unpack = unpack
        self._others = others or {}

    def record(self, series: int, packed: bytes) -> Question | None:
        """A record as its archive packs it; None where this version of the reader does not understand it."""
        return self._others.get(archive_name(series), self._unpack)(packed)

    def archived(self, row: Row[Any] | None) -> Statement | None:
        """The statement of the archive, from a row of the catalogue; None where there is none, or no readable one."""
        return archived_of(row, self)

    def readings(self, stored: Stored) -> Readings:
        """The readings of a question."""
        return readings_of(stored, self)


async def remember(connection: AsyncConnection, known: Sequence[tuple[Row[Any], Readings]], now: datetime) -> None:
    """Write the snapshot of each question, made from its readings, and the next term that could pass."""
    values = [
        {
            "row": row.id,
            "snapshot": dumps(merged),
            "seen_at": row.seen_at or now,
            "deadline": merged.deadline if merged.state is State.WAITING else None,
            "answer_due": merged.deadline if merged.state is State.WAITING else None,
            "reopenings": readings.reopenings,
        }
        for row, readings in known
        if (merged := readings.merged) is not None
    ]
    if values:
        await connection.execute(
            update(questions)
            .where(questions.c.id == bindparam("row"))
            .values({name: bindparam(name) for name in values[0] if name != "row"}),
            values,
        )


async def told_of(connection: AsyncConnection, ids: Sequence[int]) -> dict[int, Told]:
    """The facts that were told of each question, by its id: they are no news when they come back."""
    kinds = (Kind.REATTRIBUTED, Kind.CORRECTED, Kind.SIGNALLED, Kind.RENEWED, Kind.CLOSED, Kind.REOPENED)
    query = (
        select(events.c.question_id, events.c.kind, events.c.detail, events.c.seen_at)
        .where(events.c.question_id.in_(ids), events.c.kind.in_([kind.value for kind in kinds]))
        .order_by(events.c.id)
    )
    found: dict[int, Told] = {}
    if not ids:
        return found
    for row in await connection.execute(query):
        told, detail = found.get(row.question_id, Told()), json.loads(row.detail or "{}")
        found[row.question_id] = _with_event(told, row.kind, detail, today(row.seen_at))
    return found


def _with_event(told: Told, kind: str, detail: Mapping[str, Any], day: date) -> Told:
    """What was told, with one event more. Events of earlier versions do not have the days that they told of."""
    days = frozenset(detail.get("days", ()))
    match kind:
        case Kind.REATTRIBUTED:
            both = {name for name in (detail.get("from"), detail.get("to")) if name}
            return replace(told, moved_to=detail.get("to", told.moved_to), ministries=told.ministries | both)
        case Kind.CORRECTED:
            sums = (detail.get("was"), detail.get("sum"), *detail.get("bare", ()))
            return replace(told, texts=told.texts | {sum for sum in sums if sum})
        case Kind.SIGNALLED:
            by = told.signalled_by if days else day
            return replace(told, signalled=told.signalled | days, signalled_by=by)
        case Kind.RENEWED:
            by = told.renewed_by if days else day
            return replace(told, renewed=told.renewed | days, renewed_by=by)
        case _:
            was = {State(detail["was"])} if "was" in detail else set()
            return replace(told, taken_back=told.taken_back | was)
