"""The private addresses of feeds."""

import sqlalchemy as sa
from alembic import op

from storage.column_types import Instant

revision = "0032"
down_revision = "0031"


def upgrade() -> None:
    """No chat has a feed yet."""
    op.create_table(
        "feeds",
        sa.Column("chat_id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("token", sa.String(32), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("opened_at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("chat_id", name="pk_feeds"),
        sa.ForeignKeyConstraint(
            ["chat_id"], ["chats.id"], name="fk_feeds_chat_id", ondelete="CASCADE", onupdate="CASCADE"
        ),
        sa.UniqueConstraint("digest", name="uq_feeds_digest"),
    )
