"""The nature of a question, as a query asks for it: written or oral, or of one of the kinds that its chamber has.

A query that does not say it asks for written questions alone: what is asked aloud has no term and no answer to wait
for, and who watches a subject did not ask for the accounts of sittings.
"""

from collections.abc import Iterable
from functools import lru_cache

from bot.core import chambers
from bot.core.chambers.chamber import Chamber
from bot.core.query import Field, Filter, Group, Query, Value

WRITTEN, ORAL, EVERY = "ecrite", "orale", "toutes"
"""The values of the filter that are no kind: all that are written, all others, all."""

_SHOWN = {WRITTEN: "écrite", ORAL: "orale", EVERY: "toutes"}

_NAMES = {
    **dict.fromkeys(("ecrite", "ecrites", "written"), WRITTEN),
    **dict.fromkeys(("orale", "orales", "oral"), ORAL),
    **dict.fromkeys(("toutes", "toute", "tout", "all", "any"), EVERY),
    **dict.fromkeys(("gouvernement", "au gouvernement", "government"), "qg"),
    **dict.fromkeys(("sans debat", "orale sans debat", "orales sans debat"), "qosd"),
}
"""What people type for a nature besides the kinds themselves, folded."""

USUAL = Filter(Field.NATURE, frozenset({(WRITTEN,)}))
"""The filter of a query that says nothing of the nature."""


@lru_cache(maxsize=1_024)
def natures_of(chamber: Chamber, kind: str) -> frozenset[str]:
    """All values of the filter that a kind of question meets."""
    if kind == chamber.kinds[0]:
        return frozenset({WRITTEN, EVERY})
    return frozenset({ORAL, EVERY, kind.casefold()})


def read_nature(words: Value) -> Value | None:
    """The value that folded words mean; None for words that mean none.

    The written kind of a chamber is no value of its own: it is what "écrite" means.
    """
    text = " ".join(words)
    if found := _NAMES.get(text):
        return (found,)
    meant = {(WRITTEN,) if kind == each.kinds[0] else (text,) for each, kind in _kinds() if kind.casefold() == text}
    return meant.pop() if len(meant) == 1 else None


def shown(value: Value) -> str:
    """A value as it is typed."""
    return _SHOWN.get(value[0]) or value[0].upper()


def series_of(values: Iterable[Value], others: bool = False) -> list[range]:
    """The series of all chambers whose questions meet one of these values; or, with `others`, all that do not."""
    wanted = {value for (value,) in values}
    kinds = [(each, kind) for each, kind in _kinds() if wanted.isdisjoint(natures_of(each, kind)) is others]
    return [series for each, kind in kinds for series in each.series_with(kind)]


def says_nature(query: Query) -> bool:
    """Whether a query says of which nature the questions are to be, or not to be."""
    return any(_is_of_it(term) for term in query.terms())


@lru_cache(maxsize=4_096)  # a sweep asks it of each query for each question
def with_nature(query: Query) -> Query:
    """The query with the filter that it implies: for written questions, in each alternative that does not say it.

    Where it excludes a nature, all others are meant.
    """
    if any(_is_of_it(term) for group in query.excluded for term in group):
        return query
    groups = (group if any(map(_is_of_it, group)) else (USUAL, *group) for group in query.alternatives)
    return Query(tuple(groups), query.excluded)


def kinds_of(query: Query, chamber: Chamber) -> list[str]:
    """The kinds of a chamber's questions that can meet a query, as far as its filters of the nature tell."""
    return [
        kind
        for kind in chamber.kinds
        if any(_takes(group, chamber, kind) for group in with_nature(query).alternatives)
        and not any(_is_all_of(group, chamber, kind) for group in query.excluded)
    ]


def has_terms(query: Query) -> bool:
    """Whether all questions that can meet a query have a term for their answers: it is of written ones alone."""
    return all(kind == each.kinds[0] for each in chambers.CHAMBERS for kind in kinds_of(query, each))


def _kinds() -> list[tuple[Chamber, str]]:
    return [(each, kind) for each in chambers.CHAMBERS for kind in each.kinds]


def _is_of_it(term: object) -> bool:
    return isinstance(term, Filter) and term.field is Field.NATURE


def _takes(group: Group, chamber: Chamber, kind: str) -> bool:
    """Whether the filters of a group let questions of a kind through."""
    natures = natures_of(chamber, kind)
    wanted = [term for term in group if isinstance(term, Filter) and term.field is Field.NATURE]
    return all(any(value in natures for (value,) in term.values) for term in wanted)


def _is_all_of(group: Group, chamber: Chamber, kind: str) -> bool:
    """Whether a group is nothing but a filter that takes all questions of a kind."""
    return all(map(_is_of_it, group)) and _takes(group, chamber, kind)
