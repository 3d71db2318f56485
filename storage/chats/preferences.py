"""Each chat's preferences, what waits for their hour, and the chat that a person commands from private."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, outerjoin, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.change import Kind
from bot.core.chat import Chat
from bot.core.preferences import Preferences, When, next_look_at_pile
from storage.database import Database, insert_or_replace
from storage.outbox import transitions
from storage.tables import chats, choices, preferences

USUAL = Preferences()


class ChatPreferences:
    """The table of preferences."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, chat_id: int) -> Preferences:
        """A chat's preferences; the usual ones where it never chose."""
        async with self._database.reading() as connection:
            return await _of(connection, chat_id)

    async def change(self, chat_id: int, now: datetime, to: Callable[[Preferences], Preferences]) -> Preferences:
        """Change what a chat wants, and let what already waits for it heed that. Returns the new preferences.

        `to` makes the new preferences of the old ones; nothing comes between its reading and its writing.
        """
        async with self._database.writing() as connection:
            old = await _of(connection, chat_id)
            new = to(old)
            if new == old:
                return old
            await connection.execute(insert_or_replace(connection, preferences), [_row(chat_id, new)])
            await _heed(connection, chat_id, old, new, now)
            return new


@dataclass(frozen=True, slots=True)
class Choice:
    """The chat that a person chose to command from private; None where that was erased since."""

    target: Chat | None


class Choices:
    """The table of the channels and groups that people command from private chat."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def choose(self, chat_id: int, target_id: int) -> None:
        """What a person says in private is about that chat from now on. Both have been met."""
        async with self._database.writing() as connection:
            row = {"chat_id": chat_id, "target_id": target_id}
            await connection.execute(insert_or_replace(connection, choices), [row])

    async def of(self, chat_id: int) -> Choice | None:
        """What a person commands from private; None where they speak for themselves."""
        target = outerjoin(choices, chats, choices.c.target_id == chats.c.id)
        query = (
            select(chats.c.id, chats.c.kind, chats.c.language).select_from(target).where(choices.c.chat_id == chat_id)
        )
        async with self._database.reading() as connection:
            row = (await connection.execute(query)).first()
        if row is None:
            return None
        return Choice(None if row.id is None else Chat(row.id, row.kind, row.language))

    async def leave(self, chat_id: int) -> bool:
        """A person speaks for themselves again. False where they did already."""
        async with self._database.writing() as connection:
            left = await connection.execute(delete(choices).where(choices.c.chat_id == chat_id))
            return left.rowcount > 0


def preferences_of(row: Row[Any]) -> Preferences:
    """The preferences in a row that holds that table's columns, all null where the chat never chose."""
    if row.tell is None:
        return USUAL
    quiet = None if row.quiet_from is None or row.quiet_until is None else (row.quiet_from, row.quiet_until)
    return Preferences(
        when=When(row.tell),
        hour=row.hour,
        quiet=quiet,
        silent=row.silent,
        zone=row.zone,
        answers_at_once=row.answers_at_once,
        off=frozenset(Kind(kind) for kind in row.off.split() if kind in set(Kind)),
        everybody=row.everybody,
        paused_until=row.paused_until,
    )


async def _of(connection: AsyncConnection, chat_id: int) -> Preferences:
    row = (await connection.execute(select(preferences).where(preferences.c.chat_id == chat_id))).first()
    return USUAL if row is None else preferences_of(row)


def _row(chat_id: int, wanted: Preferences) -> dict[str, Any]:
    quiet_from, quiet_until = wanted.quiet or (None, None)
    return {
        "chat_id": chat_id,
        "tell": wanted.when.value,
        "hour": wanted.hour,
        "quiet_from": quiet_from,
        "quiet_until": quiet_until,
        "silent": wanted.silent,
        "zone": wanted.zone,
        "answers_at_once": wanted.answers_at_once,
        "off": " ".join(sorted(wanted.off)),
        "everybody": wanted.everybody,
        "paused_until": wanted.paused_until,
    }


async def _heed(connection: AsyncConnection, chat_id: int, old: Preferences, new: Preferences, now: datetime) -> None:
    """What waits alone is decided on anew; what waits for a digest gets its new hour.

    A digest that is due or is being told goes on, unless the chat wants a rest.
    """
    await transitions.reschedule_alone(connection, chat_id)
    if new.is_paused(now) or old.is_paused(now) or _hours(old) != _hours(new):
        still_to_come = None if new.is_paused(now) else now
        await transitions.reschedule_digest(connection, chat_id, next_look_at_pile(old, new, now), still_to_come)


def _hours(wanted: Preferences) -> tuple[When, int, str]:
    return wanted.when, wanted.digest_hour, wanted.zone
