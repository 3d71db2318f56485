"""Since when an archive fails, and whether it is waited for no longer."""

import sqlalchemy as sa
from alembic import op

from storage.column_types import Instant

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    """An archive that failed before is waited for again: for what reason it failed was not kept."""
    op.add_column("archives", sa.Column("failing_since", Instant))
    op.add_column("archives", sa.Column("in_vain", sa.Boolean, nullable=False, server_default=sa.false()))
