"""The tables. All instants are UTC; what a source said is kept as the JSON of `bot.core.question_json`."""

from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Computed,
    Date,
    DateTime,
    Dialect,
    Enum,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)

from bot.core.delivery import DeliveryState, GroupKind


class Instant(TypeDecorator[datetime]):
    """An instant: aware in Python, UTC in the database, whatever the database makes of time zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuses naive values: they would be read as another time on another machine."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Gives back aware values."""
        return value if value is None or value.tzinfo else value.replace(tzinfo=UTC)


def _one_of(values: type[StrEnum]) -> Enum:
    """A column type for the words of an enum; what goes with each is checked by a constraint of the table."""
    return Enum(values, values_callable=lambda enum: [each.value for each in enum], native_enum=False, length=16)


metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

HELD, FLOODED = text("held_until IS NOT NULL"), text("flooded_until IS NOT NULL")

chats = Table(
    "chats",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", String(16), nullable=False),
    Column("language", String(2), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("paused_at", Instant),  # it blocked or removed the bot; its follows wait for its return
    Column("paused_why", Text),
    Column("held_until", Instant),  # what it is told was not taken, and is tried again then, see storage.outbox.outbox
    Column("flooded_until", Instant),  # Telegram asked not to be given anything for it before, see storage.flood_waits
    Column("language_chosen", Boolean, nullable=False, default=False, server_default=text("0")),  # and not guessed
    Column("refusals", Integer, nullable=False, default=0, server_default=text("0")),  # in a row, see bot.core.reach
    Column("refused_since", Instant),  # the first of them
    Column("refused_day", Integer),  # the day of `running` on which that was
    Column("next_try_at", Instant),  # a paused chat is tried again then
    Index(None, "held_until", sqlite_where=HELD, postgresql_where=HELD),
    Index(None, "flooded_until", sqlite_where=FLOODED, postgresql_where=FLOODED),
)

# What Telegram asked for altogether.
flood_waits = Table(
    "holds",
    metadata,
    Column("name", String(16), primary_key=True),
    Column("until", Instant, nullable=False),
)

# See bot.core.preferences; a chat without a row has the usual ones.
preferences = Table(
    "preferences",
    metadata,
    Column(
        "chat_id",
        BigInteger,
        ForeignKey("chats.id", ondelete="CASCADE", onupdate="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("tell", String(8), nullable=False),  # `When`
    Column("hour", Integer),  # that was chosen
    Column("quiet_from", Integer),
    Column("quiet_until", Integer),
    Column("silent", Boolean, nullable=False),
    Column("zone", String(64), nullable=False),
    Column("answers_at_once", Boolean, nullable=False),
    Column("off", Text, nullable=False),  # kinds of event, separated by spaces
    Column("everybody", Boolean, nullable=False),
    Column("paused_until", Instant),
)

# Which chat a person commands from private chat.
delegations = Table(
    "choices",
    metadata,
    Column(
        "chat_id",  # the private chat of a person
        BigInteger,
        ForeignKey("chats.id", ondelete="CASCADE", onupdate="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column(
        "target_id",  # the channel or group that their commands apply to; null where it was erased since
        BigInteger,
        ForeignKey("chats.id", ondelete="SET NULL", onupdate="CASCADE"),
    ),
    Index(None, "target_id"),
)

questions = Table(
    "questions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("legislature", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("snapshot", Text),  # all sources merged; null until one was read
    Column("seen_at", Instant),
    Column("deadline", Date),  # the term that a waiting question has not passed yet, as far as was told
    Column("reopenings", Integer, nullable=False, default=0, server_default="0"),  # ends that the archive took back
    UniqueConstraint("legislature", "number"),
    Index(None, "deadline"),
)

catalogue = Table(
    "catalogue",
    metadata,
    Column("legislature", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("crc", BigInteger, nullable=False),  # of the record's bytes, with their size: tells at once what changed
    Column("size", Integer, nullable=False),
    Column("author_ref", String(16)),
    Column("answer_key", BigInteger),  # the same for questions that one text answers
    Column("changed_at", Instant, nullable=False),
    Column("unconfirmed_since", Instant),  # since when the record tells what waits to be confirmed
    Column("confirmed_until", Instant),  # last time that it was confirmed, where a later sweep lacked it or refused it
    Column("record", LargeBinary, nullable=False),  # as the archive packs it
    Column("believed", Text),  # the question as it is believed, where that is another than the record tells
    Index(None, "answer_key"),
    Index(None, "author_ref"),
    Index(None, "unconfirmed_since"),
)

deputies = Table(
    "deputies",
    metadata,
    Column("ref", String(16), primary_key=True),
    Column("name", String(120), nullable=False),
    Column("constituency", String(120)),
    Column("shown", String(250), nullable=False),  # with the constituency where another one has the same name
)

# Authors whom a register was asked for in vain.
sought_deputies = Table(
    "sought_deputies",
    metadata,
    Column("register", String(32), primary_key=True),  # its name in `archives`
    Column("ref", String(16), primary_key=True),
)

archives = Table(
    "archives",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("digest", String(64)),  # of the last good file
    Column("reader", Integer),  # the version of the reader that read it
    Column("questions", Integer),  # readable ones in the last good one
    Column("issue", Date),  # the last issue of the Journal officiel that it brought
    Column("looked_at", Instant),
    Column("confirmed_at", Instant),
    Column("renewed_at", Instant),  # last time that it came as a new file, where it should daily
    Column("failures", Integer, nullable=False, default=0),  # in a row
    Column("failing_since", Instant),  # the first of them
    Column("in_vain", Boolean, nullable=False, default=False, server_default=text("0")),  # it is waited for no longer
)

# One row: the current legislature. None: the 17th.
legislature = Table(
    "legislature",
    metadata,
    Column("current", Integer, primary_key=True, autoincrement=False),
)

sources = Table(
    "sources",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("succeeded_at", Instant),
    Column("failed_at", Instant),
    Column("failing_since", Instant),
    Column("failures", Integer, nullable=False),  # in a row
    Column("reason", Text),  # of the last failure
    Column("alarms", Text, nullable=False),  # JSON, see bot.core.health
)

# One row, with what the program knows of its own running.
running = Table(
    "running",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("days", Integer, nullable=False, default=0, server_default=text("0")),  # on which it was seen running
    Column("counted_on", Date),  # the last of them
    Column("seen_at", Instant),  # running, for the last time
    Column("update_id", BigInteger),  # the last of Telegram's updates that was written down
    Column("copied_at", Instant),  # this file is a backup, made then, and has not been started since
    Column("restored_from", Instant),  # how far back the file's memory ends that was put in place of a later one
    Column("restored_at", Instant),  # the start from which on it catches up; null where it did, or lost nothing
)

# See bot.core.activity.
activity = Table(
    "activity",
    metadata,
    Column("source", String(16), primary_key=True),
    Column("latest_at", Instant),
    Column("comment", BigInteger),
    Column("probed_at", Instant),
)

reports = Table(
    "reports",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(160), nullable=False, unique=True),  # what is reported once
    Column("kind", String(32), nullable=False),
    Column("body", Text, nullable=False),  # JSON, see bot.messages.operator
    Column("created_at", Instant, nullable=False),
    Column("sent_at", Instant),
)

comment_pages = Table(
    "comment_pages",
    metadata,
    Column("legislature", Integer, primary_key=True, autoincrement=False),
    Column("page", Integer, primary_key=True, autoincrement=False),  # NosDéputés.fr's own number of a page
    Column("number", Integer),  # the question that it is about; null where it is about none
)

checks = Table(
    "looks",
    metadata,
    Column("question_id", Integer, ForeignKey("questions.id", ondelete="CASCADE"), primary_key=True),
    Column("source", String(16), primary_key=True),
    Column("reading", Text),  # the source's last good reading, as it is believed; null until there was one
    Column("unconfirmed", Text),  # the last good reading as it stands, where something of it waits to be confirmed
    Column("unconfirmed_since", Instant),
    Column("reader", Integer),  # the version of the reader that made it
    Column("etag", Text),
    Column("last_modified", Text),
    Column("read_at", Instant),  # last time the source confirmed its reading
    Column("looked_at", Instant),
    Column("absences", Integer, nullable=False, default=0),  # checks in a row that found no page
    Column("failures", Integer, nullable=False, default=0),  # checks in a row that failed
    Column("reason", Text),  # why the last one failed
    Column("next_at", Instant, nullable=False),
    Index(None, "source", "next_at"),
)

follows = Table(
    "follows",
    metadata,
    Column(
        "chat_id",
        BigInteger,
        ForeignKey("chats.id", ondelete="CASCADE", onupdate="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("question_id", Integer, ForeignKey("questions.id", ondelete="CASCADE"), primary_key=True),
    Column("followed_at", Instant, nullable=False),
    Column("bare", Boolean, nullable=False),  # asked for by a number without its legislature
    Column("awaiting", String(16)),  # which card it still waits for, see storage.outbox.event_log
    Column("thread", BigInteger),  # the topic of the forum in which it was made
    Column("muted", Boolean, nullable=False, default=False, server_default=text("0")),  # of its comments it is not told
    Column("overdue", String(32)),  # the term that had passed when its card was shown, see bot.core.deadline
    Index(None, "question_id", "chat_id"),
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
    Column("turn", Integer, nullable=False),  # where its turns begin
    Column("sweep", BigInteger),  # its rows wait until that sweep is over
)

WAITS = text("settled_at IS NULL")
IS_COLLECTING = text("settled_at IS NULL AND state = 'collecting'")
IS_READY = text("settled_at IS NULL AND state = 'ready'")
IS_SCHEDULED = text("settled_at IS NULL AND state = 'scheduled'")
IS_SUSPENDED = text("settled_at IS NULL AND state = 'suspended'")
IS_GROUPED = text("group_id IS NOT NULL")
"""What the partial indexes hold. A query uses one of them where it asks in the same words."""


STATE_FITS = """CASE state
    WHEN 'ready' THEN settled_at IS NULL AND sweep IS NULL AND not_before IS NULL
    WHEN 'collecting' THEN settled_at IS NULL AND sweep IS NOT NULL AND not_before IS NULL
    WHEN 'scheduled' THEN settled_at IS NULL AND sweep IS NULL AND not_before IS NOT NULL
    WHEN 'suspended' THEN settled_at IS NULL AND sweep IS NULL
    ELSE state IN ('sent', 'refused', 'cancelled', 'shown') AND settled_at IS NOT NULL AND sweep IS NULL
END"""
"""What goes with each state: one constraint, the most frequent state first, for each row of a fan-out is checked."""

GROUP_FITS = """CASE
    WHEN group_kind IS NULL THEN group_id IS NULL
    ELSE group_kind IN ('list', 'same-answer', 'digest', 'restored') AND group_id IS NOT NULL
END"""

# The deliveries; storage.outbox.transitions alone writes them.
outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("question_id", Integer, ForeignKey("questions.id", ondelete="CASCADE"), nullable=False),
    Column("key", String(64), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("attempts", Integer, nullable=False, default=0, server_default=text("0")),
    Column("state", _one_of(DeliveryState), nullable=False, server_default=text("'ready'")),
    # For those who look into the file: how it ended, null while it waits.
    Column("outcome", String(16), Computed("CASE WHEN settled_at IS NOT NULL THEN state END", persisted=False)),
    Column("settled_at", Instant),
    Column("note", Text),  # why it was refused
    Column("thread", BigInteger),  # the topic in which it is to be told
    Column("sweep", BigInteger),  # that sweep is not over
    Column("group_kind", _one_of(GroupKind)),  # it is told in one message with others
    Column("group_id", String(48)),  # with those, see storage.outbox.grouping
    Column("not_before", Instant, key="scheduled_for"),
    # It belongs into its chat's digest. Once that hour has come it is told, in the digest or where nothing else is by
    # itself.
    Column("together", Boolean, nullable=False, default=False, server_default=text("0"), key="for_digest"),
    Column(
        "turn", Integer, nullable=False, default=0, server_default=text("0"), key="position"
    ),  # see storage.outbox.queue
    Column("doubts", Integer, nullable=False, default=0, server_default=text("0")),  # sends to which no answer came
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
)

updates = Table(
    "updates",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("body", Text, nullable=False),  # Telegram's JSON; emptied when handled
    Column("digest", String(64), nullable=False),  # of the body, which tells a redelivery from another update
    Column("received_at", Instant, nullable=False),
    Column("handled_at", Instant),
    Column("attempts", Integer, nullable=False, default=0, server_default=text("0")),  # in vain, see bot.core.handling
    Column("tried_since", Instant),
    Index(None, "handled_at"),
)
