"""Limits how much one person may ask of the bot in a minute. It has a memory, but is handed the time."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

WINDOW = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Granted:
    """Go on."""


@dataclass(frozen=True, slots=True)
class TooMany:
    """No more before `until`; `silent` is whether the person was told so already."""

    until: datetime
    silent: bool


@dataclass(slots=True)
class _Usage:
    granted: deque[datetime] = field(default_factory=deque)
    told_until: datetime | None = None


class Throttle:
    """Grants each person at most so many requests within any `window`. Refused requests do not count."""

    def __init__(self, most: int, window: timedelta = WINDOW) -> None:
        self._most = most
        self._window = window
        self._asked: dict[int, _Usage] = {}
        self._swept_at: datetime | None = None

    def ask(self, who: int, now: datetime) -> Granted | TooMany:
        """Whether a person may ask once more. Times that a clock ahead left behind do not count."""
        self._sweep(now)
        asked = self._asked.setdefault(who, _Usage())
        while asked.granted and asked.granted[-1] > now + self._window:
            asked.granted.pop()
        if asked.told_until is not None and asked.told_until > now + self._window:
            asked.told_until = None
        while asked.granted and asked.granted[0] <= now - self._window:
            asked.granted.popleft()
        if len(asked.granted) < self._most:
            asked.granted.append(now)
            return Granted()
        silent = asked.told_until is not None and now < asked.told_until
        until = asked.granted[0] + self._window
        if not silent:
            asked.told_until = until
        return TooMany(until, silent)

    def _sweep(self, now: datetime) -> None:
        """Forget the persons who asked nothing for a window."""
        if self._swept_at is not None and timedelta(0) <= now - self._swept_at < self._window:
            return
        self._swept_at, before = now, now - self._window
        idle = [who for who, asked in self._asked.items() if not asked.granted or asked.granted[-1] <= before]
        for who in idle:
            del self._asked[who]
