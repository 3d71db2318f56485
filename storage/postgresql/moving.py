"""A database on a server of PostgreSQL as one end of a move, see `storage.moving`."""

from collections.abc import AsyncIterable, Mapping, Sequence
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import Column, ColumnElement, Row, String, Table, cast, func, select, text
from sqlalchemy.dialects.postgresql import REGCLASS
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.engine import Engine
from storage.postgresql.errors import sentence
from storage.postgresql.fitting import first_unfit
from storage.unusable import MoveFailed

USERS = text(
    """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND starts_with(application_name, 'guetteur') AND pid <> pg_backend_pid()
    """
)

REFERENCES = text(
    """
    SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname),
        format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace
    """
)
INDEXES = text(
    """
    SELECT format('DROP INDEX %s', indexrelid::regclass), pg_get_indexdef(indexrelid)
    FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
    WHERE relnamespace = current_schema()::regnamespace AND NOT indisunique
    """
)
"""What takes less time for all rows at once than row by row: how it is dropped, and how it is made again."""

LOCK_SECONDS = 2


class PostgresqlEnd:
    """A database on a server."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._put_off: list[str] = []

    def source(self) -> AsyncEngine:
        """Make an engine of one connection."""
        return self.engine.create(0)

    def target(self) -> AsyncEngine:
        """Make an engine of one connection."""
        return self.engine.create(0)

    async def is_in_use(self, engine: AsyncEngine) -> bool:
        """Whether another session is one of the program's, by its name."""
        async with engine.connect() as connection:
            return bool((await connection.execute(USERS)).scalar_one())

    def in_order(self, column: Column[Any]) -> ColumnElement[Any]:
        """Texts are compared byte by byte, whatever the language of the database."""
        return column.collate("C") if isinstance(column.type, String) else column

    async def begin(self, connection: AsyncConnection) -> None:
        """Wait no longer than a moment for another move into the same database."""
        await connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{LOCK_SECONDS}s'")

    async def prepare(self, connection: AsyncConnection) -> None:
        """Put off what is better made of all rows at once."""
        for query in (REFERENCES, INDEXES):
            for drop, make in (await connection.execute(query)).all():
                await connection.exec_driver_sql(drop)
                self._put_off.insert(0, make)  # a reference is made faster where there are indexes

    def refuse(self, table: Table, columns: Sequence[Column[Any]], rows: Sequence[Row[Any]]) -> None:
        """Raises MoveFailed where a value cannot be held, with its table, its column and the key of its row."""
        if found := first_unfit(columns, rows):
            index, column, why = found
            key = ", ".join(f"{each.name} {rows[index][columns.index(each)]}" for each in table.primary_key)
            raise MoveFailed(f"{table.name}: the {column.name} of the row {key!a} {why}, which PostgreSQL cannot hold")

    async def load(
        self,
        connection: AsyncConnection,
        table: Table,
        columns: Sequence[Column[Any]],
        rows: AsyncIterable[Sequence[Row[Any]]],
    ) -> None:
        """Write rows with a value for each of the columns."""
        names = sql.SQL(", ").join([sql.Identifier(column.name) for column in columns])
        name = sql.Identifier(table.name)
        raw: Any = (await connection.get_raw_connection()).driver_connection
        try:
            found = await raw.execute(sql.SQL("SELECT {} FROM {} LIMIT 0").format(names, name))
            types = [column.type_code for column in found.description]
            statement = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT binary)").format(name, names)
            async with raw.cursor() as cursor, cursor.copy(statement) as copy:
                copy.set_types(types)
                async for batch in rows:
                    for row in batch:
                        await copy.write_row(row)
        except psycopg.Error as error:
            raise MoveFailed(f"{table.name}: {sentence(error)}") from error

    async def last_number(self, connection: AsyncConnection, table: Table) -> int | None:
        """The largest number that a row of the table ever had."""
        if (numbered := table.autoincrement_column) is None:
            return None
        given = func.pg_sequence_last_value(_sequence(numbered))
        found: int | None = (await connection.execute(select(func.greatest(func.max(numbered), given)))).scalar_one()
        return found

    async def complete(self, connection: AsyncConnection, last: Mapping[Table, int | None]) -> None:
        """Make what was put off, let sequences go on after the last number, and tell the planner what there is."""
        for make in self._put_off:
            await connection.exec_driver_sql(make)
        for table, number in last.items():
            if (numbered := table.autoincrement_column) is not None and number is not None:
                await connection.execute(select(func.setval(_sequence(numbered), number)))
            await connection.exec_driver_sql(f'ANALYZE "{table.name}"')


def _sequence(numbered: Column[Any]) -> ColumnElement[Any]:
    """The sequence from which a column gets its numbers."""
    return cast(func.pg_get_serial_sequence(numbered.table.name, numbered.name), REGCLASS)
