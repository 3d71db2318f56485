"""Announcements: words of the operator to every chat, in the outbox behind all alerts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.core.delivery import DeliveryState

LONGEST = 3000
"""UTF-16 units of an announcement: with its heading it always fits into one message."""

FOLLOWED_FOR = timedelta(days=2)
"""How long the operator is shown the progress: by then all quiet hours are over."""


class AnnouncementState(StrEnum):
    """The state of an announcement."""

    DRAFT = "draft"
    """The operator sees a preview, and has not confirmed it."""

    FANNING_OUT = "fanning-out"
    """Some chats have no delivery of it yet."""

    FANNED_OUT = "fanned-out"
    """Every chat has its delivery, which may wait for its hour."""

    STOPPED = "stopped"
    """The operator stopped it: deliveries that waited are cancelled."""

    ENDED = "ended"
    """Its progress is shown no longer."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an announcement has come, in chats. `chats` are those that were within reach when it was confirmed."""

    state: AnnouncementState
    chats: int
    sent: int
    later: int
    """Those that wait for the end of their quiet hours or pause, or cannot be written to for now."""

    refused: int
    waits: bool
    """Whether any delivery waits at all."""

    @classmethod
    def of(cls, state: AnnouncementState, chats: int, deliveries: Mapping[DeliveryState, int]) -> "Progress":
        """The progress that the numbers of deliveries by their state make."""
        later = deliveries.get(DeliveryState.SCHEDULED, 0) + deliveries.get(DeliveryState.SUSPENDED, 0)
        ready = deliveries.get(DeliveryState.READY, 0)
        sent, refused = deliveries.get(DeliveryState.SENT, 0), deliveries.get(DeliveryState.REFUSED, 0)
        return cls(state, chats, sent, later, refused, later + ready > 0)

    @property
    def can_be_stopped(self) -> bool:
        """Whether anything is left that would still be sent."""
        return self.state is AnnouncementState.FANNING_OUT or (self.waits and self.state in STOPPABLE)


UNDER_WAY = frozenset({AnnouncementState.FANNING_OUT, AnnouncementState.FANNED_OUT})
"""The states in which the progress is shown."""

STOPPABLE = UNDER_WAY | {AnnouncementState.ENDED}
"""The states in which deliveries can wait."""


def is_over(progress: Progress, begun_at: datetime, now: datetime) -> bool:
    """Whether the progress needs to be shown no longer. A beginning ahead of `now` was dated by a wrong clock."""
    if progress.state is AnnouncementState.FANNING_OUT:
        return False
    return not progress.waits or not begun_at - FOLLOWED_FOR <= now < begun_at + FOLLOWED_FOR
