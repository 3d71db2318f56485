"""Puts many followers into the database at once: one by one they would take seconds of each test."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from bot.core.question import QuestionId
from tests.support.examples import NOW

MOMENT = f"{NOW:%Y-%m-%d %H:%M:%S.%f}"
CHAT = "INSERT OR IGNORE INTO chats (id, kind, language, created_at) VALUES (?, 'private', 'fr', ?)"
FOLLOW = """
    INSERT INTO follows (chat_id, question_id, followed_at, bare)
    SELECT ?, id, ?, 0 FROM questions WHERE legislature = ? AND number = ?
"""


def follow_together(file: Path, chats: Iterable[int], question: QuestionId) -> None:
    """Let these chats, which may be new, follow a question that was read before."""
    everybody = list(chats)
    with closing(sqlite3.connect(file, timeout=10)) as database, database:
        database.executemany(CHAT, [(chat, MOMENT) for chat in everybody])
        database.executemany(FOLLOW, [(chat, MOMENT, question.legislature, question.number) for chat in everybody])


def want_digests(file: Path, chats: Iterable[int]) -> None:
    """Let these chats be told once a day, in the morning."""
    wanted = "INSERT INTO preferences VALUES (?, 'daily', 8, NULL, NULL, 0, 'Europe/Paris', 0, '', 0, NULL)"
    with closing(sqlite3.connect(file, timeout=10)) as database, database:
        database.executemany(wanted, [(chat,) for chat in chats])
