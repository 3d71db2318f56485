"""Watches, and which of them each delivery names."""

import sqlalchemy as sa
from alembic import op

from storage.column_types import Instant

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    """The highest number of each archive that was taken in whole is counted once; sweeps keep it up from now on."""
    op.create_table(
        "watches",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("thread", sa.BigInteger),
        sa.Column("query", sa.Text, nullable=False),
        sa.Column("wants", sa.String(40), nullable=False),
        sa.Column("rhythm", sa.String(8)),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("paused_at", Instant),
        sa.PrimaryKeyConstraint("id", name="pk_watches"),
        sa.ForeignKeyConstraint(
            ["chat_id"], ["chats.id"], name="fk_watches_chat_id", ondelete="CASCADE", onupdate="CASCADE"
        ),
        sa.UniqueConstraint("chat_id", "query", name="uq_watches_chat_id_query"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "matches",
        sa.Column("chat_id", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("question_id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("watch_id", sa.Integer, nullable=False, autoincrement=False),
        sa.PrimaryKeyConstraint("chat_id", "question_id", "key", "watch_id", name="pk_matches"),
        sa.ForeignKeyConstraint(
            ["chat_id"], ["chats.id"], name="fk_matches_chat_id", ondelete="CASCADE", onupdate="CASCADE"
        ),
        sa.ForeignKeyConstraint(["question_id"], ["questions.id"], name="fk_matches_question_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["watch_id"], ["watches.id"], name="fk_matches_watch_id", ondelete="CASCADE"),
    )
    op.create_index("ix_matches_watch_id", "matches", ["watch_id"])
    op.create_index("ix_matches_question_id", "matches", ["question_id"])
    op.add_column("archives", sa.Column("highest", sa.Integer))
    op.execute(
        "UPDATE archives SET highest = (SELECT max(number) FROM catalogue"
        " WHERE 'archive-' || CAST(catalogue.legislature AS VARCHAR(9)) = archives.name)"
        " WHERE confirmed_at IS NOT NULL"
    )
