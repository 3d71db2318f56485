"""What one sweep brings to one chat: told together where it belongs together.

More than five events of one kind are one list. Questions that one text answers are one message. Both are decided when
the sweep is over, on its rows of the outbox, which wait until then. All of it is done by the database, however many
chats are concerned.
"""

from sqlalchemy import String, case, cast, func, literal, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.change import Kind
from storage.tables import catalogue, outbox, questions

MOST_SINGLE = 5
LIST = ":list"
KINDS = [kind.value for kind in Kind if kind is not Kind.COMMENT]


async def release(connection: AsyncConnection, sweep: int | None = None) -> bool:
    """Bundle what waits for the end of a sweep, or of all of them, and let it go. Tells whether there was anything."""
    waiting = outbox.c.sweep.is_not(None) if sweep is None else outbox.c.sweep == sweep
    found = (await connection.execute(select(outbox.c.id).where(waiting).limit(1))).first()
    if found is None:
        return False
    unit = case(
        (outbox.c.kind == Kind.ANSWERED.value, func.coalesce(catalogue.c.answer_key, -outbox.c.id)),
        else_=-outbox.c.id,
    )
    joined = outbox.join(questions, questions.c.id == outbox.c.question_id).outerjoin(
        catalogue,
        (catalogue.c.legislature == questions.c.legislature) & (catalogue.c.number == questions.c.number),
    )
    flooded = (
        select(outbox.c.chat_id, outbox.c.kind)
        .select_from(joined)
        .where(waiting, outbox.c.outcome.is_(None), outbox.c.kind.in_(KINDS))
        .group_by(outbox.c.chat_id, outbox.c.kind)
        .having(func.count(unit.distinct()) > MOST_SINGLE)
    )
    number = cast(outbox.c.sweep, String)
    await connection.execute(
        update(outbox)
        .where(waiting, outbox.c.outcome.is_(None), tuple_(outbox.c.chat_id, outbox.c.kind).in_(flooded))
        .values(bundle=number + literal(LIST))
    )
    key = (
        select(cast(catalogue.c.answer_key, String))
        .join(
            questions,
            (catalogue.c.legislature == questions.c.legislature) & (catalogue.c.number == questions.c.number),
        )
        .where(questions.c.id == outbox.c.question_id)
        .scalar_subquery()
    )
    await connection.execute(
        update(outbox)
        .where(waiting, outbox.c.bundle.is_(None), outbox.c.kind == Kind.ANSWERED.value)
        .values(bundle=number + literal(":") + key)
    )
    await connection.execute(update(outbox).where(waiting).values(sweep=None))
    return True


def answer_key_of(bundle: str | None) -> int | None:
    """The key of the text that answers all questions of a bundle; None for a list, or for no bundle."""
    _sweep, _, key = (bundle or "").partition(":")
    try:
        return int(key)
    except ValueError:
        return None
