"""What is to happen, and when: each thing once, in its order."""

import heapq
from collections.abc import Callable
from datetime import datetime
from itertools import count

Action = Callable[[], None]


class Agenda:
    """Actions, each at its time."""

    def __init__(self) -> None:
        self._entries: list[tuple[datetime, int, Action]] = []
        self._numbers = count()

    def at(self, time: datetime, action: Action) -> None:
        """That is to be done then."""
        heapq.heappush(self._entries, (time, next(self._numbers), action))

    def next(self, until: datetime) -> tuple[datetime, Action] | None:
        """Take what is to be done first, where it is to be done by then."""
        if not self._entries or self._entries[0][0] > until:
            return None
        time, _, action = heapq.heappop(self._entries)
        return time, action
