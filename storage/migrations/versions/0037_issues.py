"""Each chamber's weekly issue: that of the Sénat comes out on Thursdays."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"


def upgrade() -> None:
    """Nobody has chosen the Sénat's: who is told of the Assemblée's goes on to be told of that alone."""
    thursday = sa.Column("thursday", sa.String(16), nullable=False, server_default=sa.text("'none'"))
    op.add_column("preferences", thursday)
