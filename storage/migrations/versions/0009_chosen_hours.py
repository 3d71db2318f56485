"""The hour of a digest is one that was chosen, or none: the usual one follows from the kind of digest."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Of a usual hour nobody knows whether it was chosen: it counts as not. Without a digest it may be either's."""
    with op.batch_alter_table("preferences") as table:
        table.alter_column("hour", existing_type=sa.Integer, nullable=True)
    op.execute(
        "UPDATE preferences SET hour = NULL"
        " WHERE (tell = 'daily' AND hour = 8) OR (tell = 'weekly' AND hour = 18) OR (tell = 'now' AND hour IN (8, 18))"
    )
