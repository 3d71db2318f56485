"""Looks into a database that a bot may have open, from another process: nothing is locked, migrated or written."""

from sqlalchemy.exc import DatabaseError

from bot.core.readiness import Signs
from storage.database import words_of
from storage.moving.end import end_of
from storage.signs import signs
from storage.unusable import StoreUnusable


async def signs_at(address: str) -> Signs:
    """What the database at an address tells of its bot. A server that is away is waited for.

    Raises ValueError for an address that names no database, and StoreUnusable where it cannot be read.
    """
    end = end_of(address)
    if end.engine.path is not None and not end.engine.path.exists():
        raise StoreUnusable(f"there is no database at {end.engine.path}")
    engine = end.source()
    try:
        async with engine.connect() as connection:
            await connection.execution_options(**end.engine.reading)
            async with connection.begin():
                return await signs(connection)
    except (DatabaseError, OSError) as error:
        raise StoreUnusable(f"the database {end.engine.shown} cannot be read: {words_of(error)}") from error
    finally:
        await engine.dispose()
