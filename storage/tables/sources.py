"""The tables of the sources and of what they said."""

from sqlalchemy import BigInteger, Boolean, Column, Date, ForeignKey, Index, Integer, String, Table, Text, false

from storage.column_types import Instant, Words
from storage.tables.base import metadata

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

# See bot.core.activity.
activity = Table(
    "activity",
    metadata,
    Column("source", String(16), primary_key=True),
    Column("latest_at", Instant),
    Column("comment", BigInteger),
    Column("probed_at", Instant),
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
