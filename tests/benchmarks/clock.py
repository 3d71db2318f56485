"""A clock that stands still until it is set, so that weeks pass in seconds."""

from datetime import datetime, timedelta


class Clock:
    """The clock that is handed to the program in place of the system's."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def set(self, now: datetime) -> None:
        """Set the time, which must not be before the present one."""
        if now < self.now:
            raise ValueError(f"the clock does not go back from {self.now} to {now}")
        self.now = now

    def advance(self, by: timedelta) -> None:
        """Move the time on."""
        self.set(self.now + by)
