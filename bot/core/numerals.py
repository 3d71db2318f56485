"""Reads numbers as people write them: in any script's digits, and with separators of thousands.

"12 432", "12.432", "12,432" and "12'432" are one number; "100 200 300" is three. A no-break, narrow, thin or figure
space between figures says that they belong together. A plain space says it only where something else does (a sign such
as "n°", a legislature, commas between the numbers); without that a text has several readings, and the person chooses.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from bot.core.compatible import compatible

MOST_GROUPS = 8
"""The most groups of figures whose readings are offered: a button carries them all. More in a row are a list."""

MOST_AMBIGUITIES = 5
"""The most questions that are asked back about one text."""

_UNSEEN = frozenset("\ufe0e\ufe0f\u20e3")
"""The signs that make an emoji of a digit."""

_TYPOGRAPHIC = "[\u00a0\u2006-\u2009\u202f]"
_BEFORE = r"(?<![\w/.,'’-])"
_AFTER = r"(?![\w/]|[.,'’-][0-9])"
_SET_APART = rf"[1-9][0-9]{{0,2}}(?:{_TYPOGRAPHIC}|[.'’])[0-9]{{3}}|[1-9][0-9]?,[0-9]{{3}}"
"""Three figures before a comma are not sure: "100,200" can be a list."""

_TIGHT = re.compile(rf"{_BEFORE}(?<![0-9]{_TYPOGRAPHIC})(?:{_SET_APART}){_AFTER}(?!{_TYPOGRAPHIC}[0-9]{{3}}\b)")
_PAIR = r"(?:[1-9][0-9]{0,2} [0-9]{3})"
_END = r"(?![\w/]|[.,'’-][0-9]| [0-9])"
_SIGN = r"n ?[°º] ?|no\.? ?|num[ée]ro |number |# ?|q(?:[eg]|osd) |(?:written )?question (?:[ée]crite )?"
_SIGNED = re.compile(rf"(?i)(?<![\w/.-])(?:{_SIGN}){{1,4}}{_PAIR}{_END}")
_OF_LEGISLATURE = re.compile(
    rf"(?i){_BEFORE}{_PAIR}(?= ?[,(·]? ?(?:(?:de|of) (?:la|the) )?[0-9]{{2}} ?(?:[eè]me|e|ᵉ|th)(?![\w/-]))"
)
_IN_LEGISLATURE = re.compile(
    rf"(?i)(?<![\w/-])(?:[0-9]{{2}} ?[/-] ?|[0-9]{{2}} ?(?:[eè]me|e|ᵉ|th) l[ée]gislature ?[,:·]? ?){_PAIR}{_END}"
)
_LISTED = re.compile(rf"(?:(?<=[,;\n])|(?<=[,;] )){_PAIR}(?= ?(?:[,;\n]|\Z))|(?:\A|(?<=\n)){_PAIR}(?= ?[,;\n])")
_SURE = (_SIGNED, _OF_LEGISLATURE, _IN_LEGISLATURE, _LISTED)
_RUN = re.compile(r"(?<![\w/.,'’#°-])[1-9][0-9]{0,2}(?: [0-9]{3})+(?![\w/]|[.,'’-][0-9])")
_BETWEEN = re.compile(r"(?<=[0-9]) (?=[0-9]{3}(?![0-9]))")


@dataclass(frozen=True, slots=True)
class Ambiguity:
    """Figures that can be read in several ways: as they were `typed`, and the numbers of each reading.

    The first reading has the fewest numbers, the last the most.
    """

    typed: str
    readings: tuple[tuple[str, ...], ...]

    @property
    def likely(self) -> tuple[str, ...] | None:
        """The likely reading, for use where a mistake costs nothing: "12 432" is one number more often than two."""
        groups, one = self.readings[-1], self.readings[0]
        return one if len(one) == 1 and len(groups[0]) < 3 else None


@dataclass(frozen=True, slots=True)
class Divided:
    """A text in two parts: the rest, which has one reading, and the figures to be asked back."""

    rest: str
    ambiguities: tuple[Ambiguity, ...]


def plain_figures(text: str) -> str:
    """The text without invisible signs, with the digits of any script as `0` to `9`, spaces and letters in one form.

    Separators of thousands that have one meaning are removed.
    """
    shown = (each for each in text if each not in _UNSEEN and unicodedata.category(each) != "Cf")
    figures = "".join(str(unicodedata.decimal(each)) if each.isdecimal() else each for each in shown)
    joined = compatible(_TIGHT.sub(_together, figures))
    told = joined
    for sure in _SURE:
        told = sure.sub(_pair_together, told)
    # A person who separates the thousands of one number does so with the next one.
    return _RUN.sub(_only_reading if told == joined else _as_before, told)


def divide(text: str) -> Divided:
    """The text in two parts: its runs of figures with several readings, and the rest."""
    plain = plain_figures(text)
    ambiguities: list[Ambiguity] = []

    def take(run: re.Match[str]) -> str:
        if not _is_open(run[0]):
            return run[0]
        ambiguity = Ambiguity(run[0], _readings(run[0]))
        if ambiguities and (both := _merged(ambiguities[-1], ambiguity)):
            ambiguities[-1] = both
        elif len(ambiguities) < MOST_AMBIGUITIES:
            ambiguities.append(ambiguity)
        else:
            return " ".join(ambiguity.readings[0])
        return ""

    rest = _RUN.sub(take, plain)
    return Divided(rest.strip(), tuple(dict.fromkeys(ambiguities)))


def settled(text: str) -> str:
    """The text with the likely reading of its ambiguous figures; as several numbers where none is likely."""
    return _RUN.sub(_likely, plain_figures(text))


def _together(number: re.Match[str]) -> str:
    return re.sub(r"[^0-9]", "", number[0])


def _pair_together(found: re.Match[str]) -> str:
    return _BETWEEN.sub("", found[0])


def _only_reading(run: re.Match[str]) -> str:
    readings = _readings(run[0])
    return " ".join(readings[0]) if len(readings) == 1 else run[0]


def _as_before(run: re.Match[str]) -> str:
    return _together(run) if run[0].count(" ") == 1 else _only_reading(run)


def _likely(run: re.Match[str]) -> str:
    if not _is_open(run[0]):
        return run[0]
    ambiguity = Ambiguity(run[0], _readings(run[0]))
    return " ".join(ambiguity.likely or ambiguity.readings[-1])


def _is_open(run: str) -> bool:
    return run.count(" ") < MOST_GROUPS and len(_readings(run)) > 1


def _readings(run: str) -> tuple[tuple[str, ...], ...]:
    """The ways in which groups of figures can be numbers, each of one group or of two; the fewest numbers first.

    Nobody writes a number with a zero before it, so "12 032" is one number, and "7 800 000", too.
    """
    groups = run.split(" ")
    if len(groups) > MOST_GROUPS:
        return (tuple(groups),)
    if any(group.startswith("0") for group in groups):
        return (("".join(groups),),)
    ways = (tuple(_pairs(groups, 0)), tuple(_pairs(groups, len(groups) % 2)), tuple(groups))
    return tuple(dict.fromkeys(ways))


def _pairs(groups: list[str], first: int) -> Iterator[str]:
    """The groups joined two by two from the `first` on; those before it, and one left over, stay alone."""
    yield from groups[:first]
    for start in range(first, len(groups), 2):
        yield "".join(groups[start : start + 2])


def _merged(first: Ambiguity, second: Ambiguity) -> Ambiguity | None:
    """Two ambiguities as one: a person separates thousands everywhere or nowhere.

    None where the groups are too many.
    """
    apart = first.readings[-1] + second.readings[-1]
    if len(apart) > MOST_GROUPS:
        return None
    return Ambiguity(f"{first.typed} {second.typed}", (first.readings[0] + second.readings[0], apart))
