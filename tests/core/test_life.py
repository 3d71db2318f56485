"""A question's life: which days of it are shown, and which are not known well enough."""

from dataclasses import replace
from datetime import date

import pytest

from bot.core.life import Step, life_of
from bot.core.question import Answer, Attribution, Closing, Question, QuestionId

ASKED, TODAY = date(2026, 1, 6), date(2026, 11, 24)
DUE = date(2026, 3, 6)
SANTE, ECONOMIE = Attribution("Santé", ASKED), Attribution("Économie", date(2026, 2, 3))
QUESTION = Question(QuestionId.of_legislature(17, 12432), asked=ASKED, ministry="Santé")
MARCH, APRIL, MAY = date(2026, 3, 24), date(2026, 4, 7), date(2026, 5, 12)


LIVES = {
    "waits": ({}, [(ASKED, Step.ASKED), (DUE, Step.DUE), (TODAY, Step.TODAY)]),
    "is answered late": (
        {"answer": Answer(APRIL, "…")},
        [(ASKED, Step.ASKED), (DUE, Step.DUE), (APRIL, Step.ANSWERED)],
    ),
    "is answered on the last day of its term": (
        {"answer": Answer(DUE, "…")},
        [(ASKED, Step.ASKED), (DUE, Step.DUE), (DUE, Step.ANSWERED)],
    ),
    "is answered before its term": (
        {"answer": Answer(date(2026, 2, 3), "…")},
        [(ASKED, Step.ASKED), (date(2026, 2, 3), Step.ANSWERED)],
    ),
    "is answered on an unknown day": ({"answer": Answer(None, "…")}, [(ASKED, Step.ASKED), (DUE, Step.DUE)]),
    "has an answer dated before it": (
        {"answer": Answer(date(2025, 1, 7), "…")},
        [(ASKED, Step.ASKED), (DUE, Step.DUE)],
    ),
    "has an answer dated ahead": ({"answer": Answer(date(2027, 1, 5), "…")}, [(ASKED, Step.ASKED), (DUE, Step.DUE)]),
    "is closed": (
        {"closing": Closing("Fin de mandat", MAY)},
        [(ASKED, Step.ASKED), (DUE, Step.DUE), (MAY, Step.CLOSED)],
    ),
    "is renewed, signalled and moved": (
        {
            "renewals": (APRIL, None),
            "signalled": (MARCH,),
            "attributions": (SANTE, ECONOMIE),
            "answer": Answer(MAY, "…"),
        },
        [
            (ASKED, Step.ASKED),
            (date(2026, 2, 3), Step.MOVED),
            (DUE, Step.DUE),
            (MARCH, Step.SIGNALLED),
            (date(2026, 4, 3), Step.SIGNALLED_DUE),
            (APRIL, Step.RENEWED),
            (MAY, Step.ANSWERED),
        ],
    ),
    "is signalled on a day before it": (
        {"signalled": (date(2025, 12, 1),)},
        [(ASKED, Step.ASKED), (DUE, Step.DUE), (TODAY, Step.TODAY)],
    ),
    "was first given to a ministry on an unknown day": (
        {"attributions": (SANTE, Attribution("Mer", None))},
        [(ASKED, Step.ASKED), (DUE, Step.DUE), (TODAY, Step.TODAY)],
    ),
    "is published today": ({"asked": TODAY}, [(TODAY, Step.ASKED), (TODAY, Step.TODAY), (date(2027, 1, 24), Step.DUE)]),
}


@pytest.mark.parametrize(("facts", "days"), LIVES.values(), ids=LIVES)
def test_the_days_of_a_question_that(facts: dict[str, object], days: list[tuple[date, Step]]) -> None:
    life = life_of(replace(QUESTION, **facts), None, TODAY)  # type: ignore[arg-type]  # fields of a question
    assert life is not None and [(each.on, each.step) for each in life.days] == days


def test_a_term_that_is_still_to_come_is_ahead_and_all_else_is_not() -> None:
    life = life_of(replace(QUESTION, asked=date(2026, 11, 3)), None, TODAY)
    assert life is not None and [each.is_ahead for each in life.days] == [False, False, True]


def test_of_many_renewals_the_last_ones_are_shown() -> None:
    life = life_of(replace(QUESTION, renewals=tuple(date(2026, month, 1) for month in range(4, 11))), None, TODAY)
    assert life is not None
    assert [each.on.month for each in life.days if each.step is Step.RENEWED] == [8, 9, 10]


@pytest.mark.parametrize("asked", [None, date(2027, 1, 5)])
def test_a_question_without_a_known_day_has_no_life(asked: date | None) -> None:
    assert life_of(replace(QUESTION, asked=asked), None, TODAY) is None
