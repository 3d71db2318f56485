"""Three months after which a question may be renewed, and the addresses of deputies."""

import calendar
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"

PAGE = 500
"""Questions that are read at a time: each has its texts."""


def upgrade() -> None:
    """Plan the terms to come. Three months that are over already are no news to whoever follows.

    A chat that is not told of missed deadlines is not told of this either.
    """
    op.add_column("follows", sa.Column("renewable", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("deputies", sa.Column("email", sa.String(120)))
    connection = op.get_bind()
    _plan(connection, datetime.now(UTC).date())
    connection.execute(
        sa.text("UPDATE preferences SET off = off || ' renewable' WHERE ' ' || off || ' ' LIKE '% overdue %'")
    )


def _plan(connection: sa.Connection, today: date) -> None:
    for id, question in _questions(connection):
        if not question["asked"]:
            continue
        months = _three_months_after(date.fromisoformat(question["asked"]))
        if months < today:
            connection.execute(sa.text("UPDATE follows SET renewable = TRUE WHERE question_id = :id"), {"id": id})
        elif question.get("renewals") == [] and not question["answer"] and not question["closing"]:
            # Where the term of the answer is still to come, the three months are planned once that has passed.
            values = {"id": id, "months": months}
            planned = sa.text("UPDATE questions SET deadline = :months WHERE id = :id AND deadline IS NULL")
            connection.execute(planned.bindparams(sa.bindparam("months", type_=sa.Date)), values)


def _questions(connection: sa.Connection) -> Iterator[tuple[int, dict[str, Any]]]:
    """Every question that was read, with the id of its row."""
    query = sa.text(
        "SELECT id, snapshot FROM questions WHERE id > :last AND snapshot IS NOT NULL ORDER BY id LIMIT :page"
    )
    last = 0
    while rows := connection.execute(query, {"last": last, "page": PAGE}).all():
        yield from ((id, json.loads(snapshot)) for id, snapshot in rows)
        last = rows[-1].id


def _three_months_after(day: date) -> date:
    years, month0 = divmod(day.month + 2, 12)
    year, month = day.year + years, month0 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
