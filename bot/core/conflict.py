"""Two copies of one bot: how long the trouble may last, and which of the two gives up.

Telegram gives the updates to whoever asked last and tells the other one so (409). Two copies that both go on share them
at random, answer from two databases, and tell their chats everything twice. Pure: `now` is handed in.
"""

from datetime import datetime, timedelta

QUIET = timedelta(seconds=45)
"""Longer than a poll and the wait between two: whoever met nobody in that time is alone again."""

JUST_STARTED = timedelta(minutes=1)
PATIENCE_OF_NEWCOMER = timedelta(seconds=30)
"""A restart overlaps with the copy that ends, which it does within seconds."""

PATIENCE_OF_FIRST = timedelta(seconds=90)
"""The one that was there before stays, unless the newcomer, or a webhook, does not go."""


class CopyConflict:
    """What this copy knows of another one."""

    def __init__(self, started: datetime) -> None:
        self._started = started
        self._first: datetime | None = None
        self._last: datetime | None = None

    def met(self, now: datetime) -> bool:
        """The other copy was met. Whether to give up."""
        is_same = self._last is not None and timedelta(0) <= now - self._last <= QUIET
        if self._first is None or not is_same:
            self._first = now
        self._last = now
        is_newcomer = self._first - self._started < JUST_STARTED
        return now - self._first >= (PATIENCE_OF_NEWCOMER if is_newcomer else PATIENCE_OF_FIRST)
