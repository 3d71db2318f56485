"""The charts of figures, as values: they show what the text below them says."""

from datetime import date, timedelta
from typing import TypeVar

import pytest

from bot.core.chambers.assemblee import ASSEMBLEE, TERMS
from bot.core.chart import Columns, Ranking, Stack, Tone
from bot.core.figure_count import FigureCount
from bot.core.figure_query import Turned, View, of_legislature
from bot.core.figures import LeagueRow, MonthRow
from bot.core.query import Query
from bot.core.query_reader import read_query
from bot.core.question import State
from bot.messages.figure_charts import MOST_MONTHS, months_panels, picture_of, scope_of, weeks_picture
from bot.messages.figures import PAGE, FigurePage
from bot.messages.phrases import phrases

FR, EN = phrases("fr"), phrases("en")
DAY, ASKED = date(2026, 11, 24), date(2025, 1, 7)
ALL = of_legislature(17)


def count(*delays: int | None, recent: int = 0, closed: int = 0, undated: int = 0) -> FigureCount:
    """Questions of January, answered so many days later or not; recent ones; closed ones; answers without a day."""
    counted = FigureCount(DAY)
    for delay in delays:
        ended = None if delay is None else ASKED + timedelta(days=delay)
        counted.add(ASKED, ended, State.WAITING if delay is None else State.ANSWERED, 1, TERMS)
    counted.add(DAY - timedelta(days=7), None, State.WAITING, recent, TERMS)
    counted.add(ASKED, DAY, State.CLOSED, closed, TERMS)
    counted.add(ASKED, None, State.ANSWERED, undated, TERMS)
    return counted


def page(view: View, counted: FigureCount, number: int = 1, league: tuple[LeagueRow, ...] = ()) -> FigurePage:
    return FigurePage(
        ALL,
        Turned(view, number),
        counted.figures(),
        league,
        (),
        counted.delay_rows(),
        late=counted.late,
    )


T = TypeVar("T")


def panel(shown: FigurePage, kind: type[T]) -> T:
    """The first panel of a page's picture."""
    picture = picture_of(FR, shown)
    assert picture is not None
    found = picture.chart.panels[0]
    assert isinstance(found, kind)
    return found


def test_the_overview_shows_what_became_of_every_question() -> None:
    shown = panel(page(View.ALL, count(20, 59, 60, 200, None, None, None, recent=2, closed=4, undated=5)), Stack)
    assert [(part.tone, part.value, part.label) for part in shown.parts] == [
        (Tone.IN_TIME, 2, "répondues dans les deux mois"),
        (Tone.LATE, 2, "répondues plus tard"),
        (Tone.FEW, 5, "répondues, date inconnue"),
        (Tone.WAITING, 2, "attendent encore, dans le délai"),
        (Tone.OVERDUE, 3, "attendent encore, hors délai"),
        (Tone.CLOSED, 4, "closes sans réponse"),
    ]


def test_a_part_of_one_is_said_in_the_singular_and_thousands_as_the_language_writes_them() -> None:
    counted = count(*[20] * 1200, None)
    french = panel(page(View.ALL, counted), Stack)
    assert [part.label for part in french.parts if part.value == 1] == ["attend encore, hors délai"]
    assert french.parts[0].number == "1\u202f200"
    english = picture_of(EN, page(View.ALL, counted))
    assert english is not None and isinstance(stack := english.chart.panels[0], Stack)
    assert stack.parts[0].number == "1,200"


def test_the_delays_have_the_term_and_the_median_among_them() -> None:
    shown = panel(page(View.DELAYS, count(10, 45, 61, 75, 400)), Columns)
    in_time, late = shown.series
    assert shown.labels[:3] == ("30", "60", "90") and shown.labels[-1] == "+"
    assert (in_time.values[:3], late.values[:3], late.values[-1]) == ((1, 1, 0), (0, 0, 2), 1)
    term, median = shown.marks
    assert (term.label, term.is_limit, median.label) == ("deux mois", True, "médiane\u00a0: 61 jours")
    assert 2 < term.at < 2.1 and term.at == median.at


def test_the_answers_within_the_term_are_as_many_among_the_delays_as_in_the_overview() -> None:
    counted = count(0, 56, 59, 60, 61, 62, 400)  # asked on 7 January: the term ends after 59 days, within a row
    parts = {part.tone: part.value for part in panel(page(View.ALL, counted), Stack).parts}
    in_time, late = panel(page(View.DELAYS, counted), Columns).series
    assert (parts[Tone.IN_TIME], parts[Tone.LATE]) == (sum(in_time.values), sum(late.values)) == (3, 4)
    assert (in_time.values[1], late.values[1]) == (2, 1)


@pytest.mark.parametrize("view", [View.ALL, View.DELAYS, View.MONTHS, View.LEAGUE, View.OLDEST])
def test_where_there_is_no_question_there_is_no_picture(view: View) -> None:
    assert picture_of(FR, page(view, count())) is None


def test_one_question_that_waits_has_a_picture_without_delays() -> None:
    shown = picture_of(FR, page(View.ALL, count(None)))
    assert shown is not None and [type(each) for each in shown.chart.panels] == [Stack]
    assert picture_of(FR, page(View.DELAYS, count(None))) is None


def test_the_oldest_questions_are_a_list_and_no_picture() -> None:
    assert picture_of(FR, page(View.OLDEST, count(None))) is None


def test_the_latest_months_are_shown_with_their_years() -> None:
    months = [MonthRow(date(2023 + at // 12, at % 12 + 1, 1), at, at) for at in range(40)]
    (shown,) = months_panels(FR, months)
    assert isinstance(shown, Columns)
    assert len(shown.labels) == MOST_MONTHS and shown.heading == "Les 36 derniers mois"
    assert [label for label in shown.labels if label] == ["2023", "2024", "2025", "2026"]
    assert shown.series[0].values == tuple(range(4, 40))
    assert months_panels(FR, []) == []


def test_the_weeks_have_the_days_of_their_issues() -> None:
    picture = weeks_picture(EN, "All questions", [(date(2026, 11, 17), 180, 140), (DAY, 170, 90)], [ASSEMBLEE])
    assert picture is not None
    (shown,) = picture.chart.panels
    assert isinstance(shown, Columns)
    assert (picture.chart.title, picture.chart.day) == ("Questions and answers by week", "24 November 2026")
    assert (shown.labels, [each.values for each in shown.series]) == (("17 Nov", "24 Nov"), [(180, 170), (140, 90)])
    assert weeks_picture(EN, "All questions", [], [ASSEMBLEE]) is None


def league(ranked: int, few: int) -> tuple[LeagueRow, ...]:
    many = count(*[30] * 15, *[200] * 15).figures()
    return (
        *(LeagueRow(f"Ministère {at}", many) for at in range(ranked)),
        *(LeagueRow(f"Petit {at}", count(30).figures()) for at in range(few)),
    )


def test_a_page_of_the_league_has_the_places_of_its_text_and_those_of_few_questions_apart() -> None:
    shown = panel(page(View.LEAGUE, count(30), 2, league(PAGE + 1, 3)), Ranking)
    first, few, *_ = shown.bars
    assert (first.label, first.share, first.number, first.note) == (
        "11. Ministère 10",
        0.5,
        "50\u00a0%",
        "médiane 30 j",
    )
    assert (few.label, few.is_few, few.number, few.note) == ("Petit 0", True, "", "1 question")
    assert shown.heading and shown.apart == "Moins de 20 questions jugées\u00a0: ni rang ni taux"


def test_a_page_of_few_questions_alone_says_nothing_of_shares_and_one_too_far_is_the_last() -> None:
    shown = panel(page(View.LEAGUE, count(30), 99, league(PAGE, 2)), Ranking)
    assert (shown.heading, [bar.label for bar in shown.bars]) == ("", ["Petit 0", "Petit 1"])


def test_the_questions_that_are_meant_are_named() -> None:
    assert scope_of(FR, ALL) == "Toutes les questions de la 17ᵉ législature"
    query = read_query("ministère:santé 2026")
    assert isinstance(query, Query)
    assert "santé" in scope_of(FR, query)


def test_every_picture_has_its_source_and_the_day_of_its_figures() -> None:
    shown = picture_of(EN, page(View.ALL, count(30)))
    assert shown is not None
    assert (shown.chart.source, shown.chart.day) == ("Source: Assemblée nationale", "24 November 2026")
