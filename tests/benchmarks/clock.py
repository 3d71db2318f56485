"""A clock that stands still until it is set: weeks pass in seconds."""

from datetime import datetime, timedelta


class Clock:
    """Handed to whatever wants to know what time it is."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def set(self, now: datetime) -> None:
        """Let it be that time, which is not before the time that it is."""
        if now < self.now:
            raise ValueError(f"the clock does not go back from {self.now} to {now}")
        self.now = now

    def advance(self, by: timedelta) -> None:
        """Let some time pass."""
        self.set(self.now + by)
