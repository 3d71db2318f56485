"""The checksum of rows: alike for the same values however an engine gives them, another one for any other."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import BigInteger, Boolean, Column, Date, LargeBinary, MetaData, Table, Text

from bot.core.delivery import DeliveryState
from storage.column_types import Instant, one_of
from storage.moving.checksum import Checksum
from storage.postgresql.fitting import first_unfit
from storage.tables import chats, comment_pages

THING = Table(
    "things",
    MetaData(),
    Column("text", Text),
    Column("number", BigInteger),
    Column("is_so", Boolean),
    Column("at", Instant),
    Column("day", Date),
    Column("content", LargeBinary),
    Column("state", one_of(DeliveryState)),
)
NOON = datetime(2026, 11, 24, 12, 0, 0, 1, tzinfo=UTC)
ROW = ("a", 1, True, NOON, date(2026, 11, 24), b"\x00\xff", DeliveryState.READY)


def checksum_of(*rows: tuple[Any, ...], table: Table = THING) -> str:
    found = Checksum(list(table.columns))
    found.add(rows)  # type: ignore[arg-type]
    assert found.rows == len(rows)
    return found.digest


def with_value(place: int, value: object) -> tuple[Any, ...]:
    return (*ROW[:place], value, *ROW[place + 1 :])


def test_an_instant_counts_alike_in_every_zone() -> None:
    elsewhere = NOON.astimezone(timezone(timedelta(hours=11)))
    assert checksum_of(with_value(3, elsewhere)) == checksum_of(ROW)


@pytest.mark.parametrize(
    "other",
    [
        *[with_value(place, None) for place in range(len(ROW))],
        with_value(0, "None"),
        with_value(0, "a', 1"),
        with_value(1, -1),
        with_value(2, False),
        with_value(3, NOON + timedelta(microseconds=1)),
        with_value(5, b"\x00\xfe"),
        with_value(6, DeliveryState.SENT),
    ],
)
def test_any_other_value_gives_another_checksum(other: tuple[Any, ...]) -> None:
    assert checksum_of(other) != checksum_of(ROW)


def test_the_number_and_the_order_of_rows_count() -> None:
    other = with_value(0, "b")
    assert len({checksum_of(*rows) for rows in ((), (ROW,), (ROW, ROW), (ROW, other), (other, ROW))}) == 5


@pytest.mark.parametrize(
    ("table", "column", "value", "why"),
    [
        (chats, "kind", "x" * 16, None),
        (chats, "kind", "x" * 17, "has more than 16 characters"),
        (chats, "kind", "é" * 16, None),
        (chats, "paused_why", "x" * 1000, None),
        (chats, "paused_why", "a\0b", "holds a NUL character"),
        (chats, "paused_why", None, None),
        (chats, "id", -(2**63), None),
        (comment_pages, "number", 2**31 - 1, None),
        (comment_pages, "number", 2**31, "is no number of 32 bits"),
        (comment_pages, "number", -(2**31) - 1, "is no number of 32 bits"),
    ],
)
def test_a_value_fits_into_its_column_of_postgresql_or_it_is_said_why_not(
    table: Table, column: str, value: object, why: str | None
) -> None:
    columns = [table.c[column]]
    found = first_unfit(columns, [(None,), (value,)])
    assert found == (None if why is None else (1, columns[0], why))
