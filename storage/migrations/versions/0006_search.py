"""What each question of the catalogue is about, to be searched for."""

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Nothing is found by its words before the next sweep, which reads every record anew."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TABLE headings (rowid integer PRIMARY KEY, subject text NOT NULL, rest text NOT NULL,"
            " words tsvector NOT NULL)"
        )
        op.execute("CREATE INDEX ix_headings_words ON headings USING gin (words)")
        return
    op.execute("CREATE VIRTUAL TABLE headings USING fts5(subject, rest, tokenize = 'unicode61 remove_diacritics 2')")
