"""Numbers without a legislature: which questions have a number, and in which legislatures none can have it."""

from collections.abc import Collection

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core import chambers
from bot.core.alternatives import Alternative, alternatives, can_be
from bot.core.chambers.assemblee import FIRST_LEGISLATURE, MAX_LEGISLATURE
from bot.core.observation import Holding
from bot.core.question import Question, QuestionId
from bot.core.reference import BareOf
from bot.core.schedule import vouched_at
from bot.core.source import Source
from storage.database import Database
from storage.questions.deputies import names_of, signed
from storage.questions.legislatures import current_of, taken_in
from storage.questions.readings import RecordReader
from storage.questions.rows import among, archive_name, loads
from storage.tables import archives, catalogue, checks, questions


class Numbers:
    """Finds the questions of one number in all legislatures."""

    def __init__(self, database: Database, reader: RecordReader) -> None:
        self._database = database
        self._reader = reader

    async def legislatures(self, number: int) -> frozenset[int]:
        """The legislatures in which a question of that number is known."""
        async with self._database.reading() as connection:
            return frozenset(await _known(connection, number, self._reader))

    async def of_chamber(self, named: BareOf) -> list[Question]:
        """The known questions of a number of a chamber that counts it in several sessions, the latest first."""
        async with self._database.reading() as connection:
            known = await _known(connection, named.number, self._reader)
        found = [each for each in known.values() if named.may_be(each.id)]
        return sorted(found, key=lambda each: each.id.session, reverse=True)

    async def alternatives(self, taken: QuestionId) -> tuple[Alternative, ...]:
        """The other questions of the same number, known or possible."""
        async with self._database.reading() as connection:
            return await self.alternatives_of(connection, taken)

    async def alternatives_of(self, connection: AsyncConnection, taken: QuestionId) -> tuple[Alternative, ...]:
        """As `alternatives`, within a transaction."""
        return await _alternatives(connection, taken, self._reader)

    async def earlier(self, connection: AsyncConnection, question: QuestionId) -> QuestionId | None:
        """The newest earlier question of the same number that exists, or that may: its archive is not in yet."""
        return await _earlier(connection, question, self._reader)


async def _alternatives(
    connection: AsyncConnection, taken: QuestionId, reader: RecordReader
) -> tuple[Alternative, ...]:
    known = await _known(connection, taken.number, reader)
    ruled_out = await taken_in(connection) | await _without_page(connection, taken.number)
    return alternatives(taken, known, ruled_out, await current_of(connection))


async def is_awaited(connection: AsyncConnection, series: int) -> bool:
    """Whether a series has an archive of its own that was neither taken in yet nor given up, see `bot.core.sweep`."""
    chamber, session, _ = chambers.stored(series)
    if not chamber.has_archive_of(session):
        return False
    settled = or_(archives.c.confirmed_at.is_not(None), archives.c.in_vain)
    query = select(archives.c.name).where(archives.c.name == archive_name(series), settled)
    return (await connection.execute(query)).first() is None


async def holding(connection: AsyncConnection, question: QuestionId) -> Holding | None:
    """What the archive of its legislature shows of a question's existence; None where that is not in yet."""
    name = archive_name(question.series)
    query = select(archives.c.confirmed_at, archives.c.renewed_at).where(archives.c.name == name)
    row = (await connection.execute(query)).one_or_none()
    vouched = vouched_at(row.confirmed_at, row.renewed_at) if row is not None else None
    if vouched is None:
        return None
    listed = catalogue.c.legislature == question.series
    highest = await connection.execute(select(func.max(catalogue.c.number)).where(listed))
    record = await connection.execute(select(catalogue.c.number).where(listed, catalogue.c.number == question.number))
    return Holding(vouched, highest.scalar_one() or 0, record.first() is not None)


async def _earlier(connection: AsyncConnection, question: QuestionId, reader: RecordReader) -> QuestionId | None:
    known, archived = await _known(connection, question.number, reader), await taken_in(connection)
    for legislature in range(question.session - 1, FIRST_LEGISLATURE - 1, -1):
        id = QuestionId.of_legislature(legislature, question.number)
        if legislature in known or (legislature not in archived and can_be(id)):
            return id
    return None


async def _known(connection: AsyncConnection, number: int, reader: RecordReader) -> dict[int, Question]:
    """The questions of a number by series: from the snapshot where somebody follows it, else from the archive."""
    keys = [*_keys(number), *((each, number) for each in await series_of_others(connection))]
    listed = (await connection.execute(select(catalogue).where(among(catalogue, keys)))).all()
    names = await names_of(connection, [row.author_ref for row in listed])
    found: dict[int, Question] = {}
    for row in listed:
        if archived := reader.archived(row):
            found[row.legislature] = signed(archived.believed, names.get(row.author_ref or ""))
    read = select(questions).where(among(questions, keys), questions.c.snapshot.is_not(None))
    for row in await connection.execute(read):
        if question := loads(row.snapshot):
            found[row.legislature] = question
    return found


async def series_of_others(connection: AsyncConnection) -> list[int]:
    """The series in the catalogue that are no legislature's written questions, the latest first.

    They are the other kinds of a few legislatures, and a few months of the Sénat's.

    Each is found by one step in the key, whatever the number of its questions.
    """
    after = catalogue.alias()
    first = select(func.min(catalogue.c.legislature).label("series")).where(catalogue.c.legislature > MAX_LEGISLATURE)
    found = first.cte("found", recursive=True)
    next_one = select(func.min(after.c.legislature)).where(after.c.legislature > found.c.series).scalar_subquery()
    found = found.union_all(select(next_one).where(found.c.series.is_not(None)))
    rows = await connection.execute(select(found.c.series).where(found.c.series.is_not(None)))
    return sorted(rows.scalars(), reverse=True)


async def _without_page(connection: AsyncConnection, number: int) -> frozenset[int]:
    """The legislatures of which the Assemblée last said that it has no page of that number."""
    query = (
        select(questions.c.legislature)
        .join(checks, checks.c.question_id == questions.c.id)
        .where(
            among(questions, _keys(number)),
            checks.c.source == Source.ASSEMBLEE.value,
            checks.c.absences > 0,
            checks.c.failures == 0,
        )
    )
    return frozenset((await connection.execute(query)).scalars())


def _keys(number: int) -> Collection[tuple[int, int]]:
    """Every (legislature, number) that a number can have: the tables are ordered by legislature first."""
    return [(each, number) for each in range(FIRST_LEGISLATURE, MAX_LEGISLATURE + 1)]
