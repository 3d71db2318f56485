"""Which questions are still listed: of what left its chamber's file nobody knows what became, and it is not counted."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import ColumnElement, Date, Integer, literal_column, or_

from bot.core.figure_query import chambers_of
from bot.core.query import Query

# Literal columns, as in storage.questions.candidates.
_series, _asked = literal_column("summaries.legislature", Integer), literal_column("summaries.asked", Date)


def listed(query: Query, day: date) -> Iterator[ColumnElement[bool]]:
    """The conditions on a summary that it is listed on a day by its chamber's source, of those that the query counts.

    None of them stands for a chamber that lists its questions for ever. One without a day is taken for listed.
    """
    for chamber in chambers_of(query):
        since = chamber.listed_since(day)
        if since is not None:
            first, last = chamber.series.start, chamber.series.stop - 1
            yield or_(_series < first, _series > last, _asked.is_(None), _asked >= since)
