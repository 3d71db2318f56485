"""Terms that passed without an answer, and how sure that is."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.core.deadline import OVERDUE, OVERDUE_SIGNALLED, is_sure, overdue
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


def test_a_passed_term_is_sure_once_a_source_confirmed_it_the_day_after_in_paris() -> None:
    deadline = date(2026, 11, 29)
    assert not is_sure(deadline, None)
    assert not is_sure(deadline, datetime(2026, 11, 29, 22, 59, tzinfo=UTC))
    assert is_sure(deadline, datetime(2026, 11, 29, 23, 1, tzinfo=UTC))
