"""The tables of questions, and of what they are found and counted by."""

from sqlalchemy import BigInteger, Column, Date, Index, Integer, LargeBinary, String, Table, Text, UniqueConstraint

from bot.core.question import State
from storage.column_types import Instant, one_of
from storage.tables.base import metadata

DERIVED = "derived"
"""Marks a table that is made of others, and that the program makes anew where its rows are missing."""

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
    Column("answer_due", Date),  # the last day for an answer that the snapshot waits for
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
    Column("email", String(120)),  # at the Assemblée, of those who sit
)

# References of authors that a register does not have.
sought_deputies = Table(
    "sought_deputies",
    metadata,
    Column("register", String(32), primary_key=True),  # its name in `archives`
    Column("ref", String(16), primary_key=True),
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
    Column("term", Date),  # the last day for an answer, whatever became of the question
    Column("closing", Text),  # the source's label of an end without an answer
    Column("stems", BigInteger, nullable=False),  # a checksum of its row in the index of stems
    Column("place", BigInteger, nullable=False, unique=True),  # the number of that row, see storage.questions.index
    Column("version", Integer, nullable=False),  # of the words and the facts, see storage.questions.index
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
