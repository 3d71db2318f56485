"""Whose turn it is in the outbox, which of its rows cannot be sent for now, and what Telegram asked to be spared."""

import sqlalchemy as sa
from alembic import op

from storage.column_types import Instant

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """What waits takes turns from now on: the first row of each event, then the second of each, and so on."""
    op.create_table(
        "holds",
        sa.Column("name", sa.String(16), nullable=False),
        sa.Column("until", Instant, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_holds"),
    )
    op.add_column("chats", sa.Column("flooded_until", Instant))
    op.add_column("outbox", sa.Column("turn", sa.Integer, nullable=False, server_default=sa.text("0")))
    op.add_column("outbox", sa.Column("parked", sa.Boolean, nullable=False, server_default=sa.false()))
    op.execute(
        "UPDATE outbox SET turn = placed.turn FROM ("
        "SELECT id, ROW_NUMBER() OVER (PARTITION BY question_id, key ORDER BY id) - 1 AS turn FROM outbox"
        " WHERE outcome IS NULL) AS placed WHERE placed.id = outbox.id"
    )
    op.drop_index("ix_outbox_id", "outbox")
    is_due = sa.text("outcome IS NULL AND not_before IS NULL AND sweep IS NULL AND NOT parked")
    op.create_index(
        "ix_outbox_turn_id_chat_id",
        "outbox",
        ["turn", "id", "chat_id"],
        sqlite_where=is_due,
        postgresql_where=is_due,
    )
    op.drop_index("ix_outbox_not_before", "outbox")
    later = sa.text("outcome IS NULL AND not_before IS NOT NULL AND NOT parked")
    op.create_index("ix_outbox_not_before", "outbox", ["not_before"], sqlite_where=later, postgresql_where=later)
    parked = sa.text("parked")
    op.create_index("ix_outbox_parked", "outbox", ["chat_id"], sqlite_where=parked, postgresql_where=parked)
    held = sa.text("held_until IS NOT NULL")
    op.create_index("ix_chats_held_until", "chats", ["held_until"], sqlite_where=held, postgresql_where=held)
    flooded = sa.text("flooded_until IS NOT NULL")
    op.create_index(
        "ix_chats_flooded_until", "chats", ["flooded_until"], sqlite_where=flooded, postgresql_where=flooded
    )
