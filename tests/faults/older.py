"""A database of an older version of the program: made by the older migrations, with data of that time."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from bot.core.chambers.assemblee import ASSEMBLEE
from tests.support.databases import migrate

OLDER = "0004"
WAITING = 12
"""Chats with a message still unsent when the older version was stopped."""

_CHATS = "INSERT INTO chats (id, kind, language, created_at) VALUES (?, 'private', 'fr', ?)"
_QUESTIONS = "INSERT INTO questions (id, legislature, number, reopenings) VALUES (?, 17, ?, 0)"
_CHECKS = "INSERT INTO looks (question_id, source, absences, failures, next_at) VALUES (?, ?, 0, 0, ?)"
_FOLLOWS = "INSERT INTO follows (chat_id, question_id, followed_at, bare, muted) VALUES (?, ?, ?, 0, 0)"
_OUTBOX = """
    INSERT INTO outbox (chat_id, question_id, key, kind, created_at, attempts, outcome) VALUES (?, ?, ?, 'missing', ?, 0, ?)
"""


def build(path: Path, settled: int) -> None:
    """Make the file with that many old messages already sent, which are what makes a migration slow."""
    migrate(f"sqlite:///{path}", OLDER)
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("PRAGMA journal_mode = WAL")
        _fill(database, settled)


def _fill(database: sqlite3.Connection, settled: int) -> None:
    now = datetime.now(UTC).replace(tzinfo=None).isoformat(" ")
    chats = range(1, 1 + WAITING)
    database.executemany(_CHATS, [(chat, now) for chat in chats])
    database.executemany(_QUESTIONS, [(number, number) for number in range(1, 101)])
    much_later = now.replace(now[:4], "2100", 1)
    checks = [(number, source.value, much_later) for number in range(1, 101) for source in ASSEMBLEE.page_sources]
    database.executemany(_CHECKS, checks)
    database.executemany(_FOLLOWS, [(chat, 50 + chat, now) for chat in chats])
    long_ago = [(1 + at % WAITING, 1 + at % 50, f"missing:{at}", now, "sent") for at in range(settled)]
    database.executemany(_OUTBOX, long_ago)
    database.executemany(_OUTBOX, [(chat, chat, "missing:last", now, None) for chat in chats])
