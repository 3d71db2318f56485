"""The buttons that narrow a search: which are offered of what was found, and what a press of one makes of the query.

The data of such a button is a state, or `year-2026`, `ministry-sante`, `chamber-senat` or `nature-toutes`; `any`,
`any-year` and so on take that filter away again.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.core import chambers, nature
from bot.core.families import Family, shipped
from bot.core.filter_value import name_value
from bot.core.query import Field, Filter, Query
from bot.core.query_edit import narrowed, value_of, widened
from bot.core.query_reader import read_query
from bot.core.query_text import text_of
from bot.core.question import State
from bot.core.search_count import Count

STATES = (State.WAITING, State.ANSWERED)
MOST_FAMILIES = 2
"""Families of ministries that are offered: the commonest. Two long names fit side by side on a phone."""

ANY = {
    Field.STATE: "any",
    Field.YEAR: "any-year",
    Field.MINISTRY: "any-ministry",
    Field.CHAMBER: "any-chamber",
    Field.NATURE: "any-nature",
}

_MINISTRY, _CHAMBER = "ministry", "chamber"
_EVERY = f"nature-{nature.EVERY}"
_YEAR = re.compile(r"year-([0-9]{4})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Narrowing:
    """A button: what it carries, the filter that it sets or, where `is_set`, takes away, and its value to be shown.

    The value is a state's, a year, a chamber's code, a nature, or the name of a family of ministries.
    """

    data: str
    field: Field
    shown: str
    is_set: bool


def narrowings(query: Query, count: Count, year: int) -> list[Narrowing]:
    """The buttons below what a query found in that year: those that would change what is found."""
    offered = [
        *_chambers(query, count),
        *_states(query, count),
        *_years(query, count, year),
        *_ministries(query, count),
        *_natures(query, count),
    ]
    return [each for each in offered if _holds(pressed(query, each.data))]


def pressed(query: Query, data: str) -> Query | None:
    """The query after the press of a button; None where it asks for nothing, or for data that the bot did not write."""
    for of, other in ANY.items():
        if data == other:
            return widened(query, of)
    if data in set(STATES):
        return narrowed(query, Filter(Field.STATE, frozenset({(data,)})))
    if found := _YEAR.fullmatch(data):
        return narrowed(query, Filter(Field.YEAR, frozenset({(found[1],)})))
    if data == _EVERY:
        return narrowed(query, Filter(Field.NATURE, frozenset({(nature.EVERY,)})))
    verb, _, key = data.partition("-")
    if verb == _CHAMBER and key in {each.code for each in chambers.CHAMBERS}:
        return narrowed(query, Filter(Field.CHAMBER, frozenset({(key,)})))
    family = shipped().with_key(key) if verb == _MINISTRY else None
    return narrowed(query, _ministry(family)) if family else None


def _ministry(family: Family) -> Filter:
    value, typed = name_value(Field.MINISTRY, family.name)
    return Filter(Field.MINISTRY, frozenset({value}), {value: typed})


def _chambers(query: Query, count: Count) -> Iterator[Narrowing]:
    now = value_of(query, Field.CHAMBER)
    for code in [each.code for each in chambers.CHAMBERS]:
        is_set = now == (code,)
        if is_set or (now is None and _leaves_some(count.chambers.get(code, 0), count)):
            data = ANY[Field.CHAMBER] if is_set else f"{_CHAMBER}-{code}"
            yield Narrowing(data, Field.CHAMBER, code, is_set)


def _states(query: Query, count: Count) -> Iterator[Narrowing]:
    now = value_of(query, Field.STATE)
    for state in STATES:
        if now is not None or _leaves_some(count.states.get(state, 0), count):
            is_set = now == (state.value,)
            yield Narrowing(ANY[Field.STATE] if is_set else state.value, Field.STATE, state.value, is_set)


def _years(query: Query, count: Count, year: int) -> Iterator[Narrowing]:
    now = value_of(query, Field.YEAR)
    if now is not None:
        yield Narrowing(ANY[Field.YEAR], Field.YEAR, now[0], True)
    elif _leaves_some(count.years.get(year, 0), count):
        yield Narrowing(f"year-{year}", Field.YEAR, str(year), False)


def _ministries(query: Query, count: Count) -> Iterator[Narrowing]:
    now = value_of(query, Field.MINISTRY)
    if now is not None:
        named = (each.name for each in shipped().all if name_value(Field.MINISTRY, each.name)[0] == now)
        yield from (Narrowing(ANY[Field.MINISTRY], Field.MINISTRY, name, True) for name in named)
        return
    found = [each for each in shipped().all if _leaves_some(count.families.get(each.name, 0), count)]
    for family in sorted(found, key=lambda each: (-count.families[each.name], each.name))[:MOST_FAMILIES]:
        yield Narrowing(f"{_MINISTRY}-{family.key}", Field.MINISTRY, family.name, False)


def _natures(query: Query, count: Count) -> Iterator[Narrowing]:
    """The oral questions too, where some meet the query that says nothing of them; or again without them."""
    now = value_of(query, Field.NATURE)
    if now == (nature.EVERY,):
        yield Narrowing(ANY[Field.NATURE], Field.NATURE, nature.EVERY, True)
    elif count.has_oral:
        yield Narrowing(_EVERY, Field.NATURE, nature.EVERY, False)


def _leaves_some(number: int, count: Count) -> bool:
    """Whether so many of what was found are some, and not all."""
    return 0 < number < count.number


def _holds(query: Query | None) -> bool:
    """Whether the query can be read again from the message that shows it."""
    return query is not None and read_query(text_of(query)) == query
