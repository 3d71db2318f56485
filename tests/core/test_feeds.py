"""Which events move a term in a calendar."""

from dataclasses import replace

import pytest

from bot.core.change import Kind
from bot.core.deadline import RENEWABLE, terms
from bot.core.feeds import MOVES_A_TERM
from bot.core.question import Question
from tests.support.examples import ANSWER, REMINDED, WAITING


def answer_terms(question: Question) -> set[object]:
    """The last days of the terms of a question's answer, of which there is one or none."""
    return {last for key, last in terms(question).items() if key != RENEWABLE}


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        pytest.param(WAITING, replace(REMINDED, renewals=()), Kind.SIGNALLED, id="signalled"),
        pytest.param(WAITING, replace(REMINDED, signalled=()), Kind.RENEWED, id="renewed"),
        pytest.param(WAITING, replace(WAITING, ministry="Santé"), Kind.REATTRIBUTED, id="moved"),
        pytest.param(WAITING, replace(WAITING, answer=ANSWER), Kind.ANSWERED, id="answered"),
    ],
)
def test_the_events_that_move_the_term_of_a_waiting_question_are_those(
    before: Question, after: Question, kind: Kind
) -> None:
    moved = answer_terms(after) - answer_terms(before)
    assert bool(moved) is (kind in MOVES_A_TERM)
