"""A clock that was ahead and was set right: what was put off by it must not wait until the clock is there again."""

from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import chats, looks, outbox


async def forget_the_future(connection: AsyncConnection, now: datetime, longest_hold: timedelta) -> None:
    """Let be due now what was put off at a time that is yet to come, and end holds that last too long."""
    await connection.execute(update(looks).where(looks.c.looked_at > now, looks.c.next_at > now).values(next_at=now))
    await connection.execute(update(chats).where(chats.c.held_until > now + longest_hold).values(held_until=None))
    waits = (outbox.c.outcome.is_(None), outbox.c.not_before > now, outbox.c.created_at > now)
    await connection.execute(update(outbox).where(*waits).values(not_before=now))  # at its hour it is decided on anew
