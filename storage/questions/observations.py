"""Observations: all that is known of a question, for display."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.observation import Check, Observation
from bot.core.question import Question, QuestionId
from storage.database import Database
from storage.questions.deputies import names_of, signed
from storage.questions.readings import RecordReader
from storage.questions.rows import among, find, loads, observation_of, vouched_by_archive
from storage.tables import catalogue, questions


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

    async def questions(self, ids: Sequence[QuestionId]) -> list[Question | None]:
        """The questions of their observations, without their checks: in a few statements, however many these are."""
        keys = [(id.legislature, id.number) for id in ids]
        async with self._database.reading() as connection:
            merged = await connection.execute(
                select(questions.c.legislature, questions.c.number, questions.c.snapshot).where(among(questions, keys))
            )
            snapshots = {(row.legislature, row.number): row.snapshot for row in merged if row.snapshot is not None}
            rows = await connection.execute(select(catalogue).where(among(catalogue, keys)))
            archived = {(row.legislature, row.number): row for row in rows}
            names = await names_of(connection, {row.author_ref for row in archived.values()})
        return await asyncio.to_thread(
            lambda: [self._read(snapshots.get(key), archived.get(key), names) for key in keys]
        )

    def _read(self, snapshot: str | None, archived: Row[Any] | None, names: Mapping[str, str]) -> Question | None:
        if snapshot is not None:
            return loads(snapshot)
        statement = self._reader.archived(archived)
        if archived is None or statement is None:
            return None
        return signed(statement.believed, names.get(archived.author_ref or ""))

    async def _archived(self, connection: AsyncConnection, question: QuestionId) -> Observation | None:
        here = (catalogue.c.legislature == question.legislature, catalogue.c.number == question.number)
        row = (await connection.execute(select(catalogue).where(*here))).one_or_none()
        archived = self._reader.archived(row)
        if row is None or archived is None:
            return None
        author = (await names_of(connection, [row.author_ref])).get(row.author_ref)
        vouched = await vouched_by_archive(connection, question)
        return Observation(question, signed(archived.believed, author), Check(), Check(), vouched.at, vouched.is_final)
