"""What one chat is to be told of one event, and how far that has come."""

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
