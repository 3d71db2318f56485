"""Entries of the log: what passes takes one line, and what is a mistake has its traceback."""

import io
import json
import logging
import re
import sqlite3
import sys

import psycopg
import pytest
from sqlalchemy.exc import DBAPIError, OperationalError

from bot.cli.logs import LogFormat, Redacted, chosen_format

SECRET = "123:abc"


def entry(**fields: object) -> logging.LogRecord:
    record = logging.LogRecord("bot.watch", logging.INFO, "", 1, "an event is recorded: %s", ("answered",), None)
    vars(record).update(fields)
    return record


def logged(error: Exception, written_as: LogFormat = LogFormat.TEXT) -> str:
    """The entry of a job that failed with that error."""
    try:
        raise error
    except Exception:
        record = logging.LogRecord("bot", logging.ERROR, "", 1, "the job %s failed", ("7",), sys.exc_info())
    return Redacted(SECRET, written_as).format(record)


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


@pytest.mark.parametrize("written_as", LogFormat)
def test_an_address_of_a_feed_is_in_no_entry(written_as: LogFormat) -> None:
    said = logged(RuntimeError(f"GET /feed/{'a' * 32}.atom"), written_as)
    assert "/feed/<token>.atom" in said
    assert "aaaa" not in said


def test_a_line_ends_with_the_fields_by_which_an_alert_is_followed() -> None:
    line = Redacted(SECRET).format(entry(event="an17-4321:answered", row=7, other="unseen"))
    assert line.endswith(" INFO bot.watch: an event is recorded: answered event=an17-4321:answered row=7")
    assert Redacted(SECRET).format(entry()).endswith(" an event is recorded: answered")


def test_json_has_an_object_a_line_with_the_same_parts() -> None:
    line = Redacted(SECRET, LogFormat.JSON).format(entry(event="an17-4321:answered", row=7))
    told = json.loads(line)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d", told.pop("at"))
    assert told == {
        "level": "INFO",
        "logger": "bot.watch",
        "message": "an event is recorded: answered",
        "event": "an17-4321:answered",
        "row": 7,
    }


def test_json_tells_a_mistake_of_ours_in_one_line_without_a_secret() -> None:
    line = logged(ValueError(f"not good:\n{SECRET}"), LogFormat.JSON)
    assert "\n" not in line and SECRET not in line
    told = json.loads(line)
    assert told["message"] == "the job 7 failed"
    assert told["exception"].startswith("Traceback (most recent call last)")


def test_json_tells_what_passes_without_a_traceback() -> None:
    cause = sqlite3.OperationalError("database is locked")
    told = json.loads(logged(OperationalError("SELECT 1", (), cause), LogFormat.JSON))
    assert told["message"] == "the job 7 failed: database is locked"
    assert "exception" not in told


@pytest.mark.parametrize(
    ("wanted", "is_terminal", "expected"),
    [
        ("", True, LogFormat.TEXT),
        ("", False, LogFormat.JSON),
        ("json", True, LogFormat.JSON),
        ("text", False, LogFormat.TEXT),
    ],
)
def test_a_terminal_is_given_text_and_everything_else_json_unless_a_setting_says_otherwise(
    wanted: str, is_terminal: bool, expected: LogFormat
) -> None:
    class Stream(io.StringIO):
        def isatty(self) -> bool:
            return is_terminal

    assert chosen_format(wanted, Stream()) is expected
