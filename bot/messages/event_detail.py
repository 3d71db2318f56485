"""What comes back from the store as plain JSON values, which may lack anything or be of any form."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

MOST = 1_000_000_000
"""No count comes near; a larger one is no count."""

Detail = Mapping[str, Any]


def text_in(detail: Detail, key: str) -> str | None:
    """A text that says something."""
    value = detail.get(key)
    return value if isinstance(value, str) and value.strip() else None


def count_in(detail: Detail, key: str) -> int | None:
    """A count, from nothing up."""
    value = detail.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST else None


def day_in(detail: Detail, key: str) -> date | None:
    """A day that was written in ISO 8601."""
    try:
        return date.fromisoformat(text_in(detail, key) or "")
    except ValueError:
        return None


def moment_in(detail: Detail, key: str) -> datetime | None:
    """A moment that was written in ISO 8601."""
    try:
        return datetime.fromisoformat(text_in(detail, key) or "")
    except ValueError:
        return None


def texts_in(detail: Detail, key: str) -> list[str]:
    """The texts of a list, without whatever else it holds."""
    value = detail.get(key)
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def rows_in(detail: Detail, key: str, length: int) -> list[list[str]]:
    """The rows of a list that are so many texts, without whatever else it holds."""
    value = detail.get(key)
    rows = [list(each) for each in value if isinstance(each, list | tuple)] if isinstance(value, list) else []
    return [row for row in rows if len(row) == length and all(isinstance(each, str) for each in row)]
