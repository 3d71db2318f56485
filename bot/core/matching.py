"""Whether a query is met by a question, and how well.

A search asks a database for the questions that have the stems of a query, and a watch asks this module; what is found
and what is told are the same where both end here. `score` takes where each term stands, whoever found that out.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntFlag
from functools import cached_property

from bot.core import chambers
from bot.core.filter_value import first_day
from bot.core.nature import natures_of, with_nature
from bot.core.query import Exact, Field, Filter, Group, Prefix, Query, Term, Word
from bot.core.question import Question
from bot.core.stems import says_something, stem
from bot.core.words import NONE, Words, read


class Part(IntFlag):
    """The parts of a question that are searched."""

    SUBJECT = 1
    RUBRIC = 2
    MINISTRY = 4
    AUTHOR = 8
    TEXT = 16
    ANSWER = 32


NOWHERE = Part(0)

GAP = ""
"""Stands between the words of two texts of one part. No query asks for it."""

WEIGHTS = {Part.SUBJECT: 32, Part.AUTHOR: 16, Part.RUBRIC: 8, Part.MINISTRY: 4, Part.TEXT: 2, Part.ANSWER: 1}
"""What a word says in each part: more in one than in all those after it together."""

_WEIGHT_OF = [sum(weight for part, weight in WEIGHTS.items() if part & parts) for parts in range(2 * Part.ANSWER)]


@dataclass(frozen=True)
class Document:
    """A question as it is searched: each part's words, and what the filters look at.

    `legislature` is the number of the question's series.

    `authors`, `ministries` and `groups` are the names under which each is asked for: the name and the reference of a
    deputy; the name of a ministry and those of its families (`bot.core.families`); a group's name and its abbreviation.
    """

    parts: dict[Part, Words]
    legislature: int
    state: str
    asked: date | None = None
    authors: tuple[Words, ...] = ()
    ministries: tuple[Words, ...] = ()
    groups: tuple[Words, ...] = ()

    @property
    def chamber_code(self) -> str:
        """The code of the chamber."""
        return chambers.stored(self.legislature)[0].code

    @property
    def session(self) -> int:
        """The session, such as the legislature."""
        return chambers.stored(self.legislature)[1]

    @property
    def natures(self) -> frozenset[str]:
        """All values of the filter of the nature that the question meets."""
        chamber, _, kind = chambers.stored(self.legislature)
        return natures_of(chamber, kind)

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of all parts."""
        return frozenset().union(*(words.stems for words in self.parts.values()))

    @cached_property
    def folded(self) -> frozenset[str]:
        """The words of all parts."""
        return frozenset().union(*(words.folded for words in self.parts.values()))

    @cached_property
    def ordered(self) -> list[str]:
        """The words of all parts that say something, by their letters: those that begin alike stand together.

        No other word is indexed for a search, so a beginning finds no other one.
        """
        return sorted(filter(says_something, self.folded))

    @cached_property
    def rows(self) -> dict[Part, str]:
        """Each part's words in order, with a space around each: two words are side by side where they are here."""
        return {part: f" {' '.join(words.folded)} " for part, words in self.parts.items()}


def document_of(question: Question, families: Iterable[str] = (), groups: Iterable[str] = ()) -> Document:
    """A question as it is searched; `families` are those of its ministry, `groups` more names of the author's group."""
    answer = question.answer
    parts = {
        Part.SUBJECT: read(question.subject),
        Part.RUBRIC: read(question.rubric),
        Part.MINISTRY: read(question.ministry),
        Part.AUTHOR: read(question.author),
        Part.TEXT: read(question.text),
        Part.ANSWER: _together((answer.text, *answer.earlier) if answer else ()),
    }
    return Document(
        parts,
        question.id.series,
        question.state.value,
        question.asked,
        authors=(parts[Part.AUTHOR], read(question.author_ref)),
        ministries=(parts[Part.MINISTRY], *map(read, families)),
        groups=(read(question.group), *map(read, groups)),
    )


def _together(texts: Iterable[str | None]) -> Words:
    """The words of several texts; the last of one and the first of the next are not side by side."""
    each = [words for text in texts if (words := read(text)) is not NONE]
    if len(each) <= 1:
        return each[0] if each else NONE
    folded = [word for words in each for word in (*words.folded, GAP)]
    return Words(tuple(folded[:-1]), frozenset().union(*(words.stems for words in each)))


def matches(query: Query, document: Document) -> bool:
    """Whether the question meets the query, which asks for written ones where it does not say of which nature."""
    query = with_nature(query)
    is_excluded = any(has_all(group, document) for group in query.excluded)
    return not is_excluded and any(has_all(group, document) for group in query.alternatives)


def has_all(group: Group, document: Document) -> bool:
    """Whether all terms are found in the question."""
    return all(has(term, document) for term in group)


def has(term: Term, document: Document) -> bool:
    """Whether the term is found in the question, in whichever part."""
    match term:
        case Word(stem=wanted):
            return wanted in document.stems
        case Exact(words=words):
            row = _row(words)
            return document.folded.issuperset(words) and any(row in each for each in document.rows.values())
        case Prefix(start=start):
            at = bisect_left(document.ordered, start)
            return at < len(document.ordered) and document.ordered[at].startswith(start)
        case Filter(field=field, values=values):
            return any(_has_value(field, value, document) for value in values)


def _row(words: tuple[str, ...]) -> str:
    return f" {' '.join(words)} "


def _has_value(field: Field, value: tuple[str, ...], document: Document) -> bool:
    match field:
        case Field.STATE:
            return value == (document.state,)
        case Field.CHAMBER:
            return value == (document.chamber_code,)
        case Field.LEGISLATURE:
            return value == (str(document.session),)
        case Field.NATURE:
            return value[0] in document.natures
        case Field.YEAR:
            return document.asked is not None and value == (str(document.asked.year),)
        case Field.SINCE:
            return document.asked is not None and document.asked >= first_day(value)
        case Field.AUTHOR:
            return any(_is_named(field, value, name) for name in document.authors)
        case Field.GROUP:
            return any(_is_named(field, value, name) for name in document.groups)
        case Field.MINISTRY:
            return any(_is_named(field, value, name) for name in document.ministries)
        case Field.RUBRIC:
            return _is_named(field, value, document.parts[Part.RUBRIC])


def accepts(filter: Filter, name: Words) -> bool:
    """Whether a filter by name takes this name of an author, a ministry, a rubric or a group."""
    return any(_is_named(filter.field, value, name) for value in filter.values)


def _is_named(field: Field, value: tuple[str, ...], name: Words) -> bool:
    if field in {Field.MINISTRY, Field.RUBRIC}:
        return {stem(word) for word in value} <= name.stems
    return set(value).issubset(name.folded)  # names of people and groups have one form


def parts_with(term: Term, document: Document) -> Part:
    """In which parts the term is found; a filter is found in none, for it says nothing of how well a text fits."""
    found = NOWHERE
    for part, words in document.parts.items():
        match term:
            case Word(stem=wanted):
                is_here = wanted in words.stems
            case Exact(words=wanted_words):
                is_here = _row(wanted_words) in document.rows[part]
            case Prefix(start=start):
                is_here = any(word.startswith(start) and says_something(word) for word in words.folded)
            case Filter():
                is_here = False
        if is_here:
            found |= part
    return found


def score(query: Query, parts_of: Callable[[Term], Part]) -> int:
    """How well a question fits a query that it meets; more is better, and 0 is a query of filters alone.

    `parts_of` says in which parts each term was found: `parts_with`, or a database's own hits. An alternative is worth
    the mean of what its terms are worth, in hundredths, and nothing where one of them is missing.
    """
    return max(_worth([_WEIGHT_OF[parts_of(term)] for term in _words(group)]) for group in query.alternatives)


def _words(group: Group) -> list[Term]:
    return [term for term in group if not isinstance(term, Filter)]


def _worth(weights: list[int]) -> int:
    return 100 * sum(weights) // len(weights) if weights and all(weights) else 0
