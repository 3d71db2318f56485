"""Which values PostgreSQL does not hold: SQLite checks neither lengths nor sizes, and takes a NUL in a text."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from sqlalchemy import BigInteger, Column, Integer, String

from storage.column_types import Words

NUL = "\0"

Reason = Callable[[Any], str | None]
"""Says of a value other than NULL why it does not fit; None where it does."""


def first_unfit(columns: Sequence[Column[Any]], rows: Sequence[Sequence[Any]]) -> tuple[int, Column[Any], str] | None:
    """The first value that does not fit, column by column: the index of its row, its column, and why.

    None where all fit.
    """
    for place, column in enumerate(columns):
        if reason := _reason_for(column):
            for index, row in enumerate(rows):
                if (value := row[place]) is not None and (why := reason(value)):
                    return index, column, why
    return None


def _reason_for(column: Column[Any]) -> Reason | None:
    """What tells whether a value fits into the column; None where every value of SQLite's does."""
    match column.type:
        case Words():  # those that were kept by an earlier version
            return partial(_text, None)
        case String(length=longest):
            return partial(_text, longest)
        case BigInteger():
            return None
        case Integer():
            return _number
    return None


def _text(longest: int | None, value: str) -> str | None:
    if NUL in value:
        return "holds a NUL character"
    return f"has more than {longest} characters" if longest is not None and len(value) > longest else None


def _number(value: int) -> str | None:
    return None if -(2**31) <= value < 2**31 else "is no number of 32 bits"
