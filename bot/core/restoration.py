"""A database that was restored from an older copy: how it is recognised, and for how long it catches up.

Events after the copy was made were sent already, and the copy does not know that. Telegram numbers updates one by one.
A gap between the last update that the database knows and the first one after a start shows that some were taken in
between: by the bot itself, before the copy was restored, or by nobody, when the bot was away for longer than the day
for which Telegram keeps updates. Pure: `now` is handed in.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

LONGEST_CATCHING_UP = timedelta(hours=6)
"""A source that does not answer for longer no longer holds up the events of the others."""


@dataclass(frozen=True, slots=True)
class Restoration:
    """The database's memory ends at `since`; the process that catches up with later events started at `began_at`."""

    since: datetime
    began_at: datetime

    @property
    def until(self) -> datetime:
        """When catching up ends at the latest."""
        return self.began_at + LONGEST_CATCHING_UP


def is_gap(last: int | None, first: int) -> bool:
    """Whether updates are missing between the `last` one that was written down and the `first` one after a start.

    A number that is not larger shows no gap: Telegram delivers updates again, and numbers them anew after a week.
    """
    return last is not None and first > last + 1


def is_over(restoration: Restoration, now: datetime) -> bool:
    """Whether the time for catching up is over; a clock that went back ends it too."""
    return not restoration.began_at <= now < restoration.until
