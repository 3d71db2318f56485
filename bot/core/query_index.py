"""Finds which of many queries a question meets, without trying each of them.

A question cannot meet an alternative without its rarest term: so each alternative is kept under that term, and only
those are tried whose rarest term the question has. Equal queries of many chats are one. Exclusions, which nothing
could be kept under, are looked at last.
"""

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.core.matching import Document, Part, has, is_excluded
from bot.core.query import Exact, Field, Filter, Group, Prefix, Query, Term, Word
from bot.core.stems import says_something, stem

Owner = TypeVar("Owner", bound=Hashable)

Anchor = str | tuple[Field, str]
"""What a question must have for an alternative to be tried: a stem, or a word of a filter's value."""

SHARES = {
    Field.AUTHOR: 0.002,
    Field.RUBRIC: 0.01,
    Field.MINISTRY: 0.05,
    Field.GROUP: 0.1,
    Field.YEAR: 0.2,
    Field.LEGISLATURE: 0.3,
    Field.STATE: 0.4,
    Field.SINCE: 1.0,
}
"""Which part of all questions one value of a filter roughly leaves: some 577 authors, 12 groups, a few legislatures."""

ANY_DAY = "any day"

SHARE_OF_A_PREFIX = 0.02
"""The same of a beginning; it is dearer to look for than a word."""


@dataclass(frozen=True, slots=True, eq=False)
class Asked(Generic[Owner]):
    """One query, and all who ask for it, each as often as it asks."""

    query: Query
    owners: list[Owner]


_Tried = tuple[frozenset[str], tuple[Term, ...], Asked[Owner]]
"""One alternative under its rarest term: what else a question must have, the stems first, which cost least."""

_NO_STEMS = frozenset[str]()


class QueryIndex(Generic[Owner]):
    """Queries of all owners; `counts` says in how many questions of the catalogue each stem is found.

    Where memory counts, the same questions are matched with one index of some ten thousand queries after another: it
    costs no more of the processor.
    """

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._counts = counts
        self._all = max(counts.values(), default=1)
        self._asked: dict[object, Asked[Owner]] = {}
        self._anchored: dict[Anchor, list[_Tried[Owner]]] = {}
        self._alone: dict[str, list[Asked[Owner]]] = {}
        self._starting: dict[str, list[_Tried[Owner]]] = {}
        self._lengths: set[int] = set()

    def __len__(self) -> int:
        """How many different queries there are."""
        return len(self._asked)

    def add(self, query: Query, *owners: Owner) -> None:
        """Let these owners be told of what meets this query."""
        key = query.key
        if (asked := self._asked.get(key)) is None:
            asked = self._asked[key] = Asked(query, [])
            self._keep_query(asked)
        asked.owners.extend(owners)

    def matching(self, document: Document) -> Iterator[Asked[Owner]]:
        """The queries that the question meets, each once."""
        for word in document.stems & self._alone.keys():
            yield from self._alone[word]
        found: set[int] = set()
        for alternatives in self._under(document):
            for stems, others, asked in alternatives:
                if (
                    stems <= document.stems
                    and id(asked) not in found
                    and (not others or all(has(term, document) for term in others))
                    and not (asked.query.excluded and is_excluded(asked.query, document))
                ):
                    found.add(id(asked))
                    yield asked

    def _under(self, document: Document) -> Iterator[list[_Tried[Owner]]]:
        """All alternatives that are kept under something that the question has."""
        for anchor in document.stems & self._anchored.keys():
            yield self._anchored[anchor]
        for value in _values_of(document) & self._anchored.keys():
            yield self._anchored[value]
        starts = {word[:length] for word in document.folded for length in self._lengths if length <= len(word)}
        for start in starts & self._starting.keys():
            yield self._starting[start]

    def _keep_query(self, asked: Asked[Owner]) -> None:
        match asked.query:
            case Query(alternatives=((Word(stem=anchor),),), excluded=()):  # what most ask for: nothing more to look at
                self._alone.setdefault(anchor, []).append(asked)
            case Query(alternatives=alternatives):
                for group in alternatives:
                    self._keep(group, asked)

    def _keep(self, group: Group, asked: Asked[Owner]) -> None:
        rarest = min(group, key=self._count) if len(group) > 1 else group[0]
        stems = frozenset([term.stem for term in group if isinstance(term, Word) and term is not rarest]) or _NO_STEMS
        others = tuple([term for term in group if not (isinstance(term, Word) or (term is rarest and _says_all(term)))])
        match rarest:
            case Word(stem=anchor):
                self._anchored.setdefault(anchor, []).append((stems, others, asked))
            case Filter(field=field, values=values):
                for value in {(field, _anchor_word(field, value)) for value in values}:
                    self._anchored.setdefault(value, []).append((stems, others, asked))
            case Exact(words=words) if telling := [stem(word) for word in words if says_something(word)]:
                anchor = min(telling, key=self._count_of)
                self._anchored.setdefault(anchor, []).append((stems, others, asked))
            case Exact(words=(start, *_)) | Prefix(start=start):
                self._lengths.add(len(start))
                self._starting.setdefault(start, []).append((stems, others, asked))

    def _count(self, term: Term) -> float:
        """In how many questions a term is, roughly."""
        match term:
            case Word(stem=anchor):
                return self._count_of(anchor)
            case Exact(words=words):
                return min((self._count_of(stem(word)) for word in words if says_something(word)), default=self._all)
            case Filter(field=field, values=values):
                return SHARES[field] * len(values) * self._all
            case Prefix():
                return SHARE_OF_A_PREFIX * self._all

    def _count_of(self, anchor: str) -> int:
        return self._counts.get(anchor, 0)


def _says_all(term: Term) -> bool:
    """Whether a question has the term where it has what the term is kept under, so that nothing is left to look at."""
    match term:
        case Filter(field=field, values=values):
            return field is not Field.SINCE and all(len(value) == 1 for value in values)
        case _:
            return isinstance(term, Prefix)


def _anchor_word(field: Field, value: tuple[str, ...]) -> str:
    """A word of the value as `_values_of` gives it: the longest, which is rarest as a rule.

    Every question with a date can have been asked since a day.
    """
    if field is Field.SINCE:
        return ANY_DAY
    word = max(value, key=len)
    return stem(word) if field in {Field.MINISTRY, Field.RUBRIC} else word


def _values_of(document: Document) -> set[tuple[Field, str]]:
    """Every word by which a filter can ask for this question."""
    names = {
        Field.AUTHOR: {word for name in document.authors for word in name.folded},
        Field.GROUP: {word for name in document.groups for word in name.folded},
        Field.MINISTRY: {word for name in document.ministries for word in name.stems},
        Field.RUBRIC: document.parts[Part.RUBRIC].stems,
        Field.STATE: {document.state},
        Field.LEGISLATURE: {str(document.legislature)},
        Field.YEAR: {str(document.asked.year)} if document.asked else set(),
        Field.SINCE: {ANY_DAY} if document.asked else set(),
    }
    return {(field, word) for field, words in names.items() for word in words}
