"""Observations: all that is known of a question, for display."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.observation import Check, Observation
from bot.core.question import QuestionId
from storage.database import Database
from storage.questions.deputies import names_of, signed
from storage.questions.readings import RecordReader
from storage.questions.rows import find, observation_of, vouched_by_archive
from storage.tables import catalogue


class Observations:
    """Reads observations; writes nothing."""

    def __init__(self, database: Database, reader: RecordReader) -> None:
        self._database = database
        self._reader = reader

    async def of(self, question: QuestionId) -> Observation | None:
        """The observation of a question; None where nobody asked for it yet and the archive does not have it."""
        async with self._database.reading() as connection:
            row = await find(connection, question)
            if row is not None and row.snapshot is not None:
                return await observation_of(connection, row)
            known = None if row is None else await observation_of(connection, row)
            return await self._archived(connection, question) or known

    async def _archived(self, connection: AsyncConnection, question: QuestionId) -> Observation | None:
        here = (catalogue.c.legislature == question.legislature, catalogue.c.number == question.number)
        row = (await connection.execute(select(catalogue).where(*here))).one_or_none()
        archived = self._reader.archived(row)
        if row is None or archived is None:
            return None
        author = (await names_of(connection, [row.author_ref])).get(row.author_ref)
        vouched = await vouched_by_archive(connection, question)
        return Observation(question, signed(archived.believed, author), Check(), Check(), vouched.at, vouched.is_final)
