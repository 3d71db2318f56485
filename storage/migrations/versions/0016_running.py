"""What the program knows of its own running: the days on which it ran, when last, and how far it read its updates."""

import sqlalchemy as sa
from alembic import op

from storage.column_types import Instant

revision = "0016"
down_revision = "0014"


def upgrade() -> None:
    """The days are counted from now on: of a chat that refuses already, none has passed."""
    op.create_table(
        "running",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("days", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("counted_on", sa.Date),
        sa.Column("seen_at", Instant),
        sa.Column("update_id", sa.BigInteger),
        sa.Column("copied_at", Instant),
        sa.Column("restored_from", Instant),
        sa.Column("restored_at", Instant),
    )
    op.execute("INSERT INTO running (id, update_id) SELECT 1, max(id) FROM updates")
    op.add_column("chats", sa.Column("refused_day", sa.Integer))
    op.execute("UPDATE chats SET refused_day = 0 WHERE refused_since IS NOT NULL")
