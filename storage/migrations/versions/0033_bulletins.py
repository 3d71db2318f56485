"""What is told once a week: the Tuesday issue, and signs of life."""

import sqlalchemy as sa
from alembic import op

from storage.column_types import Instant

revision = "0033"
down_revision = "0032"


def upgrade() -> None:
    """Nobody has chosen either, and no week was told of."""
    tuesday = sa.Column("tuesday", sa.String(16), nullable=False, server_default=sa.text("'none'"))
    op.add_column("preferences", tuesday)
    op.add_column("preferences", sa.Column("sign_of_life", sa.Boolean, nullable=False, server_default=sa.false()))
    op.create_table(
        "bulletins",
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("begun_at", Instant, nullable=False),
        sa.Column("told_to", sa.BigInteger, nullable=False),
        sa.Column("body", sa.Text),
        sa.PrimaryKeyConstraint("day", "kind", name="pk_bulletins"),
        sa.CheckConstraint("kind IN ('issue', 'no-issue', 'quiet-week')", name="ck_bulletins_kind"),
        sa.CheckConstraint("state IN ('fanning-out', 'ended')", name="ck_bulletins_state"),
    )
