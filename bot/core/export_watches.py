"""The watches in a file of `bot.core.export`: how each is written, and read from a file that anybody may have made."""

from dataclasses import dataclass
from typing import Any

from bot.core.preferences import When
from bot.core.query import NoQuery, Query
from bot.core.query_reader import read_query
from bot.core.query_text import text_of
from bot.core.watch import LONGEST_WATCH, Wanted, Watch

MOST_WATCH_ENTRIES = 1000
"""The most watches of one file."""


@dataclass(frozen=True, slots=True)
class WantedWatch:
    """A watch as it is read from a file. It begins anew, in the topic in which the file is sent."""

    query: Query
    wants: frozenset[Wanted]
    rhythm: When | None = None
    is_paused: bool = False


def plain_of(watch: Watch) -> dict[str, Any]:
    """A watch as it is written."""
    written: dict[str, Any] = {
        "query": watch.name,
        "wants": [each.value for each in Wanted if each in watch.wants],
        "rhythm": None if watch.rhythm is None else watch.rhythm.value,
        "paused": watch.is_paused,
    }
    return written if watch.thread is None else {**written, "topic": watch.thread}


def read_watches(entries: object) -> tuple[tuple[WantedWatch, ...], int]:
    """The watches of a file, each query once, and how many entries were not understood. None of them in older files."""
    if not isinstance(entries, list):
        return (), 0 if entries is None else 1
    read = [_wanted(entry) for entry in entries[:MOST_WATCH_ENTRIES]]
    understood: dict[object, WantedWatch] = {}
    for each in read:
        if each is not None:
            understood.setdefault(each.query.key, each)
    return tuple(understood.values()), sum(each is None for each in read)


def _wanted(entry: object) -> WantedWatch | None:
    if not isinstance(entry, dict):
        return None
    text, wants, rhythm = entry.get("query"), entry.get("wants"), entry.get("rhythm")
    paused = entry.get("paused", False)
    if not isinstance(text, str) or len(text) > LONGEST_WATCH or not isinstance(paused, bool):
        return None
    query = read_query(text)
    if isinstance(query, NoQuery) or len(text_of(query)) > LONGEST_WATCH:
        return None
    if not isinstance(wants, list) or not _are_wanted(wants):
        return None
    if rhythm is not None and rhythm not in [each.value for each in When]:
        return None
    return WantedWatch(query, frozenset(map(Wanted, wants)), None if rhythm is None else When(rhythm), paused)


def _are_wanted(wants: list[object]) -> bool:
    return bool(wants) and all(isinstance(each, str) and each in set(Wanted) for each in wants)
