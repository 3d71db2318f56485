"""All tables that are moved, and the columns of each that hold something of its own."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Column, Table

from storage.tables import DERIVED, metadata


def tables() -> list[Table]:
    """Every table that is not made of others; one that others refer to comes before them."""
    return [table for table in metadata.sorted_tables if DERIVED not in table.info]


def kept_columns(table: Table) -> Sequence[Column[Any]]:
    """The columns that are not computed from others."""
    return [column for column in table.columns if column.computed is None]
