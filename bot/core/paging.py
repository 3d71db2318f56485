"""The place at which one page of results ended, so that the next one goes on from there.

A place is a question and not a count: new results do not move questions from one page to another. It travels as the
offset of an inline query or in the data of a button, at most 64 bytes, and may come back forged.
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


@dataclass(frozen=True, slots=True)
class BeforeFound:
    """The first question on a page of those found by words, written in the same way: the page before ends there."""

    rank: int
    row: int


@dataclass(frozen=True, slots=True)
class Turn:
    """A page to be turned to. `before` is how many questions come before that place, None where nobody counted."""

    place: AfterFound | BeforeFound
    before: int | None = None


Place = AfterNamed | AfterFound

MAX_ROW = (1 << 63) - 1
"""The highest place that there can be in the index; a higher one is forged."""

_NAMED = re.compile(r"n([a-z1-9][A-Za-z0-9-]{0,62})", re.ASCII)
_FOUND = re.compile(r"w([0-9])-([0-9]{1,19})", re.ASCII)
_TURN = re.compile(r"([wb])([0-9])-([0-9]{1,19})(?:\+([0-9]{1,6}))?", re.ASCII)


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
        return AfterFound(int(found[1]), int(found[2])) if int(found[2]) <= MAX_ROW else None
    named = _NAMED.fullmatch(offset)
    try:
        return AfterNamed(QuestionId.parse(named[1])) if named else None
    except ValueError:
        return None


def written_turn(turn: Turn) -> str:
    """The data of a button that turns the page."""
    sign = "w" if isinstance(turn.place, AfterFound) else "b"
    counted = "" if turn.before is None else f"+{turn.before}"
    return f"{sign}{turn.place.rank}-{turn.place.row}{counted}"


def turn_in(data: str) -> Turn | None:
    """The page that a button turns to; None for data that the bot did not write."""
    found = _TURN.fullmatch(data)
    if found is None or int(found[3]) > MAX_ROW:
        return None
    kind = AfterFound if found[1] == "w" else BeforeFound
    return Turn(kind(int(found[2]), int(found[3])), int(found[4]) if found[4] else None)


def number_of_first(turn: Turn | None, shown: int, is_first: bool) -> int | None:
    """The number of the first question on a page that shows so many, None where nobody counted those before it."""
    if turn is None or is_first:
        return 1
    if turn.before is None:
        return None
    number = turn.before + 1 if isinstance(turn.place, AfterFound) else turn.before + 1 - shown
    return number if number > 1 else None  # there are some before it, so the count is wrong by now
