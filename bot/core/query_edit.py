"""Changes a query as a button does, and completes one that is still being typed."""

import re

from bot.core.query import Field, Filter, Group, Query
from bot.core.query_reader import SHORTEST_PREFIX

_BEING_TYPED = re.compile(rf"[^\W_]{{{SHORTEST_PREFIX},}}\Z")


def value_of(query: Query, of: Field) -> tuple[str, ...] | None:
    """The one value of that field that every alternative of the query asks for; None where there is no such."""
    asked = {_value(group, of) for group in query.alternatives}
    return asked.pop() if len(asked) == 1 else None


def narrowed(query: Query, wanted: Filter) -> Query:
    """The query for questions that this filter takes, in the place of any other filter of its field."""
    groups = (_in_order((*_without(group, wanted.field), wanted)) for group in query.alternatives)
    return Query(tuple(groups), query.excluded)


def widened(query: Query, of: Field) -> Query | None:
    """The query without any filter of that field; None where nothing else is asked for."""
    groups = tuple(_without(group, of) for group in query.alternatives)
    return Query(groups, query.excluded) if all(groups) else None


def as_typed_so_far(text: str) -> str:
    """The text of a query whose last word may go on: it counts as a beginning."""
    return f"{text}*" if _BEING_TYPED.search(text) else text


def _value(group: Group, of: Field) -> tuple[str, ...] | None:
    values = [value for term in group if isinstance(term, Filter) and term.field is of for value in term.values]
    return values[0] if len(values) == 1 else None


def _in_order(group: Group) -> Group:
    """The filters first, as they are read."""
    filters = {term.field: term for term in group if isinstance(term, Filter)}
    return (*(filters[of] for of in Field if of in filters), *(term for term in group if not isinstance(term, Filter)))


def _without(group: Group, of: Field) -> Group:
    return tuple(term for term in group if not (isinstance(term, Filter) and term.field is of))
