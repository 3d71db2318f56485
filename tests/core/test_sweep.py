"""Decisions about a whole sweep: whether it is believed, its issue, and answers to several questions."""

from datetime import date

import pytest

from bot.core.question import Answer
from bot.core.sweep import answer_key, issue_of, reason_to_reject
from tests.core.records import DAY
from tests.support.examples import ANSWER


@pytest.mark.parametrize(
    ("readable", "unreadable", "before", "believed"),
    [
        (20000, 0, None, True),
        (19800, 200, 20000, True),
        (19799, 201, 20000, False),
        (19000, 0, 20000, True),
        (18999, 0, 20000, False),
        (0, 0, 20000, False),
        (5, 0, None, True),
        (2, 1, None, False),
    ],
)
def test_a_sweep_that_cannot_be_true_is_not_believed(
    readable: int, unreadable: int, before: int | None, believed: bool
) -> None:
    assert (reason_to_reject(readable, unreadable, before) is None) is believed


def test_an_issue_is_the_latest_day_that_several_records_have_and_that_has_come() -> None:
    tuesday, before = date(2026, 11, 24), date(2026, 11, 17)
    assert issue_of({before: 40, tuesday: 175}, tuesday) == tuesday
    assert issue_of({before: 40, tuesday: 2}, tuesday) == before
    assert issue_of({before: 40, tuesday: 3}, tuesday) == tuesday
    assert issue_of({before: 40, date(2026, 12, 1): 9}, tuesday) == before
    assert issue_of({}, tuesday) is None


def test_questions_that_one_text_answers_have_one_key() -> None:
    assert answer_key(ANSWER) == answer_key(Answer(ANSWER.published, ANSWER.text))
    assert answer_key(ANSWER) != answer_key(Answer(None, ANSWER.text))
    assert answer_key(Answer(DAY, None)) is None
    key = answer_key(ANSWER)
    assert key is not None
    assert 0 <= key < 2**62
    assert answer_key(Answer(None, "Oui.")) == 2198978808583005599  # it is stored, so it may never become another one
