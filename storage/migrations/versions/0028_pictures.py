"""Which pictures Telegram has."""

import sqlalchemy as sa
from alembic import op

from storage.column_types import Instant

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    """Telegram has none yet."""
    op.create_table(
        "pictures",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("file_id", sa.String(250), nullable=False),
        sa.Column("made_at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_pictures"),
    )
