"""Crowds of followers are told of an event in lots, and what a sweep brought to them is let go in lots."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Nothing is being told to a crowd yet."""
    op.create_table(
        "crowds",
        sa.Column("event_id", sa.Integer, nullable=False),
        sa.Column("told_to", sa.BigInteger, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("turn", sa.Integer, nullable=False),
        sa.Column("sweep", sa.BigInteger),
        sa.PrimaryKeyConstraint("event_id", name="pk_crowds"),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name="fk_crowds_event_id_events", ondelete="CASCADE"),
    )
    op.drop_index("ix_follows_question_id", "follows")
    op.create_index("ix_follows_question_id_chat_id", "follows", ["question_id", "chat_id"])
    op.drop_index("ix_outbox_sweep", "outbox")
    sweeping = sa.text("sweep IS NOT NULL")
    op.create_index("ix_outbox_sweeping", "outbox", ["chat_id"], sqlite_where=sweeping, postgresql_where=sweeping)
