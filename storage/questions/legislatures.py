"""The current legislature: the one place that knows which it is.

It is derived from the archives that were taken in and from the setting of the operator, at each start and whenever the
archive of a later legislature was taken in.
"""

from datetime import date

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core import chambers
from bot.core.chambers.assemblee import MAX_LEGISLATURE
from bot.core.legislatures import SEVENTEENTH, current_legislature, next_legislature
from storage.database import Database
from storage.questions.rows import ARCHIVE, series_of_archive
from storage.tables import archives, legislature


class Legislatures:
    """The row of the current legislature, and its value in memory, `current`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._chosen: int | None = None
        self.current = SEVENTEENTH

    def following(self, today: date) -> int | None:
        """The next legislature, where it may have begun unnoticed by this day; else None."""
        return next_legislature(self.current, self._chosen, today)

    async def choose(self, chosen: int | None) -> None:
        """Set the legislature that the operator chose, None for no choice, and derive the current one anew."""
        self._chosen = chosen
        await self.settle()

    async def settle(self) -> None:
        """Derive the current legislature anew, after the archive of another one may have been taken in."""
        async with self._database.reading() as connection:
            current = current_legislature(self._chosen, await taken_in(connection))
            is_known = current == await current_of(connection)
        if not is_known:
            async with self._database.writing() as connection:
                await _remember(connection, current)
        self.current = current


async def current_of(connection: AsyncConnection) -> int:
    """The current legislature, within a transaction."""
    known = (await connection.execute(select(legislature.c.current))).scalar_one_or_none()
    return SEVENTEENTH if known is None else known


async def taken_in(connection: AsyncConnection) -> frozenset[int]:
    """The legislatures whose archive of written questions is in."""
    query = select(archives.c.name).where(archives.c.name.startswith(ARCHIVE), archives.c.confirmed_at.is_not(None))
    every = (series_of_archive(name) for name in (await connection.execute(query)).scalars())
    return frozenset(each for each in every if each <= MAX_LEGISLATURE)


async def _remember(connection: AsyncConnection, current: int) -> None:
    await connection.execute(delete(legislature))
    await connection.execute(insert(legislature).values(current=current))
    # The registers of deputies have other addresses now: the validators of the last files do not belong to them.
    shared = [name for _, name in chambers.shared_archives()]
    registers = ~(archives.c.name.startswith(ARCHIVE) | archives.c.name.in_(shared))
    values = {"etag": None, "last_modified": None, "looked_at": None, "failures": 0, "failing_since": None}
    await connection.execute(update(archives).where(registers).values(**values))
