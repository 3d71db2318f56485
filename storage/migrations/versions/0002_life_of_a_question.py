"""The archive's catalogue, the life of a question, the truth about the sources."""

import calendar
import json
from datetime import UTC, date, datetime

import sqlalchemy as sa
from alembic import op

from storage.column_types import Instant

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add what a sweep of the archive needs. Written out, as the first one is."""
    _extend()
    _create_catalogue()
    _create_memory_of_sources()
    _count_terms(op.get_bind(), datetime.now(UTC).date())


def _count_terms(connection: sa.Connection, today: date) -> None:
    """Give waiting questions their term. One that has passed already was on the card of whoever follows."""
    query = sa.text("SELECT id, snapshot FROM questions WHERE snapshot IS NOT NULL")
    for id, snapshot in connection.execute(query).all():
        question = json.loads(snapshot)
        if question["answer"] or question["closing"] or not question["asked"]:
            continue
        due = _two_months_after(date.fromisoformat(question["asked"]))
        if due < today:
            connection.execute(sa.text("UPDATE follows SET overdue = 'overdue' WHERE question_id = :id"), {"id": id})
        else:
            values = {"id": id, "due": due.isoformat()}
            connection.execute(sa.text("UPDATE questions SET deadline = :due WHERE id = :id"), values)


def _two_months_after(day: date) -> date:
    years, month0 = divmod(day.month + 1, 12)
    year, month = day.year + years, month0 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _extend() -> None:
    op.add_column("questions", sa.Column("deadline", sa.Date))
    op.add_column("questions", sa.Column("reopenings", sa.Integer, nullable=False, server_default="0"))
    op.create_index("ix_questions_deadline", "questions", ["deadline"])
    op.add_column("follows", sa.Column("overdue", sa.String(32)))
    op.add_column("events", sa.Column("detail", sa.Text))
    op.add_column("outbox", sa.Column("sweep", sa.BigInteger))
    op.add_column("outbox", sa.Column("bundle", sa.String(48)))
    for name, columns in (("sweep", ["sweep"]), ("bundle", ["bundle", "chat_id"])):
        where = sa.text(f"{name} IS NOT NULL")
        op.create_index(f"ix_outbox_{'_'.join(columns)}", "outbox", columns, sqlite_where=where, postgresql_where=where)


def _create_catalogue() -> None:
    op.create_table(
        "catalogue",
        sa.Column("legislature", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("crc", sa.BigInteger, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("author_ref", sa.String(16)),
        sa.Column("answer_key", sa.BigInteger),
        sa.Column("changed_at", Instant, nullable=False),
        sa.Column("taken_back_at", Instant),
        sa.Column("confirmed_until", Instant),
        sa.Column("record", sa.LargeBinary, nullable=False),
        sa.Column("kept", sa.LargeBinary),
    )
    for column in ("answer_key", "author_ref", "taken_back_at"):
        op.create_index(f"ix_catalogue_{column}", "catalogue", [column])
    op.create_table(
        "deputies",
        sa.Column("ref", sa.String(16), primary_key=True),
        sa.Column("name", sa.String(120), nullable=False),
    )


def _create_memory_of_sources() -> None:
    op.create_table(
        "archives",
        sa.Column("name", sa.String(32), primary_key=True),
        sa.Column("etag", sa.Text),
        sa.Column("last_modified", sa.Text),
        sa.Column("digest", sa.String(64)),
        sa.Column("reader", sa.Integer),
        sa.Column("questions", sa.Integer),
        sa.Column("issue", sa.Date),
        sa.Column("looked_at", Instant),
        sa.Column("confirmed_at", Instant),
        sa.Column("renewed_at", Instant),
        sa.Column("failures", sa.Integer, nullable=False),
    )
    op.create_table(
        "sources",
        sa.Column("name", sa.String(32), primary_key=True),
        sa.Column("succeeded_at", Instant),
        sa.Column("failed_at", Instant),
        sa.Column("failing_since", Instant),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("alarms", sa.Text, nullable=False),
    )
    op.create_table(
        "reports",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("key", sa.String(160), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("sent_at", Instant),
        sa.UniqueConstraint("key", name="uq_reports_key"),
    )
    op.create_table(
        "comment_pages",
        sa.Column("legislature", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("page", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("number", sa.Integer),
    )
