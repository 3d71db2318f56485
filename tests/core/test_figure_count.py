"""Figures of questions whose values are known by construction."""

from collections import Counter
from datetime import date

import pytest

from bot.core.chambers.chamber import Terms
from bot.core.figure_count import FigureCount, LeagueCount, MonthCount, delays_of, row_names
from bot.core.figures import DelayRow, Delays, Figures, MonthRow
from bot.core.question import State

WAITING, ANSWERED, CLOSED = State.WAITING, State.ANSWERED, State.CLOSED
ASKED, TERM, AFTER = date(2026, 1, 6), date(2026, 3, 6), date(2026, 3, 7)
TODAY = date(2026, 11, 24)
TERMS = Terms(months_to_answer=2)
JUDGED, IN_TIME, OVERDUE = "judged", "in time", "overdue"


def figures_of(state: State, asked: date | None, ended: date | None, as_of: date = TODAY, number: int = 1) -> Figures:
    count = FigureCount(as_of)
    count.add(asked, ended, state, number, TERMS)
    return count.figures()


def told(figures: Figures) -> set[str]:
    """What is said of one question."""
    return {
        name
        for name, number in ((JUDGED, figures.judged), (IN_TIME, figures.in_time), (OVERDUE, figures.overdue))
        if number
    }


@pytest.mark.parametrize(
    ("state", "asked", "ended", "as_of", "expected"),
    [
        # answered
        (ANSWERED, ASKED, date(2026, 2, 3), TODAY, {JUDGED, IN_TIME}),
        (ANSWERED, ASKED, ASKED, TODAY, {JUDGED, IN_TIME}),
        (ANSWERED, ASKED, TERM, TODAY, {JUDGED, IN_TIME}),
        (ANSWERED, ASKED, AFTER, TODAY, {JUDGED}),
        (ANSWERED, ASKED, date(2026, 2, 3), AFTER, {JUDGED, IN_TIME}),
        (ANSWERED, ASKED, date(2026, 2, 3), TERM, set()),
        (ANSWERED, ASKED, None, TODAY, set()),
        (ANSWERED, None, date(2026, 2, 3), TODAY, set()),
        (ANSWERED, ASKED, date(2026, 1, 5), TODAY, set()),
        (ANSWERED, ASKED, date(2026, 11, 25), TODAY, set()),
        # the last day of a term where the month has no such day
        (ANSWERED, date(2026, 12, 31), date(2027, 2, 28), date(2027, 6, 1), {JUDGED, IN_TIME}),
        (ANSWERED, date(2026, 12, 31), date(2027, 3, 1), date(2027, 6, 1), {JUDGED}),
        (ANSWERED, date(2027, 12, 31), date(2028, 2, 29), date(2028, 6, 1), {JUDGED, IN_TIME}),
        # waiting
        (WAITING, ASKED, None, TERM, set()),
        (WAITING, ASKED, None, AFTER, {JUDGED, OVERDUE}),
        (WAITING, None, None, TODAY, set()),
        (WAITING, date(2026, 12, 1), None, TODAY, set()),
        # closed without an answer
        (CLOSED, ASKED, TERM, TODAY, set()),
        (CLOSED, ASKED, AFTER, TODAY, {JUDGED}),
        (CLOSED, ASKED, None, TODAY, set()),
        (CLOSED, ASKED, date(2026, 1, 5), TODAY, set()),
        (CLOSED, None, AFTER, TODAY, set()),
    ],
)
def test_a_question_is_judged_once_its_term_has_passed_and_what_became_of_it_is_known(
    state: State, asked: date | None, ended: date | None, as_of: date, expected: set[str]
) -> None:
    assert told(figures_of(state, asked, ended, as_of)) == expected


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("asked", [ASKED, None, date(2030, 1, 1)])
def test_every_question_counts_by_its_state_whatever_its_dates(state: State, asked: date | None) -> None:
    figures = figures_of(state, asked, asked, number=3)
    assert figures.asked == 3
    assert (figures.answered, figures.closed, figures.waiting) == tuple(
        3 * (state is each) for each in (ANSWERED, CLOSED, WAITING)
    )


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([7], Delays(1, 7, 7, 7, 7)),
        ([1, 9], Delays(2, 1, 1, 9, 9)),
        ([1, 2, 9], Delays(3, 1, 2, 9, 9)),
        ([1, 2, 3, 4], Delays(4, 1, 2, 3, 4)),
        ([1, 2, 3, 4, 5], Delays(5, 2, 3, 4, 5)),
        ([0, 0, 0, 0, 0, 0, 0, 100], Delays(8, 0, 0, 0, 100)),
        (list(range(1, 101)), Delays(100, 25, 50, 75, 100)),
        ([], None),
    ],
)
def test_delays_are_those_of_questions_and_of_an_even_number_the_lower_middle_one(
    days: list[int], expected: Delays | None
) -> None:
    assert delays_of(Counter(days)) == expected


@pytest.mark.parametrize(
    ("asked", "ended", "days"),
    [
        (ASKED, ASKED, 0),
        (ASKED, TERM, 59),
        (date(2024, 2, 27), date(2024, 3, 5), 7),
        (ASKED, date(2026, 1, 5), None),
        (ASKED, None, None),
        (None, TERM, None),
        (ASKED, date(2026, 11, 25), None),
    ],
)
def test_a_delay_is_counted_from_day_to_day_where_both_can_be(
    asked: date | None, ended: date | None, days: int | None
) -> None:
    delays = figures_of(ANSWERED, asked, ended).delays
    assert delays == (None if days is None else Delays(1, *[days] * 4))
    assert figures_of(CLOSED, asked, ended).delays is None


def test_the_oldest_is_that_of_those_that_wait() -> None:
    count = FigureCount(TODAY)
    for asked, state in (
        (ASKED, ANSWERED),
        (date(2026, 11, 3), WAITING),
        (date(2026, 10, 6), WAITING),
        (None, WAITING),
    ):
        count.add(asked, None, state, 1, TERMS)
    assert count.figures().oldest == date(2026, 10, 6)
    assert count.figures().waited == 21  # and the other one 49
    assert count.figures().overdue == 0


def test_a_share_is_of_the_judged_and_marked_where_these_are_few() -> None:
    count = FigureCount(TODAY)
    assert count.figures().share_in_time is None
    count.add(ASKED, TERM, ANSWERED, 5, TERMS)
    count.add(ASKED, None, WAITING, 14, TERMS)
    assert count.figures().share_in_time == pytest.approx(5 / 19)
    assert count.figures().are_few
    count.add(ASKED, AFTER, CLOSED, 1, TERMS)
    assert count.figures().share_in_time == 0.25
    assert not count.figures().are_few


def test_months_go_from_the_first_to_the_last_without_a_gap() -> None:
    months = MonthCount(TODAY)
    for asked, ended, state in (
        (date(2025, 11, 4), date(2026, 2, 3), ANSWERED),
        (date(2025, 12, 30), date(2025, 12, 1), ANSWERED),  # an answer before its question
        (date(2025, 12, 9), date(2025, 12, 30), CLOSED),
        (date(2026, 12, 1), None, WAITING),  # after the day
        (None, date(2024, 1, 2), ANSWERED),
    ):
        months.add(asked, ended, state, 2)
    assert months.months() == [
        MonthRow(date(2025, 11, 1), 2, 0),
        MonthRow(date(2025, 12, 1), 4, 0),
        MonthRow(date(2026, 1, 1), 0, 0),
        MonthRow(date(2026, 2, 1), 0, 2),
    ]
    assert MonthCount(TODAY).months() == []


def test_rows_of_delays_span_thirty_days_and_the_last_has_no_end() -> None:
    count = FigureCount(date(2030, 1, 1))
    for days, number in ((0, 1), (30, 2), (31, 4), (60, 8), (360, 16), (361, 32), (900, 64)):
        count.add(ASKED, date.fromordinal(ASKED.toordinal() + days), ANSWERED, number, TERMS)
    rows = count.delay_rows()
    assert [each for each in rows if each.answers] == [
        DelayRow(0, 30, 3),
        DelayRow(31, 60, 12, late=8),  # the term ended after 59
        DelayRow(331, 360, 16, late=16),
        DelayRow(361, None, 96, late=96),
    ]
    assert len(rows) == 13
    assert FigureCount(TODAY).delay_rows() == []


def test_a_ministry_counts_in_each_of_its_families_or_under_its_own_name() -> None:
    both = "Ministère du travail, de la santé et des solidarités"
    assert row_names(both) == ("Travail", "Santé", "Solidarités")
    assert row_names("Affaires\u00a0de l'au-delà") == row_names("Affaires de l’au-delà") == ("Affaires de l’au-delà",)
    league = LeagueCount(TODAY)
    league.add(ASKED, TERM, ANSWERED, both, 2, TERMS)
    league.add(ASKED, None, WAITING, "Santé et prévention", 3, TERMS)
    league.add(ASKED, None, WAITING, None, 7, TERMS)
    rows = {row.ministry: (row.figures.asked, row.figures.in_time, row.figures.overdue) for row in league.league()}
    assert rows == {"Santé": (5, 2, 3), "Travail": (2, 2, 0), "Solidarités": (2, 2, 0)}


def test_the_league_is_in_the_order_of_shares_and_few_come_last() -> None:
    league = LeagueCount(TODAY)
    for ministry, in_time, late in (("Justice", 10, 10), ("Culture", 15, 5), ("Santé", 10, 10), ("Intérieur", 19, 0)):
        league.add(ASKED, TERM, ANSWERED, ministry, in_time, TERMS)
        league.add(ASKED, AFTER, ANSWERED, ministry, late, TERMS)
    assert [row.ministry for row in league.league()] == ["Culture", "Justice", "Santé", "Intérieur"]


def test_the_order_in_which_questions_are_counted_changes_nothing() -> None:
    cells = [
        (ASKED, TERM, ANSWERED, "Santé", 2),
        (ASKED, None, WAITING, "Santé", 3),
        (date(2026, 5, 5), None, WAITING, "Travail", 1),
        (ASKED, AFTER, CLOSED, "Travail", 4),
    ]
    first, second = LeagueCount(TODAY), LeagueCount(TODAY)
    for cell in cells:
        first.add(*cell, TERMS)
    for cell in reversed(cells):
        second.add(*cell, TERMS)
    assert first.league() == second.league()


def test_an_answer_on_the_last_day_of_its_term_is_not_late_and_the_next_days_is() -> None:
    count = FigureCount(date(2026, 11, 24))
    count.add(date(2026, 3, 3), date(2026, 5, 3), State.ANSWERED, 2, TERMS)
    count.add(date(2026, 3, 3), date(2026, 5, 4), State.ANSWERED, 3, TERMS)
    assert (count.late, count.figures().in_time) == (3, 2)
    assert sum(row.late for row in count.delay_rows()) == 3
