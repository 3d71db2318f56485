"""The last message about each question in each chat."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0028"


def upgrade() -> None:
    """Of what was sent before, the numbers of messages were not kept: a thread begins with the next message."""
    op.create_table(
        "last_messages",
        sa.Column("chat_id", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("question_id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("thread", sa.BigInteger),
        sa.Column("message_id", sa.BigInteger, nullable=False),
        sa.Column("day", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "question_id", name="pk_last_messages"),
        sa.ForeignKeyConstraint(
            ["chat_id"], ["chats.id"], name="fk_last_messages_chat_id", ondelete="CASCADE", onupdate="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["question_id"], ["questions.id"], name="fk_last_messages_question_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_last_messages_question_id", "last_messages", ["question_id"])
