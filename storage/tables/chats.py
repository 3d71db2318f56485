"""The tables of chats, and of what they follow and watch."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from bot.core import chambers
from bot.core.preferences import IssueScope
from storage.column_types import Instant, Words, one_of
from storage.tables.base import key_of_a_chat, metadata

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


def of_an_issue(name: str) -> Column[str]:
    """The column that says of which questions of a weekly issue a chat gets the figures."""
    return Column(name, one_of(IssueScope), nullable=False, default=IssueScope.NONE, server_default=text("'none'"))


# See bot.core.preferences; a chat without a row has the usual ones.
preferences = Table(
    "preferences",
    metadata,
    key_of_a_chat(),
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
    *(of_an_issue(issue.name) for _, issue in chambers.issuing()),
    Column("sign_of_life", Boolean, nullable=False, default=False, server_default=false()),
)

# Which chat a person commands from private chat.
delegations = Table(
    "choices",
    metadata,
    key_of_a_chat(),  # the private chat of a person
    Column(
        "target_id",  # the channel or group that is commanded; null where it was erased since
        BigInteger,
        ForeignKey("chats.id", ondelete="SET NULL", onupdate="CASCADE"),
    ),
    Index(None, "target_id"),
)

follows = Table(
    "follows",
    metadata,
    key_of_a_chat(),
    Column("question_id", Integer, ForeignKey("questions.id", ondelete="CASCADE"), primary_key=True),
    Column("followed_at", Instant, nullable=False),
    Column("bare", Boolean, nullable=False),  # whether it was asked for without its legislature
    Column("awaiting", String(16)),  # which card it still waits for, see storage.outbox.event_log
    Column("thread", BigInteger),  # the topic of the forum in which it was made
    Column("muted", Boolean, nullable=False, default=False, server_default=false()),  # no alert of its comments
    Column("overdue", String(32)),  # the term that had passed when its card was shown, see bot.core.deadline
    Column("renewable", Boolean, nullable=False, default=False, server_default=false()),  # its three months had, too
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

# The private address of a chat's feeds, see bot.core.public_address; a chat without a row has none.
feeds = Table(
    "feeds",
    metadata,
    key_of_a_chat(),
    Column("token", String(32), nullable=False),  # ends the address, which is shown again when the chat asks
    Column("digest", String(64), nullable=False, unique=True),  # of the token, which is found by it alone
    Column("opened_at", Instant, nullable=False),
)
