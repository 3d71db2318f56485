"""Deliveries: all that one message needs, gathered from the rows of the outbox that belong together."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.askers import NOTHING_ALIKE, Alike
from bot.core.change import MOST_LISTED, Kind
from bot.core.delivery import (
    DIGESTS,
    CardKind,
    Delivery,
    DeliveryState,
    Digest,
    DigestEntry,
    Group,
    GroupKey,
    GroupKind,
    Happened,
)
from bot.core.observation import Check, Observation
from bot.core.question import QuestionId
from bot.core.watch import Named, each_once
from storage.outbox import watched
from storage.outbox.due_rows import DueRow
from storage.questions.alike import alike_of, earlier_answer
from storage.questions.numbers import Numbers
from storage.questions.repeats import find_repeat
from storage.questions.rows import loads, observation_of
from storage.tables import catalogue, chats, events, follows, outbox, questions

MOST_TOGETHER = 10
"""Comments in one message: with more, too little room is left for each."""

MOST_ANSWERED = 400
"""Questions in a message about one answer: the most that one text is known to have answered is 291."""

MOST_IN_DIGEST = 40
"""Questions in one part of a digest: more never fit into a message."""

MOST_ROWS_IN_DIGEST = 2000
"""Rows that one part of a digest is chosen from."""

DETAILED = frozenset({Kind.CORRECTED.value, Kind.REATTRIBUTED.value, Kind.REOPENED.value})


async def delivery_of(connection: AsyncConnection, rows: Sequence[DueRow], numbers: Numbers) -> Delivery:
    """The delivery that begins with these rows."""
    first = rows[0]
    watches = await watched.names_of(connection, first.chat_id, {(row.question_id, row.key) for row in rows})
    question = (await connection.execute(select(questions).where(questions.c.id == first.question_id))).one()
    id = QuestionId(question.legislature, question.number)
    is_event, ended = first.kind in set(Kind), first.kind == Kind.CLOSED.value
    detail = await _detail(connection, first) if first.kind in DETAILED else {}
    group = digest = None
    ids, keys = tuple(row.id for row in rows), tuple(row.key for row in rows)
    group_key = first.group
    if group_key is not None and group_key.kind in DIGESTS:
        digest = await _digest(connection, first, group_key)
        ids = tuple(row for entry in digest.entries for row in entry.rows)
    elif group_key is not None:
        members = await _members(
            connection, first, group_key, MOST_LISTED if group_key.kind is GroupKind.LIST else MOST_ANSWERED
        )
        group = await _group(connection, first, group_key, members)
        ids, keys = tuple(row.id for row in members), tuple(row.key for row in members)
        told = {(row.question_id, row.key) for row in members}
        watches = await watched.names_of(connection, first.chat_id, told)
    return Delivery(
        rows=ids,
        chat_id=first.chat_id,
        kind_of_chat=await _kind_of_chat(connection, first),
        thread=first.thread,
        language=first.language,
        question=id,
        kind=first.kind,
        keys=keys,
        attempts=first.attempts,
        # Only cards say how sure the observation is.
        observation=Observation(id, loads(question.snapshot), Check(), Check())
        if is_event
        else await observation_of(connection, question),
        detail=detail,
        group=group,
        silent=first.wanted.silent,
        zone=first.wanted.zone,
        digest=digest,
        alternatives=await numbers.alternatives_of(connection, id) if first.kind == CardKind.CARD_OF_BARE else (),
        repeat=await find_repeat(connection, first.chat_id, id) if ended and group_key is None else None,
        alike=await _alike(connection, first, id),
        doubts=first.doubts,
        refusals=first.refusals,
        watches=each_once(watches.values()),
        followed=not watches or await _is_followed(connection, first),
    )


async def _alike(connection: AsyncConnection, first: DueRow, question: QuestionId) -> Alike:
    """What is nearly the same, for the messages that say so: cards, a new question, an answer to one or to several."""
    if first.kind in (CardKind.CARD, CardKind.CARD_OF_BARE):
        return await alike_of(connection, question)
    if first.kind == Kind.ASKED.value and first.group is None:
        return await alike_of(connection, question)
    if first.kind == Kind.ANSWERED.value and (first.group is None or first.group.kind is GroupKind.SAME_ANSWER):
        return Alike(answer=await earlier_answer(connection, question))
    return NOTHING_ALIKE


def go_together(first: DueRow, second: DueRow) -> bool:
    """Whether two rows of a chat that follow each other are one message: comments on one question."""
    both_comments = first.kind == second.kind == Kind.COMMENT.value
    alone = first.group is None and second.group is None and first.thread == second.thread
    return bool(both_comments and alone and first.question_id == second.question_id)


async def _is_followed(connection: AsyncConnection, first: DueRow) -> bool:
    here = (follows.c.chat_id == first.chat_id, follows.c.question_id == first.question_id)
    return (await connection.execute(select(follows.c.chat_id).where(*here))).first() is not None


async def _kind_of_chat(connection: AsyncConnection, first: DueRow) -> str:
    kind: str = (await connection.execute(select(chats.c.kind).where(chats.c.id == first.chat_id))).scalar_one()
    return kind


async def _detail(connection: AsyncConnection, first: DueRow) -> Mapping[str, Any]:
    here = (events.c.question_id == first.question_id, events.c.key == first.key)
    return _loaded((await connection.execute(select(events.c.detail).where(*here))).scalar_one_or_none())


def _loaded(detail: str | None) -> Mapping[str, Any]:
    found: dict[str, Any] = json.loads(detail) if detail else {}
    return found


@dataclass(frozen=True, slots=True)
class _GroupRow:
    """A row of a group; `snapshot` is its question as it is stored."""

    id: int
    key: str
    question_id: int
    legislature: int
    number: int
    snapshot: str | None


async def _members(connection: AsyncConnection, first: DueRow, group_key: GroupKey, most: int) -> list[_GroupRow]:
    """The rows of the first one's group, itself among them."""
    query: Select[Any] = (
        select(
            outbox.c.id,
            outbox.c.key,
            outbox.c.question_id,
            questions.c.legislature,
            questions.c.number,
            questions.c.snapshot,
        )
        .join(questions, questions.c.id == outbox.c.question_id)
        .where(*_together(first, group_key), outbox.c.kind == first.kind, outbox.c.settled_at.is_(None))
        .order_by(outbox.c.id)
        .limit(most)
    )
    return [_GroupRow(*row) for row in await connection.execute(query)]


async def _group(connection: AsyncConnection, first: DueRow, group_key: GroupKey, rows: Sequence[_GroupRow]) -> Group:
    is_list = group_key.kind is GroupKind.LIST
    listed = tuple((QuestionId(row.legislature, row.number), loads(row.snapshot) if is_list else None) for row in rows)
    if not is_list:
        same_text = select(func.count()).where(catalogue.c.answer_key == group_key.answer_key)
        return Group(False, listed, 1, int((await connection.execute(same_text)).scalar_one()))
    here = (*_together(first, group_key), outbox.c.kind == first.kind)
    number, total = await _place(connection, select(func.count()).where(*here))
    return Group(True, listed, number, total)


@dataclass(frozen=True, slots=True)
class _DigestRow:
    """A row of a digest; `question_id` is the id of its question's row."""

    id: int
    question_id: int
    kind: str
    key: str


async def _digest(connection: AsyncConnection, first: DueRow, group_key: GroupKey) -> Digest:
    query: Select[Any] = (
        select(outbox.c.id, outbox.c.question_id, outbox.c.kind, outbox.c.key)
        .where(*_together(first, group_key), outbox.c.settled_at.is_(None))
        .order_by(outbox.c.id)
        .limit(MOST_ROWS_IN_DIGEST)
    )
    by_question: dict[int, list[_DigestRow]] = {}
    for row in [_DigestRow(*each) for each in await connection.execute(query)]:
        by_question.setdefault(row.question_id, []).append(row)
    shown = dict(list(by_question.items())[:MOST_IN_DIGEST])
    known = {row.id: row for row in await connection.execute(select(questions).where(questions.c.id.in_(shown)))}
    details = await _details(connection, [row for rows in shown.values() for row in rows])
    told = {(row.question_id, row.key) for rows in shown.values() for row in rows}
    watches = await watched.names_of(connection, first.chat_id, told)
    entries = tuple(_entry(known[question], rows, details, watches) for question, rows in shown.items())
    questions_told = select(func.count(outbox.c.question_id.distinct())).where(*_together(first, group_key))
    number, total = await _place(connection, questions_told)
    return Digest(entries, number, total, group_key.restored_from)


async def _details(connection: AsyncConnection, rows: Sequence[_DigestRow]) -> dict[tuple[int, str], Mapping[str, Any]]:
    wanted = [(row.question_id, row.key) for row in rows if row.kind in DETAILED]
    query = select(events.c.question_id, events.c.key, events.c.detail).where(
        tuple_(events.c.question_id, events.c.key).in_(wanted)
    )
    found = (await connection.execute(query)).all() if wanted else []
    return {(row.question_id, row.key): _loaded(row.detail) for row in found}


def _entry(
    question: Row[Any],
    rows: Sequence[_DigestRow],
    details: Mapping[tuple[int, str], Mapping[str, Any]],
    watches: Mapping[tuple[int, str], tuple[Named, ...]],
) -> DigestEntry:
    happened = tuple(Happened(row.kind, row.key, details.get((row.question_id, row.key), {})) for row in rows)
    id = QuestionId(question.legislature, question.number)
    brought_by = each_once(watches.get((row.question_id, row.key), ()) for row in rows)
    return DigestEntry(id, loads(question.snapshot), happened, tuple(row.id for row in rows), brought_by)


async def _place(connection: AsyncConnection, counted: Select[Any]) -> tuple[int, int]:
    """(the number of the first that waits, how many there are) of all that `counted` counts; numbers begin at 1."""
    total = (await connection.execute(counted.where(outbox.c.state != DeliveryState.CANCELLED))).scalar_one()
    waiting = (await connection.execute(counted.where(outbox.c.settled_at.is_(None)))).scalar_one()
    return int(total) - int(waiting) + 1, int(total)


def _together(first: DueRow, group_key: GroupKey) -> tuple[Any, ...]:
    return (
        outbox.c.chat_id == first.chat_id,
        outbox.c.thread.is_not_distinct_from(first.thread),
        outbox.c.group_kind == group_key.kind,
        outbox.c.group_id == group_key.id,
    )
