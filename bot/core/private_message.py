"""The questions that a private message names, if it is no command: references, an article, a few words."""

from dataclasses import replace

from bot.core.mentions import find_references
from bot.core.reference import (
    Nonsense,
    Reading,
    References,
    read_addresses,
    read_argument,
    read_others,
    read_references,
)
from bot.core.short_text import is_short, is_telephone, number_meant


def questions_named(text: str, current: int) -> References:
    """The questions that a private message names, if any.

    A message that is nothing but references is read like the words after a command; ambiguous figures take their likely
    reading, since showing a question changes nothing. In any other text a number counts if something says that it
    is a question's, or if it is the only number among a few words.
    """
    if is_telephone(text):
        return References([])
    if addresses := read_addresses(text, current):
        return References(addresses)
    wanted = read_argument(text, current)
    if not any(isinstance(each, Nonsense) for each in wanted.readings):
        return _settled(wanted, current)
    return References(find_references(text, current) or _meant(text, current))


def _meant(text: str, current: int) -> list[Reading]:
    others = read_others(text)[0] if is_short(text) else []
    named: list[Reading] = [each for each in others if not isinstance(each, Nonsense)]
    if named:
        return named
    number = number_meant(text, current)
    return [] if number is None else [number]


def _settled(wanted: References, current: int) -> References:
    likely = [each.likely for each in wanted.ambiguities]
    if not likely or None in likely:
        return wanted
    numbers = " ".join(number for each in likely for number in each or ())
    return replace(wanted, readings=[*wanted.readings, *read_references(numbers, current)], ambiguities=())
