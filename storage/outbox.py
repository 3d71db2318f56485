"""The outbox: what has to be told to whom, until it was."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.change import MOST_LISTED, Kind
from bot.core.question import Question, QuestionId
from bot.core.sight import Look, Sight
from storage.bundles import LIST, answer_key_of
from storage.database import Database
from storage.questions import loads, sight_of
from storage.tables import catalogue, chats, events, outbox, questions

BATCH = 200
MOST_TOGETHER = 10
"""Comments in one message: more would leave too little room for each."""

MOST_ANSWERED = 400
"""Questions that one text answers: 291 is the most that is known."""


DETAILED = frozenset({Kind.CORRECTED.value, Kind.REATTRIBUTED.value, Kind.REOPENED.value})


@dataclass(frozen=True, slots=True)
class Bundle:
    """What is told together. `listed` are the questions of this message, with what is known of each.

    Of a list, `first` is the number of its first line in the whole list, and `total` how many lines that has. Of an
    answer to several questions, `total` is how many it answers, followed or not; `listed` are those that this chat
    follows.
    """

    is_list: bool
    listed: tuple[tuple[QuestionId, Question | None], ...]
    first: int
    total: int


@dataclass(frozen=True, slots=True)
class Parcel:
    """One message to be: one row of the outbox, or several that go together.

    `kind` is a kind of event, or one of the kinds of `storage.news`; `keys` are the events' keys, oldest first;
    `detail` is that of the first event (see `bot.core.change.Event`); `thread` the topic of a forum, where it is told
    in one. `attempts` counts the sends that failed before. `bundle` is None for what is told alone, or with other
    comments.
    """

    rows: tuple[int, ...]
    chat_id: int
    thread: int | None
    language: str
    question: QuestionId
    kind: str
    keys: tuple[str, ...]
    attempts: int
    sight: Sight
    detail: Mapping[str, Any]
    bundle: Bundle | None


class Outbox:
    """The table of what has to be told."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def due(self, now: datetime, busy: Collection[int], most: int) -> list[Parcel]:
        """What can be sent now: the first parcel of each of at most `most` chats, the oldest first.

        Chats in `busy` are left out, and so are those that are paused or held.
        """
        query = (
            select(outbox, chats.c.language)
            .join(chats, chats.c.id == outbox.c.chat_id)
            .where(
                outbox.c.outcome.is_(None),
                outbox.c.sweep.is_(None),
                chats.c.paused_at.is_(None),
                (chats.c.held_until.is_(None)) | (chats.c.held_until <= now),
                outbox.c.chat_id.not_in(list(busy)),
            )
            .order_by(outbox.c.id)
            .limit(BATCH)
        )
        async with self._database.reading() as connection:
            firsts = _first_of_each_chat((await connection.execute(query)).all())[:most]
            return [await _parcel(connection, rows) for rows in firsts]

    async def next_held(self, now: datetime) -> datetime | None:
        """When the first chat that is held, and has something waiting, may be written to again."""
        query = (
            select(chats.c.held_until)
            .join(outbox, outbox.c.chat_id == chats.c.id)
            .where(outbox.c.outcome.is_(None), chats.c.paused_at.is_(None), chats.c.held_until > now)
            .order_by(chats.c.held_until)
            .limit(1)
        )
        async with self._database.reading() as connection:
            found: datetime | None = (await connection.execute(query)).scalar_one_or_none()
            return found

    async def settle(self, rows: Iterable[int], outcome: str, now: datetime, note: str | None = None) -> None:
        """The rows are done with: `sent`, or `refused` with Telegram's reason."""
        async with self._database.writing() as connection:
            await connection.execute(
                update(outbox)
                .where(outbox.c.id.in_(list(rows)))
                .values(outcome=outcome, settled_at=now, note=note and note[:300])
            )

    async def postpone(self, chat_id: int, rows: Iterable[int], until: datetime) -> None:
        """The rows could not be sent: they are tried again, and their chat written to, not before `until`."""
        async with self._database.writing() as connection:
            await connection.execute(
                update(outbox).where(outbox.c.id.in_(list(rows))).values(attempts=outbox.c.attempts + 1)
            )
            await connection.execute(update(chats).where(chats.c.id == chat_id).values(held_until=until))


def _first_of_each_chat(rows: Iterable[Row[Any]]) -> list[list[Row[Any]]]:
    """Each chat's first row, with the comments on the same question that follow it at once."""
    parcels: dict[int, list[Row[Any]]] = {}
    closed: set[int] = set()
    for row in rows:
        parcel = parcels.setdefault(row.chat_id, [])
        full = row.chat_id in closed or len(parcel) >= MOST_TOGETHER
        if not parcel or (not full and _go_together(parcel[-1], row)):
            parcel.append(row)
        else:
            closed.add(row.chat_id)
    return list(parcels.values())


def _go_together(first: Row[Any], second: Row[Any]) -> bool:
    both_comments = first.kind == second.kind == Kind.COMMENT.value
    return bool(both_comments and first.question_id == second.question_id)


async def _parcel(connection: AsyncConnection, rows: Sequence[Row[Any]]) -> Parcel:
    first = rows[0]
    question = (await connection.execute(select(questions).where(questions.c.id == first.question_id))).one()
    id = QuestionId(question.legislature, question.number)
    is_event = first.kind in set(Kind)
    detail = await _detail(connection, first) if first.kind in DETAILED else {}
    bundle = None
    if first.bundle is not None:
        rows = await _of_bundle(connection, first)
        bundle = await _bundle(connection, first, rows)
    return Parcel(
        rows=tuple(row.id for row in rows),
        chat_id=first.chat_id,
        thread=first.thread,
        language=first.language,
        question=id,
        kind=first.kind,
        keys=tuple(row.key for row in rows),
        attempts=first.attempts,
        # How sure what is known is, is told on cards alone.
        sight=Sight(id, loads(question.snapshot), Look(), Look()) if is_event else await sight_of(connection, question),
        detail=detail,
        bundle=bundle,
    )


async def _detail(connection: AsyncConnection, first: Row[Any]) -> Mapping[str, Any]:
    here = (events.c.question_id == first.question_id, events.c.key == first.key)
    detail = (await connection.execute(select(events.c.detail).where(*here))).scalar_one_or_none()
    found: dict[str, Any] = json.loads(detail) if detail else {}
    return found


async def _of_bundle(connection: AsyncConnection, first: Row[Any]) -> list[Row[Any]]:
    """The rows that go with the first one into one message."""
    query: Select[Any] = (
        select(outbox.c.id, outbox.c.key, questions.c.legislature, questions.c.number, questions.c.snapshot)
        .join(questions, questions.c.id == outbox.c.question_id)
        .where(*_together(first), outbox.c.outcome.is_(None))
        .order_by(outbox.c.id)
        .limit(MOST_LISTED if first.bundle.endswith(LIST) else MOST_ANSWERED)
    )
    return list((await connection.execute(query)).all())


async def _bundle(connection: AsyncConnection, first: Row[Any], rows: Sequence[Row[Any]]) -> Bundle:
    is_list = first.bundle.endswith(LIST)
    listed = tuple((QuestionId(row.legislature, row.number), loads(row.snapshot) if is_list else None) for row in rows)
    if not is_list:
        same_text = select(func.count()).where(catalogue.c.answer_key == answer_key_of(first.bundle))
        return Bundle(False, listed, 1, int((await connection.execute(same_text)).scalar_one()))
    whole = select(func.count()).where(*_together(first), outbox.c.outcome.is_distinct_from("cancelled"))
    waiting = select(func.count()).where(*_together(first), outbox.c.outcome.is_(None))
    total = int((await connection.execute(whole)).scalar_one())
    told = total - int((await connection.execute(waiting)).scalar_one())
    return Bundle(True, listed, told + 1, total)


def _together(first: Row[Any]) -> tuple[Any, ...]:
    return (
        outbox.c.chat_id == first.chat_id,
        outbox.c.thread.is_not_distinct_from(first.thread),
        outbox.c.kind == first.kind,
        outbox.c.bundle == first.bundle,
    )
