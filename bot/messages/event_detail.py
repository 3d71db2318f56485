"""Reads the detail of an event, plain JSON values from the store which may be missing or of any type, safely."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

MOST = 1_000_000_000
"""No real count comes near this; a larger number is not taken for one."""

Detail = Mapping[str, Any]


def text_in(detail: Detail, key: str) -> str | None:
    """The value if it is a text that is not blank."""
    value = detail.get(key)
    return value if isinstance(value, str) and value.strip() else None


def count_in(detail: Detail, key: str) -> int | None:
    """The value if it is a count, 0 or more."""
    value = detail.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST else None


def day_in(detail: Detail, key: str) -> date | None:
    """The day that the value gives in ISO 8601."""
    try:
        return date.fromisoformat(text_in(detail, key) or "")
    except ValueError:
        return None


def moment_in(detail: Detail, key: str) -> datetime | None:
    """The moment that the value gives in ISO 8601."""
    try:
        return datetime.fromisoformat(text_in(detail, key) or "")
    except ValueError:
        return None


def texts_in(detail: Detail, key: str) -> list[str]:
    """The texts of a list; its other items are left out."""
    value = detail.get(key)
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def rows_in(detail: Detail, key: str, length: int) -> list[list[str]]:
    """The items of a list that are themselves lists of that many texts; its other items are left out."""
    value = detail.get(key)
    rows = [list(each) for each in value if isinstance(each, list | tuple)] if isinstance(value, list) else []
    return [row for row in rows if len(row) == length and all(isinstance(each, str) for each in row)]
