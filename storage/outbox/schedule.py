"""The schedule: rows of the outbox that wait for an hour, as the preferences of their chats want.

A row is decided on when its turn comes. A row that waits by itself is decided on anew at its hour. Rows that wait for
the same digest become one group for each topic, or the usual alert where there is only one thing to tell.

Rows are read many at a time and changed by few statements: thousands of chats can have their hour at eight.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.bulletin import issue_named
from bot.core.change import Kind
from bot.core.delivery import GroupKey, GroupKind
from bot.core.preferences import AtOnce, Bulletin, Decision, Later, Never, Preferences, decide, put_off
from bot.core.restoration import Restoration
from storage.outbox import transitions
from storage.outbox.due_rows import DueRow, due_row, select_due_rows
from storage.tables import IS_READY, IS_SCHEDULED, chats, outbox

MOST_CHATS = 200
"""Chats whose hour has come, in one transaction."""

EVENTS = [kind.value for kind in Kind]
BULLETINS = frozenset(Bulletin)

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Wake:
    """The row may be sent, as part of `digest` where there is one."""

    digest: GroupKey | None = None


def decision_on(row: DueRow, now: datetime) -> Decision:
    """When a row is to be sent. A row of a digest that was released is sent, whatever the hour."""
    since = min(row.created_at, now)  # a clock that was ahead must not put it off until it is there again
    issue = issue_named(row.key) if row.kind in BULLETINS else ""
    return AtOnce() if row.for_digest else decide(row.wanted, row.kind, since, now, issue)


async def schedule_rows(connection: AsyncConnection, rows: Sequence[int], now: datetime) -> None:
    """Schedule or cancel rows as their chats want.

    This is decided here, in the transaction that writes: a chat may have changed its preferences since the rows were
    read, and what is written by the old ones would stay so.
    """
    query = select_due_rows().where(IS_READY, outbox.c.id.in_(rows))
    still = map(due_row, await connection.execute(query))
    for decision, decided in _grouped((decision_on(row, now), row.id) for row in still).items():
        match decision:
            case Later(at, together):
                await transitions.schedule(connection, decided, at, together)
            case Never():
                await transitions.cancel(connection, decided, now)


async def any_due(connection: AsyncConnection, now: datetime) -> bool:
    """Whether the hour of any row has come."""
    return (await connection.execute(select(outbox.c.id).where(*_due(now)).limit(1))).first() is not None


async def release(connection: AsyncConnection, now: datetime) -> None:
    """Release the rows whose hour has come, of the `MOST_CHATS` chats that waited longest.

    Rows of paused chats are suspended instead: they are not read again before their chats are back.
    """
    gone = select(chats.c.id).where(chats.c.paused_at.is_not(None))
    await transitions.suspend_scheduled(connection, now, gone)
    longest = func.min(outbox.c.scheduled_for)
    query = select(outbox.c.chat_id).where(*_due(now)).group_by(outbox.c.chat_id).order_by(longest).limit(MOST_CHATS)
    waiting = (await connection.execute(query)).scalars().all()
    rows = select_due_rows().where(outbox.c.chat_id.in_(waiting), *_due(now)).order_by(outbox.c.id)
    by_chat = _grouped((row.chat_id, row) for row in map(due_row, await connection.execute(rows)))
    changes = _grouped((change, row.id) for each in by_chat.values() for row, change in _changes(each, now))
    for change, ids in changes.items():
        match change:
            case Wake(digest):
                await transitions.wake(connection, ids, digest)
            case Later(at):
                await transitions.put_off(connection, ids, at)
            case Never():
                await transitions.cancel(connection, ids, now)


async def gather_lost(connection: AsyncConnection, restoration: Restoration, now: datetime) -> None:
    """Let the events that a restored copy would tell now wait until it has caught up, for one summary.

    That includes those that had waited in the copy for an hour that came meanwhile.
    """
    group = GroupKey.of_restored(restoration.since)
    here = _lost(group)
    for waits in ((IS_READY,), _due(now)):
        await transitions.gather(connection, (*waits, *here), group, restoration.until)


async def any_lost(connection: AsyncConnection, restoration: Restoration, now: datetime) -> bool:
    """Whether there is a row for `gather_lost`."""
    here = _lost(GroupKey.of_restored(restoration.since))
    for waits in ((IS_READY,), _due(now)):
        if (await connection.execute(select(outbox.c.id).where(*waits, *here).limit(1))).first() is not None:
            return True
    return False


async def release_lost(connection: AsyncConnection, restoration: Restoration, now: datetime) -> None:
    """Release the summaries of a copy that has caught up: their chats' preferences decide on the hour."""
    group = GroupKey.of_restored(restoration.since)
    await transitions.end_gathering(connection, group, restoration.until, now)


def _lost(group: GroupKey) -> tuple[ColumnElement[bool], ...]:
    """Selects events that are not in the group of a restored copy."""
    is_in_it = (outbox.c.group_kind == group.kind) & (outbox.c.group_id == group.id)
    return (outbox.c.kind.in_(EVENTS), outbox.c.group_id.is_(None) | ~is_in_it)


def _changes(rows: Sequence[DueRow], now: datetime) -> Iterable[tuple[DueRow, Wake | Later | Never]]:
    """The change of each row of a chat whose hour has come."""
    yield from ((row, Wake()) for row in rows if not row.for_digest)
    scheduled = [row for row in rows if row.for_digest]
    for wanted, some in _grouped((row.wanted, row) for row in scheduled).items():
        yield from _changes_of_digest(wanted, some, now)


def _changes_of_digest(
    wanted: Preferences, scheduled: Sequence[DueRow], now: datetime
) -> Iterable[tuple[DueRow, Wake | Later | Never]]:
    """The change of each row of a digest whose hour has come; all of them have one rhythm."""
    hours = [row.scheduled_for for row in scheduled if row.scheduled_for is not None]
    if not hours:
        return
    if (later := put_off(wanted, min(hours), now)) is not None:
        yield from ((row, Later(later, together=True)) for row in scheduled)
        return
    yield from ((row, Never()) for row in scheduled if row.kind in wanted.off)
    digest = Wake(GroupKey(GroupKind.DIGEST, str(round(now.timestamp() * 1000))))
    for topic in _grouped((row.thread, row) for row in scheduled if row.kind not in wanted.off).values():
        restored = next((row.group for row in topic if row.group and row.group.kind is GroupKind.RESTORED), None)
        told = Wake(restored) if restored else digest
        yield from ((row, told if restored or _is_digest(topic) else Wake()) for row in topic)


def _is_digest(rows: Sequence[DueRow]) -> bool:
    """Whether rows are enough for a digest: several comments on one question are one message anyway."""
    if len({row.question_id for row in rows}) > 1:
        return True
    return len(rows) > 1 and any(row.kind != Kind.COMMENT.value for row in rows)


def _due(now: datetime) -> tuple[Any, ...]:
    """Selects rows whose hour has come."""
    return IS_SCHEDULED, outbox.c.scheduled_for <= now


def _grouped(pairs: Iterable[tuple[Key, Value]]) -> dict[Key, list[Value]]:
    groups: dict[Key, list[Value]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return groups
