"""The place at which one page of results ended, so that the next one goes on from there.

A place is a question and not a count: new results do not move questions from one page to another. It travels as the
offset of an inline query, at most 64 bytes, and may come back forged.
"""

import re
from dataclasses import dataclass

from bot.core.question import QuestionId


@dataclass(frozen=True, slots=True)
class AfterNamed:
    """The last question on the page, of those that the text names."""

    last: QuestionId


@dataclass(frozen=True, slots=True)
class AfterFound:
    """The last question on the page, of those found by words: its rank, and its place in the index."""

    rank: int
    row: int


Place = AfterNamed | AfterFound

_NAMED = re.compile(r"n([0-9]{1,2}-[0-9]{1,6})", re.ASCII)
_FOUND = re.compile(r"w([0-9])-([0-9]{1,15})", re.ASCII)


def written(place: Place) -> str:
    """The offset that carries a place."""
    match place:
        case AfterNamed(last):
            return f"n{last}"
        case AfterFound(rank, row):
            return f"w{rank}-{row}"


def place_in(offset: str) -> Place | None:
    """The place that an offset carries; None for an offset that the bot did not make."""
    if found := _FOUND.fullmatch(offset):
        return AfterFound(*(int(each) for each in found.groups()))
    named = _NAMED.fullmatch(offset)
    try:
        return AfterNamed(QuestionId.parse(named[1])) if named else None
    except ValueError:
        return None
