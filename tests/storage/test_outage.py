"""How long the database was away, and that it is said once."""

import logging

import psycopg
import pytest

from storage.outage import Outage
from storage.postgresql.errors import is_away, is_passing


def test_an_outage_is_said_when_it_begins_and_when_it_ends(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    now = [100.0]
    outage = Outage(lambda: now[0])
    outage.worked()
    for _ in range(3):
        outage.failed("connection refused")
        now[0] += 4
    outage.worked()
    outage.worked()
    assert [record.getMessage() for record in caplog.records] == [
        "the database is away, and is waited for: connection refused",
        "the database is back, after 12 s",
    ]


def test_its_length_is_told_once() -> None:
    now = [100.0]
    outage = Outage(lambda: now[0])
    for seconds in (3.0, 8.0, 1.0):
        outage.failed("connection refused")
        assert outage.take() is None
        now[0] += seconds
        outage.worked()
        assert outage.take() == seconds
    assert outage.take() is None


@pytest.mark.parametrize(
    ("error", "away", "passing"),
    [
        (psycopg.OperationalError("connection failed"), True, True),
        (psycopg.errors.ConnectionTimeout("connection timeout expired"), True, True),
        (psycopg.errors.AdminShutdown("terminating connection"), True, True),
        (psycopg.errors.CannotConnectNow("starting up"), True, True),
        (psycopg.errors.ConnectionFailure("broken"), True, True),
        (psycopg.errors.ReadOnlySqlTransaction("read-only"), False, True),
        (psycopg.errors.SerializationFailure("again"), False, True),
        (psycopg.errors.DiskFull("no space left"), False, True),
        (psycopg.errors.LockNotAvailable("timeout"), False, True),
        (psycopg.errors.UniqueViolation("twice"), False, False),
        (psycopg.errors.UndefinedColumn("no such column"), False, False),
        (psycopg.DataError("PostgreSQL text fields cannot contain NUL (0x00) bytes"), False, False),
        (psycopg.ProgrammingError("cannot adapt type"), False, False),
    ],
)
def test_an_error_says_whether_the_server_is_away_and_whether_to_try_again(
    error: psycopg.Error, away: bool, passing: bool
) -> None:
    assert (is_away(error), is_passing(error)) == (away, passing)
