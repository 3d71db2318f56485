"""What one chat is to be told of one event, and how far that has come."""

from dataclasses import dataclass
from enum import StrEnum


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


@dataclass(frozen=True, slots=True)
class GroupKey:
    """Which deliveries of a chat's topic are told in one message: those with the same key.

    `id` is the number of the sweep that brought them (of a LIST, and before a colon of a SAME_ANSWER, whose text's key
    follows), or when they were let go (of a DIGEST, in milliseconds since 1970).
    """

    kind: GroupKind
    id: str

    @property
    def answer_key(self) -> int | None:
        """The key of the text that answers all their questions; None where that is not what they share."""
        return int(self.id.partition(":")[2]) if self.kind is GroupKind.SAME_ANSWER else None
