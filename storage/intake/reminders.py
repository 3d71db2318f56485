"""What became of reminders: questions that remind of another one, of which its followers were told.

It is found in what is known of the reminders once a sweep is over, and not on the way: so a sweep that is killed loses
nothing of it, and each end is told once, by the key of its event.
"""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, and_, func, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.change import REMINDED_KEY, REMINDER_ENDED_KEY, Kind, reminder_ended
from bot.core.question import Question, QuestionId, State
from storage.database import Database
from storage.identity import identity_of, key_of
from storage.outbox import event_log
from storage.questions.readings import RecordReader
from storage.questions.rows import among
from storage.tables import catalogue, events, follows, summaries

BATCH = 200
"""Reminders that are looked at together: the record of each that ended is parsed."""


class Reminders:
    """Tells the followers of a question what became of each reminder of which they were told."""

    def __init__(self, database: Database, reader: RecordReader) -> None:
        self._database = database
        self._reader = reader

    async def tell_ends(self, now: datetime, least: timedelta, sweep: int, absent: Collection[QuestionId] = ()) -> None:
        """Write the events of reminders that were answered, or closed as their record says for at least so long.

        They wait until the sweep of that number is over. The last file lacks those that are `absent`: it says nothing
        of them.
        """
        async with self._database.reading() as connection:
            open_ones = await _open_ones(connection)
        reminders = [each for each in open_ones if each not in absent]
        for at in range(0, len(reminders), BATCH):
            some = reminders[at : at + BATCH]
            ended = await self._ended(some, now - least)
            found = [(first, reminder_ended(ended[by])) for by in some if by in ended for first in open_ones[by]]
            if found:
                async with self._database.writing() as connection:
                    await event_log.announce(connection, found, now, sweep)

    async def _ended(self, reminders: Sequence[QuestionId], since: datetime) -> Mapping[QuestionId, Question]:
        """Those of the reminders that ended, as their archive is believed; without an answer, `since` then at least."""
        here = and_(summaries.c.legislature == catalogue.c.legislature, summaries.c.number == catalogue.c.number)
        these = (among(catalogue, map(key_of, reminders)), summaries.c.state != State.WAITING)
        async with self._database.reading() as connection:
            rows = (await connection.execute(select(catalogue).join(summaries, here).where(*these))).all()
        return await asyncio.to_thread(self._read, rows, since)

    def _read(self, rows: Sequence[Row[Any]], since: datetime) -> dict[QuestionId, Question]:
        found: dict[QuestionId, Question] = {}
        for row in rows:
            statement = self._reader.archived(row)
            question = statement.believed if statement else None
            # Of questions that nobody asked for, an end without an answer is kept at once, and not confirmed.
            is_listed_since = row.confirmed_until is None and row.changed_at <= since
            if question and (question.answer or (question.closing and is_listed_since)):
                found[identity_of(row)] = question
        return found


async def _open_ones(connection: AsyncConnection) -> dict[QuestionId, list[int]]:
    """The reminders of whose end nobody was told, each with the rows of the followed questions that they remind of."""
    ended = events.alias()
    key = literal(REMINDER_ENDED_KEY) + func.substr(events.c.key, len(REMINDED_KEY) + 1)
    is_told = select(ended.c.id).where(ended.c.question_id == events.c.question_id, ended.c.key == key).exists()
    is_followed = select(follows.c.chat_id).where(follows.c.question_id == events.c.question_id).exists()
    query = select(events.c.question_id, events.c.key).where(
        events.c.kind == Kind.REMINDED.value, ~is_told, is_followed
    )
    found: dict[QuestionId, list[int]] = {}
    for row in await connection.execute(query.order_by(events.c.id)):
        found.setdefault(QuestionId.parse(row.key.removeprefix(REMINDED_KEY)), []).append(row.question_id)
    return found
