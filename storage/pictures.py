"""Pictures that Telegram has: each by a digest of what it shows, with the `file_id` by which it is sent again."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select

from storage.database import Database, insert_or_ignore
from storage.tables import pictures

KEPT = timedelta(days=30)
"""A picture is uploaded anew after that: figures change with each archive, so it is not asked for any more."""


class Pictures:
    """The table of pictures."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def file_of(self, key: str) -> str | None:
        """The `file_id` of a picture; None where Telegram has it not, as far as is known."""
        async with self._database.reading() as connection:
            found = await connection.execute(select(pictures.c.file_id).where(pictures.c.key == key))
            return found.scalar_one_or_none()

    async def keep(self, key: str, file_id: str, now: datetime) -> None:
        """Remember the `file_id` of a picture; the first one that was told stays."""
        async with self._database.writing() as connection:
            row = insert_or_ignore(connection, pictures).values(key=key, file_id=file_id, made_at=now)
            await connection.execute(row)

    async def forget(self, key: str) -> None:
        """Forget a picture that Telegram does not know any more."""
        async with self._database.writing() as connection:
            await connection.execute(delete(pictures).where(pictures.c.key == key))

    async def prune(self, now: datetime) -> int:
        """Forget the pictures that are old. Returns how many."""
        async with self._database.writing() as connection:
            return (await connection.execute(delete(pictures).where(pictures.c.made_at < now - KEPT))).rowcount
