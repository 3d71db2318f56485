"""Terms that passed: the one event that comes from the clock, computed from what was last confirmed."""

from datetime import date, datetime

from sqlalchemy import select, update

from bot.core.change import Event, Kind
from bot.core.deadline import is_sure, overdue, today
from storage import bundles, news
from storage.database import Database
from storage.questions import sight_of
from storage.tables import follows, questions


class Deadlines:
    """The questions whose term is over."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def tell(self, now: datetime) -> bool:
        """Tell of every followed question whose term has passed without an answer, once it is sure that it has.

        Tells whether the outbox got anything.
        """
        day, sweep, told = today(now), -int(now.timestamp() * 1000), 0
        for id in await self._due(day):
            told += await self._tell(id, day, now, sweep)
        if not told:
            return False
        async with self._database.writing() as connection:
            return await bundles.release(connection, sweep)

    async def _due(self, day: date) -> list[int]:
        is_followed = select(follows.c.chat_id).where(follows.c.question_id == questions.c.id).exists()
        query = select(questions.c.id).where(questions.c.deadline < day, is_followed).order_by(questions.c.deadline)
        async with self._database.reading() as connection:
            return list((await connection.execute(query)).scalars())

    async def _tell(self, id: int, day: date, now: datetime, sweep: int) -> int:
        async with self._database.writing() as connection:
            row = (await connection.execute(select(questions).where(questions.c.id == id))).one_or_none()
            if row is None or row.deadline is None or row.deadline >= day:
                return 0
            sight = await sight_of(connection, row)
            key = overdue(sight.question, day) if sight.question else None
            if key is not None and not is_sure(row.deadline, sight.confirmed_at):
                return 0  # it is looked at again when the sources have been
            await connection.execute(update(questions).where(questions.c.id == id).values(deadline=None))
            return 0 if key is None else await news.announce(connection, [(id, Event(Kind.OVERDUE, key))], now, sweep)
