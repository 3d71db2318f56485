"""What the operator asks for, in numbers alone: chats by size, copies of the program, the last archive taken in."""

from datetime import datetime

from sqlalchemy import case, func, select, text

from bot.core.leadership import SESSIONS
from storage.database import Database
from storage.tables import archives, chats, follows

SIZES = ((0, 0), (1, 9), (10, 99), (100, 999), (1000, None))
"""The classes of chats: the least and the greatest number of questions that a chat of each follows."""

COPIES = text("""
    SELECT count(DISTINCT application_name) FROM pg_stat_activity
    WHERE datname = current_database() AND starts_with(application_name, :sessions)
""")


class Census:
    """Counts chats; the time that this takes grows with the numbers of chats and follows."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def by_size(self) -> dict[tuple[int, int | None], int]:
        """The number of chats of each class of `SIZES` that has any."""
        of_a_chat = select(follows.c.chat_id, func.count().label("number")).group_by(follows.c.chat_id).subquery()
        followed = func.coalesce(of_a_chat.c.number, 0)
        size = case(*((followed >= least, least) for least, _ in reversed(SIZES))).label("size")
        sized = select(size).select_from(chats.outerjoin(of_a_chat, of_a_chat.c.chat_id == chats.c.id)).subquery()
        query = select(sized.c.size, func.count().label("number")).group_by(sized.c.size).order_by(sized.c.size)
        async with self._database.reading() as connection:
            found = {row.size: int(row.number) for row in await connection.execute(query)}
        return {(least, most): found[least] for least, most in SIZES if least in found}

    async def last_sweep(self) -> datetime | None:
        """When an archive was last confirmed as a whole; None where none was yet."""
        async with self._database.reading() as connection:
            found: datetime | None = (await connection.execute(select(func.max(archives.c.confirmed_at)))).scalar_one()
            return found

    async def copies(self) -> int | None:
        """The copies of the program that have a session on the server; None for a file, which has one."""
        async with self._database.reading() as connection:
            if connection.dialect.name != "postgresql":
                return None
            return int((await connection.execute(COPIES, {"sessions": SESSIONS})).scalar_one())
