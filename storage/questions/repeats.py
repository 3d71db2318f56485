"""Repeats: finds a later question of the same author on the same subject, and of the same kind, in the archives."""

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.question import QuestionId
from bot.core.repeat import Repeat, is_repeated
from storage.identity import identity_of, is_in, is_of
from storage.tables import follows, questions, summaries

MOST_COMPARED = 2000
"""Later questions of one deputy that are compared: about as many as any asked in a legislature."""


async def find_repeat(connection: AsyncConnection, chat_id: int, question: QuestionId) -> Repeat | None:
    """The latest repeat of a question; None where there is none, or the archives do not have its author."""
    asked = select(summaries.c.author_ref, summaries.c.subject, summaries.c.place).where(*is_of(summaries, question))
    own = (await connection.execute(asked)).one_or_none()
    if own is None or own.author_ref is None:
        return None
    later = (
        select(summaries.c.legislature, summaries.c.number, summaries.c.subject)
        .where(
            summaries.c.author_ref == own.author_ref,
            summaries.c.place > own.place,
            is_in(summaries.c.legislature, question.chamber.series_with(question.kind)),
        )
        .order_by(summaries.c.place.desc())
        .limit(MOST_COMPARED)
    )
    for row in await connection.execute(later):
        if is_repeated(own.subject or "", row.subject or ""):
            id = identity_of(row)
            return Repeat(id, await _is_followed(connection, chat_id, id))
    return None


async def _is_followed(connection: AsyncConnection, chat_id: int, question: QuestionId) -> bool:
    mine = and_(follows.c.question_id == questions.c.id, follows.c.chat_id == chat_id)
    query = select(questions.c.id).join(follows, mine).where(*is_of(questions, question))
    return (await connection.execute(query)).first() is not None
