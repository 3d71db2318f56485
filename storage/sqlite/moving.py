"""A file of SQLite as one end of a move, see `storage.moving`."""

from collections.abc import AsyncIterable, Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Column, ColumnElement, Dialect, Executable, Row, Table, func, select, text
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from storage.engine import Engine
from storage.sqlite.engine import prepare
from storage.tables import metadata
from storage.unusable import MoveFailed

READING = ("busy_timeout = 10000",)
WRITING = ("busy_timeout = 2000", "synchronous = FULL", "cache_size = -65536")
"""Rows are appended to a new file with a rollback journal: what a kill leaves of them is cut off at the next opening.
References are looked at all at once at the end."""

LAST_GIVEN = "SELECT max(seq) FROM sqlite_sequence WHERE name = :name"
NOTE_LAST_GIVEN = (
    text("DELETE FROM sqlite_sequence WHERE name = :name"),
    text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :number)"),
)


class SqliteEnd:
    """A file, at the path `file`."""

    def __init__(self, engine: Engine, file: Path) -> None:
        self.engine = engine
        self._file = file

    def source(self) -> AsyncEngine:
        """Make an engine that cannot write: a log that a killed bot left beside the file stays, and is heeded."""
        return self._create("ro", READING)

    def target(self) -> AsyncEngine:
        """Make an engine that fills the file."""
        return self._create("rwc", WRITING)

    async def is_in_use(self, _engine: AsyncEngine) -> bool:
        """The lock beside the file tells that."""
        return False

    def in_order(self, column: Column[Any]) -> ColumnElement[Any]:
        """SQLite compares texts byte by byte, unless it is told otherwise."""
        return column

    async def begin(self, _connection: AsyncConnection) -> None:
        """The lock beside the file keeps out another move."""

    async def prepare(self, _connection: AsyncConnection) -> None:
        """Nothing is put off."""

    def refuse(self, _table: Table, _columns: Sequence[Column[Any]], _rows: Sequence[Row[Any]]) -> None:
        """A file holds every value."""

    async def load(
        self,
        connection: AsyncConnection,
        table: Table,
        columns: Sequence[Column[Any]],
        rows: AsyncIterable[Sequence[Row[Any]]],
    ) -> None:
        """Write rows with a value for each of the columns."""
        names = ", ".join(connection.dialect.identifier_preparer.format_column(column) for column in columns)
        marks = ", ".join("?" * len(columns))
        statement = f"INSERT INTO {table.name} ({names}) VALUES ({marks})"  # noqa: S608 - names of our own
        writers = _writers(columns, connection.dialect)
        async for batch in rows:
            # Not SQLAlchemy's INSERT, which takes twice the time to make the same values of each row.
            await connection.exec_driver_sql(statement, [_written(row, writers) for row in batch])

    async def last_number(self, connection: AsyncConnection, table: Table) -> int | None:
        """The largest number that a row of the table ever had; of a table without AUTOINCREMENT, that one has now."""
        if _keeps_last_number(table):
            query: Executable = text(LAST_GIVEN).bindparams(name=table.name)
        elif (numbered := table.autoincrement_column) is not None:
            query = select(func.max(numbered))
        else:
            return None
        found: int | None = (await connection.execute(query)).scalar_one()
        return found or None  # 0 where none was ever given

    async def complete(self, connection: AsyncConnection, last: Mapping[Table, int | None]) -> None:
        """Write down the last numbers, and look whether every row that is referred to is there."""
        for table, number in last.items():
            if _keeps_last_number(table) and number is not None:
                for statement in NOTE_LAST_GIVEN:
                    await connection.execute(statement, {"name": table.name, "number": number})
        found = (await connection.exec_driver_sql("PRAGMA foreign_key_check")).mappings().first()
        if found is not None:
            key = metadata.tables[found["table"]].primary_key
            values = await connection.execute(select(*key).where(text("rowid = :row")), {"row": found["rowid"]})
            shown = ", ".join(f"{name} {value}" for name, value in values.mappings().one().items())
            raise MoveFailed(
                f"{found['table']}: the row {shown!a} refers to one that is not there, in {found['parent']}"
            )

    def _create(self, mode: str, pragmas: Sequence[str]) -> AsyncEngine:
        name = f"file:{quote(str(self._file))}"
        url = URL.create("sqlite+aiosqlite", database=name, query={"mode": mode, "uri": "true"})
        engine = create_async_engine(url, pool_size=1, max_overflow=0, hide_parameters=True)
        prepare(engine, pragmas)
        return engine


def _keeps_last_number(table: Table) -> bool:
    """Whether the table has AUTOINCREMENT, so that no number is given twice, see https://sqlite.org/autoinc.html."""
    return bool(table.dialect_options["sqlite"]["autoincrement"])


Writers = Sequence[tuple[int, Callable[[Any], Any]]]
"""What makes of a value what the file holds, with the place of its column; columns without one are left out."""


def _writers(columns: Sequence[Column[Any]], dialect: Dialect) -> Writers:
    found = [column.type.dialect_impl(dialect).bind_processor(dialect) for column in columns]
    return [(place, write) for place, write in enumerate(found) if write is not None]


def _written(row: Row[Any], writers: Writers) -> tuple[Any, ...]:
    values = list(row)
    for place, write in writers:
        values[place] = write(values[place])
    return tuple(values)
