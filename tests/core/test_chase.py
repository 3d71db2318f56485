"""Whether a question can be chased up, and what there is to say."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.core.chase import Chase, Situation, chase, may_be_chased
from bot.core.question import Closing, Question, QuestionId
from tests.core.records import RECORD
from tests.support.examples import answered

LATE, MONTHS = date(2026, 11, 30), date(2026, 12, 29)
"""The first day after the two months of the question that was asked on 29 September; the last of its three months."""

LATER = MONTHS + timedelta(days=1)


@pytest.mark.parametrize(
    ("question", "day", "situation"),
    [
        pytest.param(RECORD, LATE, Situation.LATE, id="two months"),
        pytest.param(RECORD, MONTHS, Situation.LATE, id="the last of three months"),
        pytest.param(RECORD, LATER, Situation.RENEWABLE, id="three months"),
        pytest.param(replace(RECORD, renewals=(MONTHS,)), LATER, Situation.LATE, id="renewed already"),
        pytest.param(replace(RECORD, renewals=(None,)), LATER, Situation.LATE, id="renewed on an unknown day"),
        pytest.param(
            replace(RECORD, renewals=None), LATER, Situation.LATE, id="a page, which says nothing of renewals"
        ),
        pytest.param(replace(RECORD, signalled=(LATE,)), LATE, Situation.SIGNALLED, id="signalled"),
        pytest.param(replace(RECORD, signalled=(LATE,)), LATER, Situation.SIGNALLED, id="signalled long ago"),
        pytest.param(replace(RECORD, signalled=(None,)), LATE, Situation.SIGNALLED, id="signalled on an unknown day"),
        pytest.param(RECORD, date(2026, 11, 29), None, id="the last of two months"),
        pytest.param(replace(RECORD, asked=None), LATER, None, id="published on an unknown day"),
        pytest.param(replace(RECORD, asked=date(2012, 1, 3)), LATER, None, id="published on an impossible day"),
        pytest.param(answered(RECORD), LATER, None, id="answered"),
        pytest.param(replace(RECORD, closing=Closing("Fin de mandat", None)), LATER, None, id="closed"),
        pytest.param(
            replace(RECORD, id=QuestionId.of_legislature(16, 4321)), LATER, None, id="of a finished legislature"
        ),
    ],
)
def test_a_question_is_chased_up_once_a_term_has_passed(
    question: Question, day: date, situation: Situation | None
) -> None:
    found = chase(question, day)
    assert (found and found.situation) == situation


def test_a_question_lapses_with_the_legislature_that_is_current_now() -> None:
    assert may_be_chased(RECORD, 17)
    assert not may_be_chased(RECORD, 18)
    assert chase(RECORD, LATER, 18) is None


def test_there_is_to_say_how_long_it_waits_and_whether_it_may_be_renewed() -> None:
    assert chase(RECORD, LATE) == Chase(Situation.LATE, RECORD, LATE, 62, MONTHS)
    renewed = chase(replace(RECORD, renewals=(MONTHS,)), LATER)
    assert renewed is not None
    assert (renewed.waited, renewed.months, renewed.may_be_renewed) == (92, None, False)
    signalled = chase(replace(RECORD, signalled=(LATE,)), LATER)
    assert signalled is not None
    assert signalled.may_be_renewed
