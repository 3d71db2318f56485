"""Types of columns that SQLAlchemy lacks: instants that keep their time zone, words from outside, words of an enum."""

import re
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import DateTime, Dialect, Enum, Text, TypeDecorator

UNKEPT = re.compile("[\0\ud800-\udfff]")
"""Characters that are no text: PostgreSQL keeps no NUL, and no database half of a character."""


class Instant(TypeDecorator[datetime]):
    """An instant: aware in Python, UTC in the database, whether or not that knows time zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware instant into what the database keeps.

        Raises ValueError for a naive one: it would be read as another time on another machine.
        """
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give back an aware instant."""
        return value if value is None or value.tzinfo else value.replace(tzinfo=UTC)


class Words(TypeDecorator[str]):
    """Words from outside, such as those of an error: what cannot be kept of them is replaced, and refuses no row."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Turn the words into what any database keeps."""
        return value if value is None else keepable(value)


def keepable(words: str) -> str:
    """The words, with a sign in the place of each character that no database keeps."""
    return UNKEPT.sub("\ufffd", words)


def one_of(values: type[StrEnum]) -> Enum:
    """A type of column for the words of an enum. The table has to check that no other word comes in."""
    return Enum(values, values_callable=lambda enum: [each.value for each in enum], native_enum=False, length=16)
