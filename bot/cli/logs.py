"""Logging: one line an entry on standard error, in which the bot's token never appears."""

import copy
import logging
import sys
import time
from collections.abc import Callable
from datetime import datetime

from storage.database import is_away, is_passing_trouble, words_of

OURS = ("bot", "handlers", "storage", "__main__")
"""The loggers that LOG_LEVEL applies to. Below a warning, libraries log every packet and what people write."""

QUIET_SECONDS = 60.0


class Redacted(logging.Formatter):
    """A formatter that strikes out a secret wherever it appears, be it in an address or in a traceback.

    What the database cannot do for now has no traceback: while a server is away, every job says so again and again.
    """

    def __init__(self, secret: str) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._secret = secret

    def format(self, record: logging.LogRecord) -> str:
        """The formatted entry, without the secret."""
        error = record.exc_info[1] if record.exc_info else None
        if error is not None and is_passing_trouble(error):
            record = copy.copy(record)
            record.msg, record.args = f"{record.getMessage()}: {words_of(error)}", None
            record.exc_info = record.exc_text = None
        return super().format(record).replace(self._secret, "<token>")

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802 - logging's name
        """The local time with its zone, as in `2026-11-28T13:05:00.250+01:00`."""
        return datetime.fromtimestamp(record.created).astimezone().isoformat(timespec="milliseconds")


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


def set_up_logging(level: str, secret: str) -> None:
    """Log to standard error: the program's own entries from `level` on, those of libraries from warnings on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Redacted(secret))
    handler.addFilter(OncePerOutage())
    chosen = logging.getLevelNamesMapping()[level]
    logging.basicConfig(level=max(logging.WARNING, chosen), handlers=[handler], force=True)
    for name in OURS:
        logging.getLogger(name).setLevel(chosen)
