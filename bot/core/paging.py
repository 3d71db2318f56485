"""Where one page of what was found ended, so that the next one goes on from there.

A place is a question and not a count: what is found meanwhile moves no question from one page to another. It travels as
the offset of an inline query, at most 64 bytes, and may come back forged.
"""

import re
from dataclasses import dataclass

from bot.core.question import QuestionId


@dataclass(frozen=True, slots=True)
class AfterNamed:
    """The last question that was shown, of those that a text names."""

    last: QuestionId


@dataclass(frozen=True, slots=True)
class AfterRanked:
    """The last question that was shown, of those that words found: its rank and its row in the index.

    `best` is the row by which the ranks of the first page were measured, for a better one may come meanwhile.
    """

    rank: int
    row: int
    best: int


Place = AfterNamed | AfterRanked

_NAMED = re.compile(r"n([0-9]{1,2}-[0-9]{1,6})", re.ASCII)
_RANKED = re.compile(r"w([0-9]{1,3})-([0-9]{1,12})-([0-9]{1,12})", re.ASCII)


def written(place: Place) -> str:
    """A place as the offset that carries it."""
    match place:
        case AfterNamed(last):
            return f"n{last}"
        case AfterRanked(rank, row, best):
            return f"w{rank}-{row}-{best}"


def place_in(offset: str) -> Place | None:
    """The place that an offset carries; None for one that nobody gave out."""
    if ranked := _RANKED.fullmatch(offset):
        return AfterRanked(*(int(each) for each in ranked.groups()))
    named = _NAMED.fullmatch(offset)
    try:
        return AfterNamed(QuestionId.parse(named[1])) if named else None
    except ValueError:
        return None
