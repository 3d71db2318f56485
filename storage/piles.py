"""What waits for its hour: rows of the outbox of which a chat's preferences say "later".

A row is decided on when its turn comes. One that waits alone is decided on anew at its hour. Those that wait together
become a digest: one bundle for each topic, or the usual alert where it would tell of one thing alone.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, Update, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.change import Kind
from bot.core.preferences import Later, Never, Preferences, decide, put_off
from storage.bundles import DIGEST
from storage.preferences import preferences_of
from storage.tables import chats, outbox, preferences

MOST_CHATS = 200
"""Chats whose hour has come, in one transaction."""

WAITS_NO_MORE = (outbox.c.outcome.is_(None), outbox.c.not_before.is_not(None), chats.c.paused_at.is_(None))
PREFERENCES = [column for column in preferences.c if column.name != "chat_id"]


async def heed(connection: AsyncConnection, chat_id: int, wanted: Preferences, now: datetime) -> None:
    """Do with all that a chat is to be told, and that nobody decided on yet, what the chat wants."""
    fresh = (
        outbox.c.chat_id == chat_id,
        outbox.c.outcome.is_(None),
        outbox.c.sweep.is_(None),
        outbox.c.not_before.is_(None),
        ~outbox.c.together,
    )
    query = select(outbox.c.kind, func.min(outbox.c.created_at).label("since")).where(*fresh).group_by(outbox.c.kind)
    for kind, since in (await connection.execute(query)).all():
        rows = update(outbox).where(*fresh, outbox.c.kind == kind)
        match decide(wanted, kind, since, now):
            case Later(at, together):
                await connection.execute(rows.values(not_before=at, together=together))
            case Never():
                await connection.execute(_cancelled(rows, now))


async def any_due(connection: AsyncConnection, now: datetime) -> bool:
    """Whether the hour of anything has come."""
    query = select(outbox.c.id).join(chats, chats.c.id == outbox.c.chat_id)
    found = await connection.execute(query.where(*WAITS_NO_MORE, outbox.c.not_before <= now).limit(1))
    return found.first() is not None


async def let_go(connection: AsyncConnection, now: datetime) -> None:
    """Let go what has waited for an hour that has come, of some chats: those that waited longest first."""
    query = (
        select(outbox.c.chat_id, func.min(outbox.c.not_before).label("due"), *PREFERENCES)
        .join(chats, chats.c.id == outbox.c.chat_id)
        .outerjoin(preferences, preferences.c.chat_id == outbox.c.chat_id)
        .where(*WAITS_NO_MORE, outbox.c.not_before <= now)
        .group_by(outbox.c.chat_id, *PREFERENCES)
        .order_by(func.min(outbox.c.not_before))
        .limit(MOST_CHATS)
    )
    for row in (await connection.execute(query)).all():
        await _let_go(connection, row, now)


async def _let_go(connection: AsyncConnection, row: Row[Any], now: datetime) -> None:
    due = (outbox.c.chat_id == row.chat_id, outbox.c.outcome.is_(None), outbox.c.not_before <= now)
    await connection.execute(update(outbox).where(*due, ~outbox.c.together).values(not_before=None))
    pile = update(outbox).where(*due, outbox.c.together)
    wanted = preferences_of(row)
    if (later := put_off(wanted, row.due, now)) is not None:
        await connection.execute(pile.values(not_before=later))
        return
    off = [kind.value for kind in wanted.off]
    await connection.execute(_cancelled(pile.where(outbox.c.kind.in_(off)), now))
    number = round(now.timestamp() * 1000)
    for topic in await _topics_with_more_than_one(connection, due):
        bundle = pile.where(outbox.c.thread.is_not_distinct_from(topic))
        await connection.execute(bundle.values(bundle=f"{number}{DIGEST}"))
    await connection.execute(pile.values(not_before=None))


async def _topics_with_more_than_one(connection: AsyncConnection, due: tuple[Any, ...]) -> list[int | None]:
    """The topics in which there is enough to tell for a digest: several comments on one question are one message."""
    query = (
        select(
            outbox.c.thread,
            func.count(outbox.c.question_id.distinct()).label("questions"),
            func.count().label("events"),
            func.count().filter(outbox.c.kind == Kind.COMMENT.value).label("comments"),
        )
        .where(*due, outbox.c.together)
        .group_by(outbox.c.thread)
    )
    found = (await connection.execute(query)).all()
    return [row.thread for row in found if row.questions > 1 or (row.events > 1 and row.comments < row.events)]


def _cancelled(rows: Update, now: datetime) -> Update:
    return rows.values(outcome="cancelled", settled_at=now)
