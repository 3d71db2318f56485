"""The part of a query that an index of stems can answer, in the same way on every database."""

from dataclasses import dataclass
from enum import Enum


class Scope(Enum):
    """The part of a question in which stems are looked for. Each holds the one before."""

    SUBJECT = "subject"
    HEADING = "subject, rubric and ministry"
    ALL = "everything"


@dataclass(frozen=True, slots=True)
class StemTerm:
    """A stem, or with `is_prefix` the beginning of one. It consists of letters and digits."""

    stem: str
    is_prefix: bool = False


Clause = tuple[tuple[StemTerm, ...], ...]
"""Terms that are all to be found, each in one of its forms."""


@dataclass(frozen=True, slots=True)
class StemQuery:
    """One of the alternatives has to be there, and none of the excluded clauses as a whole.

    None of the clauses is empty, and there is an alternative: what is only excluded leaves everything else, which no
    index finds.
    """

    alternatives: tuple[Clause, ...]
    excluded: tuple[Clause, ...] = ()
