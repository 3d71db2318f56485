"""Follows whose comments are muted."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Nothing was muted before."""
    op.add_column("follows", sa.Column("muted", sa.Boolean, nullable=False, server_default=sa.false()))
