"""The Tuesday issue in figures: what is counted, and what is not."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count

import pytest

from bot.core.issue import WEEKS, Frequent, Issue, Known, Lasted, OfMinistry, Week, as_plain, counted, of_plain
from bot.core.question import QuestionId, State

TUESDAY = date(2026, 11, 24)
WEEK = timedelta(weeks=1)
NUMBERS = count(1)

MUCH = Issue(
    TUESDAY,
    175,
    142,
    Lasted(QuestionId.of_legislature(17, 12), 6),
    Lasted(QuestionId.of_legislature(17, 3), 1203),
    OfMinistry("Santé", 31),
    OfMinistry("Justice", 812),
    (Frequent("énergie et carburants", 12, 3.25), Frequent("outre-mer", 4, None)),
    Lasted(QuestionId.of_legislature(17, 1), 800),
    (Week(TUESDAY - WEEK, 200, 0), Week(TUESDAY, 175, 142)),
)


def question(
    number: int = 0,
    asked: date | None = TUESDAY,
    ended: date | None = None,
    state: State | None = None,
    ministry: str | None = "Ministère de la justice",
    rubric: str | None = "justice",
) -> Known:
    """One question; it is answered where it ended, and waits where it did not, unless its state is given."""
    state = state or (State.ANSWERED if ended else State.WAITING)
    return Known(QuestionId.of_legislature(17, number or next(NUMBERS)), asked, ended, state, ministry, rubric)


def many(number: int, rubric: str, asked: date = TUESDAY) -> Iterator[Known]:
    yield from (question(rubric=rubric, asked=asked) for _ in range(number))


def test_the_questions_and_the_answers_of_that_very_day_are_its_own() -> None:
    issue = counted(
        TUESDAY,
        [
            question(),
            question(asked=TUESDAY - WEEK, ended=TUESDAY),
            question(ended=TUESDAY),  # asked and answered in one issue
            question(asked=TUESDAY - WEEK, ended=TUESDAY, state=State.CLOSED),  # without an answer
            question(asked=TUESDAY + WEEK),  # a slip
            question(asked=None, ended=TUESDAY),
            question(asked=TUESDAY - WEEK, ended=TUESDAY + WEEK),
        ],
    )
    assert (issue.asked, issue.answered) == (2, 3)
    assert issue.weeks == (Week(TUESDAY - WEEK, 3, 0), Week(TUESDAY, 2, 3))


@pytest.mark.parametrize(
    ("answers", "fastest", "slowest"),
    [
        pytest.param([], None, None, id="none"),
        pytest.param([(7, 30)], (7, 30), (7, 30), id="one is both"),
        pytest.param([(7, 30), (8, 0), (9, 900)], (8, 0), (9, 900), id="several"),
        pytest.param([(7, 30), (8, 30)], (7, 30), (7, 30), id="equal ones: the least number"),
        pytest.param([(7, -7), (8, 30)], (8, 30), (8, 30), id="an answer before its question is a slip"),
    ],
)
def test_the_fastest_and_the_slowest_answer(
    answers: list[tuple[int, int]], fastest: tuple[int, int] | None, slowest: tuple[int, int] | None
) -> None:
    issue = counted(TUESDAY, [question(n, TUESDAY - timedelta(days=days), TUESDAY) for n, days in answers])
    assert [each and (each.question.number, each.days) for each in (issue.fastest, issue.slowest)] == [fastest, slowest]


def test_the_ministry_that_answers_most_and_the_one_that_owes_most_go_by_their_families() -> None:
    before = TUESDAY - 20 * WEEK
    issue = counted(
        TUESDAY,
        [
            question(asked=before, ended=TUESDAY, ministry="Ministère de la justice"),
            question(asked=before, ended=TUESDAY, ministry="Ministère de la santé et de la prévention"),
            question(asked=before, ended=TUESDAY, ministry="Santé et accès aux soins"),
            question(asked=before, ministry="Justice"),
            question(asked=before, ministry="Ministère de la justice"),
            question(asked=before, ministry="Santé"),
            *(question(asked=TUESDAY - WEEK, ministry="Santé") for _ in range(5)),  # within the two months
            question(asked=before, ministry=None),
        ],
    )
    assert issue.answered_most == OfMinistry("Santé", 2)
    assert issue.owes_most == OfMinistry("Justice", 2)


def test_the_last_day_of_the_two_months_is_not_beyond_them() -> None:
    asked = date(2026, 9, 24)
    assert counted(TUESDAY, [question(asked=asked)]).owes_most is None
    assert counted(TUESDAY + timedelta(days=1), [question(asked=asked)]).owes_most == OfMinistry("Justice", 1)


def test_rubrics_are_frequent_beside_the_year_and_not_by_their_number_alone() -> None:
    year = [each for back in range(1, 53) for each in many(20, "santé", TUESDAY - back * WEEK)]
    year += [each for back in range(1, 53) for each in many(1, "énergie", TUESDAY - back * WEEK)]
    issue = counted(
        TUESDAY,
        [*year, *many(20, "santé"), *many(9, "énergie"), *many(3, "outre-mer"), *many(2, "chasse"), *many(3, " ")],
    )
    assert [(each.rubric, each.number) for each in issue.frequent] == [("outre-mer", 3), ("énergie", 9)]
    assert issue.frequent[0].times is None
    assert issue.frequent[1].times == pytest.approx(9 / 37 / (52 / 1092))


def test_without_a_year_nothing_is_called_frequent_and_older_questions_are_no_part_of_it() -> None:
    assert counted(TUESDAY, [*many(9, "énergie"), *many(99, "santé", TUESDAY - WEEK)]).frequent == ()
    assert counted(TUESDAY, [*many(9, "énergie"), *many(99, "santé", TUESDAY - 53 * WEEK)]).frequent == ()
    assert counted(TUESDAY, [*many(9, "énergie"), *many(100, "santé", TUESDAY - 52 * WEEK)]).frequent != ()


def test_the_oldest_is_the_one_that_waits_longest() -> None:
    issue = counted(
        TUESDAY,
        [
            question(3, TUESDAY - 3 * WEEK),
            question(2, TUESDAY - 3 * WEEK),
            question(1, TUESDAY - 9 * WEEK, TUESDAY),
            question(4, TUESDAY - 8 * WEEK, TUESDAY, State.CLOSED),
            question(5, None),
        ],
    )
    assert issue.oldest == Lasted(QuestionId.of_legislature(17, 2), 21)


def test_twelve_weeks_are_shown_those_without_an_issue_too() -> None:
    days = [TUESDAY, TUESDAY - 2 * WEEK, TUESDAY - 30 * WEEK]
    weeks = counted(TUESDAY, [question(asked=day) for day in days]).weeks
    assert [each.asked for each in weeks] == [1, 0, 1]
    every = counted(TUESDAY, [question(asked=TUESDAY - back * WEEK) for back in range(40)]).weeks
    assert [each.day for each in every] == [TUESDAY - (WEEKS - 1 - back) * WEEK for back in range(WEEKS)]


def test_of_nothing_there_are_no_figures() -> None:
    assert counted(TUESDAY, []) == Issue(TUESDAY)


@pytest.mark.parametrize("issue", [MUCH, Issue(TUESDAY)], ids=["much", "nothing"])
def test_figures_are_read_as_they_were_written(issue: Issue) -> None:
    assert of_plain(as_plain(issue)) == issue


def test_the_questions_that_it_names_are_named_once() -> None:
    assert MUCH.named == (
        QuestionId.of_legislature(17, 12),
        QuestionId.of_legislature(17, 3),
        QuestionId.of_legislature(17, 1),
    )
    one = counted(TUESDAY, [question(7, TUESDAY - WEEK, TUESDAY)])
    assert one.named == (QuestionId.of_legislature(17, 7),)
