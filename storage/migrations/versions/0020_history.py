"""How far the outbox had come on each day, and numbers of its rows that are never given twice."""

import sqlalchemy as sa
from alembic import op

from storage.column_types import Instant

revision = "0020"
down_revision = "0019"

STATE_FITS = """CASE state
    WHEN 'ready' THEN settled_at IS NULL AND sweep IS NULL AND not_before IS NULL
    WHEN 'collecting' THEN settled_at IS NULL AND sweep IS NOT NULL AND not_before IS NULL
    WHEN 'scheduled' THEN settled_at IS NULL AND sweep IS NULL AND not_before IS NOT NULL
    WHEN 'suspended' THEN settled_at IS NULL AND sweep IS NULL
    ELSE state IN ('sent', 'refused', 'cancelled', 'shown') AND settled_at IS NOT NULL AND sweep IS NULL
END"""
GROUP_FITS = """CASE
    WHEN group_kind IS NULL THEN group_id IS NULL
    ELSE group_kind IN ('list', 'same-answer', 'digest', 'restored') AND group_id IS NOT NULL
END"""

KEPT = (
    'id, chat_id, question_id, "key", kind, created_at, attempts, state, settled_at, note, thread, sweep, group_kind,'
    " group_id, not_before, together, turn, doubts"
)


def upgrade() -> None:
    """No day is noted yet: what was written before counts as written on the day of the upgrade."""
    if op.get_bind().dialect.name == "sqlite":  # elsewhere a sequence gives the numbers, and never one twice
        _number_anew()
    op.create_table(
        "outbox_days",
        sa.Column("day", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("last_id", sa.BigInteger, nullable=False),
    )


def _number_anew() -> None:
    """The table is made anew: SQLite gives AUTOINCREMENT to none that there is."""
    _make_table()
    op.execute(f"INSERT INTO numbered_outbox ({KEPT}) SELECT {KEPT} FROM outbox ORDER BY id")  # noqa: S608 - our names
    op.drop_table("outbox")
    op.rename_table("numbered_outbox", "outbox")
    _make_indexes()


def _make_table() -> None:
    op.create_table(
        "numbered_outbox",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("question_id", sa.Integer, nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("state", sa.String(16), nullable=False, server_default=sa.text("'ready'")),
        sa.Column("outcome", sa.String(16), sa.Computed("CASE WHEN settled_at IS NOT NULL THEN state END", False)),
        sa.Column("settled_at", Instant),
        sa.Column("note", sa.Text),
        sa.Column("thread", sa.BigInteger),
        sa.Column("sweep", sa.BigInteger),
        sa.Column("group_kind", sa.String(16)),
        sa.Column("group_id", sa.String(48)),
        sa.Column("not_before", Instant),
        sa.Column("together", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("turn", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("doubts", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.ForeignKeyConstraint(["question_id"], ["questions.id"], name="fk_outbox_question_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["chat_id"], ["chats.id"], name="fk_outbox_chat_id", ondelete="CASCADE", onupdate="CASCADE"
        ),
        sa.UniqueConstraint("chat_id", "question_id", "key", name="uq_outbox_chat_id_question_id_key"),
        sa.CheckConstraint(STATE_FITS, name="ck_outbox_state"),
        sa.CheckConstraint(GROUP_FITS, name="ck_outbox_group"),
        sqlite_autoincrement=True,
    )


def _make_indexes() -> None:
    partial = {
        "ix_outbox_turn_id_chat_id": (["turn", "id", "chat_id"], "settled_at IS NULL AND state = 'ready'"),
        "ix_outbox_chat_id": (["chat_id"], "settled_at IS NULL"),
        "ix_outbox_suspended": (["chat_id"], "settled_at IS NULL AND state = 'suspended'"),
        "ix_outbox_not_before": (["not_before"], "settled_at IS NULL AND state = 'scheduled'"),
        "ix_outbox_collecting": (["chat_id"], "settled_at IS NULL AND state = 'collecting'"),
        "ix_outbox_group_id_chat_id": (["group_id", "chat_id"], "group_id IS NOT NULL"),
    }
    for name, (columns, where) in partial.items():
        op.create_index(name, "outbox", columns, sqlite_where=sa.text(where))
