"""Deliveries that watches brought: who is told of an event by a watch, when, and what a change of the watch does.

The table `matches` says which watches a delivery names. A chat that follows the question is told by its follow, and the
delivery names the watches all the same. Whatever has no watch in `matches` is told as its chat wants.
"""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, delete, func, literal, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.preferences import When
from bot.core.watch import Named, Wanted
from storage.database import insert_or_ignore
from storage.outbox import fanout, transitions
from storage.tables import events, follows, matches, outbox, preferences, watches

AT_ONCE = 2_000
"""Rows that one statement writes."""

EVENTS_AT_ONCE = 200
"""Events that one statement names."""

KINDS = [wanted.kind.value for wanted in Wanted]

RHYTHMS = list(When)
"""The rhythms, the soonest first: the rank of each is its place here."""

_THIS = and_(
    matches.c.chat_id == outbox.c.chat_id,
    matches.c.question_id == outbox.c.question_id,
    matches.c.key == outbox.c.key,
)
_TELLS = and_(watches.c.id == matches.c.watch_id, watches.c.paused_at.is_(None))
_IS_FOLLOWED = (
    select(follows.c.chat_id)
    .where(follows.c.chat_id == outbox.c.chat_id, follows.c.question_id == outbox.c.question_id)
    .correlate_except(follows)
    .exists()
)


def _rank_of(word: ColumnElement[Any]) -> ColumnElement[int]:
    return case(*((word == when.value, literal(rank)) for rank, when in enumerate(RHYTHMS)), else_=literal(0))


_of_chat = func.coalesce(
    select(preferences.c.tell)
    .where(preferences.c.chat_id == outbox.c.chat_id)
    .correlate_except(preferences)
    .scalar_subquery(),
    When.AT_ONCE.value,
)
_rank_of_chat = _rank_of(_of_chat)
_rank_of_watch = _rank_of(func.coalesce(watches.c.rhythm, _of_chat))
_soonest = func.min(case((_IS_FOLLOWED & (_rank_of_chat < _rank_of_watch), _rank_of_chat), else_=_rank_of_watch))

own_rhythm = (
    select(
        case(
            (_soonest == _rank_of_chat, literal("")),
            *((_soonest == rank, literal(when.value)) for rank, when in enumerate(RHYTHMS)),
            else_=literal(""),
        )
    )
    .select_from(matches.join(watches, _TELLS))
    .where(_THIS)
    .correlate_except(matches, watches)
    .scalar_subquery()
)
"""The rhythm of a row of the outbox where that is another than its chat's, a word of `When`; else empty.

It is the soonest of those of the watches that brought it, and of the chat's own where the question is followed.
"""


@dataclass(frozen=True, slots=True)
class Match:
    """A watch that an event of a question meets; `question_id` is the id of the question's row."""

    chat_id: int
    question_id: int
    key: str
    watch_id: int


async def tell(connection: AsyncConnection, found: Sequence[Match], now: datetime, sweep: int) -> None:
    """Write a row of the outbox for each chat and event that its watches meet, and which watches these are.

    The events are recorded already. A chat that follows the question has its row by its follow, or was shown the event
    by a card: it gets none here.
    """
    await fanout.catch_up(connection, {match.chat_id for match in found})
    for start in range(0, len(found), AT_ONCE):
        rows = [asdict(match) for match in found[start : start + AT_ONCE]]
        await connection.execute(insert_or_ignore(connection, matches), rows)
    now_served = int((await connection.execute(fanout.NOW_SERVED)).scalar_one())
    told = list(dict.fromkeys((match.question_id, match.key) for match in found))
    for start in range(0, len(told), EVENTS_AT_ONCE):
        some = _of_events(told[start : start + EVENTS_AT_ONCE])
        await transitions.fan_out(connection, _watchers(some, now, sweep, now_served))
        untold = ~select(outbox.c.id).where(_THIS).correlate(matches).exists()
        await connection.execute(delete(matches).where(some, untold))


def _watchers(these: ColumnElement[bool], now: datetime, sweep: int, now_served: int) -> Select[Any]:
    """Selects the rows of the chats whose watches meet these events, in the order of the events."""
    key = (matches.c.chat_id, matches.c.question_id, matches.c.key)
    first = select(*key, func.min(matches.c.watch_id).label("watch_id")).where(these).group_by(*key).subquery()
    event = and_(events.c.question_id == first.c.question_id, events.c.key == first.c.key)
    is_followed = (
        select(follows.c.chat_id)
        .where(follows.c.chat_id == first.c.chat_id, follows.c.question_id == first.c.question_id)
        .exists()
    )
    place = func.row_number().over(partition_by=events.c.id, order_by=fanout.shuffled(first.c.chat_id))
    return (
        select(
            first.c.chat_id,
            first.c.question_id,
            first.c.key,
            events.c.kind,
            literal(now, outbox.c.created_at.type),
            literal(0),
            watches.c.thread,
            literal(sweep, outbox.c.sweep.type).label("sweep"),
            (place - 1 + now_served).label("position"),
        )
        .select_from(first.join(events, event).join(watches, watches.c.id == first.c.watch_id))
        .where(~is_followed)
        .order_by(events.c.id)
    )


async def any_rhythm(connection: AsyncConnection) -> bool:
    """Whether any watch has a rhythm of its own."""
    query = select(watches.c.id).where(watches.c.rhythm.is_not(None)).limit(1)
    return (await connection.execute(query)).first() is not None


async def cancel(connection: AsyncConnection, watch: int, now: datetime) -> None:
    """Cancel what waits for this watch alone: no other one brought it, and its question is not followed."""
    other = matches.alias()
    another = (
        select(other.c.watch_id)
        .join(watches, and_(watches.c.id == other.c.watch_id, watches.c.paused_at.is_(None)))
        .where(
            other.c.chat_id == outbox.c.chat_id,
            other.c.question_id == outbox.c.question_id,
            other.c.key == outbox.c.key,
            other.c.watch_id != watch,
        )
        .correlate_except(other, watches)
        .exists()
    )
    await transitions.cancel_unwatched(connection, (_brought_by(watch), ~another, ~_IS_FOLLOWED), now)


async def cancel_shown(connection: AsyncConnection, chat_id: int, question_id: int, now: datetime) -> None:
    """Cancel what watches brought of a question that the chat follows from now on: the card shows it."""
    here = (outbox.c.chat_id == chat_id, outbox.c.question_id == question_id, outbox.c.kind.in_(KINDS))
    await transitions.cancel_unwatched(connection, here, now)


async def reconsider(connection: AsyncConnection, watch: int, now: datetime) -> None:
    """Decide anew on what waits for a later hour because of this watch."""
    await transitions.decide_anew(connection, (_brought_by(watch), outbox.c.scheduled_for > now))


async def reconsider_all(connection: AsyncConnection, chat_id: int, now: datetime) -> None:
    """Decide anew on what waits for a later hour because of a watch with a rhythm of its own."""
    own = select(matches.c.watch_id).join(watches, _TELLS).where(_THIS, watches.c.rhythm.is_not(None))
    here = (outbox.c.chat_id == chat_id, outbox.c.scheduled_for > now)
    await transitions.decide_anew(connection, (*here, own.correlate_except(matches, watches).exists()))


async def move(connection: AsyncConnection, old: int, new: int) -> None:
    """Give the watches of chat `old` to `new`, each query once, with the deliveries that they brought."""
    twin = watches.alias()
    same = select(twin.c.id).where(twin.c.chat_id == new, twin.c.query == watches.c.query)
    pairs = select(watches.c.id, same.scalar_subquery()).where(watches.c.chat_id == old)
    for watch, other in (await connection.execute(pairs)).all():
        brought = select(
            literal(new, matches.c.chat_id.type),
            matches.c.question_id,
            matches.c.key,
            literal(watch if other is None else other),
        ).where(matches.c.watch_id == watch)
        if other is None:
            await connection.execute(update(watches).where(watches.c.id == watch).values(chat_id=new))
        added = insert_or_ignore(connection, matches)
        await connection.execute(added.from_select(["chat_id", "question_id", "key", "watch_id"], brought))
    await connection.execute(delete(matches).where(matches.c.chat_id == old))


async def names_of(
    connection: AsyncConnection, deliveries: Collection[tuple[int, int, str]]
) -> dict[tuple[int, int, str], tuple[Named, ...]]:
    """The watches that brought each delivery, given as (chat, id of the question's row, key)."""
    chats, questions = {chat for chat, _, _ in deliveries}, {question for _, question, _ in deliveries}
    query = (
        select(matches.c.chat_id, matches.c.question_id, matches.c.key, watches.c.id, watches.c.query)
        .join(watches, watches.c.id == matches.c.watch_id)
        .where(matches.c.chat_id.in_(chats), matches.c.question_id.in_(questions))
        .order_by(watches.c.created_at, watches.c.id)
    )
    found: dict[tuple[int, int, str], tuple[Named, ...]] = {}
    for row in await connection.execute(query):
        key = (row.chat_id, row.question_id, row.key)
        if key in deliveries:
            found[key] = (*found.get(key, ()), Named(row.id, row.query))
    return found


async def forget_matches(connection: AsyncConnection, deliveries: Sequence[int]) -> None:
    """Forget which watches brought these rows of the outbox, which are about to be pruned."""
    rows = select(outbox.c.chat_id, outbox.c.question_id, outbox.c.key).where(outbox.c.id.in_(deliveries))
    key = tuple_(matches.c.chat_id, matches.c.question_id, matches.c.key)
    await connection.execute(delete(matches).where(key.in_(rows)))


def _of_events(told: Sequence[tuple[int, str]]) -> ColumnElement[bool]:
    """The matches of these events; the index finds those of their questions."""
    questions = {question for question, _ in told}
    return and_(matches.c.question_id.in_(questions), tuple_(matches.c.question_id, matches.c.key).in_(told))


def _brought_by(watch: int) -> ColumnElement[bool]:
    this: Select[Any] = select(matches.c.watch_id).where(_THIS, matches.c.watch_id == watch)
    return this.correlate_except(matches).exists()
