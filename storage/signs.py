"""What the database tells of the bot that leads: when it last noted that it runs, looked, heard and sent."""

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.health import Health
from bot.core.readiness import SENDS, TELEGRAM, Signs
from storage.database import Database
from storage.source_health import health_of
from storage.tables import running, sources


class SignsOfLife:
    """Reads the signs from the open database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def read(self) -> Signs:
        """The signs as they stand."""
        async with self._database.reading() as connection:
            return await signs(connection)


async def signs(connection: AsyncConnection) -> Signs:
    """The signs as they stand, by a few rows."""
    beat_at = (await connection.execute(select(running.c.seen_at))).scalar_one_or_none()
    looked = select(func.max(sources.c.succeeded_at)).where(sources.c.name.not_in([TELEGRAM, SENDS]))
    looked_at = (await connection.execute(looked)).scalar_one()
    kept = select(sources).where(sources.c.name.in_([TELEGRAM, SENDS]))
    found = {row.name: health_of(row) for row in await connection.execute(kept)}
    return Signs(beat_at, looked_at, found.get(TELEGRAM, Health()), found.get(SENDS, Health()))
