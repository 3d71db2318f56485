"""The topic of a forum in which a question is followed, and told."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """What was followed before is told in the general topic, as it was."""
    for table in ("follows", "outbox"):
        op.add_column(table, sa.Column("thread", sa.BigInteger))
