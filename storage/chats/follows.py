"""Follows: which chat follows which question."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, and_, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.following import Exchanged, Followed, FollowedMany, Listed, NewFollow, NoRoom
from bot.core.question import QuestionId, State
from bot.core.schedule import vouched_at
from storage.database import Database, insert_or_ignore
from storage.identity import identity_of, is_of
from storage.outbox import event_log, fanout, last_messages, transitions, watched
from storage.outbox.waiting import Waiting
from storage.questions.rows import (
    OFFICIAL_PAGES,
    TEXT_PAGES,
    archive_name_of,
    find,
    find_or_create,
    last_read,
    loads,
    observation_of,
)
from storage.tables import archives, catalogue, follows, questions, watches


class Follows:
    """The table of follows."""

    def __init__(self, database: Database, waiting: Waiting) -> None:
        self._database = database
        self._waiting = waiting

    async def follow(
        self,
        chat_id: int,
        question: QuestionId,
        bare: bool,
        now: datetime,
        thread: int | None = None,
        most: int | None = None,
        keep_topic: bool = False,
    ) -> Followed:
        """Follow a question, known or not yet. `bare` is whether it was asked for without its legislature.

        Its alerts go into the topic `thread` of a forum. A question that is followed already changes to that topic, or
        keeps its own with `keep_topic`. Raises NoRoom, and changes nothing, where the chat would follow more than
        `most` questions.
        """
        async with self._database.writing() as connection:
            wanted = NewFollow(chat_id, question, bare, thread, keep_topic)
            return await self._follow(connection, wanted, now, most)

    async def exchange(
        self,
        chat_id: int,
        old: QuestionId,
        new: QuestionId,
        now: datetime,
        thread: int | None,
        most: int,
        keep_topic: bool = False,
    ) -> Exchanged:
        """Follow one question in the place of another, in one transaction.

        Where the old one is not followed any more, the new one is followed all the same. With `keep_topic` its alerts
        go where those of the old one went. Raises NoRoom where the old one was not followed and the chat would follow
        more than `most` questions.
        """
        async with self._database.writing() as connection:
            left = await _leave(connection, chat_id, old, now)
            if left is not None and keep_topic:
                thread = left.thread
            room = most if left is None else None
            wanted = NewFollow(chat_id, new, bare=False, thread=thread, keep_topic=keep_topic)
            followed = await self._follow(connection, wanted, now, room)
            return Exchanged(left is not None, followed)

    async def _follow(
        self, connection: AsyncConnection, wanted: NewFollow, now: datetime, most: int | None
    ) -> Followed:
        row = await self._waiting.recall(connection, await find_or_create(connection, wanted.question, now), now)
        observation = await observation_of(connection, row)
        added = await connection.execute(
            insert_or_ignore(connection, follows).values(
                chat_id=wanted.chat_id,
                question_id=row.id,
                followed_at=now,
                bare=wanted.bare,
                awaiting=event_log.awaited(observation),
                **event_log.passed(observation.question, now),
                thread=wanted.thread,
            )
        )
        if not added.rowcount:
            mine = (follows.c.chat_id == wanted.chat_id, follows.c.question_id == row.id)
            topic = follows.c.thread if wanted.keep_topic else wanted.thread
            await connection.execute(update(follows).where(*mine).values(thread=topic))
        elif most is not None and await _count(connection, wanted.chat_id) > most:
            raise NoRoom
        else:
            await fanout.begin(connection, wanted.chat_id, row.id, now)
            await watched.cancel_shown(connection, wanted.chat_id, row.id, now)
        return Followed(added.rowcount > 0, observation)

    async def follow_many(
        self, chat_id: int, wanted: Sequence[tuple[QuestionId, bool]], now: datetime, thread: int | None, most: int
    ) -> FollowedMany:
        """Follow many questions, given as (question, whether its comments are muted), without a card for any.

        The chat follows at most `most` in the end; a question that is followed already stays as it is.
        """
        done = FollowedMany()
        async with self._database.writing() as connection:
            here = await _ids(connection, chat_id)
            for question, muted in wanted:
                if question in here:
                    done += FollowedMany(already=1)
                elif len(here) >= most:
                    done += FollowedMany(left_out=1)
                else:
                    here.add(question)
                    new = NewFollow(chat_id, question, bare=False, thread=thread, keep_topic=True)
                    done += await self._follow_silently(connection, new, muted, now)
        return done

    async def _follow_silently(
        self, connection: AsyncConnection, wanted: NewFollow, muted: bool, now: datetime
    ) -> FollowedMany:
        row = await self._waiting.recall(connection, await find_or_create(connection, wanted.question, now), now)
        observation = await observation_of(connection, row)
        await connection.execute(
            insert(follows).values(
                chat_id=wanted.chat_id,
                question_id=row.id,
                followed_at=now,
                bare=wanted.bare,
                muted=muted,
                awaiting=event_log.awaited(observation, is_one_of_many=True),
                **event_log.passed(observation.question, now),
                thread=wanted.thread,
            )
        )
        await fanout.begin(connection, wanted.chat_id, row.id, now)
        if observation.question is None:
            return FollowedMany(new=1, unread=1)
        return FollowedMany(new=1, ended=int(observation.question.state is not State.WAITING))

    async def ids(self, chat_id: int) -> set[QuestionId]:
        """The questions that the chat follows."""
        async with self._database.reading() as connection:
            return await _ids(connection, chat_id)

    async def unfollow(self, chat_id: int, question: QuestionId, now: datetime) -> bool:
        """Stop following; alerts that were not sent yet are cancelled. Returns False where it was not followed."""
        async with self._database.writing() as connection:
            return await _leave(connection, chat_id, question, now) is not None

    async def mute(self, chat_id: int, question: QuestionId, muted: bool) -> bool:
        """Mute the comments on a question, or unmute them. Returns False where the chat does not follow it."""
        async with self._database.writing() as connection:
            row = await find(connection, question)
            if row is None:
                return False
            await fanout.catch_up(connection, (chat_id,))
            mine = (follows.c.chat_id == chat_id, follows.c.question_id == row.id)
            changed = await connection.execute(update(follows).where(*mine).values(muted=muted))
            return changed.rowcount > 0

    async def leave_topic(self, chat_id: int, thread: int) -> None:
        """Move the follows, the watches and the waiting messages of a topic that is gone to the general one."""
        async with self._database.writing() as connection:
            here = (follows.c.chat_id == chat_id, follows.c.thread == thread)
            await connection.execute(update(follows).where(*here).values(thread=None))
            there = (watches.c.chat_id == chat_id, watches.c.thread == thread)
            await connection.execute(update(watches).where(*there).values(thread=None))
            await transitions.leave_topic(connection, chat_id, thread)

    async def is_following(self, chat_id: int, question: QuestionId) -> bool:
        """Whether the chat follows the question."""
        async with self._database.reading() as connection:
            query = _of_chat(chat_id).where(*is_of(questions, question))
            return (await connection.execute(query)).first() is not None

    async def of_number(self, chat_id: int, number: int) -> list[QuestionId]:
        """The questions of this number that the chat follows, chamber by chamber, the latest first."""
        async with self._database.reading() as connection:
            rows = await connection.execute(_of_chat(chat_id).where(questions.c.number == number))
            latest = sorted(map(identity_of, rows), key=lambda id: id.series, reverse=True)
            return sorted(latest, key=lambda id: id.chamber)

    async def of_chat(self, chat_id: int) -> list[Listed]:
        """The follows of a chat, the oldest first."""
        async with self._database.reading() as connection:
            rows = (await connection.execute(_of_chat(chat_id).order_by(follows.c.followed_at, questions.c.id))).all()
            confirmed = await _confirmed(connection, chat_id)
            return [_listed(row, confirmed.get(row.id)) for row in rows]


async def _leave(connection: AsyncConnection, chat_id: int, question: QuestionId, now: datetime) -> Row[Any] | None:
    """Stop following, and cancel what was not sent yet. Returns the row of the follow, None where there was none."""
    row = await find(connection, question)
    if row is None:
        return None
    mine = (follows.c.chat_id == chat_id, follows.c.question_id == row.id)
    left = (await connection.execute(select(follows).where(*mine))).one_or_none()
    await connection.execute(delete(follows).where(*mine))
    await transitions.cancel_question(connection, chat_id, row.id, now)
    await last_messages.forget_question(connection, chat_id, row.id)
    return left


async def _count(connection: AsyncConnection, chat_id: int) -> int:
    query = select(func.count()).select_from(follows).where(follows.c.chat_id == chat_id)
    return int((await connection.execute(query)).scalar_one())


async def _ids(connection: AsyncConnection, chat_id: int) -> set[QuestionId]:
    query = select(questions.c.legislature, questions.c.number).join(follows, follows.c.question_id == questions.c.id)
    rows = await connection.execute(query.where(follows.c.chat_id == chat_id))
    return {identity_of(row) for row in rows}


def _listed(row: Row[Any], confirmed_at: datetime | None) -> Listed:
    question = loads(row.snapshot)
    waits = question is not None and question.state is State.WAITING
    id = identity_of(row)
    return Listed(id, question, confirmed_at if waits else None, row.followed_at, row.thread, row.muted)


async def _confirmed(connection: AsyncConnection, chat_id: int) -> dict[int, datetime]:
    """When each question that a chat follows was last confirmed, by its page or by the archive.

    Questions of a finished legislature, whose archive is sure for good, are left out unless there are no others.
    """
    here = and_(catalogue.c.legislature == questions.c.legislature, catalogue.c.number == questions.c.number)
    archive = archives.c.name == archive_name_of(catalogue.c.legislature)
    query = (
        select(
            questions.c.id,
            last_read([*OFFICIAL_PAGES, *TEXT_PAGES]).label("read_at"),
            archives.c.confirmed_at,
            archives.c.renewed_at,
            catalogue.c.confirmed_until,
        )
        .join(follows, follows.c.question_id == questions.c.id)
        .outerjoin(catalogue, here)
        .outerjoin(archives, archive)
        .where(follows.c.chat_id == chat_id)
    )
    found: dict[int, datetime] = {}
    final: dict[int, datetime] = {}
    for row in await connection.execute(query):
        vouched = row.confirmed_until or vouched_at(row.confirmed_at, row.renewed_at)
        known = [at for at in (row.read_at, vouched) if at is not None]
        is_final = vouched is not None and row.confirmed_until is None and row.renewed_at is None
        if known:
            (final if is_final else found)[row.id] = max(known)
    return found or final


def _of_chat(chat_id: int) -> Select[Any]:
    here = follows.c.question_id == questions.c.id
    query = select(questions, follows.c.followed_at, follows.c.thread, follows.c.muted).join(follows, here)
    return query.where(follows.c.chat_id == chat_id)
