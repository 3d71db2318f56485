"""The terms of questions, by which those that are beyond theirs are found."""

import calendar
import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"

PAGE = 500
"""Questions that are read at a time: each has its texts."""

MONTHS, DAYS = 2, timedelta(days=10)
"""Règlement de l'Assemblée nationale, article 135: the term of an answer, and that of a signalled question."""


def upgrade() -> None:
    """Reckon the terms that can be reckoned here.

    The signallings and the labels of the archives are in records, which the program reads anew once it runs: until then
    two months are the term of the questions that nobody follows.
    """
    op.add_column("summaries", sa.Column("term", sa.Date))
    op.add_column("summaries", sa.Column("closing", sa.Text))
    op.add_column("questions", sa.Column("answer_due", sa.Date))
    connection = op.get_bind()
    _reckon_summaries(connection)
    _reckon_questions(connection)


def _reckon_summaries(connection: sa.Connection) -> None:
    summaries = sa.table("summaries", sa.column("asked", sa.Date), sa.column("term", sa.Date))
    days = connection.execute(sa.select(summaries.c.asked).where(summaries.c.asked.is_not(None)).distinct()).scalars()
    for day in list(days):
        connection.execute(sa.update(summaries).where(summaries.c.asked == day).values(term=_later(day)))


def _reckon_questions(connection: sa.Connection) -> None:
    questions = sa.table("questions", sa.column("id", sa.Integer), sa.column("answer_due", sa.Date))
    for id, question in _snapshots(connection):
        if not question["answer"] and not question["closing"] and (due := _due(question)) is not None:
            connection.execute(sa.update(questions).where(questions.c.id == id).values(answer_due=due))


def _snapshots(connection: sa.Connection) -> Iterator[tuple[int, dict[str, Any]]]:
    query = sa.text(
        "SELECT id, snapshot FROM questions WHERE id > :last AND snapshot IS NOT NULL ORDER BY id LIMIT :page"
    )
    last = 0
    while rows := connection.execute(query, {"last": last, "page": PAGE}).all():
        yield from ((id, json.loads(snapshot)) for id, snapshot in rows)
        last = rows[-1].id


def _due(question: dict[str, Any]) -> date | None:
    asked = date.fromisoformat(question["asked"]) if question["asked"] else None
    signalled = [date.fromisoformat(day) for day in question.get("signalled") or () if day]
    possible = [day for day in signalled if day >= (asked or day)]
    if possible:
        return max(possible) + DAYS
    return None if asked is None else _later(asked)


def _later(day: date) -> date:
    years, month0 = divmod(day.month - 1 + MONTHS, 12)
    year, month = day.year + years, month0 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
