"""Terms that passed without an answer."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.core.deadline import OVERDUE, OVERDUE_SIGNALLED, RENEWABLE, has_three_months, overdue, terms
from bot.core.question import Closing, Question
from tests.core.records import RECORD
from tests.support.examples import answered


@pytest.mark.parametrize(
    ("question", "day", "key"),
    [
        (RECORD, date(2026, 11, 29), None),
        (RECORD, date(2026, 11, 30), OVERDUE),
        (replace(RECORD, signalled=(date(2026, 12, 1),)), date(2026, 12, 11), None),
        (replace(RECORD, signalled=(date(2026, 12, 1),)), date(2026, 12, 12), OVERDUE_SIGNALLED),
        (replace(RECORD, signalled=(None,)), date(2026, 11, 30), OVERDUE),
        (replace(RECORD, asked=None), date(2030, 1, 1), None),
        (replace(RECORD, asked=date(2030, 1, 1)), date(2026, 11, 30), None),
        (answered(RECORD), date(2030, 1, 1), None),
        (replace(RECORD, closing=Closing(None, None)), date(2030, 1, 1), None),
    ],
)
def test_a_term_has_passed(question: Question, day: date, key: str | None) -> None:
    assert overdue(question, day) == key


WEEK, TEN_DAYS, A_DAY = timedelta(days=7), timedelta(days=10), timedelta(days=1)
MONTHS = date(2026, 12, 29)
"""The last of the three months of the question that was asked on 29 September."""


@pytest.mark.parametrize(
    ("question", "last"),
    [
        pytest.param(RECORD, MONTHS, id="waits"),
        pytest.param(replace(RECORD, renewals=None), None, id="a page, which says nothing of renewals"),
        pytest.param(replace(RECORD, renewals=(date(2026, 12, 8),)), None, id="renewed"),
        pytest.param(replace(RECORD, renewals=(None,)), None, id="renewed on an unknown day"),
        pytest.param(replace(RECORD, signalled=(MONTHS - 2 * WEEK,)), MONTHS, id="signalled, and its ten days over"),
        pytest.param(replace(RECORD, signalled=(MONTHS - WEEK,)), None, id="signalled, within its ten days"),
        pytest.param(
            replace(RECORD, signalled=(MONTHS - TEN_DAYS,)), None, id="signalled, on the last of its ten days"
        ),
        pytest.param(replace(RECORD, signalled=(MONTHS - TEN_DAYS - A_DAY,)), MONTHS, id="signalled a day before"),
        pytest.param(replace(RECORD, signalled=(MONTHS + WEEK,)), None, id="signalled later"),
        pytest.param(replace(RECORD, signalled=(None,)), MONTHS, id="signalled on an unknown day"),
        pytest.param(replace(RECORD, asked=None), None, id="published on an unknown day"),
        pytest.param(replace(RECORD, asked=date(2026, 11, 30)), date(2027, 2, 28), id="a short month"),
        pytest.param(answered(RECORD), None, id="answered"),
        pytest.param(replace(RECORD, closing=Closing(None, None)), None, id="closed"),
    ],
)
def test_three_months_are_a_term_of_a_question_that_was_neither_renewed_nor_just_signalled(
    question: Question, last: date | None
) -> None:
    assert terms(question).get(RENEWABLE) == last


def test_the_term_of_the_answer_is_the_one_that_counts_now() -> None:
    signalled = replace(RECORD, signalled=(date(2026, 12, 1),))
    assert terms(RECORD)[OVERDUE] == date(2026, 11, 29)
    assert terms(signalled)[OVERDUE_SIGNALLED] == date(2026, 12, 11)
    assert OVERDUE not in terms(signalled)


@pytest.mark.parametrize(("day", "is_over"), [(MONTHS, False), (MONTHS + timedelta(days=1), True)])
def test_three_months_are_over_whatever_became_of_the_question(day: date, is_over: bool) -> None:
    assert has_three_months(answered(RECORD), day) == is_over
