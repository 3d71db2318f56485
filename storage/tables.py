"""The tables. All instants are UTC; questions are kept as the JSON of `bot.core.question_json`."""

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
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from bot.core.announcement import AnnouncementState
from bot.core.delivery import DeliveryState, GroupKind
from bot.core.question import State
from storage.column_types import Instant, Words, one_of

DERIVED = "derived"
"""Marks a table that is made of others, and that the program makes anew where its rows are missing."""

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
    Column("paused_at", Instant),  # since when nothing is sent to it; its follows wait for its return
    Column("paused_why", Words),
    Column("held_until", Instant),  # an attempt failed, and nothing is sent to it before, see storage.outbox.outbox
    Column("flooded_until", Instant),  # Telegram wants no message to it before, see storage.flood_waits
    Column("language_chosen", Boolean, nullable=False, default=False, server_default=false()),  # else it was guessed
    Column("refusals", Integer, nullable=False, default=0, server_default=text("0")),  # in a row, see bot.core.reach
    Column("refused_since", Instant),  # the first of them
    Column("refused_day", Integer),  # `days` of `running` at that time
    Column("next_try_at", Instant),  # when a paused chat is tried again
    Index(None, "held_until", sqlite_where=HELD, postgresql_where=HELD),
    Index(None, "flooded_until", sqlite_where=FLOODED, postgresql_where=FLOODED),
)

# Until when Telegram wants no message to any chat: one row at most.
flood_waits = Table(
    "holds",
    metadata,
    Column("name", String(16), primary_key=True),
    Column("until", Instant, nullable=False),
)


def _key_of_a_chat() -> Column[int]:
    """The column of a table that has something of each chat: it goes with the chat, and moves with it."""
    of_chat = ForeignKey("chats.id", ondelete="CASCADE", onupdate="CASCADE")
    return Column("chat_id", BigInteger, of_chat, primary_key=True, autoincrement=False)


# See bot.core.preferences; a chat without a row has the usual ones.
preferences = Table(
    "preferences",
    metadata,
    _key_of_a_chat(),
    Column("tell", String(8), nullable=False),  # `When`
    Column("hour", Integer),  # the hour of the digest, where one was chosen
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
    _key_of_a_chat(),  # the private chat of a person
    Column(
        "target_id",  # the channel or group that is commanded; null where it was erased since
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
    Column("snapshot", Text),  # the readings of all sources, merged; null until there is one
    Column("seen_at", Instant),
    Column("deadline", Date),  # the next term of a waiting question; no event tells yet that it passed
    Column(
        "reopenings", Integer, nullable=False, default=0, server_default="0"
    ),  # how often the archive took an end back
    UniqueConstraint("legislature", "number"),
    Index(None, "deadline"),
)

catalogue = Table(
    "catalogue",
    metadata,
    Column("legislature", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("crc", BigInteger, nullable=False),  # of the record's bytes; with their size it shows whether it changed
    Column("size", Integer, nullable=False),
    Column("author_ref", String(16)),
    Column("answer_key", BigInteger),  # the same number for all questions that one text answers
    Column("changed_at", Instant, nullable=False),
    Column("unconfirmed_since", Instant),  # since when the record says what waits to be confirmed
    Column("confirmed_until", Instant),  # when it was last confirmed, where a later sweep had no readable record
    Column("record", LargeBinary, nullable=False),  # as the archive packs it
    Column("believed", Text),  # the question as it is believed, where that differs from the record
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
    Column("shown", String(250), nullable=False),  # the name, with the constituency where there is a namesake
)

# References of authors that a register does not have.
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
    Column("etag", Words),
    Column("last_modified", Words),
    Column("digest", String(64)),  # of the last good file
    Column("reader", Integer),  # the version of the reader that read it
    Column("questions", Integer),  # readable ones in the last good file
    Column("issue", Date),  # the last issue of the Journal officiel that it brought
    Column("looked_at", Instant),
    Column("confirmed_at", Instant),
    Column("renewed_at", Instant),  # when it last came as a new file, where it should daily
    Column("failures", Integer, nullable=False, default=0),  # in a row
    Column("failing_since", Instant),  # the first of them
    Column("in_vain", Boolean, nullable=False, default=False, server_default=false()),  # whether it was given up
    Column("highest", Integer),  # the highest number that it ever had, of those taken in whole
)

# One row: the current legislature. Without a row it is the 17th.
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
    Column("reason", Words),  # of the last failure
    Column("alarms", Text, nullable=False),  # JSON, see bot.core.health
)

# One row: the program's own run, see storage.running.
running = Table(
    "running",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("days", Integer, nullable=False, default=0, server_default=text("0")),  # days on which it was seen running
    Column("counted_on", Date),  # the last of them
    Column("seen_at", Instant),  # when it was last seen running
    Column("update_id", BigInteger),  # the last of Telegram's updates that was kept
    Column("copied_at", Instant),  # when this file was made as a backup; null once the program started with it
    Column("restored_from", Instant),  # where the memory of this file ends, put in the place of a later one
    Column("restored_at", Instant),  # the start at which it began to catch up; null where there is nothing to catch up
)

# One row: which copy of the program leads, see storage.postgresql.leadership. With SQLite it is not used.
leadership = Table(
    "leadership",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("epoch", BigInteger, nullable=False),  # raised by each take-over
    Column("beat", BigInteger, nullable=False),  # raised every second by the copy that leads
    Column("holder", String(16)),  # the name of the copy that leads; null once it has given that up in order
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
    Column("key", String(160), nullable=False, unique=True),  # a report of each key is made once
    Column("kind", String(32), nullable=False),
    Column("body", Words, nullable=False),  # JSON, see bot.messages.operator
    Column("created_at", Instant, nullable=False),
    Column("sent_at", Instant),
)

comment_pages = Table(
    "comment_pages",
    metadata,
    Column("legislature", Integer, primary_key=True, autoincrement=False),
    Column("page", Integer, primary_key=True, autoincrement=False),  # the number of a page of NosDéputés.fr
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
    Column("etag", Words),
    Column("last_modified", Words),
    Column("read_at", Instant),  # when the source last confirmed its reading
    Column("looked_at", Instant),
    Column("absences", Integer, nullable=False, default=0),  # checks in a row that found no page
    Column("failures", Integer, nullable=False, default=0),  # checks in a row that failed
    Column("reason", Words),  # why the last one failed
    Column("next_at", Instant, nullable=False),
    Index(None, "source", "next_at"),
)

follows = Table(
    "follows",
    metadata,
    _key_of_a_chat(),
    Column("question_id", Integer, ForeignKey("questions.id", ondelete="CASCADE"), primary_key=True),
    Column("followed_at", Instant, nullable=False),
    Column("bare", Boolean, nullable=False),  # whether it was asked for without its legislature
    Column("awaiting", String(16)),  # which card it still waits for, see storage.outbox.event_log
    Column("thread", BigInteger),  # the topic of the forum in which it was made
    Column("muted", Boolean, nullable=False, default=False, server_default=false()),  # no alert of its comments
    Column("overdue", String(32)),  # the term that had passed when its card was shown, see bot.core.deadline
    Index(None, "question_id", "chat_id"),
)

# What chats watch, see bot.core.watch.
watches = Table(
    "watches",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("chat_id", BigInteger, ForeignKey("chats.id", ondelete="CASCADE", onupdate="CASCADE"), nullable=False),
    Column("thread", BigInteger),  # the topic of the forum in which it tells
    Column("query", Text, nullable=False),  # its canonical text, see bot.core.query_text
    Column("wants", String(40), nullable=False),  # words of `Wanted`, separated by spaces
    Column("rhythm", String(8)),  # `When`; null where it tells as its chat is told
    Column("created_at", Instant, nullable=False),
    Column("paused_at", Instant),
    UniqueConstraint("chat_id", "query"),
    sqlite_autoincrement=True,  # no number is given twice: buttons carry them
)

# Which watches a delivery names; it is named by its unique key.
matches = Table(
    "matches",
    metadata,
    _key_of_a_chat(),
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

# How far the outbox had come at the end of each day on which the program ran, see storage.outbox.history.
outbox_days = Table(
    "outbox_days",
    metadata,
    Column("day", Integer, primary_key=True, autoincrement=False),  # `days` of `running`
    Column("last_id", BigInteger, nullable=False),  # no row with a lower number, or this one, was written later
)

updates = Table(
    "updates",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("body", Text, nullable=False),  # Telegram's JSON; emptied when handled
    Column("digest", String(64), nullable=False),  # of the body: it tells a redelivery from another update
    Column("received_at", Instant, nullable=False),
    Column("handled_at", Instant),
    Column(
        "attempts", Integer, nullable=False, default=0, server_default=text("0")
    ),  # failed ones, see bot.core.handling
    Column("tried_since", Instant),
    Index(None, "handled_at"),
)

# What every question of the archives is found and counted by, see bot.core.summary.
summaries = Table(
    "summaries",
    metadata,
    Column("legislature", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("state", one_of(State), nullable=False),
    Column("asked", Date),
    Column("ended", Date),  # the day of the answer, or of the end without one
    Column("subject", Text),
    Column("rubric", Text),
    Column("ministry", Text),  # the one that owes the answer
    Column("author_ref", String(16)),
    Column("author", Text),  # the name as the record has it; that of the register comes first
    Column("author_group", Text),
    Column("stems", BigInteger, nullable=False),  # a checksum of its row in the index of stems
    Column("place", BigInteger, nullable=False, unique=True),  # the number of that row, see storage.questions.index
    Column("version", Integer, nullable=False),  # of the words, see bot.core.stems
    Index(None, "author_ref"),
    Index(None, "ministry"),
    Index(None, "rubric"),
    Index(None, "asked"),
    info={DERIVED: True},
)

# The signatures of the texts of every question of the archives, see bot.core.alike; of one too short they are empty.
signatures = Table(
    "signatures",
    metadata,
    Column("legislature", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("question", LargeBinary, nullable=False),
    Column("answer", LargeBinary, nullable=False),
    Column("version", Integer, nullable=False),  # of the signatures
    info={DERIVED: True},
)

# Where a text's likes are looked up: one of its smallest hashes, and its place, see storage.questions.signatures.
signature_lookups = Table(
    "signature_lookups",
    metadata,
    Column("hash", BigInteger, primary_key=True, autoincrement=False),
    Column("place", BigInteger, primary_key=True, autoincrement=False),
    info={DERIVED: True},
    sqlite_with_rowid=False,
)
