"""The types of columns that SQLAlchemy does not have: instants that keep their time zone, and the words of an enum."""

from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import DateTime, Dialect, Enum, TypeDecorator


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


def one_of(values: type[StrEnum]) -> Enum:
    """A type of column for the words of an enum. The table has to check that no other word comes in."""
    return Enum(values, values_callable=lambda enum: [each.value for each in enum], native_enum=False, length=16)
