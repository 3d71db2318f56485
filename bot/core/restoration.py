"""A database that was put back from an older copy: how it is recognised, and for how long it catches up.

What happened after the copy was made was told, and the copy does not know that. Telegram's updates are numbered one by
one: where the first that is delivered after a start does not follow the last one that was written down, somebody else
took those in between. That can be the bot itself, before the copy was put in place; or nobody, when the bot was away
for longer than the day for which Telegram keeps them. Pure: `now` is handed in.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

LONGEST_CATCHING_UP = timedelta(hours=6)
"""A source that does not answer for longer no longer holds up what the others tell."""


@dataclass(frozen=True, slots=True)
class Restoration:
    """The file's memory ends at `since`; `began_at` the process started that catches up with what happened then."""

    since: datetime
    began_at: datetime

    @property
    def until(self) -> datetime:
        """When catching up ends at the latest."""
        return self.began_at + LONGEST_CATCHING_UP


def is_gap(last: int | None, first: int) -> bool:
    """Whether updates are missing between the `last` one written down and the `first` one delivered after a start.

    A number that is not larger is none: Telegram delivers an update again, or begins to number anew after a week.
    """
    return last is not None and first > last + 1


def is_over(restoration: Restoration, now: datetime) -> bool:
    """Whether it has caught up for long enough; a clock that went back ends it too."""
    return not restoration.began_at <= now < restoration.until
