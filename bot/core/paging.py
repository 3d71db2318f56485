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
class AfterRanked:
    """The last question on the page, of those found by words: its rank and its row in the index.

    `best` is the row against which the first page measured its ranks, for a better one may have come meanwhile.
    """

    rank: int
    row: int
    best: int


Place = AfterNamed | AfterRanked

_NAMED = re.compile(r"n([0-9]{1,2}-[0-9]{1,6})", re.ASCII)
_RANKED = re.compile(r"w([0-9]{1,3})-([0-9]{1,12})-([0-9]{1,12})", re.ASCII)


def written(place: Place) -> str:
    """The offset that carries a place."""
    match place:
        case AfterNamed(last):
            return f"n{last}"
        case AfterRanked(rank, row, best):
            return f"w{rank}-{row}-{best}"


def place_in(offset: str) -> Place | None:
    """The place that an offset carries; None for an offset that the bot did not make."""
    if ranked := _RANKED.fullmatch(offset):
        return AfterRanked(*(int(each) for each in ranked.groups()))
    named = _NAMED.fullmatch(offset)
    try:
        return AfterNamed(QuestionId.parse(named[1])) if named else None
    except ValueError:
        return None
