"""Rows of the outbox that may be sent, each with all that decides on it: one query, one type."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, select

from bot.core.delivery import GroupKey
from bot.core.preferences import Preferences, When
from storage.outbox.watched import own_rhythm
from storage.preference_rows import preferences_of
from storage.tables import chats, outbox, preferences


@dataclass(frozen=True, slots=True)
class DueRow:
    """A row of the outbox with its chat: the chat's kind, language and preferences, and whether it can be written to.

    In the preferences, the rhythm of a watch that brought the row takes the place of the chat's.
    `group` is None where the row is a message by itself. `for_digest` is whether it belongs to its chat's digest, the
    hour of which may have come. `attempts` counts the sends that failed, `doubts` those that were not answered,
    `refusals` the messages that its chat refused in a row.
    """

    wanted: Preferences
    group: GroupKey | None
    id: int
    chat_id: int
    question_id: int
    key: str
    kind: str
    created_at: datetime
    attempts: int
    doubts: int
    thread: int | None
    scheduled_for: datetime | None
    for_digest: bool
    kind_of_chat: str
    language: str
    refusals: int
    paused_at: datetime | None
    held_until: datetime | None

    def can_be_told(self, now: datetime) -> bool:
        """Whether its chat can be written to."""
        return self.paused_at is None and (self.held_until is None or self.held_until <= now)


PREFERENCES = [column for column in preferences.c if column.name != "chat_id"]
OWN = (
    outbox.c.id,
    outbox.c.chat_id,
    outbox.c.question_id,
    outbox.c.key,
    outbox.c.kind,
    outbox.c.created_at,
    outbox.c.attempts,
    outbox.c.doubts,
    outbox.c.thread,
    outbox.c.scheduled_for.label("scheduled_for"),
    outbox.c.for_digest.label("for_digest"),
    chats.c.kind.label("kind_of_chat"),
    chats.c.language,
    chats.c.refusals,
    chats.c.paused_at,
    chats.c.held_until,
)


def select_due_rows() -> Select[Any]:
    """A query for `due_row`, which the caller narrows."""
    return (
        select(*OWN, outbox.c.group_kind, outbox.c.group_id, own_rhythm.label("rhythm"), *PREFERENCES)
        .join(chats, chats.c.id == outbox.c.chat_id)
        .outerjoin(preferences, preferences.c.chat_id == outbox.c.chat_id)
    )


def due_row(row: Row[Any]) -> DueRow:
    """A row of `select_due_rows`. `OWN` are the fields of `DueRow` after the first two, in this order."""
    group = None if row.group_id is None else GroupKey(row.group_kind, row.group_id)
    wanted = preferences_of(row)
    if row.rhythm:
        wanted = replace(wanted, when=When(row.rhythm), answers_at_once=False)
    return DueRow(wanted, group, *row[: len(OWN)])
