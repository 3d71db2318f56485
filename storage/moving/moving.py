"""The move of a store: what is refused, and the one transaction that writes everything."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack

from sqlalchemy import delete
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.database import migrate, newest_schema, refuse_others, some
from storage.moving.contents import tables
from storage.moving.end import End, end_of
from storage.moving.table import Moved, Say, move_table
from storage.origin import UNFINISHED_MOVE, Inspected
from storage.sqlite.lock import EVERY, PATIENCE, DatabaseLock
from storage.tables import metadata
from storage.unusable import MoveFailed, StoreUnusable

Sleep = Callable[[float], Awaitable[None]]


async def move(source: str, target: str, say: Say, sleep: Sleep = asyncio.sleep) -> list[Moved]:
    """Move everything from the database at the address `source` into the empty one at `target`.

    `say` is handed pieces of text: one line for each table, with its progress. Returns what was moved of each table.

    Raises ValueError for an address that names no database; StoreUnusable where one of the two cannot be used, is in
    use, is not of this version or not empty; and MoveFailed where the move itself failed: then nothing is in the target
    but the mark of an unfinished move.
    """
    here, there = end_of(source), end_of(target)
    if source == target or _is_one_file(here, there):
        raise StoreUnusable(f"both addresses name the same database, {here.engine.shown}")
    async with AsyncExitStack() as closing:
        for end in (here, there):
            if end.engine.path:
                lock = DatabaseLock(end.engine.path, sleep)
                closing.callback(lock.release)
                await lock.take()
        _refuse_source(here.engine.shown, await here.engine.inspect())
        found = await there.engine.inspect()
        _refuse_target(there.engine.shown, found)
        reading, writing = here.source(), there.target()
        closing.push_async_callback(reading.dispose)
        closing.push_async_callback(writing.dispose)
        try:
            await _refuse_users(here, reading, sleep)
            if UNFINISHED_MOVE not in found.tables:
                await _mark(writing)
            return await _move_all(here, reading, there, writing, say, sleep)
        except (DBAPIError, OSError) as error:
            cause = getattr(error, "orig", None) or error
            raise MoveFailed(f"the move into {there.engine.shown} failed: {' '.join(str(cause).split())}") from error


async def _move_all(
    here: End, reading: AsyncEngine, there: End, writing: AsyncEngine, say: Say, sleep: Sleep
) -> list[Moved]:
    """Write everything in one transaction, which also takes the mark away."""
    async with writing.connect() as target:
        await target.execution_options(**there.engine.writing)
        async with target.begin():
            await there.begin(target)
            await target.exec_driver_sql(f"DROP TABLE {UNFINISHED_MOVE}")
            await target.run_sync(migrate)
            for table in reversed(metadata.sorted_tables):
                await target.execute(delete(table))  # what the migrations write, such as the one row of `running`
            await there.prepare(target)
            async with reading.connect() as source:
                await source.execution_options(**here.engine.reading)
                async with source.begin():
                    moved = [await move_table(table, here, source, there, target, say) for table in tables()]
                    last = {table: await here.last_number(source, table) for table in tables()}
            await there.complete(target, last)
            await _refuse_users(here, reading, sleep)
    return moved


async def _mark(writing: AsyncEngine) -> None:
    """Mark the target as unfinished, before anything else is written."""
    async with writing.begin() as connection:
        await connection.exec_driver_sql(f"CREATE TABLE {UNFINISHED_MOVE} (began_at VARCHAR(32))")


def _is_one_file(here: End, there: End) -> bool:
    """Whether both are the same file, by whatever path."""
    one, other = here.engine.path, there.engine.path
    if one is None or other is None:
        return False
    return one.resolve() == other.resolve() or (one.exists() and other.exists() and one.samefile(other))


def _refuse_source(shown: str, found: Inspected) -> None:
    refuse_others(shown, found)
    if not found.tables:
        raise StoreUnusable(f"there is no database of Guetteur's at {shown}")
    schema, newest = ", ".join(found.revisions), newest_schema()
    if schema != newest:
        raise StoreUnusable(
            f"the database {shown} was made by an older version of Guetteur (schema {schema}, not {newest}):"
            " start this version with it once, which upgrades it, and stop it again"
        )


def _refuse_target(shown: str, found: Inspected) -> None:
    if others := found.tables - {UNFINISHED_MOVE}:
        raise StoreUnusable(
            f"the database {shown} is not empty (it has {some(others)}), and is left as it is: name an empty one"
        )


async def _refuse_users(end: End, engine: AsyncEngine, sleep: Sleep) -> None:
    """Refuse a database that the program runs on; a run that is just ending is waited for."""
    left = PATIENCE
    while await end.is_in_use(engine):
        if left <= 0:
            raise StoreUnusable(f"the database {end.engine.shown} is in use by another Guetteur: stop that one")
        await sleep(EVERY)
        left -= EVERY
