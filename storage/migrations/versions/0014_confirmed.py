"""What waits to be confirmed is kept for pages too, and what is believed meanwhile is kept as it is."""

import sqlalchemy as sa
from alembic import op

from storage.column_types import Instant

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """What a record lacked stays known: of a question that anybody asked for, the snapshot tells it."""
    op.add_column("catalogue", sa.Column("believed", sa.Text))
    op.add_column("catalogue", sa.Column("unconfirmed_since", Instant))
    op.execute(
        "UPDATE catalogue SET unconfirmed_since = taken_back_at, believed = (SELECT questions.snapshot FROM questions"
        " WHERE questions.legislature = catalogue.legislature AND questions.number = catalogue.number)"
        " WHERE kept IS NOT NULL"
    )
    op.drop_index("ix_catalogue_taken_back_at", "catalogue")
    op.drop_column("catalogue", "taken_back_at")
    op.drop_column("catalogue", "kept")
    op.create_index("ix_catalogue_unconfirmed_since", "catalogue", ["unconfirmed_since"])
    op.add_column("looks", sa.Column("unconfirmed", sa.Text))
    op.add_column("looks", sa.Column("unconfirmed_since", Instant))
