"""What the operator announces to every chat."""

import sqlalchemy as sa
from alembic import op

from storage.column_types import Instant

revision = "0027"
down_revision = "0026"

ANNOUNCED = sa.text("kind = 'announcement'")
STATES = "state IN ('draft', 'fanning-out', 'fanned-out', 'stopped', 'ended')"


def upgrade() -> None:
    """Nothing was announced yet. The index is empty, and is what an announcement's progress is counted in."""
    op.create_table(
        "announcements",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("begun_at", Instant),
        sa.Column("told_to", sa.BigInteger, nullable=False),
        sa.Column("chats", sa.Integer, nullable=False),
        sa.Column("message_id", sa.BigInteger),
        sa.PrimaryKeyConstraint("id", name="pk_announcements"),
        sa.CheckConstraint(STATES, name="ck_announcements_state"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_outbox_announced", "outbox", ["key", "state"], sqlite_where=ANNOUNCED, postgresql_where=ANNOUNCED
    )
