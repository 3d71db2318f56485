"""Feeds: what a chat was told, and until when it may expect answers, for programs that are not Telegram."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.core.change import Kind
from bot.core.delivery import Delivery
from bot.core.question import Question

MOST_ENTRIES = 100
"""The newest alerts in a feed. Readers look several times a day, and few chats are told so much in a week."""

MOST_TERMS = 2_000
"""Terms in a calendar, the latest: a chat follows 500 questions unless the operator allows more."""

MOVES_A_TERM = frozenset({Kind.SIGNALLED, Kind.REOPENED})
"""The events after which another term counts, or one counts again (see `bot.core.deadline.terms`)."""


@dataclass(frozen=True, slots=True)
class Subscriber:
    """The chat of a feed, as the feed needs it: its language, its time zone (IANA), and since when it has this feed."""

    chat_id: int
    kind: str
    language: str
    zone: str
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """One event that a chat is told by itself, since `at`."""

    at: datetime
    delivery: Delivery


@dataclass(frozen=True, slots=True)
class FollowedTerm:
    """A term of a followed question that waits for an answer: its key (see `bot.core.deadline`), and its last day.

    `changed_at` is when the question last changed for the chat: it was followed, or something happened to it. `moves`
    counts how often its terms moved as long as it was watched.
    """

    question: Question
    key: str
    last: date
    changed_at: datetime
    moves: int


@dataclass(frozen=True, slots=True)
class Document:
    """A feed as it was made: its bytes, packed by gzip, a tag that changes with them, and since when they are these."""

    packed: bytes
    tag: str
    modified: datetime


class FeedUnavailable(Exception):
    """A feed cannot be had now; later perhaps."""
