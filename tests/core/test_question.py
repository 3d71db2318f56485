"""A question's state and its terms, and that it is the same after it was stored."""

from dataclasses import replace
from datetime import date

import pytest

from bot.core.days import add_months
from bot.core.question import Closing, Question, QuestionId, State
from bot.core.question_json import from_plain, to_plain
from tests.core.records import MOVED
from tests.support.examples import CLOSING, ID, WAITING, answered, comment


@pytest.mark.parametrize(
    ("question", "state"),
    [
        (WAITING, State.WAITING),
        (answered(), State.ANSWERED),
        (replace(WAITING, closing=CLOSING), State.CLOSED),
        (replace(answered(), closing=CLOSING), State.ANSWERED),
    ],
)
def test_the_state_of_a_question(question: Question, state: State) -> None:
    assert question.state is state


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        (date(2023, 10, 24), date(2023, 12, 24)),
        (date(2025, 12, 31), date(2026, 2, 28)),
        (date(2023, 12, 31), date(2024, 2, 29)),
        (date(2026, 11, 3), date(2027, 1, 3)),
    ],
)
def test_an_answer_is_due_two_months_after_publication(asked: date, due: date) -> None:
    assert replace(WAITING, asked=asked).due == due


def test_where_the_date_is_unknown_nothing_is_due() -> None:
    assert replace(WAITING, asked=None).due is None


def test_months_are_added_over_the_end_of_a_year() -> None:
    assert add_months(date(2026, 1, 31), 13) == date(2027, 2, 28)


@pytest.mark.parametrize(
    "question",
    [
        WAITING,
        answered(),
        replace(WAITING, closing=Closing(None, None), comments=None, asked=None, text=None),
        replace(WAITING, comments=(comment(1), replace(comment(2), posted=None))),
    ],
)
def test_a_question_is_the_same_after_it_was_stored(question: Question) -> None:
    assert from_plain(to_plain(question)) == question


def test_a_record_that_an_earlier_version_stored_is_still_read() -> None:
    plain = to_plain(answered())
    for field in ("author_ref", "attributions", "signalled", "renewals"):
        del plain[field]
    del plain["answer"]["erratum"]
    assert from_plain(plain) == answered()
    assert from_plain(to_plain(MOVED)) == MOVED
    assert QuestionId.of_legislature(17, 4321) == ID
