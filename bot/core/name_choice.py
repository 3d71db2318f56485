"""Names that several bear: whom or what a name in a query can mean, and the query once one of them was chosen.

A deputy who was chosen is kept by the Assemblée's reference, behind the name: `@Alexandra-Martin-Gironde-PA793944`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from bot.core.families import Families, shipped
from bot.core.filter_value import name_value, reference_in
from bot.core.query import Field, Filter, Group, Query, Term, Value
from bot.core.stems import stem
from bot.core.words import read

_CIVILITY = re.compile(r"(?:M\.|MM\.|Mme|Mlle)\s+")


@dataclass(frozen=True, slots=True)
class Asker:
    """A deputy who asks: the name with the constituency, the group of the latest question, and how many there are."""

    reference: str
    name: str
    group: str | None = None
    questions: int = 0
    last: date | None = None

    @property
    def short_name(self) -> str:
        """The name without the civility."""
        return _CIVILITY.sub("", self.name, count=1)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A name in a query, and whom it can mean: deputies, or families of ministries."""

    field: Field
    name: Value
    deputies: tuple[Asker, ...] = ()
    families: tuple[str, ...] = ()


def names_in(query: Query) -> Iterator[tuple[Field, Value]]:
    """The names in a query that can be borne by several: those of deputies and of ministries, each once."""
    asked = (term for term in query.terms() if isinstance(term, Filter))
    names = ((each.field, value) for each in asked for value in sorted(each.values))
    for field, value in dict.fromkeys(names):
        if field is Field.MINISTRY or (field is Field.AUTHOR and reference_in(value) is None):
            yield field, value


def families_called(name: Value, families: Families | None = None) -> tuple[str, ...]:
    """The families that a name can mean: those that are called so, or else those in whose names its words stand."""
    if named := families_named(name, families):
        return named
    wanted = {stem(word) for word in name}
    called = ((each.name, *each.also, *each.words) for each in (families or shipped()).all)
    return tuple(names[0] for names in called if any(wanted <= read(text).stems for text in names))


def families_named(name: Value, families: Families | None = None) -> tuple[str, ...]:
    """The families that are called just so; what people call a family comes before the words of official names."""
    wanted, every = {stem(word) for word in name}, (families or shipped()).all
    usual = tuple(each.name for each in every if _is_one_of(wanted, (each.name, *each.also)))
    return usual or tuple(each.name for each in every if _is_one_of(wanted, each.words))


def _is_one_of(wanted: set[str], names: Iterable[str]) -> bool:
    return any(wanted == read(text).stems for text in names)


def with_deputy(query: Query, name: Value, meant: Asker) -> Query:
    """The query that asks for this deputy where it asked for the name."""
    return _with(query, Field.AUTHOR, name, *name_value(Field.AUTHOR, f"{meant.short_name} {meant.reference}"))


def with_family(query: Query, name: Value, meant: str) -> Query:
    """The query that asks for this family of ministries where it asked for the name."""
    return _with(query, Field.MINISTRY, name, *name_value(Field.MINISTRY, meant))


def _with(query: Query, of: Field, before: Value, after: Value, typed: str) -> Query:
    def changed(term: Term) -> Term:
        if not isinstance(term, Filter) or term.field is not of or before not in term.values:
            return term
        shown = {value: name for value, name in term.typed.items() if value != before}
        return Filter(of, term.values - {before} | {after}, {**shown, after: typed})

    def all_changed(groups: tuple[Group, ...]) -> tuple[Group, ...]:
        return tuple(dict.fromkeys(tuple(map(changed, group)) for group in groups))

    return Query(all_changed(query.alternatives), all_changed(query.excluded))
