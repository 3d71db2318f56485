"""Which of several copies of the program leads, and an index of what groups and channels were sent last."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"

SHARED = sa.text("chat_id < 0 AND settled_at IS NOT NULL")


def upgrade() -> None:
    """Nobody leads yet."""
    op.create_table(
        "leadership",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("epoch", sa.BigInteger, nullable=False),
        sa.Column("beat", sa.BigInteger, nullable=False),
        sa.Column("holder", sa.String(16)),
    )
    op.execute("INSERT INTO leadership (id, epoch, beat) VALUES (1, 0, 0)")
    op.create_index("ix_outbox_shared", "outbox", ["settled_at"], sqlite_where=SHARED, postgresql_where=SHARED)
