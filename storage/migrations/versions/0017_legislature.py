"""Which legislature is the current one."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """It is worked out at the next start."""
    op.create_table("legislature", sa.Column("current", sa.Integer, primary_key=True, autoincrement=False))
