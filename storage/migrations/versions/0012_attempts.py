"""How often and since when an update was tried in vain, so that a restart gives it no new patience."""

import sqlalchemy as sa
from alembic import op

from storage.column_types import Instant

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """What waits to be handled was never tried."""
    op.add_column("updates", sa.Column("attempts", sa.Integer, nullable=False, server_default=sa.text("0")))
    op.add_column("updates", sa.Column("tried_since", Instant))
