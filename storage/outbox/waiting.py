"""Follows that wait for their card: a source that is read sends it, else they end as there is no such question."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.delivery import CardKind
from bot.core.merge import Readings
from bot.core.observation import Existence, exists
from bot.core.question import QuestionId
from storage.database import insert_or_ignore
from storage.identity import identity_of
from storage.outbox import event_log, fanout
from storage.questions import numbers
from storage.questions.legislatures import current_of
from storage.questions.readings import RecordReader, gather, remember
from storage.questions.rows import find_or_create, observation_of
from storage.tables import checks, follows, questions


class Waiting:
    """Recalls from the archive what is known of a question, and ends the follows that wait in vain for a card."""

    def __init__(self, reader: RecordReader, known: numbers.Numbers) -> None:
        self._reader = reader
        self._numbers = known

    async def recall(self, connection: AsyncConnection, row: Row[Any], now: datetime) -> Row[Any]:
        """Fill the row of a question that was never read with its record in the archive, if any. Returns the row.

        That sends cards to those who wait for one, and is no news to anybody else.
        """
        if row.snapshot is not None:
            return row
        (stored,) = await gather(connection, [row])
        readings = self._reader.readings(stored)
        if readings.merged is None:
            return row
        await remember(connection, [(row, readings)], now)
        await event_log.spread(connection, row.id, Readings(), readings, (), now)
        return (await connection.execute(select(questions).where(questions.c.id == row.id))).one()

    async def settle_absence(self, connection: AsyncConnection, row: Row[Any], now: datetime) -> bool:
        """End the waiting after the Assemblée said that it has no such page. Returns whether there is anything to send.

        Where NosDéputés.fr has the question, its followers wait for nothing more. Where neither site has it, and no
        archive is awaited that could, the question does not exist: a follow by bare number passes on to the newest
        earlier legislature that has the number; any other ends with a message that says so, or silently where it was
        followed among many.
        """
        if row.snapshot is not None:
            await event_log.await_card(connection, row.id, event_log.OFFICIAL, None)
            return False
        if await numbers.is_awaited(connection, row.legislature):
            return False
        unasked = select(checks.c.source).where(checks.c.question_id == row.id, checks.c.looked_at.is_(None))
        if (await connection.execute(unasked)).first() is not None:
            return False
        return await self._end_waiting(connection, row, now)

    async def settle_by_archive(self, connection: AsyncConnection, row: Row[Any], now: datetime) -> bool:
        """The same, where the page cannot be fetched and the archive shows that there is no such question."""
        if row.snapshot is not None:
            return False
        held = await numbers.holding(connection, identity_of(row))
        if (
            exists(await observation_of(connection, row), await current_of(connection), held, now)
            is not Existence.ABSENT
        ):
            return False
        return await self._end_waiting(connection, row, now)

    async def _end_waiting(self, connection: AsyncConnection, row: Row[Any], now: datetime) -> bool:
        """End all follows of a question that does not exist. Returns whether there is anything to send."""
        waiting = await event_log.follows_of(connection, row.id)
        if not waiting:
            return False
        await fanout.catch_up(connection, [follow.chat_id for follow in waiting])
        earlier = await self._numbers.earlier(connection, identity_of(row))
        for follow in waiting:
            await connection.execute(
                delete(follows).where(follows.c.chat_id == follow.chat_id, follows.c.question_id == row.id)
            )
            if follow.awaiting == event_log.SILENT:
                continue
            if follow.bare and earlier is not None:
                await self._pass_on(connection, follow, earlier, now)
            else:
                kind = CardKind.MISSING_EVERYWHERE if follow.bare else CardKind.MISSING
                await event_log.put(connection, follow, row.id, kind, now)
        return any(follow.awaiting != event_log.SILENT for follow in waiting)

    async def _pass_on(
        self, connection: AsyncConnection, follow: event_log.Follow, earlier: QuestionId, now: datetime
    ) -> None:
        row = await self.recall(connection, await find_or_create(connection, earlier, now), now)
        observation = await observation_of(connection, row)
        await connection.execute(
            insert_or_ignore(connection, follows).values(
                chat_id=follow.chat_id,
                question_id=row.id,
                followed_at=follow.followed_at,
                bare=True,
                muted=follow.muted,
                thread=follow.thread,
                awaiting=event_log.awaited(observation),
                **event_log.passed(observation.question, now),
            )
        )
        await fanout.begin(connection, follow.chat_id, row.id, now)
        if observation.question is not None:
            await event_log.put(connection, follow, row.id, CardKind.CARD_OF_BARE, now)
        else:
            await connection.execute(update(checks).where(checks.c.question_id == row.id).values(next_at=now))
