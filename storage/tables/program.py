"""The tables of the program itself."""

from sqlalchemy import BigInteger, Column, Date, Index, Integer, String, Table, Text, text

from storage.column_types import Instant, Words
from storage.tables.base import metadata

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

pictures = Table(
    "pictures",
    metadata,
    Column("key", String(64), primary_key=True),  # a digest of what is to be seen, see bot.charts.album
    Column("file_id", String(250), nullable=False),  # Telegram's
    Column("made_at", Instant, nullable=False),
)
