"""Chats that refuse are tried again, and messages that may have arrived are counted."""

import sqlalchemy as sa
from alembic import op

from storage.column_types import Instant

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """A chat that is paused is tried soon: nobody counted what it refused before."""
    op.add_column("chats", sa.Column("refusals", sa.Integer, nullable=False, server_default=sa.text("0")))
    op.add_column("chats", sa.Column("refused_since", Instant))
    op.add_column("chats", sa.Column("next_try_at", Instant))
    op.add_column("outbox", sa.Column("doubts", sa.Integer, nullable=False, server_default=sa.text("0")))
    op.execute("UPDATE chats SET refused_since = paused_at WHERE paused_at IS NOT NULL")
