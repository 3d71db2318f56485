"""Deliveries: all that one message needs, gathered from the rows of the outbox that belong together."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Row, Select, func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.askers import NOTHING_ALIKE, Alike
from bot.core.bulletin import issue_named, read_key
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
    Told,
)
from bot.core.observation import Observation
from bot.core.preferences import Bulletin
from bot.core.question import Question, QuestionId
from bot.core.watch import Named, each_once
from storage.identity import identity_of
from storage.outbox import watched
from storage.outbox.announcements import words_of
from storage.outbox.due_rows import DueRow
from storage.outbox.last_messages import Shown, last_of
from storage.questions.alike import alike_of, earlier_answer
from storage.questions.numbers import Numbers
from storage.questions.repeats import find_repeat
from storage.questions.rows import loads, observation_of
from storage.questions.sources_read import sources_read
from storage.tables import catalogue, events, follows, outbox, questions

MOST_TOGETHER = 10
"""Comments in one message: with more, too little room is left for each."""

MOST_ANSWERED = 400
"""Questions in a message about one answer: the most that one text is known to have answered is 291."""

MOST_IN_DIGEST = 40
"""Questions in one part of a digest: more never fit into a message."""

MOST_ROWS_IN_DIGEST = 2000
"""Rows that one part of a digest is chosen from."""

DETAILED = frozenset(
    kind.value
    for kind in (
        Kind.CORRECTED,
        Kind.REATTRIBUTED,
        Kind.REMINDED,
        Kind.REMINDER_ENDED,
        Kind.TRANSFORMED,
        Kind.REOPENED,
    )
)


async def deliveries_of(
    connection: AsyncConnection, firsts: Sequence[Sequence[DueRow]], numbers: Numbers
) -> list[Delivery]:
    """The deliveries that begin with these rows, each of another chat. What several of them tell is read once."""
    ids = {rows[0].question_id for rows in firsts}
    known = {row.id: row for row in await connection.execute(select(questions).where(questions.c.id.in_(ids)))}
    told = {(row.chat_id, row.question_id, row.key) for rows in firsts for row in rows}
    shared = _Shared(connection, numbers, known, await watched.names_of(connection, told))
    last = await last_of(connection, {(rows[0].chat_id, rows[0].question_id) for rows in firsts})
    return [_answering(await _delivery_of(shared, rows), rows[0], last) for rows in firsts]


def _answering(delivery: Delivery, first: DueRow, last: Mapping[tuple[int, int], Shown]) -> Delivery:
    """The delivery as an answer to the last message about its question, where that stands in the same topic."""
    shown = last.get((first.chat_id, first.question_id))
    if shown is None or shown.thread != delivery.thread or not delivery.is_about_one:
        return delivery
    return replace(delivery, reply_to=shown.message_id)


class _Shared:
    """What deliveries of one moment share: an event that very many follow is the same for all of them.

    `questions` are rows by their id, `watches` those that brought a delivery, by (chat, question's row, key).
    """

    def __init__(
        self,
        connection: AsyncConnection,
        numbers: Numbers,
        questions: Mapping[int, Row[Any]],
        watches: Mapping[tuple[int, int, str], tuple[Named, ...]],
    ) -> None:
        self.connection = connection
        self.numbers = numbers
        self.watches = watches
        self._questions = questions
        self._known: dict[int, Question | None] = {}
        self._details: dict[tuple[int, str], Mapping[str, Any]] = {}
        self._alike: dict[tuple[int, bool], Alike] = {}
        self._announced: dict[str, str | None] = {}

    def id_of(self, first: DueRow) -> QuestionId:
        """The question of a row."""
        return identity_of(self._questions[first.question_id])

    async def observation_of(self, first: DueRow) -> Observation:
        """What is known of its question. Only cards say how sure that is."""
        row = self._questions[first.question_id]
        if first.kind not in set(Kind):
            return await observation_of(self.connection, row)
        if row.id not in self._known:
            self._known[row.id] = loads(row.snapshot)
        return Observation(self.id_of(first), self._known[row.id])

    async def detail_of(self, first: DueRow) -> Mapping[str, Any]:
        """The detail of its event, where the message needs it."""
        key = (first.question_id, first.key)
        if first.kind not in DETAILED:
            return {}
        if key not in self._details:
            self._details[key] = await _detail(self.connection, first)
        return self._details[key]

    async def announcement(self, first: DueRow) -> Delivery:
        """The delivery of an announcement or a bulletin, which is a row by itself."""
        bulletin = None
        if first.kind != CardKind.ANNOUNCEMENT:
            bulletin = Told(*read_key(first.key), first.wanted.scope(issue_named(first.key)))
        elif first.key not in self._announced:
            self._announced[first.key] = await words_of(self.connection, first.key)
        id = self.id_of(first)
        return Delivery(
            rows=(first.id,),
            chat_id=first.chat_id,
            kind_of_chat=first.kind_of_chat,
            thread=first.thread,
            language=first.language,
            question=id,
            kind=first.kind,
            keys=(first.key,),
            attempts=first.attempts,
            observation=Observation(id, None),
            detail={},
            group=None,
            silent=first.wanted.silent,
            zone=first.wanted.zone,
            doubts=first.doubts,
            refusals=first.refusals,
            announced=self._announced.get(first.key),
            bulletin=bulletin,
        )

    async def alike(self, first: DueRow) -> Alike:
        """What is nearly the same, for the messages that say so."""
        key = (first.question_id, first.kind == Kind.ANSWERED.value)
        if not _says_what_is_alike(first):
            return NOTHING_ALIKE
        if key not in self._alike:
            self._alike[key] = await _alike(self.connection, first, self.id_of(first))
        return self._alike[key]


async def _delivery_of(shared: _Shared, rows: Sequence[DueRow]) -> Delivery:
    """The delivery that begins with these rows."""
    connection, first = shared.connection, rows[0]
    id, ended = shared.id_of(first), first.kind == Kind.CLOSED.value
    told = {(row.chat_id, row.question_id, row.key) for row in rows}
    watches: Mapping[tuple[int, int, str], tuple[Named, ...]] = {
        key: names for key, names in shared.watches.items() if key in told
    }
    if first.kind == CardKind.ANNOUNCEMENT or first.kind in set(Bulletin):
        return await shared.announcement(first)
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
        watches = await watched.names_of(connection, {(first.chat_id, row.question_id, row.key) for row in members})
    is_bare = first.kind == CardKind.CARD_OF_BARE
    return Delivery(
        rows=ids,
        chat_id=first.chat_id,
        kind_of_chat=first.kind_of_chat,
        thread=first.thread,
        language=first.language,
        question=id,
        kind=first.kind,
        keys=keys,
        attempts=first.attempts,
        observation=await shared.observation_of(first),
        detail=await shared.detail_of(first),
        group=group,
        silent=first.wanted.silent,
        zone=first.wanted.zone,
        digest=digest,
        alternatives=await shared.numbers.alternatives_of(connection, id) if is_bare else (),
        repeat=await find_repeat(connection, first.chat_id, id) if ended and group_key is None else None,
        alike=await shared.alike(first),
        doubts=first.doubts,
        refusals=first.refusals,
        watches=each_once(watches.values()),
        followed=not watches or await _is_followed(connection, first),
        read=await sources_read(connection) if first.for_digest and digest is None else None,
    )


def _says_what_is_alike(first: DueRow) -> bool:
    """Whether its message does: cards, a new question, and the answer to one question or to several."""
    if first.kind == Kind.ANSWERED.value:
        return first.group is None or first.group.kind is GroupKind.SAME_ANSWER
    return first.kind in set(CardKind) or (first.kind == Kind.ASKED.value and first.group is None)


async def _alike(connection: AsyncConnection, first: DueRow, question: QuestionId) -> Alike:
    """What is nearly the same as a question, or as the answer that is told."""
    if first.kind == Kind.ANSWERED.value:
        return Alike(answer=await earlier_answer(connection, question))
    return await alike_of(connection, question)


def go_together(first: DueRow, second: DueRow) -> bool:
    """Whether two rows of a chat that follow each other are one message: comments on one question."""
    both_comments = first.kind == second.kind == Kind.COMMENT.value
    alone = first.group is None and second.group is None and first.thread == second.thread
    return bool(both_comments and alone and first.question_id == second.question_id)


async def _is_followed(connection: AsyncConnection, first: DueRow) -> bool:
    here = (follows.c.chat_id == first.chat_id, follows.c.question_id == first.question_id)
    return (await connection.execute(select(follows.c.chat_id).where(*here))).first() is not None


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
    listed = tuple((identity_of(row), loads(row.snapshot) if is_list else None) for row in rows)
    if not is_list:
        same_text = select(func.count()).where(catalogue.c.answer_key == group_key.answer_key)
        return Group(False, listed, 1, int((await connection.execute(same_text)).scalar_one()))
    here = (*_together(first, group_key), outbox.c.kind == first.kind)
    number, total = await _place(connection, select(func.count()).where(*here))
    return Group(True, listed, number, total)


@dataclass(frozen=True, slots=True)
class EventRow:
    """A row of a digest or of a feed; `question_id` is the id of its question's row."""

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
    by_question: dict[int, list[EventRow]] = {}
    for row in [EventRow(*each) for each in await connection.execute(query)]:
        by_question.setdefault(row.question_id, []).append(row)
    shown = dict(list(by_question.items())[:MOST_IN_DIGEST])
    known = {row.id: row for row in await connection.execute(select(questions).where(questions.c.id.in_(shown)))}
    details = await details_of(connection, [row for rows in shown.values() for row in rows])
    told = {(first.chat_id, row.question_id, row.key) for rows in shown.values() for row in rows}
    named = await watched.names_of(connection, told)
    watches = {(question, key): names for (_, question, key), names in named.items()}
    entries = tuple(_entry(known[question], rows, details, watches) for question, rows in shown.items())
    questions_told = select(func.count(outbox.c.question_id.distinct())).where(*_together(first, group_key))
    number, total = await _place(connection, questions_told)
    return Digest(entries, number, total, group_key.restored_from, await sources_read(connection))


async def details_of(connection: AsyncConnection, rows: Sequence[EventRow]) -> dict[tuple[int, str], Mapping[str, Any]]:
    """The details of those events of which a message needs them, by the id of the question's row and the key."""
    wanted = [(row.question_id, row.key) for row in rows if row.kind in DETAILED]
    query = select(events.c.question_id, events.c.key, events.c.detail).where(
        tuple_(events.c.question_id, events.c.key).in_(wanted)
    )
    found = (await connection.execute(query)).all() if wanted else []
    return {(row.question_id, row.key): _loaded(row.detail) for row in found}


def _entry(
    question: Row[Any],
    rows: Sequence[EventRow],
    details: Mapping[tuple[int, str], Mapping[str, Any]],
    watches: Mapping[tuple[int, str], tuple[Named, ...]],
) -> DigestEntry:
    happened = tuple(Happened(row.kind, row.key, details.get((row.question_id, row.key), {})) for row in rows)
    id = identity_of(question)
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
