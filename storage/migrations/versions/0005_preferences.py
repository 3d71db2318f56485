"""Each chat's own way, the chat that a person commands from private, and messages that wait for their hour."""

import sqlalchemy as sa
from alembic import op

from storage.column_types import Instant

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Nobody had a way of their own before, and nothing waited."""
    op.create_table(
        "preferences",
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("tell", sa.String(8), nullable=False),
        sa.Column("hour", sa.Integer, nullable=False),
        sa.Column("quiet_from", sa.Integer),
        sa.Column("quiet_until", sa.Integer),
        sa.Column("silent", sa.Boolean, nullable=False),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("answers_at_once", sa.Boolean, nullable=False),
        sa.Column("off", sa.Text, nullable=False),
        sa.Column("everybody", sa.Boolean, nullable=False),
        sa.Column("paused_until", Instant),
        sa.PrimaryKeyConstraint("chat_id", name="pk_preferences"),
        _of_a_chat("chat_id", "fk_preferences_chat_id_chats"),
    )
    op.create_table(
        "choices",
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("target_id", sa.BigInteger),
        sa.PrimaryKeyConstraint("chat_id", name="pk_choices"),
        _of_a_chat("chat_id", "fk_choices_chat_id_chats"),
        _of_a_chat("target_id", "fk_choices_target_id_chats", "SET NULL"),
    )
    op.create_index("ix_choices_target_id", "choices", ["target_id"])
    op.add_column("chats", sa.Column("language_chosen", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("outbox", sa.Column("not_before", Instant))
    op.add_column("outbox", sa.Column("together", sa.Boolean, nullable=False, server_default=sa.false()))
    op.drop_index("ix_outbox_outcome_id", "outbox")
    waits, is_due = sa.text("outcome IS NULL"), sa.text("outcome IS NULL AND not_before IS NULL")
    op.create_index("ix_outbox_id", "outbox", ["id"], sqlite_where=is_due, postgresql_where=is_due)
    op.create_index("ix_outbox_chat_id", "outbox", ["chat_id"], sqlite_where=waits, postgresql_where=waits)
    later = sa.text("outcome IS NULL AND not_before IS NOT NULL")
    op.create_index("ix_outbox_not_before", "outbox", ["not_before"], sqlite_where=later, postgresql_where=later)


def _of_a_chat(column: str, name: str, when_gone: str = "CASCADE") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["chats.id"], name=name, ondelete=when_gone, onupdate="CASCADE")
