"""Writes a query as a text that reads the same: to be shown, kept, and typed again."""

from collections.abc import Iterable

from bot.core import chambers, nature
from bot.core.query import STATES, Exact, Field, Filter, Group, Prefix, Query, Term, Value
from bot.core.words import tidy


def text_of(query: Query) -> str:
    """The canonical text of a query: `read_query` makes an equal query of it."""
    filters = [_filters_of(group) for group in query.alternatives]
    excluded = [f"-{_compound(group)}" for group in query.excluded]
    if all(each == filters[0] for each in filters) and all(map(_words_of, query.alternatives)):
        words = [_row(map(_shown, _words_of(group))) for group in query.alternatives]
        return _row([*map(_shown, filters[0]), " OU ".join(words), *excluded])
    return _row([" OU ".join(_row(map(_shown, group)) for group in query.alternatives), *excluded])


def _filters_of(group: Group) -> list[Term]:
    return [term for term in group if isinstance(term, Filter)]


def _words_of(group: Group) -> list[Term]:
    return [term for term in group if not isinstance(term, Filter)]


def _row(parts: Iterable[str]) -> str:
    """The parts with spaces between them, or with a sign where a space would make one word of two: "2 000"."""
    row = ""
    for part in parts:
        together = f"{row} {part}" if row else part
        row = together if tidy(together) == together else f"{row} + {part}"
    return row


def _compound(group: Group) -> str:
    return "-".join(map(_shown, group))


def _shown(term: Term) -> str:
    if isinstance(term, Filter):
        return " ".join(_filter(term, value) for value in sorted(term.values))
    if isinstance(term, Exact):
        return f'"{term.typed}"'
    return f"{term.typed}*" if isinstance(term, Prefix) else term.typed


def _filter(filter: Filter, value: Value) -> str:
    if filter.field is Field.STATE:
        return f"{filter.field}:{next(name for name, state in STATES.items() if state == value[0])}"
    if filter.field is Field.CHAMBER:
        return f"{filter.field}:{chambers.with_code(value[0]).name}"
    if filter.field is Field.NATURE:
        return f"{filter.field}:{nature.shown(value)}"
    shown = filter.typed.get(value) or "-".join(value)
    return f"@{shown}" if filter.field is Field.AUTHOR else f"{filter.field}:{shown}"
