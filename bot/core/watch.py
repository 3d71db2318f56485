"""A watch: a chat wants to be told of the questions that meet a query, whatever their numbers are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.core.change import ASKED_KEY, Event, Kind, compare
from bot.core.merge import Readings
from bot.core.preferences import When
from bot.core.query import Query
from bot.core.query_text import text_of

LONGEST_WATCH = 500
"""Characters of the text of a watch's query: it is named in every message that the watch brings."""


class Wanted(StrEnum):
    """What a watch tells of the questions that meet its query."""

    ASKED = "asked"
    ANSWERED = "answered"
    CLOSED = "closed"

    @property
    def kind(self) -> Kind:
        """The kind of event that it is."""
        return Kind(self.value)


ALL_WANTED = frozenset(Wanted)


@dataclass(frozen=True, slots=True)
class Watch:
    """A watch of a chat.

    `thread` is the topic of a forum in which it tells, None outside of topics. `rhythm` is when it tells, None for
    whenever its chat is told. A watch that `is_paused` tells nothing, and is told of nothing later.
    """

    id: int
    chat_id: int
    thread: int | None
    query: Query
    wants: frozenset[Wanted]
    rhythm: When | None
    created_at: datetime
    is_paused: bool

    @property
    def name(self) -> str:
        """The canonical text of its query, by which people know it."""
        return text_of(self.query)


@dataclass(frozen=True, slots=True)
class Named:
    """A watch as a message names it: by its number and the canonical text of its query."""

    id: int
    name: str


def each_once(watches: Iterable[Iterable[Named]]) -> tuple[Named, ...]:
    """The watches of several deliveries, each once, in their order."""
    return tuple(dict.fromkeys(each for some in watches for each in some))


class NoRoomForWatches(Exception):
    """The chat has as many watches as it may."""


class WatchTooLong(ValueError):
    """The text of a query has more than `LONGEST_WATCH` characters."""


class NoSuchWatch(LookupError):
    """The watch was stopped meanwhile."""


ASKED = Event(Kind.ASKED, ASKED_KEY)
TOLD = frozenset(wanted.kind for wanted in Wanted)


def news_between(before: Readings, after: Readings) -> tuple[Event, ...]:
    """What watches tell of a question that an archive had `before`, and has `after`: an answer, or another end.

    The archive is compared with itself alone. A page that was read earlier, because somebody follows the question, has
    told its followers of the end; those who watch are told by the archive.
    """
    was, now = before.archive, after.archive
    if was is None or now is None or (was.state is now.state and before.reopenings == after.reopenings):
        return ()
    old, new = (Readings(archive=each.archive, reopenings=each.reopenings) for each in (before, after))
    return tuple(event for event in compare(old, new) if event.kind in TOLD)
