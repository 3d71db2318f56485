"""Two copies of one bot: how long their conflict may last, and which of the two gives up.

Telegram gives the updates to the copy that asked last, and answers 409 to the other. Two copies that both go on share
the updates at random, answer from two databases, and send everything twice. Pure: `now` is handed in.
"""

from datetime import datetime, timedelta

QUIET = timedelta(seconds=45)
"""Longer than a poll and the wait between two: a copy that met no other for so long is alone again."""

JUST_STARTED = timedelta(minutes=1)
PATIENCE_OF_NEWCOMER = timedelta(seconds=30)
"""A restart overlaps with the copy that ends; that lasts for some seconds."""

PATIENCE_OF_FIRST = timedelta(seconds=90)
"""The copy that ran before stays, unless the newcomer, or a webhook, does not go."""


class CopyConflict:
    """What this copy knows of another one.

    Of several copies on one database one alone asks for updates. It `insists`: what it meets is the last request of the
    leader before it, which hangs at Telegram for half a minute at most, or somebody else, who is to go first.
    """

    def __init__(self, started: datetime, insists: bool) -> None:
        self._started = started
        self._insists = insists
        self._first: datetime | None = None
        self._last: datetime | None = None

    def met(self, now: datetime) -> bool:
        """Note that the other copy was met. Returns whether to give up."""
        is_same = self._last is not None and timedelta(0) <= now - self._last <= QUIET
        if self._first is None or not is_same:
            self._first = now
        self._last = now
        is_newcomer = not self._insists and self._first - self._started < JUST_STARTED
        return now - self._first >= (PATIENCE_OF_NEWCOMER if is_newcomer else PATIENCE_OF_FIRST)
