"""The first schema: chats, questions, looks, follows, events, outbox, updates."""

import sqlalchemy as sa
from alembic import op

from storage.column_types import Instant

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create every table. Written out, so that later changes of `storage.tables` do not rewrite history."""
    op.create_table(
        "chats",
        sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("paused_at", Instant),
        sa.Column("paused_why", sa.Text),
        sa.Column("held_until", Instant),
    )
    op.create_table(
        "questions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("legislature", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("snapshot", sa.Text),
        sa.Column("seen_at", Instant),
        sa.UniqueConstraint("legislature", "number"),
    )
    op.create_table(
        "looks",
        sa.Column("question_id", sa.Integer, sa.ForeignKey("questions.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("source", sa.String(16), primary_key=True),
        sa.Column("reading", sa.Text),
        sa.Column("reader", sa.Integer),
        sa.Column("etag", sa.Text),
        sa.Column("last_modified", sa.Text),
        sa.Column("read_at", Instant),
        sa.Column("looked_at", Instant),
        sa.Column("absences", sa.Integer, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("next_at", Instant, nullable=False),
    )
    op.create_index("ix_looks_source_next_at", "looks", ["source", "next_at"])
    op.create_table(
        "follows",
        sa.Column(
            "chat_id",
            sa.BigInteger,
            sa.ForeignKey("chats.id", ondelete="CASCADE", onupdate="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("question_id", sa.Integer, sa.ForeignKey("questions.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("followed_at", Instant, nullable=False),
        sa.Column("bare", sa.Boolean, nullable=False),
        sa.Column("awaiting", sa.String(16)),
    )
    op.create_index("ix_follows_question_id", "follows", ["question_id"])
    op.create_table(
        "events",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("question_id", sa.Integer, sa.ForeignKey("questions.id", ondelete="CASCADE"), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("seen_at", Instant, nullable=False),
        sa.UniqueConstraint("question_id", "key"),
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("question_id", sa.Integer, sa.ForeignKey("questions.id", ondelete="CASCADE"), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("outcome", sa.String(16)),
        sa.Column("settled_at", Instant),
        sa.Column("note", sa.Text),
        sa.ForeignKeyConstraint(["chat_id"], ["chats.id"], ondelete="CASCADE", onupdate="CASCADE"),
        sa.UniqueConstraint("chat_id", "question_id", "key"),
    )
    op.create_index("ix_outbox_outcome_id", "outbox", ["outcome", "id"])
    op.create_table(
        "updates",
        sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("received_at", Instant, nullable=False),
        sa.Column("handled_at", Instant),
    )
    op.create_index("ix_updates_handled_at", "updates", ["handled_at"])
