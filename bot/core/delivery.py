"""What one chat is to be told of one event, and how far that has come."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from bot.core.alternatives import Alternative
from bot.core.observation import Observation
from bot.core.preferences import DEFAULT_ZONE
from bot.core.question import Question, QuestionId
from bot.core.repeat import Repeat


class DeliveryState(StrEnum):
    """How far a delivery has come. The first four wait; the last four are final, and have an instant of settling."""

    COLLECTING = "collecting"
    """The sweep that found it is not over; only then is it known what else belongs into its message."""

    READY = "ready"
    """It may be sent."""

    SCHEDULED = "scheduled"
    """It waits for an hour: that of a digest, the end of a quiet time or a pause, or the next attempt."""

    SUSPENDED = "suspended"
    """Its chat is out of reach, or refused something a short time ago."""

    SENT = "sent"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    """Nobody wants it any more: the chat left the question, or turned such messages off."""

    SHOWN = "shown"
    """The card of a new follow shows it: it is not told."""


class GroupKind(StrEnum):
    """Why several events are told to a chat in one message. (Comments on one question need no group to be.)"""

    LIST = "list"
    """One sweep brought too many of one kind."""

    SAME_ANSWER = "same-answer"
    """One text answers their questions."""

    DIGEST = "digest"
    """They waited for one hour."""

    RESTORED = "restored"
    """A copy that was put in the place of the database would tell them anew: a digest too."""


DIGESTS = frozenset({GroupKind.DIGEST, GroupKind.RESTORED})
"""The groups that are told question by question."""


@dataclass(frozen=True, slots=True)
class GroupKey:
    """Which deliveries of a chat's topic are told in one message: those with the same key.

    `id` is the number of the sweep that brought them (of a LIST, and before a colon of a SAME_ANSWER, whose text's key
    follows), when they were let go (of a DIGEST), or when the memory of a RESTORED copy ends; the latter two in
    milliseconds since 1970.
    """

    kind: GroupKind
    id: str

    @property
    def answer_key(self) -> int | None:
        """The key of the text that answers all their questions; None where that is not what they share."""
        return int(self.id.partition(":")[2]) if self.kind is GroupKind.SAME_ANSWER else None

    @classmethod
    def of_restored(cls, since: datetime) -> "GroupKey":
        """The key of what a copy lost whose memory ends at that instant."""
        return cls(GroupKind.RESTORED, str(round(since.timestamp() * 1000)))

    @property
    def restored_from(self) -> datetime | None:
        """The inverse; None for any other group."""
        return datetime.fromtimestamp(int(self.id) / 1000, UTC) if self.kind is GroupKind.RESTORED else None


class CardKind(StrEnum):
    """What a delivery tells that is no event."""

    CARD = "card"
    """What is known of a question that was followed before anything was."""

    CARD_OF_BARE = "card-of-bare"
    """The same for a number that was given without its legislature: it says which one was taken."""

    MISSING = "missing"
    """There is no such question."""

    MISSING_EVERYWHERE = "missing-everywhere"
    """The same for a number that was given without its legislature."""


@dataclass(frozen=True, slots=True)
class Group:
    """What is told together. `listed` are the questions of this message, with what is known of each.

    Of a list, `first` is the number of its first line in the whole list, and `total` how many lines that has. Of an
    answer to several questions, `total` is how many it answers, followed or not; `listed` are those that this chat
    follows.
    """

    is_list: bool
    listed: tuple[tuple[QuestionId, Question | None], ...]
    first: int
    total: int


@dataclass(frozen=True, slots=True)
class Happened:
    """One event, as a digest tells it; `detail` is that of `bot.core.change.Event`."""

    kind: str
    key: str
    detail: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class DigestEntry:
    """What happened to one question; `rows` are those of the outbox that tell it."""

    id: QuestionId
    question: Question | None
    happened: tuple[Happened, ...]
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """A part of a digest: `first` is the number of its first question in the whole, which has `total`.

    `restored_from` is when the memory ends of a copy that was put in the place of the database, where the digest is of
    what happened since.
    """

    entries: tuple[DigestEntry, ...]
    first: int
    total: int
    restored_from: datetime | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message to be: one row of the outbox, or several that go together.

    `kind` is a kind of event, or a `CardKind`; `keys` are the events' keys, oldest first;
    `detail` is that of the first event (see `bot.core.change.Event`); `thread` the topic of a forum, where it is told
    in one; `kind_of_chat` as `bot.core.chat.Chat` has it; `silent` whether it comes without a sound; `zone` its
    clocks'. `attempts` counts the sends that failed before, `doubts` those of them to which no answer came; `refusals`
    are those of its chat in a row. `group` and `digest` are None for what is told alone, or
    with other comments. `repeat` is a later question with which the author of one that ended asks the same.
    `alternatives` are the other questions of a number that was given without its legislature.
    """

    rows: tuple[int, ...]
    chat_id: int
    kind_of_chat: str
    thread: int | None
    language: str
    question: QuestionId
    kind: str
    keys: tuple[str, ...]
    attempts: int
    observation: Observation
    detail: Mapping[str, Any]
    group: Group | None
    silent: bool = False
    zone: str = DEFAULT_ZONE
    digest: Digest | None = None
    repeat: Repeat | None = None
    alternatives: tuple[Alternative, ...] = ()
    doubts: int = 0
    refusals: int = 0
