"""Puts many followers into the database at once: one by one they would take seconds of each test."""

from collections.abc import Iterable
from pathlib import Path

from bot.core.question import QuestionId
from tests.support.databases import execute
from tests.support.examples import NOW

CHAT = """
    INSERT INTO chats (id, kind, language, created_at) VALUES (:chat, 'private', 'fr', :now) ON CONFLICT DO NOTHING
"""
FOLLOW = """
    INSERT INTO follows (chat_id, question_id, followed_at, bare)
    SELECT :chat, id, :now, FALSE FROM questions WHERE legislature = :legislature AND number = :number
"""
DIGEST = """
    INSERT INTO preferences (chat_id, tell, hour, silent, zone, answers_at_once, "off", everybody)
    VALUES (:chat, 'daily', 8, FALSE, 'Europe/Paris', FALSE, '', FALSE)
"""


def follow_together(where: Path | str, chats: Iterable[int], question: QuestionId) -> None:
    """Let these chats, which may be new, follow a question that was read before."""
    id = {"legislature": question.series, "number": question.number}
    everybody = [{"chat": chat, "now": NOW} for chat in chats]
    execute(where, CHAT, *everybody)
    execute(where, FOLLOW, *({**each, **id} for each in everybody))


def want_digests(where: Path | str, chats: Iterable[int]) -> None:
    """Let these chats be told once a day, in the morning."""
    execute(where, DIGEST, *({"chat": chat} for chat in chats))
