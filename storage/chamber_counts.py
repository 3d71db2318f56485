"""Counts the questions of each chamber that are known, and those that are followed."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core import chambers
from bot.core.chamber_count import ChamberCount
from bot.core.chambers.chamber import Chamber
from storage.questions.rows import ARCHIVE
from storage.tables import archives, follows, questions

_OF_A_QUESTION = select(follows.c.question_id, func.count().label("number")).group_by(follows.c.question_id).subquery()
_FOLLOWS = (
    select(questions.c.legislature, func.sum(_OF_A_QUESTION.c.number).label("number"))
    .select_from(_OF_A_QUESTION.join(questions, questions.c.id == _OF_A_QUESTION.c.question_id))
    .group_by(questions.c.legislature)
)


async def of_chambers(connection: AsyncConnection) -> Mapping[Chamber, ChamberCount]:
    """What there is to tell of each chamber of which an archive was read, or a question is followed."""
    followed: Counter[Chamber] = Counter()
    for row in await connection.execute(_FOLLOWS):
        followed[chambers.stored(row.legislature)[0]] += int(row.number)
    read: dict[Chamber, list[Any]] = {}
    for row in await connection.execute(select(archives).where(archives.c.confirmed_at.is_not(None))):
        if (chamber := _chamber_of(row.name)) is not None:
            read.setdefault(chamber, []).append(row)
    told = [each for each in chambers.CHAMBERS if each in followed or each in read]
    return {each: _count(each, read.get(each, ()), followed[each]) for each in told}


def _chamber_of(name: str) -> Chamber | None:
    """The chamber whose questions are in an archive of that name; None for another file, such as a register."""
    for span, shared in chambers.shared_archives():
        if name == shared:
            return chambers.stored(span.start)[0]
    in_series = (each for each in chambers.CHAMBERS if each.archive is None)
    return next(in_series, None) if name.startswith(ARCHIVE) else None


def _count(chamber: Chamber, read: Sequence[Any], followed: int) -> ChamberCount:
    """The numbers of a chamber. Of an archive that is not to be asked for any more it does not matter when it was read.

    Such a one was passed over without a failure, see `storage.intake.shared_archive`. Where a chamber has no weekly
    issue, the latest day in its file is that of none.
    """
    issues = [row.issue for row in read if row.issue and chamber.issue]
    asked = [row for row in read if row.failures or row.looked_at is None or row.looked_at <= row.confirmed_at]
    return ChamberCount(
        sum(row.questions or 0 for row in read),
        followed,
        max((row.confirmed_at for row in asked), default=None),
        max(issues, default=None),
    )
