"""The one place that turns the columns of a question's identity into a `QuestionId`, and back.

Tables name a question by `legislature` and `number`. The first holds the number of the question's series: of the
Assemblée's written questions it is the legislature, as it was while these were all; the other kinds and the other
chambers have numbers above it, see `Chamber.series`. (Weighed: another name for the column in every table. It would
mend nothing, and part the tables from each backup and each migration that was written.)
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_

from bot.core.chambers.chamber import MAX_NUMBER
from bot.core.question import QuestionId

Key = tuple[int, int]
"""(series, number) of a question: its columns `legislature` and `number`."""

PER_SERIES = MAX_NUMBER + 1


def of_columns(series: int, number: int) -> QuestionId:
    """The question of both columns. Raises ValueError for a series of no chamber."""
    return QuestionId.stored(series, number)


def identity_of(row: Any) -> QuestionId:
    """The question of a row with both columns."""
    return of_columns(row.legislature, row.number)


def columns_of(question: QuestionId) -> dict[str, int]:
    """Both columns of a question."""
    return {"legislature": question.series, "number": question.number}


def key_of(question: QuestionId) -> Key:
    """Both columns of a question, as a pair."""
    return question.series, question.number


def is_of(table: Any, question: QuestionId) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """The conditions that a row of a table is of that question."""
    return table.c.legislature == question.series, table.c.number == question.number


def is_in(column: ColumnElement[int], series: Iterable[range]) -> ColumnElement[bool]:
    """The condition that a column holds one of these series."""
    return or_(false(), *(_is_within(column, each) for each in series))


def _is_within(column: ColumnElement[int], series: range) -> ColumnElement[bool]:
    within = column.between(series.start, series.stop - 1)
    return within if series.step == 1 else and_(within, (column - series.start) % series.step == 0)


def rank_of(question: QuestionId) -> int:
    """The rank of a question among all, by its columns; no two have the same."""
    return question.series * PER_SERIES + question.number


def question_of_rank(rank: int) -> QuestionId:
    """The inverse of `rank_of`. Raises ValueError for a rank that no question can have."""
    return of_columns(*divmod(rank, PER_SERIES))
