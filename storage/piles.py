"""What waits for its hour: rows of the outbox of which a chat's preferences say "later".

A row is decided on when its turn comes. One that waits alone is decided on anew at its hour. Those that wait together
become a digest: one bundle for each topic, or the usual alert where it would tell of one thing alone.

Rows are read many at a time and changed by few statements: thousands of chats can have their hour at eight.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Row, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.change import Kind
from bot.core.preferences import AtOnce, Decision, Later, Never, decide, put_off
from bot.core.restoration import Restoration
from storage.bundles import DIGEST, restored_bundle, restored_since
from storage.preferences import preferences_of
from storage.tables import IS_DUE, IS_LATER, chats, outbox, preferences

MOST_CHATS = 200
"""Chats whose hour has come, in one transaction."""

AT_A_TIME = 5000
"""Rows that one statement names."""

PREFERENCES = [column for column in preferences.c if column.name != "chat_id"]
CANCELLED = "cancelled"
EVENTS = [kind.value for kind in Kind]

Key = TypeVar("Key", bound=Hashable)


def decision_on(row: Row[Any], now: datetime) -> Decision:
    """What to do with a row, which was selected with its chat's preferences.

    What belongs into a digest and was let go is told, whatever the hour.
    """
    since = min(row.created_at, now)  # a clock that was ahead must not put it off until it is there again
    return AtOnce() if row.together else decide(preferences_of(row), row.kind, since, now)


async def put_aside(connection: AsyncConnection, rows: Sequence[int], now: datetime) -> None:
    """Do with rows what their chats want: most wait for the same hour.

    They are decided on here, in the transaction that writes: since they were looked at, a chat may have changed its
    mind, and what is written by its old one would stay so.
    """
    query = (
        select(outbox, *PREFERENCES)
        .outerjoin(preferences, preferences.c.chat_id == outbox.c.chat_id)
        .where(IS_DUE, outbox.c.id.in_(rows))
    )
    still = (await connection.execute(query)).all()
    for decision, decided in _grouped((decision_on(row, now), row.id) for row in still).items():
        match decision:
            case Later(at, together):
                await _change(connection, decided, not_before=at, together=together)
            case Never():
                await _change(connection, decided, outcome=CANCELLED, settled_at=now)


async def any_due(connection: AsyncConnection, now: datetime) -> bool:
    """Whether the hour of anything has come."""
    return (await connection.execute(select(outbox.c.id).where(*_due(now)).limit(1))).first() is not None


async def let_go(connection: AsyncConnection, now: datetime) -> None:
    """Let go what has waited for an hour that has come, of some chats: those that waited longest first."""
    await _park(connection, now)
    longest = func.min(outbox.c.not_before)
    query = select(outbox.c.chat_id).where(*_due(now)).group_by(outbox.c.chat_id).order_by(longest).limit(MOST_CHATS)
    waiting = (await connection.execute(query)).scalars().all()
    rows = (
        select(outbox, *PREFERENCES)
        .outerjoin(preferences, preferences.c.chat_id == outbox.c.chat_id)
        .where(outbox.c.chat_id.in_(waiting), *_due(now))
        .order_by(outbox.c.id)
    )
    by_chat = _grouped((row.chat_id, row) for row in (await connection.execute(rows)).all())
    changes = _grouped((change, row.id) for each in by_chat.values() for row, change in _changes(each, now))
    for change, ids in changes.items():
        await _change(connection, ids, **dict(change))


async def gather_lost(connection: AsyncConnection, restoration: Restoration, now: datetime) -> None:
    """Whatever a restored copy would tell now waits until it has caught up, and is one summary then.

    Also what had waited in the copy for an hour that came meanwhile.
    """
    bundle = restored_bundle(restoration.since)
    summary = {"bundle": bundle, "together": True, "not_before": restoration.until}
    here = (outbox.c.kind.in_(EVENTS), outbox.c.bundle.is_distinct_from(bundle))
    await connection.execute(update(outbox).where(IS_DUE, *here).values(**summary))
    await connection.execute(update(outbox).where(*_due(now), *here).values(**summary))


async def any_lost(connection: AsyncConnection, restoration: Restoration, now: datetime) -> bool:
    """Whether there is any of it."""
    here = (outbox.c.kind.in_(EVENTS), outbox.c.bundle.is_distinct_from(restored_bundle(restoration.since)))
    for waits in ((IS_DUE,), _due(now)):
        if (await connection.execute(select(outbox.c.id).where(*waits, *here).limit(1))).first() is not None:
            return True
    return False


async def let_lost_go(connection: AsyncConnection, restoration: Restoration, now: datetime) -> None:
    """The copy has caught up: the summaries are told now, or when their chats want to be told anything."""
    here = (outbox.c.bundle == restored_bundle(restoration.since), outbox.c.not_before == restoration.until)
    await connection.execute(update(outbox).where(IS_LATER, *here).values(not_before=now))


Change = tuple[tuple[str, Any], ...]
"""The columns that change, with their values."""

GO: Change = (("not_before", None),)


def _changes(rows: Sequence[Row[Any]], now: datetime) -> Iterable[tuple[Row[Any], Change]]:
    """What becomes of a chat's rows whose hour has come."""
    wanted = preferences_of(rows[0])
    yield from ((row, GO) for row in rows if not row.together)
    pile = [row for row in rows if row.together]
    if not pile:
        return
    if (later := put_off(wanted, min(row.not_before for row in pile), now)) is not None:
        yield from ((row, (("not_before", later),)) for row in pile)
        return
    off: Change = (("outcome", CANCELLED), ("settled_at", now))
    yield from ((row, off) for row in pile if row.kind in wanted.off)
    digest: Change = (*GO, ("bundle", f"{round(now.timestamp() * 1000)}{DIGEST}"))
    for topic in _grouped((row.thread, row) for row in pile if row.kind not in wanted.off).values():
        restored = next((row.bundle for row in topic if restored_since(row.bundle)), None)
        told: Change = (*GO, ("bundle", restored)) if restored else digest
        yield from ((row, told if restored or _is_digest(topic) else GO) for row in topic)


def _is_digest(rows: Sequence[Row[Any]]) -> bool:
    """Whether there is enough to tell for a digest: several comments on one question are one message anyway."""
    if len({row.question_id for row in rows}) > 1:
        return True
    return len(rows) > 1 and any(row.kind != Kind.COMMENT.value for row in rows)


async def _park(connection: AsyncConnection, now: datetime) -> None:
    """Put what belongs to chats out of reach where it is not looked at again before they are back."""
    gone = select(chats.c.id).where(chats.c.paused_at.is_not(None))
    await connection.execute(update(outbox).where(*_due(now), outbox.c.chat_id.in_(gone)).values(parked=True))


def _due(now: datetime) -> tuple[Any, ...]:
    """Rows whose hour has come."""
    return IS_LATER, outbox.c.not_before <= now


async def _change(connection: AsyncConnection, rows: Sequence[int], **values: Any) -> None:
    for start in range(0, len(rows), AT_A_TIME):
        some = rows[start : start + AT_A_TIME]
        await connection.execute(update(outbox).where(outbox.c.id.in_(some)).values(**values))


def _grouped(pairs: Iterable[tuple[Key, Any]]) -> dict[Key, list[Any]]:
    groups: dict[Key, list[Any]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return groups
