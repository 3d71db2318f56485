"""A clock that was ahead and was set right: what was put off by it must not wait until the clock is there again."""

from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.reach import LONGEST_BETWEEN_TRIES as LONGEST_TRY
from storage.tables import chats, holds, looks, outbox


async def forget_the_future(connection: AsyncConnection, now: datetime, longest_hold: timedelta) -> bool:
    """Let be due now what was put off at a time that is yet to come, and end holds that last too long.

    Tells whether there was any of it. A message that waits for its hour is decided on anew when that comes.
    """
    waits = (outbox.c.outcome.is_(None), outbox.c.not_before > now, outbox.c.created_at > now)
    wrong = (
        update(looks).where(looks.c.looked_at > now, looks.c.next_at > now).values(next_at=now),
        update(chats).where(chats.c.held_until > now + longest_hold).values(held_until=now),
        update(chats).where(chats.c.flooded_until > now + longest_hold).values(flooded_until=None),
        update(chats).where(chats.c.next_try_at > now + timedelta(seconds=LONGEST_TRY)).values(next_try_at=now),
        delete(holds).where(holds.c.until > now + longest_hold),
        update(outbox).where(*waits).values(not_before=now),
    )
    return sum([(await connection.execute(each)).rowcount for each in wrong]) > 0
