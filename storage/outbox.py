"""The outbox: what has to be told to whom, until it was."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, update

from bot.core.change import Kind
from bot.core.question import QuestionId
from bot.core.sight import Sight
from storage.database import Database
from storage.questions import sight_of
from storage.tables import chats, outbox, questions

BATCH = 200
MOST_TOGETHER = 10
"""Comments in one message: more would leave too little room for each."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """One message to be: one row of the outbox, or several comments on one question that go together.

    `kind` is a kind of event, or one of the kinds of `storage.news`; `keys` are the events' keys, oldest first.
    `attempts` counts the sends that failed before.
    """

    rows: tuple[int, ...]
    chat_id: int
    language: str
    question: QuestionId
    kind: str
    keys: tuple[str, ...]
    attempts: int
    sight: Sight


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
                chats.c.paused_at.is_(None),
                (chats.c.held_until.is_(None)) | (chats.c.held_until <= now),
                outbox.c.chat_id.not_in(list(busy)),
            )
            .order_by(outbox.c.id)
            .limit(BATCH)
        )
        async with self._database.reading() as connection:
            firsts = _first_of_each_chat((await connection.execute(query)).all())[:most]
            ids = {rows[0].question_id for rows in firsts}
            known = {row.id: row for row in await connection.execute(select(questions).where(questions.c.id.in_(ids)))}
            sights = {each: await sight_of(connection, known[each]) for each in ids}
        return [_parcel(rows, sights[rows[0].question_id]) for rows in firsts]

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
        if not parcel or (not full and _go_together(parcel[0], row)):
            parcel.append(row)
        else:
            closed.add(row.chat_id)
    return list(parcels.values())


def _go_together(first: Row[Any], second: Row[Any]) -> bool:
    both_comments = first.kind == second.kind == Kind.COMMENT.value
    return bool(both_comments and first.question_id == second.question_id)


def _parcel(rows: list[Row[Any]], sight: Sight) -> Parcel:
    first = rows[0]
    return Parcel(
        rows=tuple(row.id for row in rows),
        chat_id=first.chat_id,
        language=first.language,
        question=sight.id,
        kind=first.kind,
        keys=tuple(row.key for row in rows),
        attempts=first.attempts,
        sight=sight,
    )
