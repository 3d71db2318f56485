"""What figures are asked for: which questions they count, and which view of them is shown.

People type what they search for. Where their words are nothing but the name of a ministry or of a deputy, that one is
meant; and where nothing says of which time, the current legislature is.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.core import chambers
from bot.core.chambers.assemblee import ASSEMBLEE, FIRST_ARCHIVED
from bot.core.chambers.chamber import NO_TERMS, Chamber, Terms
from bot.core.filter_value import first_day, name_value
from bot.core.name_choice import Asker, families_named
from bot.core.nature import kinds_of
from bot.core.query import Field, Filter, Query, Word
from bot.core.query_edit import narrowed, value_of
from bot.core.question import QuestionId
from bot.core.words import words_of

TIMES = (Field.LEGISLATURE, Field.YEAR, Field.SINCE)

OFFICES = ("ministere", "ministre", "ministry", "minister")
"""Words before the name of a ministry that tell it from no other."""

EVERYTHING = Query(((),))
"""The query that asks for nothing in particular."""

_DATA = re.compile(r"([a-z]+)(?:\+([0-9]{1,5}))?", re.ASCII)


class View(StrEnum):
    """A way to look at the figures; the values are the data of its button."""

    ALL = "all"
    LEAGUE = "league"
    MONTHS = "months"
    DELAYS = "delays"
    OLDEST = "oldest"


@dataclass(frozen=True, slots=True)
class Turned:
    """A view, and which page of it; the first page is 1."""

    view: View
    page: int = 1

    @property
    def data(self) -> str:
        """What a button carries that shows it."""
        return self.view if self.page == 1 else f"{self.view}+{self.page}"


def turned_in(data: str) -> Turned | None:
    """The view that a button shows; None for data that the bot did not write."""
    found = _DATA.fullmatch(data)
    if found is None or found[1] not in set(View):
        return None
    return Turned(View(found[1]), max(int(found[2] or 1), 1))


def of_legislature(legislature: int) -> Query:
    """The query for all questions of a legislature."""
    return Query(((_legislature(legislature),),))


def beside(question: QuestionId) -> Query | None:
    """The query for the questions whose delays say what is usual for this one: of its chamber, and its legislature.

    None where it is no written one: only those are counted.
    """
    if not question.is_written:
        return None
    if question.chamber.in_sessions:
        return of_legislature(question.session)
    return Query(((Filter(Field.CHAMBER, frozenset({(question.chamber.code,)})),),))


def of_chambers(questions: Iterable[QuestionId]) -> Query:
    """The query for all questions of the chambers of these; for everything where there are none."""
    codes = frozenset((each.chamber.code,) for each in questions)
    return Query(((Filter(Field.CHAMBER, codes),),)) if codes else EVERYTHING


def bounded(query: Query, current: int) -> Query:
    """The query, of the current legislature alone where it says nothing of the time, nor leaves a legislature out."""
    leaves_out = any(isinstance(term, Filter) and term.field is Field.LEGISLATURE for term in query.terms())
    says_when = leaves_out or any(term.field in TIMES for term in _filters(query)) or not _is_in_sessions(query)
    return query if says_when else narrowed(query, _legislature(current))


def counted(query: Query) -> Query:
    """The query as it is counted: of the chamber whose figures are of its sessions, where it names no chamber.

    Another chamber's questions are counted where they are asked for, and never among a legislature's: by its name, or
    since the query leaves out the usual one, or asks for what that one has not.
    """
    if any(term.field is Field.CHAMBER for term in _filters(query)):
        return query
    out = _left_out(query)
    left = [each for each in chambers.CHAMBERS if each not in out and kinds_of(query, each)]
    usual = [each for each in chambers.CHAMBERS if each.in_sessions]
    counted = [each for each in usual if each in left] or left or usual
    return narrowed(query, Filter(Field.CHAMBER, frozenset((each.code,) for each in counted)))


def chambers_of(query: Query) -> list[Chamber]:
    """The chambers whose questions are counted of a query."""
    codes = {code for term in _filters(counted(query)) if term.field is Field.CHAMBER for (code,) in term.values}
    return sorted(map(chambers.with_code, codes))


def kinds_counted(query: Query) -> set[tuple[Chamber, str]]:
    """The chambers, and the kinds of their questions, that are counted of a query."""
    return {(each, kind) for each in chambers_of(query) for kind in kinds_of(query, each)}


def term_of(query: Query) -> Terms | None:
    """The term for an answer of all that is counted of a query; None where there is none, or there are several."""
    found = {each.terms(kind) for each, kind in kinds_counted(query)}
    terms = {Terms(each.months_to_answer, days_to_answer=each.days_to_answer) for each in found} - {NO_TERMS}
    return terms.pop() if len(terms) == 1 else None


def has_signalling(query: Query) -> bool:
    """Whether anything that is counted of a query is due sooner once it is signalled."""
    return any(each.terms(kind).once_signalled for each, kind in kinds_counted(query))


def _left_out(query: Query) -> set[Chamber]:
    """The chambers of which a query excludes all questions."""
    lone = [group[0] for group in query.excluded if len(group) == 1]
    excluded = [term for term in lone if isinstance(term, Filter) and term.field is Field.CHAMBER]
    return {chambers.with_code(code) for term in excluded for (code,) in term.values}


def _is_in_sessions(query: Query) -> bool:
    """Whether every chamber that the query names has figures of its current session."""
    return all(each.in_sessions for each in chambers_of(query))


def _filters(query: Query) -> list[Filter]:
    return [term for group in query.alternatives for term in group if isinstance(term, Filter)]


def legislatures_of(query: Query) -> frozenset[int] | None:
    """The legislatures that the query asks for; None where it does not say, or not in each of its alternatives."""
    asked = [
        {
            int(value[0])
            for term in group
            if isinstance(term, Filter) and term.field is Field.LEGISLATURE
            for value in term.values
        }
        for group in query.alternatives
    ]
    return frozenset[int]().union(*asked) if all(asked) else None


def legislatures_met(query: Query, current: int) -> set[int]:
    """The legislatures with an archive of which a query can find anything, up to the `current` one."""
    every = set(range(FIRST_ARCHIVED, current + 1))
    if asked := legislatures_of(query):
        return set(asked & every) or {current}
    since = value_of(query, Field.SINCE)
    if since is None:
        return every
    return {each for each in every if each == current or ASSEMBLEE.first_day(each + 1) > first_day(since)}


def plain_words(query: Query) -> tuple[str, ...] | None:
    """The words of a query that is nothing but words, which all have to be found; else None.

    "ministère" is left out, but not of a name: the Premier ministre's.
    """
    if len(query.alternatives) != 1 or query.excluded:
        return None
    words = [term.folded for term in query.alternatives[0] if isinstance(term, Word)]
    if len(words) != len(query.alternatives[0]):
        return None
    if families_named(tuple(words)):
        return tuple(words)
    return tuple(word for word in words if word not in OFFICES) or tuple(words)


def of_ministry_named(words: Sequence[str]) -> Query | None:
    """The query for the one family of ministries that is called just so; None where none or several are."""
    families = families_named(tuple(words))
    return _named(Field.MINISTRY, families[0]) if len(families) == 1 else None


def of_deputy_named(words: Sequence[str], known: Sequence[Asker]) -> Query | None:
    """The query for the deputies of a name, of those `known` who bear these words in theirs.

    The last word of a surname has to be among them: a first name or a constituency alone names nobody.
    """
    surnames = (words_of(each.short_name.partition("(")[0])[-1:] for each in known)
    if not any(name and name[0] in words for name in surnames):
        return None
    return _named(Field.AUTHOR, " ".join(words))


def _legislature(number: int) -> Filter:
    return Filter(Field.LEGISLATURE, frozenset({(str(number),)}))


def _named(of: Field, name: str) -> Query:
    value, typed = name_value(of, name)
    return Query(((Filter(of, frozenset({value}), {value: typed}),),))
