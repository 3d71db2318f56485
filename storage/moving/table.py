"""One table of a move: read, written, read again, and compared."""

from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Table, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.moving.checksum import Checksum
from storage.moving.contents import kept_columns
from storage.moving.end import End
from storage.unusable import MoveFailed

BATCH = 1_000
"""Rows in memory at a time. The longest are those of the catalogue, of some kilobytes."""

MILESTONE = 100_000
"""Rows after which their number is told."""

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Moved:
    """What was moved of a table: its name, the number of its rows, and their checksum."""

    table: str
    rows: int
    digest: str


async def move_table(
    table: Table, here: End, source: AsyncConnection, there: End, target: AsyncConnection, say: Say
) -> Moved:
    """Move all rows of a table, and compare what both have. Raises MoveFailed."""
    columns = kept_columns(table)
    say(f"{table.name}: ")
    try:
        sent = Checksum(columns)
        async with aclosing(_checked(table, here, source, there, sent, say)) as rows:
            await there.load(target, table, columns, rows)
        arrived = Checksum(columns)
        async with aclosing(_batches(table, there, target)) as rows:
            async for batch in rows:
                arrived.add(batch)
    except DBAPIError as error:
        raise MoveFailed(f"{table.name}: {' '.join(str(error.orig).split())}") from error
    if (sent.rows, sent.digest) != (arrived.rows, arrived.digest):
        raise MoveFailed(
            f"{table.name}: {sent.rows} rows were read, and {arrived.rows} came back that are not the same"
        )
    say(f"{sent.rows} rows, the same in both, sha256 {sent.digest[:16]}\n")
    return Moved(table.name, sent.rows, sent.digest)


async def _checked(
    table: Table, here: End, source: AsyncConnection, there: End, sent: Checksum, say: Say
) -> AsyncGenerator[Sequence[Row[Any]], None]:
    """The rows of the source, each of which the target can hold."""
    columns = kept_columns(table)
    async with aclosing(_batches(table, here, source)) as rows:
        async for batch in rows:
            there.refuse(table, columns, batch)
            before = sent.rows
            sent.add(batch)
            if sent.rows // MILESTONE > before // MILESTONE:
                say(f"{sent.rows // MILESTONE * MILESTONE}, ")
            yield batch


async def _batches(table: Table, end: End, connection: AsyncConnection) -> AsyncGenerator[Sequence[Row[Any]], None]:
    """All rows of a table in the order of its key."""
    query = select(*kept_columns(table)).order_by(*(end.in_order(column) for column in table.primary_key))
    async with connection.stream(query, execution_options={"yield_per": BATCH}) as result:
        rows = aiter(result.partitions(BATCH))
        while True:
            try:
                batch = await anext(rows, None)
            except (ValueError, LookupError) as error:  # of the types of columns
                raise MoveFailed(f"{table.name}: a value is not understood: {error}") from error
            if batch is None:
                return
            yield batch
