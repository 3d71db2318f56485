"""Whose questions figures count: those of one chamber or of all together, as a button below them changes it.

Chambers are compared over the same time. One has all questions of its legislatures, the file of another those of
twelve months: together they are counted of the last year, where nothing says of which time.
"""

from collections.abc import Sequence
from datetime import date

from bot.core import chambers
from bot.core.chambers.chamber import Chamber
from bot.core.days import add_months
from bot.core.figure_query import TIMES, bounded, chambers_of, of_legislature
from bot.core.query import Field, Filter, Query
from bot.core.query_edit import narrowed, value_of, widened

_SIGN = "of"
MONTHS = 11
"""Whole months before the present one that are counted of several chambers."""


def offered() -> list[tuple[Chamber, ...]]:
    """Each chamber alone, then all of them together."""
    alone = [(each,) for each in chambers.CHAMBERS]
    return [*alone, chambers.CHAMBERS] if len(alone) > 1 else []


def data_of(of: Sequence[Chamber]) -> str:
    """What a button carries that counts the questions of these chambers."""
    return "-".join([_SIGN, *(each.code for each in of)])


def chambers_in(data: str) -> tuple[Chamber, ...] | None:
    """The chambers that a button counts; None for data that the bot did not write."""
    return next((each for each in offered() if data_of(each) == data), None)


def of_chambers(query: Query, of: Sequence[Chamber], current: int, day: date) -> Query:
    """The same query for these chambers; `day` is today, and `current` the current legislature.

    A legislature is asked for of no chamber that has none, and the time that was only put in goes with its reason.
    """
    asked = narrowed(query, Filter(Field.CHAMBER, frozenset((each.code,) for each in of)))
    if value_of(asked, Field.SINCE) == _a_year_before(day):
        asked = widened(asked, Field.SINCE) or asked
    if not all(each.in_sessions for each in of):
        asked = widened(asked, Field.LEGISLATURE) or asked
        return comparable(asked, day)
    return bounded(widened(asked, Field.CHAMBER) or of_legislature(current), current)


def comparable(query: Query, day: date) -> Query:
    """The query, of the last year alone where it counts several chambers and says nothing of the time."""
    says_when = any(term.field in TIMES for term in query.terms() if isinstance(term, Filter))
    if says_when or len(chambers_of(query)) < 2:
        return query
    return narrowed(query, Filter(Field.SINCE, frozenset({_a_year_before(day)})))


def _a_year_before(day: date) -> tuple[str, str]:
    first = add_months(day.replace(day=1), -MONTHS)
    return str(first.year), f"{first.month:02}"
