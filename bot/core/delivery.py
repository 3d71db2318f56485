"""Deliveries: what one chat is to be told of one event, and in which state that is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from bot.core.alternatives import Alternative
from bot.core.askers import NOTHING_ALIKE, Alike
from bot.core.bulletin import Lack, SourcesRead
from bot.core.issue import Issue
from bot.core.observation import Observation
from bot.core.preferences import DEFAULT_ZONE, Bulletin, IssueScope
from bot.core.question import Question, QuestionId
from bot.core.repeat import Repeat
from bot.core.watch import Named


class DeliveryState(StrEnum):
    """The state of a delivery. The first four wait; the last four are final, and have the time of settling."""

    COLLECTING = "collecting"
    """The sweep that found the event is not over: more events may belong into the same message."""

    READY = "ready"
    """It may be sent."""

    SCHEDULED = "scheduled"
    """It waits for a time: that of a digest, the end of quiet hours or of a pause, or the next attempt."""

    SUSPENDED = "suspended"
    """Its chat is out of reach, or refused a message a short time ago."""

    SENT = "sent"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    """Nobody wants it any more: the chat left the question, or turned such messages off."""

    SHOWN = "shown"
    """The card of a new follow shows the event: it is not sent."""


class GroupKind(StrEnum):
    """Why several events are sent to a chat in one message. (Comments on one question need no group for that.)"""

    LIST = "list"
    """One sweep brought too many of one kind."""

    SAME_ANSWER = "same-answer"
    """One text answers their questions."""

    DIGEST = "digest"
    """They waited for the same time."""

    RESTORED = "restored"
    """They happened after a backup was made that was then restored, so they may have been told: a digest too."""


DIGESTS = frozenset({GroupKind.DIGEST, GroupKind.RESTORED})
"""The kinds of group whose message goes question by question."""


@dataclass(frozen=True, slots=True)
class GroupKey:
    """The key of a group: the deliveries of a chat's topic with the same key are sent in one message.

    `id` depends on the kind. LIST: the number of the sweep that brought them, and the rhythm of the watches that did
    where it is not the chat's. SAME_ANSWER: the same, a colon, and the key of the answer's text. DIGEST: when they were
    released. RESTORED: when the memory of the restored copy ends. Both instants are in milliseconds since 1970.
    """

    kind: GroupKind
    id: str

    @property
    def answer_key(self) -> int | None:
        """The key of the text that answers all their questions; None for any other kind of group."""
        return int(self.id.partition(":")[2]) if self.kind is GroupKind.SAME_ANSWER else None

    @classmethod
    def of_restored(cls, since: datetime) -> "GroupKey":
        """The key for the events that a restored copy lost, whose memory ends at that instant."""
        return cls(GroupKind.RESTORED, str(round(since.timestamp() * 1000)))

    @property
    def restored_from(self) -> datetime | None:
        """The instant at which the restored copy's memory ends; None for any other kind of group."""
        return datetime.fromtimestamp(int(self.id) / 1000, UTC) if self.kind is GroupKind.RESTORED else None


class CardKind(StrEnum):
    """The kinds of delivery that tell no event. A digest takes none of them."""

    CARD = "card"
    """What is known of a question of which nothing was known when it was followed."""

    CARD_OF_BARE = "card-of-bare"
    """The same for a number that was given without its legislature: the card says which one was taken."""

    MISSING = "missing"
    """There is no such question."""

    MISSING_EVERYWHERE = "missing-everywhere"
    """The same for a number that was given without its legislature."""

    ANNOUNCEMENT = "announcement"
    """Words of the operator, which are about no question."""


@dataclass(frozen=True, slots=True)
class Group:
    """The questions of one message. `listed` has each with what is known of it.

    In a list, `first` is the number of its first line in the whole list, which has `total` lines. In an answer to
    several questions, `total` is how many it answers, followed or not; `listed` are those that this chat follows.
    """

    is_list: bool
    listed: tuple[tuple[QuestionId, Question | None], ...]
    first: int
    total: int


@dataclass(frozen=True, slots=True)
class Happened:
    """One event of a digest; `detail` is that of `bot.core.change.Event`."""

    kind: str
    key: str
    detail: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class DigestEntry:
    """The events of one question in a digest; `rows` are their rows of the outbox, `watches` those that brought any."""

    id: QuestionId
    question: Question | None
    happened: tuple[Happened, ...]
    rows: tuple[int, ...]
    watches: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class Digest:
    """A part of a digest: `first` is the number of its first question in the whole digest, which has `total`.

    `restored_from` is set in the digest of a restored copy: the instant at which the copy's memory ends. `read` is when
    the sources were last read.
    """

    entries: tuple[DigestEntry, ...]
    first: int
    total: int
    restored_from: datetime | None = None
    read: SourcesRead | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A bulletin of a day, as one chat is told it; `scope` says of which questions the figures are.

    The rest is read when it is sent, what the kind needs of it: the `issue` with what is known of the questions that
    it `named`, the `legislature` of the whole; why there is none (`lack`), and until when the archive that would have
    it was read (`read_at`); and when the sources were last `read`.
    """

    kind: Bulletin
    day: date
    scope: IssueScope
    issue: Issue | None = None
    named: Mapping[QuestionId, Question] = field(default_factory=dict)
    legislature: int = 0
    lack: Lack | None = None
    read_at: datetime | None = None
    read: SourcesRead = field(default_factory=SourcesRead)


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message to be sent: one row of the outbox, or several that go together.

    - `kind` is a kind of event, a `CardKind`, or a `Bulletin`; `keys` are the events' keys, oldest first; `detail` is
      that of the first event (see `bot.core.change.Event`).
    - `kind_of_chat` is as in `bot.core.chat.Chat`; `thread` is the topic of a forum, if it is sent to one; `silent` is
      whether it comes without a sound; `zone` is the chat's time zone (IANA).
    - `attempts` counts the sends that failed before, `doubts` those of them that got no answer, `refusals` the messages
      that the chat refused in a row.
    - `group` and `digest` are None for an event that is told alone or with other comments.
    - `repeat` is a later question in which the author of an ended one asks the same again.
    - `alternatives` are the other questions of a number that was given without its legislature.
    - `watches` are those that brought any of its rows; `followed` is whether the chat follows the question.
    - `alike` is what is nearly the same as the question, or as its answer.
    - `announced` are the words of an announcement; None in every other delivery. Then the question is none.
    - `bulletin` is the bulletin that it tells, likewise about no question.
    - `read` is when the sources were last read, where it is told alone though a digest was to tell it.
    - `reply_to` is the chat's last message about the question, which this one answers; None where there is none.
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
    alike: Alike = NOTHING_ALIKE
    doubts: int = 0
    refusals: int = 0
    watches: tuple[Named, ...] = ()
    followed: bool = True
    announced: str | None = None
    read: SourcesRead | None = None
    reply_to: int | None = None
    bulletin: Told | None = None

    @property
    def is_about_one(self) -> bool:
        """Whether it tells of one question alone, of those that concern the chat: then it belongs to its thread."""
        is_single = self.group is None or (not self.group.is_list and len(self.group.listed) == 1)
        is_of_none = self.announced is not None or self.bulletin is not None
        return not is_of_none and is_single and (self.digest is None or self.digest.total == 1)

    @property
    def traces(self) -> tuple[tuple[int, str], ...]:
        """Each row with the name of its event, by which the log follows an event from its source to its chats."""
        if self.digest is not None:
            told = [(entry.id, each.key) for entry in self.digest.entries for each in entry.happened]
        elif self.group is not None:
            told = [(id, key) for (id, _), key in zip(self.group.listed, self.keys, strict=False)]
        else:
            told = [(self.question, key) for key in self.keys]
        return tuple((row, event_name(id, key)) for row, (id, key) in zip(self.rows, told, strict=False))


def event_name(question: QuestionId, key: str) -> str:
    """The name of an event in the log, such as `an17-4321:answered`."""
    return f"{question}:{key}"
