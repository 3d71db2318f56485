"""What a whole sweep says of a legislature: which records its archive vouches for, and which pages need no check."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.schedule import FRESH_ARCHIVE
from bot.core.source import Source
from storage.tables import catalogue, checks, questions


async def doubt(
    connection: AsyncConnection, legislature: int, unsure: Collection[int], until: datetime, now: datetime
) -> None:
    """Remember until when the archive vouched for the `unsure` numbers, and vouch again for all others.

    The pages of those that are newly unsure are due at once: nothing else tells what happens to them.
    """
    doubted = select(catalogue.c.number).where(
        catalogue.c.legislature == legislature, catalogue.c.confirmed_until.is_not(None)
    )
    before = set((await connection.execute(doubted)).scalars())
    new, past = set(unsure) - before, before - set(unsure)
    changed = [{"which": number, "until": until} for number in new]
    changed += [{"which": number, "until": None} for number in past]
    if changed:
        here = (catalogue.c.legislature == legislature, catalogue.c.number == bindparam("which"))
        await connection.execute(update(catalogue).where(*here).values(confirmed_until=bindparam("until")), changed)
    if new:
        which = select(questions.c.id).where(
            questions.c.legislature == legislature, questions.c.number == bindparam("which")
        )
        pages = (checks.c.source == Source.ASSEMBLEE.value, checks.c.question_id == which.scalar_subquery())
        await connection.execute(update(checks).where(*pages).values(next_at=now), [{"which": each} for each in new])


async def highest(connection: AsyncConnection, legislature: int) -> int | None:
    """The highest number of a legislature's questions in the catalogue."""
    query = select(func.max(catalogue.c.number)).where(catalogue.c.legislature == legislature)
    found: int | None = (await connection.execute(query)).scalar_one()
    return found


async def spare_pages(connection: AsyncConnection, legislature: int, now: datetime) -> None:
    """Put off the Assemblée's pages of the questions in the archive until it is old: it said what they would."""
    here = (catalogue.c.legislature == questions.c.legislature) & (catalogue.c.number == questions.c.number)
    listed = (
        select(questions.c.id)
        .join(catalogue, here)
        .where(questions.c.legislature == legislature, catalogue.c.confirmed_until.is_(None))
    )
    later = now + FRESH_ARCHIVE
    await connection.execute(
        update(checks)
        .where(checks.c.source == Source.ASSEMBLEE.value, checks.c.next_at < later, checks.c.question_id.in_(listed))
        .values(next_at=later)
    )
