"""The signs of life of each site, as they are remembered between two runs; see `bot.core.activity`."""

from sqlalchemy import select

from bot.core.activity import Activity
from bot.core.source import Source
from storage.database import Database, insert_or_replace
from storage.tables import activity, checks, questions


class Activities:
    """The table of activity."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, source: Source) -> Activity:
        """The signs of life of a site; an empty `Activity` for a site that was never read."""
        async with self._database.reading() as connection:
            query = select(activity).where(activity.c.source == source.value)
            row = (await connection.execute(query)).one_or_none()
        return Activity() if row is None else Activity(row.latest_at, row.comment, row.probed_at)

    async def save(self, source: Source, known: Activity) -> None:
        """Write down the signs of life of a site, in the place of those that were remembered."""
        values = {
            "source": source.value,
            "latest_at": known.latest,
            "comment": known.comment,
            "probed_at": known.probed_at,
        }
        async with self._database.writing() as connection:
            await connection.execute(insert_or_replace(connection, activity), [values])

    async def legislatures(self, source: Source) -> set[int]:
        """The legislatures of which the site ever had a readable page of a question."""
        query = (
            select(questions.c.legislature)
            .join(checks, checks.c.question_id == questions.c.id)
            .where(checks.c.source == source.value, checks.c.reading.is_not(None))
            .distinct()
        )
        async with self._database.reading() as connection:
            return set((await connection.execute(query)).scalars())
