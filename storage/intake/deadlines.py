"""Terms that passed: the one event that comes from the clock, computed from readings that were confirmed."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, String, and_, cast, literal, select, update

from bot.core.change import Event, Kind
from bot.core.deadline import is_sure, overdue, today, was_passed_unseen
from bot.core.plausible import plausible
from bot.core.question import Source, State
from storage.database import Database
from storage.outbox import event_log, grouping
from storage.questions.rows import ARCHIVE, loads
from storage.tables import archives, catalogue, checks, follows, questions


class Deadlines:
    """Finds the questions whose term is over, and writes the event."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def tell(self, now: datetime) -> bool:
        """Write the event of every followed question whose term has surely passed without an answer.

        Returns whether the outbox got anything.
        """
        day, sweep = today(now), int(now.timestamp() * 1000)
        async with self._database.reading() as connection:
            terms = [_DueTerm(*row) for row in await connection.execute(_due(day))]
        due = [term.id for term in terms if _is_sure(term)]
        for id in due:
            await self._tell(id, day, now, sweep)
        return bool(due) and await grouping.release(self._database)

    async def _tell(self, id: int, day: date, now: datetime, sweep: int) -> None:
        async with self._database.writing(bulk=True) as connection:
            row = (await connection.execute(select(questions).where(questions.c.id == id))).one_or_none()
            if row is None or row.deadline is None or row.deadline >= day:
                return
            known = loads(row.snapshot)
            question = known and plausible(known)
            key = overdue(question, day) if question else None
            # An earlier version could keep a term computed from an impossible date: the right one is still to come.
            to_come = question.deadline if question and question.state is State.WAITING and key is None else None
            await connection.execute(update(questions).where(questions.c.id == id).values(deadline=to_come))
            if key is not None and question and not was_passed_unseen(question, today(row.seen_at or now), day):
                await event_log.announce(connection, [(id, Event(Kind.OVERDUE, key))], now, sweep)


@dataclass(frozen=True, slots=True)
class _DueTerm:
    """A question whose term, its `deadline`, has passed, with the instants that show whether that is sure.

    `renewed_at` and `confirmed_at` are its archive's; `vouched_until` is set where that no longer has its record.
    """

    id: int
    deadline: date
    page_read_at: datetime | None
    other_page_read_at: datetime | None
    renewed_at: datetime | None
    confirmed_at: datetime | None
    vouched_until: datetime | None


def _due(day: date) -> Select[Any]:
    """Selects followed questions whose term has passed, with the columns of `_DueTerm`."""
    is_followed = select(follows.c.chat_id).where(follows.c.question_id == questions.c.id).exists()
    page = and_(checks.c.question_id == questions.c.id, checks.c.source == Source.ASSEMBLEE.value)
    record = and_(catalogue.c.legislature == questions.c.legislature, catalogue.c.number == questions.c.number)
    archive = archives.c.name == literal(ARCHIVE) + cast(catalogue.c.legislature, String)
    other = checks.alias()
    citizens = and_(other.c.question_id == questions.c.id, other.c.source == Source.NOSDEPUTES.value)
    return (
        select(
            questions.c.id,
            questions.c.deadline,
            checks.c.read_at,
            other.c.read_at,
            archives.c.renewed_at,
            archives.c.confirmed_at,
            catalogue.c.confirmed_until,
        )
        .join(checks, page)
        .join(other, citizens)
        .outerjoin(catalogue, record)
        .outerjoin(archives, archive)
        .where(questions.c.deadline < day, is_followed)
        .order_by(questions.c.deadline)
    )


def _is_sure(term: _DueTerm) -> bool:
    """Whether a source showed after the term that there is no answer: a page, or an archive that was made since.

    The archive of a finished legislature need not be made anew: it is enough that it was asked since.
    """
    official = [term.page_read_at, term.vouched_until or term.renewed_at or term.confirmed_at]
    if official == [None, None]:
        return is_sure(term.deadline, term.other_page_read_at)
    return any(is_sure(term.deadline, at) for at in official)
