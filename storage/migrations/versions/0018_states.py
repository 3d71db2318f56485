"""How far each row of the outbox has come is one word, and what is told in one message has a kind."""

import sqlalchemy as sa
from alembic import op

from storage.column_types import Instant

revision = "0018"
down_revision = "0017"

SETTLED = "('sent', 'refused', 'cancelled', 'shown')"
STATE = f"""
    CASE
        WHEN outcome IN {SETTLED} THEN outcome
        WHEN sweep IS NOT NULL THEN 'collecting'
        WHEN parked THEN 'suspended'
        WHEN not_before IS NOT NULL THEN 'scheduled'
        ELSE 'ready'
    END"""
"""A row that was cancelled while its chat was out of reach, or while a sweep lasted, kept the marks of that."""

# A bundle was called `20261124:list`, `20261124:digest`, or with the key of an answer in the place of the word.
WORD = "substr(bundle, instr(bundle, ':') + 1)"
GROUP_KIND = f"""CASE
    WHEN {WORD} IN ('list', 'digest') THEN {WORD}
    WHEN {WORD} = 'restored:digest' THEN 'restored'
    WHEN bundle IS NOT NULL THEN 'same-answer'
END"""
GROUP_ID = f"""CASE
    WHEN {WORD} IN ('list', 'digest', 'restored:digest') THEN substr(bundle, 1, instr(bundle, ':') - 1)
    ELSE bundle
END"""

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

KEPT = 'id, chat_id, question_id, "key", kind, created_at, attempts, note, thread, together, turn, doubts'


def upgrade() -> None:
    """The table is made anew: SQLite adds no constraint to one that there is."""
    if op.get_bind().dialect.name == "postgresql":  # which is served since a later schema: there are no rows
        op.drop_table("outbox")
        _make_table("outbox", is_computed_kept=True)
    else:
        _make_table("outbox_with_states", is_computed_kept=False)
        _copy_rows()
        op.drop_table("outbox")
        op.rename_table("outbox_with_states", "outbox")
    _make_indexes()


def _copy_rows() -> None:
    state, settled = STATE.strip(), f"outcome IN {SETTLED}"
    # Names of our own alone. Earlier versions left out when a row was cancelled: not before it was written.
    op.execute(
        f"INSERT INTO outbox_with_states ({KEPT}, state, settled_at, sweep, not_before, group_kind, group_id)"  # noqa: S608
        f" SELECT {KEPT}, {state},"
        f" CASE WHEN {settled} THEN coalesce(settled_at, created_at) END,"
        f" CASE WHEN outcome IS NULL THEN sweep END,"
        f" CASE WHEN outcome IS NOT NULL OR sweep IS NULL THEN not_before END,"
        f" {GROUP_KIND}, {GROUP_ID} FROM outbox ORDER BY id"
    )


def _make_table(name: str, is_computed_kept: bool) -> None:
    """PostgreSQL keeps computed columns: before its version 18 it knew no others."""
    outcome = sa.Computed("CASE WHEN settled_at IS NOT NULL THEN state END", persisted=is_computed_kept)
    op.create_table(
        name,
        sa.Column("id", sa.Integer().with_variant(sa.BigInteger, "postgresql"), nullable=False),
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("question_id", sa.Integer, nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("state", sa.String(16), nullable=False, server_default=sa.text("'ready'")),
        sa.Column("outcome", sa.String(16), outcome),
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
        op.create_index(name, "outbox", columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))
