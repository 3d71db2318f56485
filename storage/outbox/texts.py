"""Alerts of an end wait a little for the page that has its text, where the archive has none.

At the end of a sweep its rows that tell an end are held for `PATIENCE`, if the page of their question is due and can be
had. They are let go once the page was asked for, whatever came of that, or when that time is over: it stands in the
row, so that no kill makes it longer, and nothing else waits for it. A row that its chat wants later is decided on after
that, as any other.
"""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.change import Kind
from bot.core.source import Source
from storage.outbox import transitions
from storage.tables import checks, follows, outbox

PATIENCE = timedelta(minutes=2)

ENDS = (Kind.ANSWERED.value, Kind.CLOSED.value)
"""An answer has a text; of a question that ended without one, the page can tell what became of it."""


class Texts:
    """Where texts can be had. Whoever watches the pages sets `readable`: the sources whose pages can be read now."""

    def __init__(self) -> None:
        self.readable: Callable[[], Collection[Source]] = tuple


async def hold(
    connection: AsyncConnection, which: Sequence[ColumnElement[bool]], sources: Collection[Source], now: datetime
) -> None:
    """Let rows of a sweep that is over wait for the pages of these sources, where these are due."""
    if not sources:
        return
    is_followed = select(follows.c.chat_id).where(follows.c.question_id == outbox.c.question_id).exists()
    here = (checks.c.question_id == outbox.c.question_id, checks.c.source.in_([each.value for each in sources]))
    is_due = select(checks.c.question_id).where(*here, checks.c.next_at <= now).exists()
    alone = (outbox.c.kind.in_(ENDS), outbox.c.group_id.is_(None))
    await transitions.hold(connection, (*which, *alone, is_due, is_followed), now + PATIENCE)


async def let_go(connection: AsyncConnection, question: int, now: datetime) -> bool:
    """Let go the rows that wait for the page of a question, given by the id of its row. Returns whether there are any.

    A row that its chat wants within that time anyway may be among them: it is decided on once more.
    """
    theirs = (outbox.c.question_id == question, outbox.c.kind.in_(ENDS), outbox.c.attempts == 0)
    return await transitions.let_go(connection, (*theirs, outbox.c.scheduled_for <= now + PATIENCE)) > 0
