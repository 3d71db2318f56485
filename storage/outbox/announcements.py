"""Announcements: what the operator says to every chat, fanned out a few chats at a time.

A delivery of the outbox is about a question, so those of announcements are about one that cannot be: number 0 of
legislature 0, which no source is asked about. Chats are taken from the highest number down. A group's number falls when
it becomes a supergroup, so one that moves meanwhile is met later or has the delivery already, and is never left out;
each chat has one delivery of an announcement, as the outbox is unique by chat, question and key.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, func, insert, literal, null, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.announcement import STOPPABLE, UNDER_WAY, AnnouncementState, Progress
from bot.core.delivery import CardKind, DeliveryState
from storage.database import Database, insert_or_ignore
from storage.outbox import transitions
from storage.outbox.fanout import ANNOUNCED
from storage.tables import IS_ANNOUNCED, IS_READY, announcements, chats, outbox, questions

NOBODY = 1 << 62
"""A chat number above every other: no chat has its delivery yet."""

ABOUT_NONE = {"legislature": 0, "number": 0}
IS_WITHIN_REACH = chats.c.paused_at.is_(None)


@dataclass(frozen=True, slots=True)
class Announcement:
    """An announcement that was confirmed; `message_id` is the message that shows its progress."""

    id: int
    begun_at: datetime
    message_id: int | None
    progress: Progress


class Announcements:
    """The table of announcements."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def draft(self, body: str, now: datetime) -> int:
        """Keep the words of an announcement until it is confirmed. Returns its number."""
        values = {
            "body": body,
            "state": AnnouncementState.DRAFT,
            "created_at": now,
            "told_to": NOBODY,
            "chats": 0,
        }
        async with self._database.writing() as connection:
            added = await connection.execute(insert(announcements).values(**values).returning(announcements.c.id))
            return int(added.scalar_one())

    async def reach(self) -> int:
        """The number of chats that an announcement would be sent to now."""
        async with self._database.reading() as connection:
            return await _reach(connection)

    async def confirm(self, number: int, message_id: int | None, now: datetime) -> bool:
        """Let a draft be sent. Returns False where there is no such draft, as when it was confirmed before."""
        async with self._database.writing() as connection:
            await connection.execute(insert_or_ignore(connection, questions).values(**ABOUT_NONE))
            values = {
                "state": AnnouncementState.FANNING_OUT,
                "begun_at": now,
                "chats": await _reach(connection),
                "message_id": message_id,
            }
            return bool(
                (await connection.execute(update(announcements).where(*_draft(number)).values(**values))).rowcount
            )

    async def drop(self, number: int) -> None:
        """Forget a draft."""
        async with self._database.writing() as connection:
            await connection.execute(delete(announcements).where(*_draft(number)))

    async def stop(self, number: int, now: datetime) -> None:
        """Send no more of an announcement; what is on its way may still arrive."""
        async with self._database.writing() as connection:
            await _stop(connection, (announcements.c.id == number,), now)

    async def stop_all(self, now: datetime) -> None:
        """Send no more of any: a restored copy does not know who got them since."""
        async with self._database.writing() as connection:
            await _stop(connection, (), now)

    async def fan_out_some(self, most: int, now: datetime) -> int | None:
        """Write the deliveries of the next chats of the oldest announcement; None where there is none to fan out.

        None is written while as many chats wait for alerts, or for announcements, as are written at a time: alerts
        come first in any case, and few announcements stand in the queue. (Fewer chats may wait for a limit of their
        own, and hold up nobody.) Returns how many were written.
        """
        async with self._database.reading() as connection:
            if (number := await _oldest(connection)) is None:
                return None
            if await is_queue_busy(connection, most):
                return 0
        async with self._database.writing() as connection:
            return await _fan_out(connection, number, most, now)

    async def under_way(self) -> list[Announcement]:
        """The announcements whose progress is shown, the oldest first."""
        query = select(announcements.c.id).where(announcements.c.state.in_(UNDER_WAY)).order_by(announcements.c.id)
        async with self._database.reading() as connection:
            numbers = (await connection.execute(query)).scalars().all()
            found = [await _announcement(connection, number) for number in numbers]
            return [each for each in found if each is not None]

    async def of(self, number: int) -> Announcement | None:
        """An announcement that was confirmed; None for every other number."""
        async with self._database.reading() as connection:
            return await _announcement(connection, number)

    async def end(self, number: int) -> None:
        """Show the progress no longer."""
        its_own = (announcements.c.id == number, announcements.c.state == AnnouncementState.FANNED_OUT)
        async with self._database.writing() as connection:
            await connection.execute(update(announcements).where(*its_own).values(state=AnnouncementState.ENDED))


def key_of(number: int) -> str:
    """The key of an announcement's deliveries."""
    return f"{CardKind.ANNOUNCEMENT}:{number}"


async def words_of(connection: AsyncConnection, key: str) -> str | None:
    """The words of the announcement with that key; None where it is not known."""
    number = int(key.partition(":")[2])
    found: str | None = (
        await connection.execute(select(announcements.c.body).where(announcements.c.id == number))
    ).scalar_one_or_none()
    return found


def _draft(number: int) -> tuple[ColumnElement[bool], ...]:
    return announcements.c.id == number, announcements.c.state == AnnouncementState.DRAFT


async def _stop(connection: AsyncConnection, which: Sequence[ColumnElement[bool]], now: datetime) -> None:
    its_own = (announcements.c.state.in_(STOPPABLE), *which)
    numbers = (await connection.execute(select(announcements.c.id).where(*its_own))).scalars().all()
    for number in numbers:
        await transitions.cancel_announcement(connection, key_of(number), now)
    await connection.execute(update(announcements).where(*its_own).values(state=AnnouncementState.STOPPED))


async def _reach(connection: AsyncConnection) -> int:
    return int((await connection.execute(select(func.count()).select_from(chats).where(IS_WITHIN_REACH))).scalar_one())


async def _oldest(connection: AsyncConnection) -> int | None:
    fanning_out = announcements.c.state == AnnouncementState.FANNING_OUT
    found: int | None = (await connection.execute(select(func.min(announcements.c.id)).where(fanning_out))).scalar_one()
    return found


async def is_queue_busy(connection: AsyncConnection, most: int) -> bool:
    """Whether as many chats wait for alerts, or for what comes behind all alerts."""
    for kind in (outbox.c.position < ANNOUNCED, outbox.c.position >= ANNOUNCED):
        waiting = select(outbox.c.chat_id).where(IS_READY, kind).distinct().limit(most)
        if len((await connection.execute(waiting)).all()) >= most:
            return True
    return False


async def _fan_out(connection: AsyncConnection, number: int, most: int, now: datetime) -> int:
    still = (announcements.c.id == number, announcements.c.state == AnnouncementState.FANNING_OUT)
    told_to = (await connection.execute(select(announcements.c.told_to).where(*still))).scalar_one_or_none()
    if told_to is None:
        return 0
    query = select(chats.c.id).where(chats.c.id < told_to, IS_WITHIN_REACH).order_by(chats.c.id.desc()).limit(most)
    batch = list((await connection.execute(query)).scalars())
    if not batch:
        await connection.execute(update(announcements).where(*still).values(state=AnnouncementState.FANNED_OUT))
        return 0
    written = await transitions.fan_out(connection, rows_of(batch, key_of(number), CardKind.ANNOUNCEMENT, now))
    await connection.execute(update(announcements).where(*still).values(told_to=batch[-1]))
    return written


def rows_of(batch: Sequence[int], key: str, kind: str, now: datetime) -> Select[Any]:
    """Selects a row for each of these chats, about no question, behind all alerts."""
    about_none = select(questions.c.id).filter_by(**ABOUT_NONE).scalar_subquery()
    return select(
        chats.c.id,
        about_none,
        literal(key),
        literal(str(kind)),
        literal(now, outbox.c.created_at.type),
        literal(0),
        null(),
        literal(None, outbox.c.sweep.type).label("sweep"),
        literal(ANNOUNCED),
    ).where(chats.c.id.in_(batch))


async def _announcement(connection: AsyncConnection, number: int) -> Announcement | None:
    confirmed = (announcements.c.id == number, announcements.c.begun_at.is_not(None))
    row = (await connection.execute(select(announcements).where(*confirmed))).one_or_none()
    if row is None:
        return None
    its_own = (IS_ANNOUNCED, outbox.c.key == key_of(number))
    counted = select(outbox.c.state, func.count().label("number")).where(*its_own).group_by(outbox.c.state)
    deliveries = {DeliveryState(each.state): int(each.number) for each in await connection.execute(counted)}
    return Announcement(row.id, row.begun_at, row.message_id, Progress.of(row.state, row.chats, deliveries))
