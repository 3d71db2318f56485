"""Logging: one line an entry on standard error, in which the bot's token never appears."""

import logging
import sys


class Redacted(logging.Formatter):
    """A formatter that strikes out a secret wherever it appears, be it in an address or in a traceback."""

    def __init__(self, secret: str) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._secret = secret

    def format(self, record: logging.LogRecord) -> str:
        """The entry without the secret."""
        return super().format(record).replace(self._secret, "<token>")


def set_up_logging(level: str, secret: str) -> None:
    """Log to standard error. httpx would log every address at INFO, and with it the token."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Redacted(secret))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # These would log what people write, or every packet.
    for noisy in ("httpx", "httpcore", "aiosqlite", "alembic", "telegram", "sqlalchemy"):
        logging.getLogger(noisy).setLevel(max(logging.WARNING, logging.getLogger().level))
