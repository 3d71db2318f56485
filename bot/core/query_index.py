"""Finds which of many queries a question meets, without trying each of them.

A question cannot meet an alternative without its rarest term: so each alternative is kept under that term, and only
those are tried whose rarest term the question has. Equal queries of many chats are one. Exclusions, which nothing
could be kept under, are looked at last.
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.core.matching import Document, Part, has_all
from bot.core.nature import WRITTEN, says_nature, with_nature
from bot.core.query import Exact, Field, Filter, Group, Prefix, Query, Term, Word
from bot.core.stems import says_something, stem

Owner = TypeVar("Owner", bound=Hashable)

Mark = str
"""What a question has: a stem, or a word of a name that filters look at, behind its field ("auteur:juvin")."""

SHARES = {
    Field.AUTHOR: 0.002,
    Field.RUBRIC: 0.01,
    Field.MINISTRY: 0.05,
    Field.GROUP: 0.1,
    Field.YEAR: 0.2,
    Field.CHAMBER: 0.5,
    Field.NATURE: 0.2,
    Field.LEGISLATURE: 0.3,
    Field.STATE: 0.4,
    Field.SINCE: 1.0,
}
"""Which part of all questions one value of a filter roughly leaves: some 577 authors, 12 groups, a few legislatures."""

ANY_DAY = "any day"

SHARE_OF_A_PREFIX = 0.02
"""The same of a beginning; it is dearer to look for than a word."""


@dataclass(frozen=True, slots=True)
class Rest:
    """What a question must have and must not have beside the marks of an alternative.

    `terms` are those of the alternative whose marks do not say all. Excluded are the marks in `without`, and `groups`.
    """

    terms: tuple[Term, ...]
    without: tuple[Mark, ...]
    groups: tuple[Group, ...]

    def is_met(self, marks: frozenset[Mark], document: Document) -> bool:
        """Whether the question, which has those marks, has what it must have, and nothing else."""
        return (
            (not self.terms or has_all(self.terms, document))
            and marks.isdisjoint(self.without)
            and not any(has_all(group, document) for group in self.groups)
        )


Exclusions = tuple[tuple[Mark, ...], tuple[Group, ...]]
"""The marks that a question must not have, and the groups of which no single mark says all."""

_Tried = tuple[tuple[Mark, ...], Rest | None, list[Owner]]
"""One alternative under its rarest term: the other marks that a question must have, the rest, and who asks for it."""


class QueryIndex(Generic[Owner]):
    """Queries of all owners; `counts` says in how many questions each stem is found.

    Most do not say of which nature their questions are: these are kept apart, for written ones alone.
    """

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._of_written, self._of_any = _Index[Owner](counts), _Index[Owner](counts)

    def __len__(self) -> int:
        """How many different queries there are."""
        return len(self._of_written) + len(self._of_any)

    def add(self, query: Query, *owners: Owner) -> list[Owner]:
        """Let these owners be told of what meets this query. Returns all of its owners; others may be put in there."""
        if says_nature(query):
            return self._of_any.add(with_nature(query), owners)
        return self._of_written.add(query, owners)

    def matching(self, document: Document) -> Iterator[list[Owner]]:
        """The owners of each query that the question meets."""
        if WRITTEN in document.natures:
            yield from self._of_written.matching(document)
        if len(self._of_any):
            yield from self._of_any.matching(document)


class _Index(Generic[Owner]):
    """Queries that are met by what they say.

    It keeps of most queries, which are a few words, nothing but their stems.
    """

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._counts = counts
        self._all = max(counts.values(), default=1)
        self._owners: dict[str, list[Owner]] = {}
        self._marked: dict[Mark, list[_Tried[Owner]]] = {}
        self._alone: dict[Mark, list[Owner]] = {}
        self._quoted: dict[str, list[_Tried[Owner]]] = {}
        self._starting: dict[str, list[_Tried[Owner]]] = {}
        self._lengths: set[int] = set()

    def __len__(self) -> int:
        return len(self._owners)

    def add(self, query: Query, owners: Sequence[Owner]) -> list[Owner]:
        key = _key(query)
        if (known := self._owners.get(key)) is not None:
            known.extend(owners)
            return known
        made = self._owners[key] = [*owners]
        match query:
            case Query(alternatives=((Word(stem=mark),),), excluded=()):  # what most ask for: nothing more to look at
                self._alone[mark] = made
            case Query(alternatives=alternatives):
                exclusions = _exclusions(query)
                for group in alternatives:
                    self._keep(group, exclusions, made)
        return made

    def matching(self, document: Document) -> Iterator[list[Owner]]:
        marks = document.stems | _marks_of_names(document)
        for mark in marks & self._alone.keys():
            yield self._alone[mark]
        found: set[int] = set()
        for alternatives in self._under(document, marks):
            for others, rest, owners in alternatives:
                if (
                    (not others or marks.issuperset(others))
                    and id(owners) not in found
                    and (rest is None or rest.is_met(marks, document))
                ):
                    found.add(id(owners))
                    yield owners

    def _under(self, document: Document, marks: frozenset[Mark]) -> Iterator[list[_Tried[Owner]]]:
        """All alternatives that are kept under something that the question has."""
        for mark in marks & self._marked.keys():
            yield self._marked[mark]
        for word in document.folded & self._quoted.keys():
            yield self._quoted[word]
        if not self._lengths:
            return
        starts = {word[:length] for word in document.ordered for length in self._lengths if length <= len(word)}
        for start in starts & self._starting.keys():
            yield self._starting[start]

    def _keep(self, group: Group, exclusions: Exclusions, owners: list[Owner]) -> None:
        rarest = min(group, key=self._count) if len(group) > 1 else group[0]
        marks = [mark for term in group if term is not rarest for mark in _marks_of(term)]
        terms = tuple(
            [each for each in group if not (_says_all(each) or (each is rarest and isinstance(each, Prefix)))]
        )
        rest = Rest(terms, *exclusions) if terms or any(exclusions) else None
        match rarest:
            case Filter(field=field, values=values):
                for mark in {_mark(field, value) for value in values}:
                    self._marked.setdefault(mark, []).append((tuple(marks), rest, owners))
            case Word() | Exact() if own := sorted(_marks_of(rarest), key=self._count_of):
                self._marked.setdefault(own[0], []).append(((*marks, *own[1:]), rest, owners))
            case Exact(words=(first, *_)):  # all of them say nothing alone
                self._quoted.setdefault(first, []).append((tuple(marks), rest, owners))
            case Prefix(start=start):
                self._lengths.add(len(start))
                self._starting.setdefault(start, []).append((tuple(marks), rest, owners))

    def _count(self, term: Term) -> float:
        """In how many questions a term is, roughly."""
        match term:
            case Word() | Exact():
                return min(map(self._count_of, _marks_of(term)), default=self._all)
            case Filter(field=field, values=values):
                return SHARES[field] * len(values) * self._all
            case Prefix():
                return SHARE_OF_A_PREFIX * self._all

    def _count_of(self, mark: Mark) -> int:
        return self._counts.get(mark, 0)


def _key(query: Query) -> str:
    """The same text for two queries that ask for the same in another order. It is shorter than `Query.key`."""
    if not query.excluded and len(query.alternatives) == 1:
        return _written(query.alternatives[0])
    return "\n".join((*sorted(map(_written, query.alternatives)), "", *sorted(map(_written, query.excluded))))


def _written(group: Group) -> str:
    return " ".join(sorted({_name(term) for term in group})) if len(group) > 1 else _name(group[0])


def _name(term: Term) -> str:
    match term:
        case Word(stem=mark):
            return mark
        case Prefix(start=start):
            return f"{start}*"
        case Exact(words=words):
            return f'"{" ".join(words)}"'
        case Filter(field=field, values=values):
            return f"{field.value}:{'|'.join(sorted(map(' '.join, values)))}"


def _exclusions(query: Query) -> Exclusions:
    is_told = [len(group) == 1 and _says_all(group[0]) for group in query.excluded]
    marks = [mark for group, told in zip(query.excluded, is_told, strict=True) if told for mark in _marks_of(group[0])]
    return tuple(marks), tuple(group for group, told in zip(query.excluded, is_told, strict=True) if not told)


def _marks_of(term: Term) -> tuple[Mark, ...]:
    """The marks that every question has which has the term."""
    match term:
        case Word(stem=mark):
            return (mark,)
        case Exact(words=words):
            return tuple(stem(word) for word in words if says_something(word))
        case Filter(field=field, values=values) if len(values) == 1:
            return tuple(_mark(field, value) for value in values)
        case _:
            return ()


def _says_all(term: Term) -> bool:
    """Whether every question has the term that has its marks."""
    match term:
        case Word():
            return True
        case Filter(field=field, values=values):
            return field is not Field.SINCE and len(values) == 1 and all(len(value) == 1 for value in values)
        case _:
            return False


def _mark(field: Field, value: tuple[str, ...]) -> Mark:
    """The mark of a filter's value, made of its longest word, which is the rarest as a rule.

    Every question with a date can have been asked since a day.
    """
    if field is Field.SINCE:
        return f"{field.value}:{ANY_DAY}"
    word = max(value, key=len)
    return f"{field.value}:{stem(word) if field in {Field.MINISTRY, Field.RUBRIC} else word}"


def _marks_of_names(document: Document) -> set[Mark]:
    """Every mark by which a filter can ask for this question."""
    names = {
        Field.AUTHOR: {word for name in document.authors for word in name.folded},
        Field.GROUP: {word for name in document.groups for word in name.folded},
        Field.MINISTRY: {word for name in document.ministries for word in name.stems},
        Field.RUBRIC: document.parts[Part.RUBRIC].stems,
        Field.STATE: {document.state},
        Field.CHAMBER: {document.chamber_code},
        Field.LEGISLATURE: {str(document.session)},
        Field.NATURE: document.natures,
        Field.YEAR: {str(document.asked.year)} if document.asked else set(),
        Field.SINCE: {ANY_DAY} if document.asked else set(),
    }
    return {f"{field.value}:{word}" for field, words in names.items() for word in words}
