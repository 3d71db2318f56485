"""Adds a word to a query, excludes it or takes it off, as a button does that carries the word."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.core.beside import LONGEST
from bot.core.query import Group, Query, Word
from bot.core.query_reader import read_query
from bot.core.query_text import text_of
from bot.core.watch import LONGEST_WATCH

MOST_TAKEN_OFF = 4
"""Words that are offered to be taken off, the last ones of the query."""


class Change(StrEnum):
    """What is done with a word; the values are the signs that buttons carry."""

    ADD = "+"
    EXCLUDE = "-"
    TAKE_OFF = "~"


@dataclass(frozen=True, slots=True)
class Edit:
    """One change, and its word as people write it."""

    change: Change
    word: str


def edited(query: Query, edit: Edit) -> Query | None:
    """The query as a button changes it: every alternative of it asks for a word that is added.

    It is the same where there is nothing to be done. None for what is no word, and for a query that no text could ask
    for, or only one that is too long for a watch.
    """
    word = _word(edit.word)
    if word is None:
        return None
    match edit.change:
        case Change.ADD:
            found = Query(_each_once(_with(group, word) for group in query.alternatives), _but(query.excluded, word))
        case Change.EXCLUDE:
            alone = () if (word,) in query.excluded else ((word,),)
            found = Query(_lacking(query.alternatives, word), (*query.excluded, *alone))
        case Change.TAKE_OFF:
            found = Query(_lacking(query.alternatives, word), _but(query.excluded, word))
    text = text_of(found)
    return found if len(text) <= LONGEST_WATCH and read_query(text) == found else None


def to_take_off(query: Query) -> tuple[Edit, ...]:
    """The last words of a query, but for its first term, and of what it excludes; a sign stands before the latter."""
    first, *others = query.alternatives
    everywhere = [term for term in first[1:] if isinstance(term, Word) and all(term in group for group in others)]
    excluded = [group[0] for group in query.excluded if len(group) == 1 and isinstance(group[0], Word)]
    edits = [Edit(Change.TAKE_OFF, word.typed) for word in (*everywhere, *excluded) if _fits(word.typed)]
    return tuple(edit for edit in edits if edited(query, edit) not in (None, query))[-MOST_TAKEN_OFF:]


def is_excluded(query: Query, word: str) -> bool:
    """Whether the query excludes this word by itself."""
    return (_word(word),) in query.excluded


def _word(text: str) -> Word | None:
    match read_query(text):
        case Query(alternatives=((Word() as word,),), excluded=()):
            return word
    return None


def _fits(typed: str) -> bool:
    return typed.isalnum() and len(typed.encode()) <= LONGEST


def _with(group: Group, word: Word) -> Group:
    return group if word in group else (*group, word)


def _lacking(groups: Iterable[Group], word: Word) -> tuple[Group, ...]:
    """The groups without the word; one that has nothing else keeps it."""
    return _each_once(tuple(term for term in group if term != word) or group for group in groups)


def _but(groups: Iterable[Group], word: Word) -> tuple[Group, ...]:
    return tuple(group for group in groups if group != (word,))


def _each_once(groups: Iterable[Group]) -> tuple[Group, ...]:
    first: dict[frozenset[object], Group] = {}
    for group in groups:
        first.setdefault(frozenset(group), group)
    return tuple(first.values())
