"""Logging: one line an entry on standard error, in which neither the bot's token appears nor a feed's.

The program logs with the standard library; structlog writes the lines, for people to read or as JSON. An entry may
carry fields beside its sentence, such as `extra={"row": 7}`: those of `FIELDS` are written out.
"""

import copy
import logging
import sys
import time
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import IO

import structlog
from structlog.typing import EventDict, WrappedLogger

from bot.core.public_address import without_tokens
from storage.database import is_away, is_passing_trouble, words_of

OURS = ("bot", "handlers", "storage", "__main__")
"""The loggers that LOG_LEVEL applies to. Below a warning, libraries log every packet and what people write."""

FIELDS = ("event", "row")
"""The fields that an entry may carry: the name of an event (`bot.core.delivery.event_name`), and a row of the outbox.

They follow an alert from the archive to the chat. The chat is none of them: a log holds no numbers of chats, and the
row tells it to whom may read the database.
"""

QUIET_SECONDS = 60.0


class LogFormat(StrEnum):
    """How the log is written."""

    TEXT = "text"
    """For people: a time, a level, a logger, a sentence, and `name=value` for each field. A traceback has its lines."""

    JSON = "json"
    """For programs: an object a line, with `at`, `level`, `logger`, `message`, the fields, and `exception`."""


class Redacted(structlog.stdlib.ProcessorFormatter):
    """Writes entries of the standard library's loggers, without a secret, be it in an address or in a traceback.

    What the database cannot do for now has no traceback: while a server is away, every job says so again and again.
    """

    def __init__(self, secret: str, written_as: LogFormat = LogFormat.TEXT) -> None:
        self._secret = secret
        write = _as_text if written_as is LogFormat.TEXT else structlog.processors.JSONRenderer(ensure_ascii=False)
        super().__init__(processors=[_in_order, structlog.processors.format_exc_info, write])

    def format(self, record: logging.LogRecord) -> str:
        """The formatted entry, without the secret."""
        error = record.exc_info[1] if record.exc_info else None
        if error is not None and is_passing_trouble(error):
            record = copy.copy(record)
            record.msg, record.args = f"{record.getMessage()}: {words_of(error)}", None
            record.exc_info = record.exc_text = None
        return without_tokens(super().format(record).replace(self._secret, "<token>"))


def _in_order(_logger: WrappedLogger, _method: str, entry: EventDict) -> EventDict:
    """The parts of an entry; the time is local with its zone, as in `2026-11-28T13:05:00.250+01:00`."""
    record: logging.LogRecord = entry["_record"]
    at = datetime.fromtimestamp(record.created).astimezone().isoformat(timespec="milliseconds")
    parts = {"at": at, "level": record.levelname, "logger": record.name, "message": entry["event"]}
    fields = {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
    error = {"exc_info": entry["exc_info"]} if entry.get("exc_info") else {}
    return {**parts, **fields, **error}


def _as_text(_logger: WrappedLogger, _method: str, entry: EventDict) -> str:
    fields = "".join(f" {name}={entry[name]}" for name in FIELDS if name in entry)
    line = f"{entry['at']} {entry['level']} {entry['logger']}: {entry['message']}{fields}"
    return f"{line}\n{entry['exception']}" if "exception" in entry else line


class OncePerOutage(logging.Filter):
    """Lets one entry pass of those that say that the database is away, as every job does.

    `storage.outage` says the rest: when it is away, and when it is back. `ticking` is in seconds and does not jump.
    """

    def __init__(self, ticking: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._ticking = ticking
        self._quiet_until = 0.0

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether to log an entry."""
        error = record.exc_info[1] if record.exc_info else None
        if error is None or not is_away(error):
            return True
        if self._ticking() < self._quiet_until:
            return False
        self._quiet_until = self._ticking() + QUIET_SECONDS
        return True


def chosen_format(wanted: str, stream: IO[str]) -> LogFormat:
    """The format that a setting names; where it is empty, text for a terminal, else JSON."""
    if wanted:
        return LogFormat(wanted)
    return LogFormat.TEXT if stream.isatty() else LogFormat.JSON


def set_up_logging(level: str, secret: str, wanted: str = "") -> None:
    """Log to standard error: the program's own entries from `level` on, those of libraries from warnings on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Redacted(secret, chosen_format(wanted, sys.stderr)))
    handler.addFilter(OncePerOutage())
    chosen = logging.getLevelNamesMapping()[level]
    logging.basicConfig(level=max(logging.WARNING, chosen), handlers=[handler], force=True)
    for name in OURS:
        logging.getLogger(name).setLevel(chosen)
