"""What was sent in the last minute: Telegram counts that across a restart and a take-over.

Alerts are in the outbox. In which chat a command was answered is not kept, only that one was. Groups and channels alone
have a limit that long.
"""

from datetime import datetime, timedelta

from sqlalchemy import or_, select

from storage.database import Database
from storage.tables import outbox, updates

REMEMBERED = timedelta(minutes=1)


class Recent:
    """Looks back at what was sent."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def alerts(self, now: datetime) -> list[tuple[int, float]]:
        """The alerts to groups and channels as (chat, seconds ago), the oldest first.

        What the clock places in the future counts as sent now: another machine may have written it.
        """
        # One message tells all the rows that were settled at one instant.
        query = select(outbox.c.chat_id, outbox.c.settled_at).distinct()
        query = query.where(outbox.c.chat_id < 0, outbox.c.settled_at > now - REMEMBERED, outbox.c.state == "sent")
        async with self._database.reading() as connection:
            ages = [(row.chat_id, (now - row.settled_at).total_seconds()) for row in await connection.execute(query)]
        return sorted(((chat, max(0.0, ago)) for chat, ago in ages), key=lambda each: -each[1])

    async def any_replies(self, now: datetime) -> bool:
        """Whether any command was answered, or is waiting to be, so that a reply to it may have been sent."""
        recently = or_(updates.c.handled_at > now - REMEMBERED, updates.c.handled_at.is_(None))
        async with self._database.reading() as connection:
            return (await connection.execute(select(updates.c.id).where(recently).limit(1))).first() is not None
