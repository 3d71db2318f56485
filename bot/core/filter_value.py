"""Reads the value of a filter: a name, a state, a nature, a legislature, a year, a day."""

import re
from datetime import date

from bot.core import chambers
from bot.core.chambers.assemblee import FIRST_LEGISLATURE, MAX_LEGISLATURE
from bot.core.nature import read_nature
from bot.core.query import STATES, Field, Value
from bot.core.stems import says_something
from bot.core.words import spelt, tidy, words_of

EARLIEST_YEAR, LATEST_YEAR = 1958, 2099
"""The years of the Fifth Republic, for a long while to come."""

_LEGISLATURE = re.compile(r"([0-9]{1,2})(?:i?eme|e|th)?")
_REFERENCE = re.compile(r"pa[0-9]{1,9}", re.ASCII)


def read_value(of: Field, text: str) -> tuple[Value, str] | None:
    """The value of a filter and how it was typed, empty where it is shown by its words; None where it means nothing.

    A text without any word is no value, and is not to be handed in.
    """
    words = words_of(text)
    match of:
        case Field.STATE:
            return _known(_state(words))
        case Field.CHAMBER:
            return _known(_chamber(words))
        case Field.NATURE:
            return _known(read_nature(words))
        case Field.LEGISLATURE:
            return _known(_legislature(words))
        case Field.YEAR:
            return _known(_day(words) if len(words) == 1 else None)
        case Field.SINCE:
            return _known(_day(words))
    return name_value(of, text)


def first_day(since: Value) -> date:
    """The first day of the value of `depuis:`, which is a year, a month or a day."""
    year, month, day = (*map(int, since), 1, 1)[:3]
    return date(year, month, day)


def reference_in(author: Value) -> str | None:
    """The Assemblée's reference of a deputy, "PA721764", where that is the value; None where it is a name."""
    return author[0].upper() if len(author) == 1 and _REFERENCE.fullmatch(author[0]) else None


def name_value(of: Field, name: str) -> tuple[Value, str]:
    """The value that a name is, and how it is shown.

    That of a deputy may have the Assemblée's own reference behind it, which then is all that counts.
    """
    words = words_of(name)
    reference = (
        next((word for word in reversed(words) if _REFERENCE.fullmatch(word)), None) if of is Field.AUTHOR else None
    )
    if reference is not None:
        spelt_so = (typed.upper() if word == reference else typed for word, typed in spelt(tidy(name)))
        return (reference,), "-".join(spelt_so)
    value = tuple(word for word in words if says_something(word)) or words
    return value, "-".join(typed for word, typed in spelt(tidy(name)) if word in value)


def _known(value: Value | None) -> tuple[Value, str] | None:
    return None if value is None else (value, "")


def _state(words: Value) -> Value | None:
    state = STATES.get(" ".join(words))
    return None if state is None else (state.value,)


def _chamber(words: Value) -> Value | None:
    called = {words_of(name): each.code for each in chambers.CHAMBERS for name in (each.code, *each.names)}
    code = called.get(words)
    return None if code is None else (code,)


def _legislature(words: Value) -> Value | None:
    number = _LEGISLATURE.fullmatch(words[0])
    is_one = len(words) == 1 and number and FIRST_LEGISLATURE <= int(number[1]) <= MAX_LEGISLATURE
    return (number[1],) if number and is_one else None


def _day(words: Value) -> Value | None:
    """A year, a month or a day, its year first: of "2026-03-15", and of "15/03/2026"."""
    parts = words if len(words[0]) == 4 else words[::-1]
    if len(parts) > 3 or not all(part.isascii() and part.isdigit() and len(part) <= 4 for part in parts):
        return None
    year, *others = (int(part) for part in parts)
    value = (str(year), *(f"{other:02}" for other in others))
    try:
        first_day(value)
    except ValueError:
        return None
    return value if EARLIEST_YEAR <= year <= LATEST_YEAR else None
