"""The tables of what happened and of who is told."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Computed,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from bot.core.announcement import AnnouncementState
from bot.core.bulletin import BulletinState
from bot.core.delivery import DeliveryState, GroupKind
from bot.core.preferences import Bulletin
from storage.column_types import Instant, Words, one_of
from storage.tables.base import key_of_a_chat, metadata

# Which watches a delivery names; it is named by its unique key.
matches = Table(
    "matches",
    metadata,
    key_of_a_chat(),
    Column(
        "question_id",
        Integer,
        ForeignKey("questions.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("key", String(64), primary_key=True),
    Column("watch_id", Integer, ForeignKey("watches.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Index(None, "watch_id"),
    Index(None, "question_id"),
)

# The last message about a question in a chat, see storage.outbox.last_messages.
last_messages = Table(
    "last_messages",
    metadata,
    key_of_a_chat(),
    Column(
        "question_id",
        Integer,
        ForeignKey("questions.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("thread", BigInteger),  # the topic in which it stands
    Column(
        "message_id", BigInteger, nullable=False
    ),  # its number at Telegram, which means something in this chat alone
    Column("day", Integer, nullable=False),  # `days` of `running` when it was sent
    Index(None, "question_id"),
    Index(None, "day"),
)

events = Table(
    "events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("question_id", Integer, ForeignKey("questions.id", ondelete="CASCADE"), nullable=False),
    Column("key", String(64), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("seen_at", Instant, nullable=False),
    Column("detail", Text),  # JSON, see bot.core.change.Event
    UniqueConstraint("question_id", "key"),
)

# Events that are being fanned out, see storage.outbox.fanout.
fanouts = Table(
    "crowds",
    metadata,
    Column("event_id", Integer, ForeignKey("events.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("told_to", BigInteger, nullable=False),  # the last chat that has its row in the outbox
    Column("size", Integer, nullable=False),
    Column("turn", Integer, nullable=False),  # the position in the queue at which its rows begin
    Column("sweep", BigInteger),  # its rows wait until that sweep is over
)

WAITS = text("settled_at IS NULL")
IS_COLLECTING = text("settled_at IS NULL AND state = 'collecting'")
IS_READY = text("settled_at IS NULL AND state = 'ready'")
IS_SCHEDULED = text("settled_at IS NULL AND state = 'scheduled'")
IS_SUSPENDED = text("settled_at IS NULL AND state = 'suspended'")
IS_GROUPED = text("group_id IS NOT NULL")
IS_SETTLED_SHARED = text("chat_id < 0 AND settled_at IS NOT NULL")
IS_ANNOUNCED = text("kind = 'announcement'")
"""The conditions of the partial indexes. A query uses an index only if it has the same words."""

STATE_FITS = """CASE state
    WHEN 'ready' THEN settled_at IS NULL AND sweep IS NULL AND not_before IS NULL
    WHEN 'collecting' THEN settled_at IS NULL AND sweep IS NOT NULL AND not_before IS NULL
    WHEN 'scheduled' THEN settled_at IS NULL AND sweep IS NULL AND not_before IS NOT NULL
    WHEN 'suspended' THEN settled_at IS NULL AND sweep IS NULL
    ELSE state IN ('sent', 'refused', 'cancelled', 'shown') AND settled_at IS NOT NULL AND sweep IS NULL
END"""
"""The columns that each state needs. The most frequent state comes first: each row of a fan-out is checked."""

GROUP_FITS = """CASE
    WHEN group_kind IS NULL THEN group_id IS NULL
    ELSE group_kind IN ('list', 'same-answer', 'digest', 'restored') AND group_id IS NOT NULL
END"""

# The deliveries; storage.outbox.transitions alone writes them.
outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer().with_variant(BigInteger, "postgresql"), primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("question_id", Integer, ForeignKey("questions.id", ondelete="CASCADE"), nullable=False),
    Column("key", String(64), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("attempts", Integer, nullable=False, default=0, server_default=text("0")),
    Column("state", one_of(DeliveryState), nullable=False, server_default=text("'ready'")),
    # How it ended, null while it waits: for people who read the file.
    Column("outcome", String(16), Computed("CASE WHEN settled_at IS NOT NULL THEN state END", persisted=False)),
    Column("settled_at", Instant),
    Column("note", Words),  # why it was refused
    Column("thread", BigInteger),  # the topic in which it is to be told
    Column("sweep", BigInteger),  # the sweep that has to be over before it is sent
    Column("group_kind", one_of(GroupKind)),  # set where it is told in one message with others
    Column("group_id", String(48)),  # the same for all of these, see storage.outbox.grouping
    Column("not_before", Instant, key="scheduled_for"),
    # Whether it belongs to its chat's digest. At the hour of that it is sent: in the digest, or by itself where nothing
    # else is in it.
    Column("together", Boolean, nullable=False, default=False, server_default=false(), key="for_digest"),
    Column(
        "turn", Integer, nullable=False, default=0, server_default=text("0"), key="position"
    ),  # see storage.outbox.queue
    Column("doubts", Integer, nullable=False, default=0, server_default=text("0")),  # sends that were not answered
    ForeignKeyConstraint(["chat_id"], ["chats.id"], ondelete="CASCADE", onupdate="CASCADE"),
    UniqueConstraint("chat_id", "question_id", "key"),
    CheckConstraint(STATE_FITS, name="ck_outbox_state"),
    CheckConstraint(GROUP_FITS, name="ck_outbox_group"),
    Index(None, "position", "id", "chat_id", sqlite_where=IS_READY, postgresql_where=IS_READY),
    Index(None, "chat_id", sqlite_where=WAITS, postgresql_where=WAITS),
    Index("ix_outbox_suspended", "chat_id", sqlite_where=IS_SUSPENDED, postgresql_where=IS_SUSPENDED),
    Index(None, "scheduled_for", sqlite_where=IS_SCHEDULED, postgresql_where=IS_SCHEDULED),
    Index("ix_outbox_collecting", "chat_id", sqlite_where=IS_COLLECTING, postgresql_where=IS_COLLECTING),
    Index(None, "group_id", "chat_id", sqlite_where=IS_GROUPED, postgresql_where=IS_GROUPED),
    Index("ix_outbox_shared", "settled_at", sqlite_where=IS_SETTLED_SHARED, postgresql_where=IS_SETTLED_SHARED),
    Index("ix_outbox_announced", "key", "state", sqlite_where=IS_ANNOUNCED, postgresql_where=IS_ANNOUNCED),
    sqlite_autoincrement=True,  # no number is given twice: what is under way is marked by number when it arrives
)

# What the operator announces. Its deliveries have the key `announcement:` and its number.
announcements = Table(
    "announcements",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("body", Words, nullable=False),  # in the operator's words
    Column("state", one_of(AnnouncementState), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("begun_at", Instant),  # when the operator confirmed it
    Column(
        "told_to", BigInteger, nullable=False
    ),  # the last chat that has a delivery of it, see storage.outbox.announcements
    Column("chats", Integer, nullable=False),  # within reach when it was confirmed
    Column("message_id", BigInteger),  # the message in the operator's chat that shows the progress
    CheckConstraint(
        "state IN ('draft', 'fanning-out', 'fanned-out', 'stopped', 'ended')", name="ck_announcements_state"
    ),
    sqlite_autoincrement=True,  # no number is given twice: buttons carry them
)

# What is told once a week, each thing of one day: for ever, so that none is told again. Its deliveries have as key the
# kind and the day.
bulletins = Table(
    "bulletins",
    metadata,
    Column("day", Date, primary_key=True),
    Column("kind", one_of(Bulletin), primary_key=True),
    Column("state", one_of(BulletinState), nullable=False),
    Column("begun_at", Instant, nullable=False),
    Column("told_to", BigInteger, nullable=False),  # the last chat that has a delivery of it, as for announcements
    Column("body", Text),  # JSON: the figures of an issue, once they are counted; why there is none
    CheckConstraint("kind IN ('issue', 'no-issue', 'quiet-week')", name="ck_bulletins_kind"),
    CheckConstraint("state IN ('fanning-out', 'ended')", name="ck_bulletins_state"),
)

# How far the outbox had come at the end of each day on which the program ran, see storage.outbox.history.
outbox_days = Table(
    "outbox_days",
    metadata,
    Column("day", Integer, primary_key=True, autoincrement=False),  # `days` of `running`
    Column("last_id", BigInteger, nullable=False),  # no row with a lower number, or this one, was written later
)
