"""The preferences of each chat, and the messages that wait for the hour that they set."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.preferences import Preferences, When, next_release
from storage.database import Database, insert_or_replace
from storage.outbox import transitions, watched
from storage.preference_rows import ISSUES, USUAL, preferences_of
from storage.tables import preferences


class ChatPreferences:
    """The table of preferences."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, chat_id: int) -> Preferences:
        """The preferences of a chat; the usual ones where it never chose any."""
        async with self._database.reading() as connection:
            return await _of(connection, chat_id)

    async def change(self, chat_id: int, now: datetime, to: Callable[[Preferences], Preferences]) -> Preferences:
        """Change a chat's preferences, and schedule anew what waits for it by them. Returns the new preferences.

        `to` makes the new preferences from the old ones, in the transaction that writes them.
        """
        async with self._database.writing() as connection:
            old = await _of(connection, chat_id)
            new = to(old)
            if new == old:
                return old
            await connection.execute(insert_or_replace(connection, preferences), [_row(chat_id, new)])
            await _reschedule(connection, chat_id, old, new, now)
            return new


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
        **{issue: wanted.scope(issue) for issue in ISSUES},
        "sign_of_life": wanted.sign_of_life,
    }


async def _reschedule(
    connection: AsyncConnection, chat_id: int, old: Preferences, new: Preferences, now: datetime
) -> None:
    """Decide anew on messages that wait alone; give those that wait for a digest its new hour.

    A digest that is due or is being sent goes on, unless the chat pauses its alerts. What a watch brought that has a
    rhythm of its own keeps it.
    """
    await watched.reconsider_all(connection, chat_id, now)
    await transitions.reschedule_alone(connection, chat_id)
    if new.is_paused(now) or old.is_paused(now) or _hours(old) != _hours(new):
        still_to_come = None if new.is_paused(now) else now
        await transitions.reschedule_digest(connection, chat_id, next_release(old, new, now), still_to_come)


def _hours(wanted: Preferences) -> tuple[When, int, str]:
    return wanted.when, wanted.digest_hour, wanted.zone
