"""Counts what was done since the last daily line of the log, and makes the line. Pure: `now` is handed in."""

from collections import Counter
from datetime import datetime
from enum import Enum


class Deed(Enum):
    """The kinds of work that are counted."""

    CHECK = "looks at pages"
    SWEEP = "sweeps of archives"
    FEED = "looks at the feed of comments"
    NAMES = "looks at the names of deputies"
    ALERT = "alerts sent"


class Tally:
    """Counts the work that was done, the work that failed, and the sources that came back."""

    def __init__(self, since: datetime) -> None:
        self._begin(since)

    def _begin(self, since: datetime) -> None:
        self._since = since
        self._done: Counter[Deed] = Counter()
        self._failed: Counter[Deed] = Counter()
        self._back: set[str] = set()

    def done(self, deed: Deed) -> None:
        """Count something that was done."""
        self._done[deed] += 1

    def failed(self, deed: Deed) -> None:
        """Count something that failed."""
        self._failed[deed] += 1

    def came_back(self, source: str) -> None:
        """Note that a source answers again that had failed for a while."""
        self._back.add(source)

    def line(self, now: datetime) -> str:
        """The line, in the local time of `now`; counting begins anew."""
        since = self._since.astimezone(now.tzinfo).isoformat(timespec="minutes")
        parts = [self._part(deed) for deed in Deed]
        back = f"came back: {', '.join(sorted(self._back))}" if self._back else "no source had to come back"
        self._begin(now)
        return f"since {since}: {', '.join(parts)}; {back}"

    def _part(self, deed: Deed) -> str:
        failed = f" ({self._failed[deed]} failed)" if self._failed[deed] else ""
        return f"{deed.value} {self._done[deed] + self._failed[deed]}{failed}"
