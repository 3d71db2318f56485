"""The facts of every question of the archives, and an index of the words of their texts."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0021"


def upgrade() -> None:
    """Nothing is found by its words before the records were read anew, which the program does as it runs.

    The index of headings stays for the version before, and is of no use any more.
    """
    op.create_table(
        "summaries",
        sa.Column("legislature", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("asked", sa.Date),
        sa.Column("ended", sa.Date),
        sa.Column("subject", sa.Text),
        sa.Column("rubric", sa.Text),
        sa.Column("ministry", sa.Text),
        sa.Column("author_ref", sa.String(16)),
        sa.Column("author", sa.Text),
        sa.Column("author_group", sa.Text),
        sa.Column("stems", sa.BigInteger, nullable=False),
        sa.Column("place", sa.BigInteger, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("legislature", "number", name="pk_summaries"),
        sa.UniqueConstraint("place", name="uq_summaries_place"),
    )
    for columns in (["author_ref"], ["ministry"], ["rubric"], ["asked"]):
        op.create_index(f"ix_summaries_{'_'.join(columns)}", "summaries", columns)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE TABLE question_stems (place bigint PRIMARY KEY, stems tsvector NOT NULL)")
        op.execute("CREATE INDEX ix_question_stems_stems ON question_stems USING gin (stems)")
    else:
        op.execute(
            "CREATE VIRTUAL TABLE question_stems USING fts5("
            "subject, heading, text, content = '', columnsize = 0, detail = column, tokenize = 'ascii')"
        )
