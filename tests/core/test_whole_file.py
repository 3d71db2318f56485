"""Whether a chamber's whole file is believed: falls, rows that cannot be read, dates that cannot be, older states."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.core.chambers.senat import SENAT
from bot.core.question import QuestionId
from bot.core.schedule import STANDS_STILL
from bot.core.sweep import LARGEST_FALL
from bot.core.whole_file import FileTotals, Published, lacks_newest_issue, reason_to_reject_file

TODAY = date(2026, 11, 26)
NOW = datetime(2026, 11, 26, 6, 0, tzinfo=UTC)
WEEK = timedelta(weeks=1)


def year(last: date = TODAY, a_week: int = 150, weeks: int = 52) -> dict[QuestionId, date | None]:
    """The questions of the file of that day, whose numbers tell nothing of the day."""
    days = [last - week * WEEK for week in range(weeks)]
    return {
        QuestionId(SENAT, day.year * 100 + day.month, day.day * 1_000 + n, "QE"): day
        for day in days
        for n in range(1, a_week)
    }


def verdict(
    published: Published,
    before: Published | None = None,
    unreadable: int = 0,
    answers: tuple[date, ...] = (),
    months: int | None = 12,
) -> str | None:
    return reason_to_reject_file(FileTotals(published, unreadable, answers), before, TODAY, months)


def test_a_file_like_the_one_before_is_believed() -> None:
    assert verdict(year()) is None
    assert verdict(year(), year()) is None
    assert verdict(year(), year(TODAY - WEEK)) is None


def test_an_empty_file_is_never_believed() -> None:
    assert verdict({}) == "no question in the file"
    assert verdict({}, {}, 5) == "no question in the file"


def test_questions_that_are_a_year_old_may_leave_all_at_once() -> None:
    before = year(TODAY - 4 * WEEK)
    assert len(set(before) - set(year())) > len(before) * LARGEST_FALL
    assert verdict(year(), before) is None


def test_no_question_may_leave_a_file_that_keeps_them_for_ever() -> None:
    before = year(TODAY - 4 * WEEK)
    assert verdict(before | year(), before, months=None) is None
    assert verdict(year(), before, months=None) == f"{4 * 149} of {52 * 149} questions of the last months are missing"


def test_a_file_after_a_year_without_one_is_believed() -> None:
    assert verdict(year(), year(TODAY - timedelta(days=400))) is None


@pytest.mark.parametrize(
    ("missing", "believed"), [(0, True), (300, True), (500, False), (4_000, False), (7_000, False)]
)
def test_questions_of_the_last_months_may_not_leave(missing: int, believed: bool) -> None:
    before = year()
    kept = dict(list(before.items())[missing:])
    told = verdict(kept, before)
    assert (told is None) is believed
    if told:
        assert told.startswith(f"{missing} of ")


def test_new_questions_do_not_hide_that_others_left() -> None:
    before = year()
    others = {QuestionId(SENAT, 202611, 90_000 + n, "QE"): TODAY for n in range(3_000)}
    assert verdict(dict(list(before.items())[3_000:]) | others, before) is not None


def test_a_question_without_a_day_stays_by_the_month_of_its_reference() -> None:
    before: Published = dict.fromkeys(year())
    old = {QuestionId(SENAT, 202510, n, "QE"): None for n in range(1, 5_000)}
    assert verdict(year(), dict(before) | old) is None
    assert verdict(dict(list(year().items())[4_000:]), before) is not None


@pytest.mark.parametrize(
    ("readable", "unreadable", "believed"),
    [
        (8_000, 0, True),
        (8_000, 80, True),
        (8_000, 82, False),
        (100, 5, True),
        (100, 6, False),
        (3, 3, True),
        (3, 4, False),
    ],
)
def test_a_file_with_too_many_unreadable_records_is_not_believed(
    readable: int, unreadable: int, believed: bool
) -> None:
    found = {QuestionId(SENAT, 202601, n, "QE"): date(2026, 1, 8) for n in range(1, readable + 1)}
    told = verdict(found, unreadable=unreadable)
    assert (told is None) is believed
    assert told is None or told == f"{unreadable} of {readable + unreadable} records cannot be read"


@pytest.mark.parametrize(
    ("day", "word"),
    [(TODAY + timedelta(days=8), "published after"), (date(2062, 1, 1), "published after"), (None, "without")],
)
def test_a_few_days_can_be_slips_and_many_cannot(day: date | None, word: str) -> None:
    found = year()
    few, many = (dict.fromkeys(list(found)[:count], day) for count in (70, 90))
    assert verdict(found | few) is None
    told = verdict(found | many)
    assert told is not None
    assert told.startswith("90 of 7748 questions ")
    assert word in told


def test_the_next_issue_is_not_ahead_of_time() -> None:
    assert verdict(dict.fromkeys(year(), TODAY + WEEK)) is None


def test_answers_ahead_of_time_are_counted_too() -> None:
    assert verdict(year(), answers=(date(2030, 1, 1),) * 70) is None
    told = verdict(year(), answers=(date(2030, 1, 1),) * 90)
    assert told == "90 answers published after 2026-11-26"


@pytest.mark.parametrize(
    ("found", "before", "confirmed_at", "lacks"),
    [
        (year(), year(), NOW, False),
        (year(), year(TODAY - WEEK), NOW, False),
        (year(TODAY - WEEK), year(), NOW - timedelta(hours=3), True),
        (year(TODAY - WEEK), year(), NOW - STANDS_STILL, False),
        (year(TODAY - WEEK), year(), None, False),
        (year(TODAY - WEEK), {}, NOW, False),
        ({}, year(), NOW, True),
    ],
)
def test_an_older_state_lacks_the_last_issue(
    found: Published, before: Published, confirmed_at: datetime | None, lacks: bool
) -> None:
    assert lacks_newest_issue(found, before, confirmed_at, NOW, TODAY) is lacks


def test_one_question_dated_amiss_makes_no_issue() -> None:
    slip = {QuestionId(SENAT, 202612, 1, "QE"): TODAY + WEEK}
    assert not lacks_newest_issue(year(), {**year(), **slip}, NOW, NOW, TODAY)
