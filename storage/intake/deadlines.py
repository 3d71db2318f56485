"""Terms that passed: the only events that come from the clock, computed from readings that were confirmed."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, select, update

from bot.core.change import Event, Kind
from bot.core.deadline import OVERDUE, OVERDUE_SIGNALLED, RENEWABLE, terms, today, was_passed_unseen
from bot.core.plausible import plausible
from bot.core.question import Question
from storage.database import Database
from storage.outbox import event_log, grouping
from storage.questions.legislatures import Legislatures
from storage.questions.rows import (
    OFFICIAL_PAGES,
    OTHERS_PAGES,
    TEXT_PAGES,
    archive_name_of,
    last_read,
    loads,
)
from storage.tables import archives, catalogue, follows, questions

KINDS = {OVERDUE: Kind.OVERDUE, OVERDUE_SIGNALLED: Kind.OVERDUE, RENEWABLE: Kind.RENEWABLE}
"""The kind of event that tells that a term passed, by the term's key."""


class Deadlines:
    """Finds the questions whose term is over, and writes the event."""

    def __init__(self, database: Database, legislatures: Legislatures) -> None:
        self._database = database
        self._legislatures = legislatures

    async def tell(self, now: datetime) -> bool:
        """Write the event of every followed question whose term has surely passed without an answer.

        Returns whether the outbox got anything.
        """
        day, sweep = today(now), int(now.timestamp() * 1000)
        async with self._database.reading() as connection:
            found = [_DueTerm(*row) for row in await connection.execute(_due(day))]
        due = [(term.id, sure) for term in found if (sure := _sure_until(term, day)) > term.deadline]
        for id, sure in due:
            await self._tell(id, sure, now, sweep)
        return bool(due) and await grouping.release(self._database)

    async def _tell(self, id: int, day: date, now: datetime, sweep: int) -> None:
        """Write the events of the terms that passed before this day, and plan the next one."""
        async with self._database.writing(bulk=True) as connection:
            row = (await connection.execute(select(questions).where(questions.c.id == id))).one_or_none()
            if row is None or row.deadline is None or row.deadline >= day:
                return
            known = loads(row.snapshot)
            question = known and plausible(known)
            lasts = terms(question) if question else {}
            # An earlier version could keep a term computed from an impossible date: the right one is still to come.
            to_come = min((last for last in lasts.values() if last >= day), default=None)
            await connection.execute(update(questions).where(questions.c.id == id).values(deadline=to_come))
            if question is not None:
                seen, current = today(row.seen_at or now), self._legislatures.current
                passed = {key: last for key, last in lasts.items() if last < day}
                told = [key for key, last in passed.items() if _is_news(question, key, last, seen, now, current)]
                await event_log.announce(connection, [(id, Event(KINDS[key], key)) for key in told], now, sweep)


def _is_news(question: Question, key: str, last: date, seen: date, now: datetime, current: int) -> bool:
    """Whether it is news that a term passed. A question of a finished legislature cannot be renewed."""
    if key == RENEWABLE and question.id.is_over(current):
        return False
    return not was_passed_unseen(question, last, seen, today(now))


@dataclass(frozen=True, slots=True)
class _DueTerm:
    """A question whose term, its `deadline`, has passed, with the instants that show whether that is sure.

    `text_page_read_at` is of a page that only adds to an archive, `other_page_read_at` of somebody else's. `renewed_at`
    and `confirmed_at` are its archive's; `vouched_until` is set where that no longer has its record.
    """

    id: int
    deadline: date
    page_read_at: datetime | None
    text_page_read_at: datetime | None
    other_page_read_at: datetime | None
    renewed_at: datetime | None
    confirmed_at: datetime | None
    vouched_until: datetime | None


def _due(day: date) -> Select[Any]:
    """Selects followed questions whose term has passed, with the columns of `_DueTerm`."""
    is_followed = select(follows.c.chat_id).where(follows.c.question_id == questions.c.id).exists()
    record = and_(catalogue.c.legislature == questions.c.legislature, catalogue.c.number == questions.c.number)
    archive = archives.c.name == archive_name_of(catalogue.c.legislature)
    return (
        select(
            questions.c.id,
            questions.c.deadline,
            last_read(OFFICIAL_PAGES),
            last_read(TEXT_PAGES),
            last_read(OTHERS_PAGES),
            archives.c.renewed_at,
            archives.c.confirmed_at,
            catalogue.c.confirmed_until,
        )
        .outerjoin(catalogue, record)
        .outerjoin(archives, archive)
        .where(questions.c.deadline < day, is_followed)
        .order_by(questions.c.deadline)
    )


def _sure_until(term: _DueTerm, day: date) -> date:
    """The day before which all terms surely passed, at the latest this one; `date.min` where no source shows any.

    A source shows that there is no answer up to the day before it was read, or its archive made.
    The archive of a finished legislature need not be made anew: it is enough that it was asked since.
    """
    archive = term.vouched_until or term.renewed_at or term.confirmed_at
    is_listed = archive is not None and term.vouched_until is None
    official = [term.page_read_at, None if is_listed else term.text_page_read_at, archive]
    shown = official if any(official) else [term.other_page_read_at]
    return min(day, max((today(at) for at in shown if at is not None), default=date.min))
