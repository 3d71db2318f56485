"""Where deputies were elected, by which two of one name are told apart, and whom no register names."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Who is known is shown by their name until a register is read again."""
    op.add_column("deputies", sa.Column("constituency", sa.String(120)))
    op.add_column("deputies", sa.Column("shown", sa.String(250), nullable=False, server_default=""))
    op.execute("UPDATE deputies SET shown = name")
    op.create_table(
        "sought_deputies",
        sa.Column("register", sa.String(32), primary_key=True),
        sa.Column("ref", sa.String(16), primary_key=True),
    )
