"""When anything new was last seen on a site, so that one where nothing comes any more is asked rarely."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Nothing is known before the feed of comments is read, which is done at the start."""
    op.create_table(
        "activity",
        sa.Column("source", sa.String(16), nullable=False),
        sa.Column("latest_at", sa.DateTime(timezone=True)),
        sa.Column("comment", sa.BigInteger),
        sa.Column("probed_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("source", name="pk_activity"),
    )
