"""Rows for every table that there is, with values that are hard to carry over; a new table needs no mention here."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Enum,
    Integer,
    LargeBinary,
    String,
    Table,
    delete,
    insert,
    select,
)

from bot.core.preferences import UNTIL_ASKED
from storage.column_types import Instant, Words
from storage.moving.contents import tables
from storage.tables import metadata, outbox
from tests.storage.test_upgraded_states import ROWS
from tests.support.databases import engine_of

EACH = len(ROWS)
"""Rows of each table: one delivery in each of the states in which there can be any."""

BEGAN = datetime(2026, 11, 1, 8, 30, tzinfo=UTC)
ODD = "L'œuvre d'été : “naïve” \\N \\. %s :x\t\r\n👩‍🚒 \u2028 ''"
"""Text with what formats of copies use as signs of their own."""


def fill(address: str) -> None:
    """Write rows into every table of a new database. Those of one number refer to each other."""
    with engine_of(address).begin() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(delete(table))  # what the migrations wrote
        for table in metadata.sorted_tables:
            connection.execute(insert(table), [_row(table, number) for number in range(1, EACH + 1)])
        if connection.dialect.name == "postgresql":  # which counts only the numbers that it gave itself
            for table in metadata.sorted_tables:
                if (numbered := table.autoincrement_column) is not None:
                    connection.exec_driver_sql(
                        f"SELECT setval(pg_get_serial_sequence('{table.name}', '{numbered.name}'), {EACH})"
                    )


def everything(address: str) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of every table in the order of its key, by its name."""
    with engine_of(address).connect() as connection:
        found = {}
        for table in tables():
            key = [index for index, column in enumerate(table.columns) if column.primary_key]
            rows = [tuple(row) for row in connection.execute(select(table))]
            found[table.name] = sorted(rows, key=lambda row, key=key: repr([row[index] for index in key]))  # type: ignore[misc]
    return found


def _row(table: Table, number: int) -> dict[str, Any]:
    row = {column.key: _value(column, number) for column in table.columns if column.computed is None}
    return {**row, **_delivery(number)} if table is outbox else row


def _delivery(number: int) -> Mapping[str, Any]:
    """The columns of a delivery that have to fit together."""
    marks = list(ROWS.values())[number - 1][1]
    usual = {"settled_at": None, "sweep": None, "scheduled_for": None, "group_kind": None, "group_id": None}
    columns = {column.name: column for column in outbox.columns}
    return {**usual, **{columns[name].key: _typed(columns[name], value) for name, value in marks.items()}}


def _typed(column: Column[Any], value: Any) -> Any:
    is_instant = isinstance(column.type, Instant) and value is not None
    return datetime.fromisoformat(value).replace(tzinfo=UTC) if is_instant else value


def _value(column: Column[Any], number: int) -> Any:
    if column.nullable and number % 3 == 0:
        return None
    match column.type:
        case Instant():
            return UNTIL_ASKED if number % 5 == 0 else BEGAN + timedelta(days=number, microseconds=number)
        case Date():
            return date(2026, 11, number)
        case Boolean():
            return number % 2 == 0
        case Enum(enum_class=words):
            return list(words)[number % len(words)] if words else None
        case BigInteger():
            return -(2**40) - number
        case Integer():
            return number
        case LargeBinary():
            return bytes(range(256)) * 8 + bytes([number])
        case Words() | String(length=None):
            return f"{number} {ODD}"
        case String(length=longest):
            return f"{number}é{column.name}"[:longest].ljust(min(longest or 0, 3), "_")
    raise AssertionError(f"a type of column that no move has seen yet: {column.type}")
