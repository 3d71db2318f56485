"""A clock that was ahead and was set right: what was put off by it must not wait until the clock is there again."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.preferences import UNTIL_ASKED
from bot.core.reach import LONGEST_BETWEEN_TRIES as LONGEST_TRY
from bot.core.wishes import PAUSES
from storage import transitions
from storage.tables import chats, holds, looks, outbox, preferences

PUT_OFF = {
    looks.c.next_at,
    chats.c.held_until,
    chats.c.flooded_until,
    chats.c.next_try_at,
    holds.c.until,
    outbox.c.scheduled_for,
    preferences.c.paused_until,
}
"""Every column that holds a time yet to come; a test holds all others to looking back."""


async def forget_the_future(connection: AsyncConnection, now: datetime, longest_hold: timedelta) -> bool:
    """Let be due now what was put off at a time that is yet to come, and end holds that last too long.

    Tells whether there was any of it. A message that waits for its hour is decided on anew when that comes.
    """
    latest_pause = now + max(PAUSES.values())
    longer = (preferences.c.paused_until > latest_pause, preferences.c.paused_until < UNTIL_ASKED)
    paused_too_long = select(preferences.c.chat_id).where(*longer)
    changed = await transitions.clock_went_back(connection, now, latest_pause, paused_too_long)
    wrong = (
        update(preferences).where(*longer).values(paused_until=None),
        update(looks).where(looks.c.looked_at > now, looks.c.next_at > now).values(next_at=now),
        update(chats).where(chats.c.held_until > now + longest_hold).values(held_until=now),
        update(chats).where(chats.c.flooded_until > now + longest_hold).values(flooded_until=None),
        update(chats).where(chats.c.next_try_at > now + timedelta(seconds=LONGEST_TRY)).values(next_try_at=now),
        delete(holds).where(holds.c.until > now + longest_hold),
    )
    return changed + sum([(await connection.execute(each)).rowcount for each in wrong]) > 0
