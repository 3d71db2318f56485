"""What a database looks like to a version of the program, and what a migration may not take from the one before.

While an upgrade goes on, a copy of the version before reads and writes the migrated database.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Inspector


@dataclass(frozen=True, slots=True)
class Column:
    """A column. It is `optional` where a row can be written by someone who does not know of it."""

    type: str
    is_nullable: bool
    is_optional: bool


@dataclass(frozen=True, slots=True)
class Shape:
    """A table: its columns, its indexes, and its rules, which are what a row can break."""

    columns: Mapping[str, Column]
    indexes: frozenset[str]
    rules: frozenset[str]


def shapes(found: Inspector) -> dict[str, Shape]:
    """The tables of a database by their names."""
    return {table: _shape(found, table) for table in found.get_table_names()}


def taken_away(before: Mapping[str, Shape], after: Mapping[str, Shape]) -> list[str]:
    """What a migration takes from the version before, in words: nothing, where both can run side by side."""
    found = [f"the table {table} is gone" for table in before.keys() - after.keys()]
    for table in before.keys() & after.keys():
        found += [f"{table}: {each}" for each in _taken_from(before[table], after[table])]
    return sorted(found)


def _taken_from(before: Shape, after: Shape) -> list[str]:
    found = [f"the index {index} is gone" for index in before.indexes - after.indexes]
    found += [f"the rule {rule} is gone" for rule in before.rules - after.rules]
    found += [f"the rule {rule} is new" for rule in after.rules - before.rules]
    for name, column in after.columns.items():
        old = before.columns.get(name)
        if old is None and not column.is_optional:
            found.append(f"the column {name} is new, and needs a value")
        elif old is not None and (old.type, old.is_nullable) != (column.type, column.is_nullable):
            found.append(f"the column {name} is another one")
    found += [f"the column {name} is gone" for name in before.columns.keys() - after.columns.keys()]
    return found


def _shape(found: Inspector, table: str) -> Shape:
    columns = {
        each["name"]: Column(str(each["type"]), each["nullable"], each["nullable"] or each["default"] is not None)
        for each in found.get_columns(table)
    }
    unique = {str(each["name"]) for each in found.get_indexes(table) if each["unique"]}
    return Shape(
        columns,
        frozenset(str(each["name"]) for each in found.get_indexes(table)),
        frozenset(
            [f"unique {name}" for name in unique]
            + [f"key {found.get_pk_constraint(table)['constrained_columns']}"]
            + [f"unique {each['column_names']}" for each in found.get_unique_constraints(table)]
            + [f"check {each['sqltext']}" for each in found.get_check_constraints(table)]
            + [f"reference {each['constrained_columns']}" for each in found.get_foreign_keys(table)]
        ),
    )
