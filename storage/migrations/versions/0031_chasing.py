"""The addresses of deputies."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0027"


def upgrade() -> None:
    """They come with the next reading of the register, which this version's reader reads again."""
    op.add_column("deputies", sa.Column("email", sa.String(120)))
