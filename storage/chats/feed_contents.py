"""What is in a feed: the chat that it belongs to, what that was told, and the terms of what it follows. Read alone."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row, Select, case, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.change import Kind
from bot.core.deadline import terms
from bot.core.delivery import Delivery, DeliveryState
from bot.core.feeds import MOVES_A_TERM, Entry, FollowedTerm, Subscriber
from bot.core.observation import Observation
from bot.core.plausible import plausible
from bot.core.preferences import DEFAULT_ZONE
from bot.core.question import Question
from bot.core.watch import Named
from storage.chats.chats import NOT_ALLOWED
from storage.chats.feeds import digest_of
from storage.database import Database
from storage.outbox import watched
from storage.outbox.deliveries import EventRow, details_of
from storage.preference_rows import preferences_of
from storage.questions.rows import loads
from storage.tables import chats, events, feeds, follows, outbox, preferences, questions

NOT_TOLD = {DeliveryState.COLLECTING, DeliveryState.CANCELLED, DeliveryState.SHOWN}
TOLD = [state for state in DeliveryState if state not in NOT_TOLD]
"""The states of what is in a feed: it was sent, or will be, or would have been if the chat could be written to."""


class FeedContents:
    """Reads what is in feeds."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(self, token: str) -> Subscriber | None:
        """The chat of a token; None for one that nobody has, or whose chat this instance is not for."""
        query = (
            select(chats.c.id, chats.c.kind, chats.c.language, preferences.c.zone, feeds.c.opened_at)
            .join(feeds, feeds.c.chat_id == chats.c.id)
            .outerjoin(preferences, preferences.c.chat_id == chats.c.id)
            .where(feeds.c.digest == digest_of(token), chats.c.paused_why.is_distinct_from(NOT_ALLOWED))
        )
        async with self._database.reading() as connection:
            row = (await connection.execute(query)).one_or_none()
        return (
            None if row is None else Subscriber(row.id, row.kind, row.language, row.zone or DEFAULT_ZONE, row.opened_at)
        )

    async def entries(self, subscriber: Subscriber, most: int) -> list[Entry]:
        """The newest events that a chat was told or waits to be told, the newest first, each by itself."""
        async with self._database.reading() as connection:
            rows = (await connection.execute(await _told(connection, subscriber.chat_id, most))).all()
            details = await details_of(
                connection, [EventRow(row.id, row.question_id, row.kind, row.key) for row in rows]
            )
            keys = {(subscriber.chat_id, row.question_id, row.key) for row in rows}
            names = await watched.names_of(connection, keys)
            query = select(questions).where(questions.c.id.in_({row.question_id for row in rows}))
            asked = (await connection.execute(query)).all()
        known = await asyncio.to_thread(lambda: {row.id: loads(row.snapshot) for row in asked})
        return [
            _entry(
                subscriber,
                row,
                question,
                details.get((row.question_id, row.key), {}),
                names.get((subscriber.chat_id, row.question_id, row.key), ()),
            )
            for row in rows
            if (question := known[row.question_id]) is not None
        ]

    async def terms(self, subscriber: Subscriber, most: int) -> list[FollowedTerm]:
        """The terms of the questions that a chat follows and that wait for an answer: those of the latest days."""
        moves = func.sum(case((events.c.kind.in_(MOVES_A_TERM), 1), else_=0)).label("moves")
        happened = func.max(events.c.seen_at).label("happened_at")
        columns = (questions.c.snapshot, follows.c.followed_at)
        joined = follows.join(questions, questions.c.id == follows.c.question_id).outerjoin(
            events, (events.c.question_id == questions.c.id) & (events.c.kind != Kind.COMMENT)
        )
        query: Select[Any] = (
            select(*columns, happened, moves)
            .select_from(joined)
            .where(follows.c.chat_id == subscriber.chat_id, questions.c.snapshot.is_not(None))
            .group_by(questions.c.id, follows.c.followed_at)
        )
        async with self._database.reading() as connection:
            rows = (await connection.execute(query)).all()
        return await asyncio.to_thread(_terms, rows, most)


async def _told(connection: AsyncConnection, chat_id: int, most: int) -> Select[Any]:
    row = (await connection.execute(select(preferences).where(preferences.c.chat_id == chat_id))).one_or_none()
    off = preferences_of(row).off if row else frozenset()
    return (
        select(*outbox.c)
        .where(
            outbox.c.chat_id == chat_id,
            outbox.c.kind.in_([kind for kind in Kind if kind not in off]),
            outbox.c.state.in_(TOLD),
        )
        # By an instant, for which there is no index: that of the numbers would lead through the rows of all chats.
        .order_by(outbox.c.created_at.desc(), outbox.c.id.desc())
        .limit(most)
    )


def _entry(
    subscriber: Subscriber, row: Row[Any], question: Question, detail: Mapping[str, Any], names: tuple[Named, ...]
) -> Entry:
    """An event as a delivery by itself, whichever message told it."""
    delivery = Delivery(
        rows=(row.id,),
        chat_id=subscriber.chat_id,
        kind_of_chat=subscriber.kind,
        thread=row.thread,
        language=subscriber.language,
        question=question.id,
        kind=row.kind,
        keys=(row.key,),
        attempts=row.attempts,
        observation=Observation(question.id, question),
        detail=detail,
        group=None,
        zone=subscriber.zone,
        watches=names,
    )
    return Entry(row.created_at, delivery)


def _terms(rows: Sequence[Row[Any]], most: int) -> list[FollowedTerm]:
    """The terms of these rows that count, the latest first."""
    found: list[FollowedTerm] = []
    for row in rows:
        known = loads(row.snapshot)
        question = known and plausible(known)
        if question is not None:
            changed_at = max(row.followed_at, row.happened_at or row.followed_at)
            found += [FollowedTerm(question, key, last, changed_at, row.moves) for key, last in terms(question).items()]
    found.sort(key=lambda each: (each.last, str(each.question.id), each.key), reverse=True)
    return found[:most]
