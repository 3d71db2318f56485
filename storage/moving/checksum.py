"""The checksum of a table's rows: the same for the same values, whichever engine they come from."""

import hashlib
from collections.abc import Callable, Sequence
from datetime import UTC
from typing import Any

from sqlalchemy import Column, Date, Enum, LargeBinary, Row

from storage.column_types import Instant

Plain = Callable[[Any], str]


class Checksum:
    """Counts rows, and computes the SHA-256 of their values in the order in which they are added."""

    def __init__(self, columns: Sequence[Column[Any]]) -> None:
        self.rows = 0
        self._sum = hashlib.sha256()
        self._odd = [(index, plain) for index, column in enumerate(columns) if (plain := _plain(column))]

    def add(self, rows: Sequence[Row[Any]]) -> None:
        """Add rows with a value for each column, as SQLAlchemy's types give them."""
        self.rows += len(rows)
        for row in rows:
            values = list(row)
            for index, plain in self._odd:
                if values[index] is not None:
                    values[index] = plain(values[index])
            self._sum.update(repr(values).encode())

    @property
    def digest(self) -> str:
        """The checksum so far, in hexadecimal digits."""
        return self._sum.hexdigest()


def _plain(column: Column[Any]) -> Plain | None:
    """What makes plain text of a column's values; None where `repr` shows them in one way alone."""
    match column.type:
        case Instant():
            return lambda instant: str(instant.astimezone(UTC))
        case Date():
            return str
        case Enum():
            return str
        case LargeBinary():
            return lambda content: hashlib.sha256(content).hexdigest()
    return None
