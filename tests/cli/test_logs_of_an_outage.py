"""What the log says while the database is away: every job notices, and one tells."""

import logging

import psycopg
import pytest
from sqlalchemy.exc import DBAPIError, OperationalError

from bot.cli.logs import QUIET_SECONDS, OncePerOutage

AWAY = OperationalError("SELECT 1", None, psycopg.OperationalError("connection failed\nIs the server running?"))
DEADLOCK = OperationalError("SELECT 1", None, psycopg.errors.DeadlockDetected("deadlock detected"))
MISTAKE = DBAPIError("SELECT 1", None, psycopg.ProgrammingError("cannot adapt type"))


def entry(error: Exception | None) -> logging.LogRecord:
    info = None if error is None else (type(error), error, None)
    return logging.LogRecord("bot", logging.ERROR, __file__, 1, "row %s cannot be marked", (7,), info)


def test_the_others_say_nothing_for_a_minute() -> None:
    now = [100.0]
    away = OncePerOutage(lambda: now[0])
    assert [away.filter(entry(AWAY)) for _ in range(3)] == [True, False, False]
    now[0] += QUIET_SECONDS
    assert away.filter(entry(AWAY))


@pytest.mark.parametrize("error", [None, DEADLOCK, MISTAKE, ValueError("ours")])
def test_everything_else_is_logged_each_time(error: Exception | None) -> None:
    away = OncePerOutage()
    assert [away.filter(entry(error)) for _ in range(2)] == [True, True]
