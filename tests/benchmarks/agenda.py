"""An agenda of future actions, each of which is taken once, in the order of time."""

import heapq
from collections.abc import Callable
from datetime import datetime
from itertools import count

Action = Callable[[], None]


class Agenda:
    """Actions with their times."""

    def __init__(self) -> None:
        self._entries: list[tuple[datetime, int, Action]] = []
        self._numbers = count()

    def at(self, time: datetime, action: Action) -> None:
        """Put an action on the agenda."""
        heapq.heappush(self._entries, (time, next(self._numbers), action))

    def next(self, until: datetime) -> tuple[datetime, Action] | None:
        """Take the earliest action, if its time is not later than `until`."""
        if not self._entries or self._entries[0][0] > until:
            return None
        time, _, action = heapq.heappop(self._entries)
        return time, action
