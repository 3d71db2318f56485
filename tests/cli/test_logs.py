"""Entries of the log: what passes takes one line, and what is a mistake has its traceback."""

import logging
import sqlite3
import sys

import psycopg
import pytest
from sqlalchemy.exc import DBAPIError, OperationalError

from bot.cli.logs import Redacted

SECRET = "123:abc"


def logged(error: Exception) -> str:
    """The entry of a job that failed with that error."""
    try:
        raise error
    except Exception:
        record = logging.LogRecord("bot", logging.ERROR, "", 1, "the job %s failed", ("7",), sys.exc_info())
    return Redacted(SECRET).format(record)


@pytest.mark.parametrize(
    ("cause", "said"),
    [
        (
            psycopg.OperationalError("connection failed:\n\tis the server\n\tthere?"),
            "connection failed: is the server there?",
        ),
        (psycopg.errors.DiskFull("could not extend file"), "could not extend file"),
        (sqlite3.OperationalError("database is locked"), "database is locked"),
    ],
)
def test_a_database_that_is_in_trouble_for_now_is_told_in_one_line(cause: Exception, said: str) -> None:
    entry = logged(OperationalError("INSERT INTO notes VALUES (?)", ("private",), cause))
    assert entry.endswith(f" ERROR bot: the job 7 failed: {said}")
    assert "\n" not in entry and "private" not in entry


@pytest.mark.parametrize("error", [ValueError(SECRET), DBAPIError("SELECT", {}, psycopg.errors.SyntaxError("no"))])
def test_a_mistake_of_ours_has_its_traceback_and_no_secret(error: Exception) -> None:
    entry = logged(error)
    assert "Traceback (most recent call last)" in entry
    assert SECRET not in entry
