"""Changes a query as a button does, and completes one that is still being typed."""

import re

from bot.core.query import Field, Filter, Group, Query
from bot.core.query_reader import SHORTEST_PREFIX
from bot.core.question import State

_BEING_TYPED = re.compile(rf"[^\W_]{{{SHORTEST_PREFIX},}}\Z")


def state_of(query: Query) -> State | None:
    """The one state that every alternative of the query asks for; None where there is no such."""
    asked = {_state(group) for group in query.alternatives}
    return asked.pop() if len(asked) == 1 else None


def with_state(query: Query, state: State | None) -> Query:
    """The query for questions of that state alone, or of any."""
    wanted = () if state is None else (Filter(Field.STATE, frozenset({(state.value,)})),)
    return Query(tuple(_in_order((*_without_state(group), *wanted)) for group in query.alternatives), query.excluded)


def as_typed_so_far(text: str) -> str:
    """The text of a query whose last word may go on: it counts as a beginning."""
    return f"{text}*" if _BEING_TYPED.search(text) else text


def _state(group: Group) -> State | None:
    asked = (term for term in group if isinstance(term, Filter) and term.field is Field.STATE)
    values = {value for term in asked for value in term.values}
    return State(next(iter(values))[0]) if len(values) == 1 else None


def _in_order(group: Group) -> Group:
    """The filters first, as they are read."""
    filters = {term.field: term for term in group if isinstance(term, Filter)}
    return (*(filters[of] for of in Field if of in filters), *(term for term in group if not isinstance(term, Filter)))


def _without_state(group: Group) -> Group:
    return tuple(term for term in group if not (isinstance(term, Filter) and term.field is Field.STATE))
