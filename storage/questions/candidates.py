"""Finds the questions that can meet a query, in order, by the index of stems and the summaries."""

from collections import Counter
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Date,
    Integer,
    Select,
    String,
    Text,
    and_,
    false,
    func,
    literal_column,
    not_,
    or_,
    select,
    text,
    true,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core import chambers
from bot.core.beside import Heading
from bot.core.chambers.assemblee import series_of_legislature
from bot.core.families import shipped
from bot.core.filter_value import first_day, reference_in
from bot.core.group_names import short_names
from bot.core.matching import accepts
from bot.core.nature import EVERY, WRITTEN, series_of, with_nature
from bot.core.paging import AfterFound, BeforeFound
from bot.core.query import Exact, Field, Filter, Group, Prefix, Query, Term, Word
from bot.core.question import QuestionId, State
from bot.core.search_count import Facts
from bot.core.stem_query import Clause, Scope, StemQuery, StemTerm
from bot.core.stems import says_something, stem
from bot.core.summary import forms_of_prefix
from bot.core.words import Words, read
from storage.database import Database
from storage.engine import StemIndex
from storage.identity import is_in, of_columns
from storage.questions.index import place_in_index
from storage.questions.places import first_of_day, named_by_earlier
from storage.tables import deputies

RANKS = ((3, Scope.SUBJECT, None), (2, Scope.HEADING, Scope.SUBJECT), (1, Scope.ALL, Scope.HEADING))
"""The rank of what is found in each part of a question, and not in the smaller part."""

ONE_RANK = 1
"""The rank of everything where the index cannot be asked for the query as a whole."""

EVERYWHERE = ((ONE_RANK, Scope.ALL, None),)
"""The one rank of all that is found, wherever it is."""

Ranks = Sequence[tuple[int, Scope, Scope | None]]

Conditions = Mapping[Filter, ColumnElement[bool]]

MOST_UNKNOWN = 50
"""Authors whom the register lacks, and whose questions are looked up one by one; with more, all are read at once."""

_SUMMARIES = text("summaries")

# Literal columns, for the index joins its rows with the summaries by itself, each database in its own way.
_place = literal_column("summaries.place", BigInteger)
_subject, _rubric = literal_column("summaries.subject", Text), literal_column("summaries.rubric", Text)
_legislature, _state = literal_column("summaries.legislature", Integer), literal_column("summaries.state", String)
_number = literal_column("summaries.number", Integer)
_asked_on = literal_column("summaries.asked", Date)
_author_ref, _author = literal_column("summaries.author_ref", String), literal_column("summaries.author", Text)
KEY: Sequence[ColumnElement[Any]] = (_legislature, _number)
"""The columns that tell which question it is, for `storage.identity.of_columns`."""

_NAMES = {
    Field.MINISTRY: literal_column("summaries.ministry", Text),
    Field.RUBRIC: literal_column("summaries.rubric", Text),
    Field.GROUP: literal_column("summaries.author_group", Text),
    Field.AUTHOR: _author,
}


class Candidate(NamedTuple):
    """A question that can meet a query, by its columns, and its place in the index. A thousand are made for a count."""

    row: int
    series: int
    number: int

    @property
    def id(self) -> QuestionId:
        """Which question it is."""
        return of_columns(self.series, self.number)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A question that can meet a query, and where it stands in the order of what is found."""

    at: AfterFound
    id: QuestionId


@dataclass(frozen=True, slots=True)
class Headed:
    """A question, the day on which it was asked, and its heading."""

    id: QuestionId
    asked: date | None
    heading: Heading


@dataclass(frozen=True, slots=True)
class Recent:
    """The newest questions that can meet a query, and how many of all that can were asked on each day."""

    newest: list[Headed]
    days: Counter[date]


class Candidates:
    """Finds questions. Where `is_exact` says so, each of them meets the query; else it has to be looked at.

    A query that does not say of which nature its questions are asks for written ones.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def around(self, query: Query, start: AfterFound | BeforeFound | None, most: int) -> list[Ranked]:
        """At most so many questions that come after a place in their order, None for the first ones; or before one.

        The nearest comes first, so those before a place come in the order that is turned round.
        """
        found: list[Ranked] = []
        is_backwards = isinstance(start, BeforeFound)
        query = with_nature(query)
        async with self._database.searching() as connection:
            conditions = await _conditions(connection, query)
            asked = list(_asked(query, conditions, self._database.stems, RANKS))
            for rank, ask, place in reversed(asked) if is_backwards else asked:
                if len(found) == most or (start is not None and _is_passed(rank, start)):
                    continue
                beyond = []
                if start is not None and start.rank == rank:
                    beyond = [place > start.row if is_backwards else place < start.row]
                order = place.asc() if is_backwards else place.desc()
                nearest = ask.where(*beyond).order_by(order).limit(most - len(found))
                # What they are is read of these alone: a common word has a hundred thousand.
                located = select(_place, *KEY).select_from(_SUMMARIES).where(_place.in_(nearest))
                rows = await connection.execute(located.order_by(_place.asc() if is_backwards else _place.desc()))
                found += [Ranked(AfterFound(rank, row[0]), of_columns(*row[1:])) for row in rows]
        return found

    async def newest(self, query: Query, most: int) -> list[tuple[Candidate, Facts]]:
        """At most so many of all that can meet the query, whatever their ranks, newest first."""
        query = with_nature(query)
        async with self._database.searching() as connection:
            conditions = await _conditions(connection, query)
            ((_, ask, place),) = _asked(query, conditions, self._database.stems, EVERYWHERE)
            names = (_NAMES[Field.MINISTRY], _NAMES[Field.RUBRIC])
            facts = ask.with_only_columns(place, *KEY, _state, _asked_on, *names)
            rows = await connection.execute(facts.order_by(place.desc()).limit(most))
            return [
                (Candidate(*row[:3]), Facts(State(row[3]), row[4], row[5], row[6], chambers.stored(row[1])[0].code))
                for row in rows
            ]

    @asynccontextmanager
    async def asking(self, query: Query) -> AsyncIterator[tuple[AsyncConnection, Select[Any], ColumnElement[int]]]:
        """A transaction, and the statement there that finds the places of all that can meet the query, wherever it is.

        The statement may be given other columns of `summaries`; the places are ordered by the column beside it.
        """
        query = with_nature(query)
        async with self._database.searching() as connection:
            conditions = await _conditions(connection, query)
            ((_, ask, place),) = _asked(query, conditions, self._database.stems, EVERYWHERE)
            yield connection, ask, place

    async def recent(self, query: Query, most: int, after: date) -> Recent:
        """The newest, at most so many, wherever they have the words; and the days after one on which all were asked."""
        index, first = self._database.stems, first_of_day(after)
        query = with_nature(query)
        async with self._database.searching() as connection:
            conditions = await _conditions(connection, query)
            ((_, ask, place),) = _asked(query, conditions, index, EVERYWHERE)
            newest = ask.with_only_columns(*KEY, _asked_on, _subject, _rubric).order_by(place.desc()).limit(most)
            rows = await connection.execute(newest)
            found = [Headed(of_columns(*row[:2]), row[2], Heading(row[3], row[4])) for row in rows]
            bound = index.bound if place is index.place else place
            days = ask.with_only_columns(_asked_on, func.count()).where(_asked_on > after, bound >= first)
            counts = await connection.execute(days.group_by(_asked_on))
            return Recent(found, Counter({row[0]: row[1] for row in counts}))

    async def from_earlier(self, start: AfterFound | BeforeFound) -> AfterFound | BeforeFound:
        """A place as it is written now, where a button of an earlier version has it; else the same place."""
        id = named_by_earlier(start.row)
        if id is None:
            return start
        async with self._database.reading() as connection:
            row = await place_in_index(connection, id)
        return start if row is None else replace(start, row=row)


def is_exact(query: Query) -> bool:
    """Whether the index and the summaries tell all that the query asks."""
    return all(isinstance(term, Word | Filter) for term in query.terms())


def _is_passed(rank: int, start: AfterFound | BeforeFound) -> bool:
    return rank < start.rank if isinstance(start, BeforeFound) else rank > start.rank


def _asked(
    query: Query, conditions: Conditions, index: StemIndex, ranks: Ranks
) -> Iterator[tuple[int, Select[Any], ColumnElement[int]]]:
    """The statements that find the places, each with its rank, and with the column by which they are ordered."""
    split = [(_words(group), _filters(group)) for group in query.alternatives]
    excluded = [group for group in query.excluded if all(isinstance(term, Word | Filter) for term in group)]
    words = [_words(group) for group in excluded if not _filters(group)]
    others = [_without(_group(group, conditions, index)) for group in excluded if _filters(group)]
    if all(clause for clause, _ in split) and len({filters for _, filters in split}) == 1:
        stems = StemQuery(tuple(clause for clause, _ in split), tuple(words))
        narrowed = [conditions[each] for each in split[0][1]] + others
        for rank, part, beyond in ranks:
            found = select(_place).select_from(text(index.source)).where(index.matches(stems, part, beyond), *narrowed)
            yield rank, found, index.place
        return
    wanted = or_(*(_group(group, conditions, index) for group in query.alternatives))
    unwanted = [_without(_group(group, conditions, index)) for group in excluded]
    yield ONE_RANK, select(_place).select_from(_SUMMARIES).where(wanted, *unwanted), _place


def _group(group: Group, conditions: Conditions, index: StemIndex) -> ColumnElement[bool]:
    """The condition on summaries that a group sets."""
    clause, narrowed = _words(group), [conditions[each] for each in _filters(group)]
    if clause:
        source = text(index.source)
        found = select(index.place).select_from(source).where(index.matches(StemQuery((clause,)), Scope.ALL, None))
        narrowed.append(_place.in_(found))
    return and_(true(), *narrowed)


def _without(unwanted: ColumnElement[bool]) -> ColumnElement[bool]:
    """The condition that a question does not meet one: what is not known of it is not what is excluded."""
    return not_(func.coalesce(unwanted, false()))


def _words(group: Group) -> Clause:
    """What the index can be asked for of the words of a group."""
    return tuple(each for term in group for each in _forms(term))


def _forms(term: Term) -> Sequence[tuple[StemTerm, ...]]:
    match term:
        case Word():
            return ((StemTerm(term.stem),),)
        case Exact():
            return tuple((StemTerm(stem(word)),) for word in term.words if says_something(word))
        case Prefix():
            return (forms_of_prefix(term.start),)
        case Filter():
            return ()


def _filters(group: Group) -> frozenset[Filter]:
    return frozenset(term for term in group if isinstance(term, Filter))


async def _conditions(connection: AsyncConnection, query: Query) -> Conditions:
    return {each: await _condition(connection, each) for each in query.terms() if isinstance(each, Filter)}


async def _condition(connection: AsyncConnection, filter: Filter) -> ColumnElement[bool]:
    """The condition on summaries that a filter sets: the names that it accepts are looked up first."""
    match filter.field:
        case Field.CHAMBER:
            sought = [chambers.with_code(code).series for (code,) in filter.values]
            return or_(*(_legislature.between(each.start, each.stop - 1) for each in sought))
        case Field.NATURE:
            return _of_nature(filter)
        case Field.LEGISLATURE:
            return _legislature.in_(
                [each for (number,) in filter.values for each in series_of_legislature(int(number))]
            )
        case Field.STATE:
            return _state.in_([state for (state,) in filter.values])
        case Field.YEAR:
            years = [int(year) for (year,) in filter.values]
            return or_(*(_asked_on.between(date(year, 1, 1), date(year, 12, 31)) for year in years))
        case Field.SINCE:
            return _asked_on >= min(map(first_day, filter.values))
    if filter.field is Field.AUTHOR:
        return await _by_author(connection, filter)
    named = _NAMES[filter.field]
    rows = await connection.execute(select(named).select_from(_SUMMARIES).where(named.is_not(None)).distinct())
    return named.in_([name for name in rows.scalars() if _is_called(name, filter)])


def _of_nature(filter: Filter) -> ColumnElement[bool]:
    """The condition that a filter of the nature sets.

    Nearly all questions are written ones. For these the others are ruled out, for which no index is used: SQLite would
    take all by their series and sort them, where it has only to go along their places until a page is full.
    """
    if filter.values & {(WRITTEN,), (EVERY,)}:
        return not_(is_in(_legislature, series_of(filter.values, others=True)))
    return is_in(_legislature, series_of(filter.values))


async def _by_author(connection: AsyncConnection, filter: Filter) -> ColumnElement[bool]:
    """The condition of an author's name or reference.

    The name in the register comes first: the one in a question's own text may lack what tells it from a namesake. So
    that one is looked at of those authors alone whom the register lacks, of whom there are hardly any.
    """
    refs = [ref for value in filter.values if (ref := reference_in(value)) is not None]
    if len(refs) == len(filter.values):
        return _author_ref.in_(refs)
    known = await connection.execute(select(deputies.c.ref, deputies.c.shown))
    register: dict[str, str] = {row.ref: row.shown for row in known}
    refs += [ref for ref, shown in register.items() if _is_called(shown, filter)]
    asked = await connection.execute(select(_author_ref).select_from(_SUMMARIES).distinct())
    unknown = [ref for ref in asked.scalars() if ref is not None and ref not in register]
    spelt = select(_author).select_from(_SUMMARIES).where(_author.is_not(None)).distinct()
    if len(unknown) <= MOST_UNKNOWN:
        spelt = spelt.where(or_(_author_ref.is_(None), _author_ref.in_(unknown)))
    names = [name for name in (await connection.execute(spelt)).scalars() if _is_called(name, filter)]
    if not names:
        return _author_ref.in_(refs)
    is_unknown = or_(_author_ref.is_(None), _author_ref.not_in(select(deputies.c.ref)))
    return or_(_author_ref.in_(refs), and_(is_unknown, _author.in_(names)))


def _is_called(name: str, filter: Filter) -> bool:
    return any(accepts(filter, each) for each in _names(filter.field, name))


@lru_cache(maxsize=8_192)
def _names(of: Field, name: str) -> tuple[Words, ...]:
    """A name and the others under which it is asked for; all that there are fit in here."""
    return tuple(read(each) for each in (name, *_other_names(of, name)))


def _other_names(of: Field, name: str) -> tuple[str, ...]:
    match of:
        case Field.MINISTRY:
            return shipped().names_of(name)
        case Field.GROUP:
            return short_names(name)
    return ()
