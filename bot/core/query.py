"""What a search or a watch asks for: an immutable value, made by `bot.core.query_reader` of what a person typed.

A query is met by a question where every term of one of its alternatives is found, and no exclusion is found whole.
"""

import dataclasses
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.core.question import State


class Field(StrEnum):
    """What of a question a filter looks at; the values are the words by which canonical queries name them."""

    AUTHOR = "auteur"
    MINISTRY = "ministère"
    RUBRIC = "rubrique"
    GROUP = "groupe"
    CHAMBER = "chambre"
    NATURE = "nature"
    LEGISLATURE = "législature"
    STATE = "état"
    YEAR = "année"
    SINCE = "depuis"


@dataclass(frozen=True, slots=True)
class Word:
    """A word in any of its forms. `typed` is how it was written, to be shown; `folded` is that without accents."""

    stem: str
    folded: str = field(compare=False)
    typed: str = field(compare=False)


@dataclass(frozen=True, slots=True)
class Prefix:
    """All words that begin so, accents and case ignored."""

    start: str
    typed: str = field(compare=False)


@dataclass(frozen=True, slots=True)
class Exact:
    """These folded words, side by side, in these very forms."""

    words: tuple[str, ...]
    typed: str = field(compare=False)


Value = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """One of these values in that field: folded words of a name, a number, a state's value, a chamber's code, a date.
    A nature is one of `bot.core.nature`.

    A date is a year, a month or a day: ("2026", "03", "15"), a question asked then or later is meant. A deputy's name
    can be the reference of the Assemblée's, ("pa721764",).

    `typed` is how values were written, to be shown; a value that is not in it is shown by its words.
    """

    field: Field
    values: frozenset[Value]
    typed: Mapping[Value, str] = dataclasses.field(default_factory=dict, compare=False)


Term = Word | Prefix | Exact | Filter
Group = tuple[Term, ...]
"""Terms that are all to be found; "porte-parole" is a group of two."""


@dataclass(frozen=True, slots=True)
class Query:
    """One alternative at least, none of them empty, and any number of exclusions. The order is the one typed."""

    alternatives: tuple[Group, ...]
    excluded: tuple[Group, ...] = ()

    @property
    def key(self) -> Hashable:
        """The same for two queries that ask for the same in another order."""
        if not self.excluded and len(self.alternatives) == 1:
            return frozenset(self.alternatives[0])
        return frozenset(map(frozenset, self.alternatives)), frozenset(map(frozenset, self.excluded))

    def terms(self) -> Iterator[Term]:
        """All terms, those of the exclusions last."""
        for group in (*self.alternatives, *self.excluded):
            yield from group


class Trouble(StrEnum):
    """Why a text is no query."""

    EMPTY = "empty"
    ONLY_STOP_WORDS = "only stop words"
    ONLY_EXCLUSIONS = "only exclusions"
    TOO_MANY_WORDS = "too many words"
    UNKNOWN_VALUE = "unknown value"
    UNKNOWN_FILTER = "unknown filter"


@dataclass(frozen=True, slots=True)
class NoQuery:
    """A text that asks for nothing, and why. `word` is the value or the filter that means nothing, else empty."""

    trouble: Trouble
    word: str = ""


STATES = {
    **dict.fromkeys(("attente", "en attente", "waiting", "ouverte", "sans reponse", "en cours"), State.WAITING),
    **dict.fromkeys(("repondue", "repondu", "reponse", "answered", "avec reponse"), State.ANSWERED),
    **dict.fromkeys(("close", "closed", "cloturee", "retiree", "caduque", "fin de mandat"), State.CLOSED),
}
"""What people type for a state, folded; the first of each is the canonical one."""
