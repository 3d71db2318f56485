"""What is found stands in the order of days, over all chambers; old messages are found by their day."""

from alembic import op

revision = "0039"
down_revision = "0038"


def upgrade() -> None:
    """The program reads the records anew as it runs, and gives their words new places, the newest questions first.

    SQLite's index forgets no row: it is begun anew, and until a question's turn comes it is not found by its words. On
    a server the old row stays until the new one is written.
    """
    op.create_index("ix_last_messages_day", "last_messages", ["day"])
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE question_stems")
        op.execute(
            "CREATE VIRTUAL TABLE question_stems USING fts5("
            "subject, heading, text, content = '', columnsize = 0, detail = column, tokenize = 'ascii')"
        )
