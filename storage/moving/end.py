"""One end of a move: a database that is read, or one that is written. Each engine has one of its own."""

from collections.abc import AsyncIterable, Mapping, Sequence
from typing import Any, Protocol

from sqlalchemy import Column, ColumnElement, Row, Table
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.database import engine_of
from storage.engine import Engine
from storage.sqlite.moving import SqliteEnd

Batches = AsyncIterable[Sequence[Row[Any]]]


class End(Protocol):
    """A database that is moved, or into which another is."""

    @property
    def engine(self) -> Engine:
        """Its engine."""

    def source(self) -> AsyncEngine:
        """Make an engine of one connection that changes nothing."""

    def target(self) -> AsyncEngine:
        """Make an engine of one connection that fills an empty database."""

    async def is_in_use(self, engine: AsyncEngine) -> bool:
        """Whether the program runs on the database; False where a lock beside it tells that."""

    def in_order(self, column: Column[Any]) -> ColumnElement[Any]:
        """The column as a part of an order that is the same with every engine."""

    async def begin(self, connection: AsyncConnection) -> None:
        """Begin the transaction that writes everything. What follows fails where another move is under way."""

    async def prepare(self, connection: AsyncConnection) -> None:
        """Make new tables ready for many rows."""

    def refuse(self, table: Table, columns: Sequence[Column[Any]], rows: Sequence[Row[Any]]) -> None:
        """Raise MoveFailed where the database cannot hold one of these values."""

    async def load(
        self, connection: AsyncConnection, table: Table, columns: Sequence[Column[Any]], rows: Batches
    ) -> None:
        """Write rows with a value for each of the columns. Raises MoveFailed."""

    async def last_number(self, connection: AsyncConnection, table: Table) -> int | None:
        """The largest number that a row ever had, as far as the database knows; None where none had one."""

    async def complete(self, connection: AsyncConnection, last: Mapping[Table, int | None]) -> None:
        """Make the tables ready for use, after the last row; the next rows get numbers after the last ones given.

        Raises MoveFailed or DBAPIError where a row refers to one that is not there.
        """


def end_of(address: str) -> End:
    """The database at an address. Raises ValueError as `engine_of` does."""
    engine = engine_of(address)
    if engine.path is not None:
        return SqliteEnd(engine, engine.path)
    from storage.postgresql.moving import PostgresqlEnd  # noqa: PLC0415 - who has a file needs no driver of it

    return PostgresqlEnd(engine)
