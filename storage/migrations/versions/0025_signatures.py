"""The signatures of the questions' texts, by which those are found that are nearly the same."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    """Nothing is found to be alike before the records were read anew, which the program does as it runs."""
    op.create_table(
        "signatures",
        sa.Column("legislature", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("question", sa.LargeBinary, nullable=False),
        sa.Column("answer", sa.LargeBinary, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("legislature", "number", name="pk_signatures"),
    )
    op.create_table(
        "signature_lookups",
        sa.Column("hash", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("place", sa.BigInteger, nullable=False, autoincrement=False),
        sa.PrimaryKeyConstraint("hash", "place", name="pk_signature_lookups"),
        sqlite_with_rowid=False,
    )
