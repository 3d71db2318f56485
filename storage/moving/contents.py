"""All tables that are moved, and the columns of each that hold something of its own."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Column, Integer, MetaData, Table, Text

from storage.tables import metadata

headings = Table(
    "headings",
    MetaData(),
    Column("rowid", Integer, primary_key=True, autoincrement=False),
    Column("subject", Text, nullable=False),
    Column("rest", Text, nullable=False),
)
"""The headings of questions, which each engine keeps together with an index of its own, see `HeadingSearch`."""


def tables() -> list[Table]:
    """Every table; one that others refer to comes before them."""
    return [*metadata.sorted_tables, headings]


def kept_columns(table: Table) -> Sequence[Column[Any]]:
    """The columns that are not computed from others."""
    return [column for column in table.columns if column.computed is None]
