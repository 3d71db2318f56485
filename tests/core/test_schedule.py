"""When pages, archives and registers are asked for again: tables of instants."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.core import schedule
from bot.core.chambers.assemblee import finished
from bot.core.chambers.senat import THURSDAY
from bot.core.schedule import Swept, rhythm_of
from tests.support.examples import NOW

ON_THURSDAYS = rhythm_of(THURSDAY)


def of_that_day(hour: int, minute: int) -> datetime:
    """A time of the 24th of November 2026 (UTC), or of the days beside it, by hours below 0 or from 24 on."""
    return datetime(2026, 11, 24, tzinfo=UTC) + timedelta(hours=hour, minutes=minute)


def test_a_question_is_checked_again_within_the_interval() -> None:
    waits = [(schedule.next_check(NOW, 3600, chance) - NOW).total_seconds() for chance in (0, 0.5, 0.999)]
    assert waits == pytest.approx([3600, 3420, 3240.36])
    first = [
        (schedule.next_check(NOW, 3600, chance, is_first=True) - NOW).total_seconds() for chance in (0, 0.5, 0.999)
    ]
    assert first == pytest.approx([3600, 1800, 3.6])


@pytest.mark.parametrize(("failures", "seconds"), [(1, 60), (2, 120), (3, 240), (8, 7680), (12, 21600), (5000, 21600)])
def test_a_check_that_failed_is_repeated_with_growing_waits(failures: int, seconds: float) -> None:
    assert schedule.retry_check(NOW, 3600, failures, None, 0) - NOW == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("interval", "first", "longest"),
    [(3, 0.1, 30), (1, 0.1, 30), (600, 10, 3600), (3600, 60, 21600), (7200, 60, 21600)],
)
def test_how_soon_a_check_that_failed_is_repeated_follows_from_its_interval(
    interval: float, first: float, longest: float
) -> None:
    assert schedule.retry_check(NOW, interval, 1, None, 0) - NOW == timedelta(seconds=first)
    assert schedule.retry_check(NOW, interval, 1, None, 1) - NOW == timedelta(seconds=first * 0.9)
    assert schedule.retry_check(NOW, interval, 5000, None, 0) - NOW == timedelta(seconds=longest)


def test_a_site_that_asks_to_wait_is_not_asked_before() -> None:
    assert schedule.retry_check(NOW, 3600, 1, 600, 0) - NOW == timedelta(seconds=600)
    assert schedule.retry_check(NOW, 3600, 1, 10, 0) - NOW == timedelta(seconds=60)
    assert schedule.retry_check(NOW, 3600, 1, 10**9, 0) - NOW == timedelta(days=1)


@pytest.mark.parametrize(("absences", "hours"), [(1, 1), (2, 2), (5, 16), (6, 24), (1000, 24)])
def test_a_page_that_is_not_there_is_looked_for_more_and_more_rarely(absences: int, hours: int) -> None:
    assert schedule.next_check_for_absent(NOW, 3600, absences, 0) - NOW == timedelta(hours=hours)


TUESDAY = date(2026, 11, 24)
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
DAY_30 = datetime(2026, 12, 24, 6, tzinfo=UTC)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """An instant of November 2026; the 24th is a Tuesday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "swept", "due"),
    [
        pytest.param(at(23, 12), Swept(), at(23, 12), id="never swept: at once"),
        pytest.param(at(23, 12), Swept(at(23, 8), at(23, 8)), at(23, 14), id="every six hours"),
        pytest.param(at(24, 1), Swept(at(24, 0), at(24, 0)), at(24, 5), id="when the issue may be there"),
        pytest.param(at(23, 23, 40), Swept(at(23, 23, 30), at(23, 23, 30)), at(24, 5), id="that day and no other"),
        pytest.param(at(24, 5), Swept(at(24, 4, 55), at(24, 4, 55)), at(24, 5, 5), id="from that very minute on"),
        pytest.param(at(24, 5, 1), Swept(at(24, 4, 45), at(24, 4, 45)), at(24, 5), id="as soon as it may be there"),
        pytest.param(at(24, 5, 1), Swept(at(24, 5), at(24, 5)), at(24, 5, 10), id="every ten minutes until it is"),
        pytest.param(at(24, 9), Swept(at(24, 9), at(24, 9)), at(24, 9, 10), id="however late it is"),
        pytest.param(at(24, 6), Swept(at(24, 6), at(24, 6), TUESDAY), at(24, 12), id="then every six hours"),
        pytest.param(at(25, 0), Swept(at(24, 23, 50), at(24, 23, 50)), at(25, 5, 50), id="no issue that week"),
        pytest.param(at(23, 12), Swept(at(23, 12), at(23, 8), None, 1), at(23, 12, 10), id="after a failure"),
        pytest.param(at(23, 12), Swept(at(23, 12), at(23, 8), None, 4), at(23, 13, 20), id="after several"),
        pytest.param(at(25, 12), Swept(at(25, 12), None, None, 99), at(25, 18), id="after very many"),
        pytest.param(at(24, 5, 1), Swept(at(24, 5), None, None, 9), at(24, 11), id="on a Tuesday too"),
        pytest.param(
            at(24, 5, 1), Swept(at(24, 5), None, None, 1), at(24, 5, 10), id="on a Tuesday for the first time"
        ),
        pytest.param(at(23, 12), Swept(at(28, 0), at(28, 0)), at(23, 12), id="a clock that was ahead"),
    ],
)
def test_when_the_archive_is_asked_for_again(now: datetime, swept: Swept, due: datetime) -> None:
    assert schedule.next_sweep(now, swept, None, 0) == due
    assert due <= schedule.next_sweep(now, swept, None, 0.99) <= due + timedelta(minutes=1)


@pytest.mark.parametrize("failures", [0, 7])
def test_a_set_interval_overrides_the_plan(failures: int) -> None:
    swept = Swept(at(24, 6), at(24, 6), TUESDAY, failures)
    assert schedule.next_sweep(at(24, 6), swept, 90, 0.5) == at(24, 6) + timedelta(seconds=90)


def test_a_week_of_sweeps_is_fewer_than_two_hundred_requests_a_day() -> None:
    now, swept, per_day = at(22, 0), Swept(at(22, 0), at(22, 0)), dict.fromkeys(range(22, 30), 0)
    while now < at(29, 23):
        now = schedule.next_sweep(now, swept, None, 0.3)
        swept = Swept(now, now, None)  # the worst week: no issue comes
        per_day[now.day] = per_day.get(now.day, 0) + 1
    assert max(per_day.values()) < 200
    assert per_day[25] <= 5


def test_the_senats_file_is_asked_for_a_few_times_a_day_and_every_hour_on_a_thursday() -> None:
    now, swept, per_day = at(22, 0), Swept(at(22, 0), at(22, 0)), dict.fromkeys(range(22, 30), 0)
    while now < at(29, 23):
        now = schedule.next_sweep(now, swept, None, 0.3, ON_THURSDAYS)
        swept = Swept(now, now, date(2026, 11, 19))  # the worst week: no issue comes
        per_day[now.day] = per_day.get(now.day, 0) + 1
    assert per_day.pop(26) <= 20
    assert max(per_day.values()) <= 5


def test_the_senats_file_is_asked_for_as_usual_once_it_has_the_issue_of_thursday() -> None:
    swept = Swept(at(26, 8), at(26, 8), date(2026, 11, 26))
    assert schedule.next_sweep(at(26, 9), swept, None, 0, ON_THURSDAYS) == at(26, 14)
    before = replace(swept, issue=date(2026, 11, 19))
    assert schedule.next_sweep(at(26, 9), before, None, 0, ON_THURSDAYS) == at(26, 9)


def test_a_file_without_a_day_of_issue_is_asked_for_every_six_hours_on_all_days() -> None:
    now, swept, per_day = at(22, 0), Swept(at(22, 0), at(22, 0)), dict.fromkeys(range(22, 30), 0)
    while now < at(29, 23):
        now = schedule.next_sweep(now, swept, None, 0.3, rhythm_of(None))
        swept = Swept(now, now)
        per_day[now.day] = per_day.get(now.day, 0) + 1
    assert {per_day[day] for day in range(23, 29)} <= {3, 4}


@pytest.mark.parametrize(
    ("has_archive", "waits", "seconds"), [(True, True, 604_800), (False, True, 3600), (False, False, 604_800)]
)
def test_pages_are_checked_more_often_where_no_archive_tells(has_archive: bool, waits: bool, seconds: float) -> None:
    assert schedule.page_interval(604_800, has_archive, waits) == seconds
    assert schedule.page_interval(0.3, has_archive, waits) == 0.3


def test_an_archive_stands_in_for_the_pages_for_a_day() -> None:
    assert not schedule.is_fresh(None, at(24, 6))
    assert schedule.is_fresh(at(23, 7), at(24, 6))
    assert not schedule.is_fresh(at(23, 6), at(24, 6))
    assert not schedule.is_fresh(at(28, 6), at(24, 6))  # a clock that was ahead


def test_an_archive_that_stands_still_vouches_for_nothing_younger() -> None:
    assert schedule.vouched_at(at(24, 6), at(23, 6)) == at(24, 6)
    assert schedule.vouched_at(at(24, 6), at(20, 6)) == at(20, 6)
    assert schedule.vouched_at(at(24, 6), at(21, 6)) == at(21, 6)
    assert schedule.vouched_at(at(24, 6), at(21, 6, 1)) == at(24, 6)
    assert schedule.vouched_at(at(24, 6), None) == at(24, 6)
    assert schedule.vouched_at(None, None) is None


@pytest.mark.parametrize(
    ("swept", "made", "interval", "due"),
    [
        pytest.param(Swept(), None, None, at(24, 6), id="never swept: at once"),
        pytest.param(Swept(at(24, 6), at(24, 6)), None, None, DAY_30, id="nobody says when the file was made"),
        pytest.param(Swept(at(24, 6), at(24, 6)), at(1, 0) - 900 * DAY, None, DAY_30, id="made years ago"),
        pytest.param(Swept(at(24, 6), at(24, 6)), at(20, 6), None, at(28, 6), id="made four days before"),
        pytest.param(Swept(at(24, 6), at(24, 6)), at(24, 5), None, at(24, 12), id="made an hour before"),
        pytest.param(Swept(at(24, 6), at(24, 6)), at(28, 0), None, at(24, 12), id="made by a clock that was ahead"),
        pytest.param(Swept(at(24, 6), None, None, 1), None, None, at(24, 6, 10), id="after a failure"),
        pytest.param(Swept(at(24, 6), None, None, 4), at(1, 0), None, at(24, 7, 20), id="after several"),
        pytest.param(Swept(at(24, 6), None, None, 99), None, None, at(25, 6), id="after very many"),
        pytest.param(Swept(at(28, 6), at(28, 6)), None, None, at(24, 6), id="a clock that was ahead"),
        pytest.param(Swept(at(24, 6), at(24, 6)), None, 90, at(24, 6) + 90 * SECOND, id="a set interval"),
        pytest.param(Swept(at(24, 6), None, None, 3), None, 90, at(24, 6) + 360 * SECOND, id="and after failures"),
    ],
)
def test_when_a_finished_legislatures_archive_is_asked_for_again(
    swept: Swept, made: datetime | None, interval: float | None, due: datetime
) -> None:
    now = at(24, 6)
    assert schedule.next_finished(now, swept, made, interval, 0) == due
    assert due <= schedule.next_finished(now, swept, made, interval, 1) <= due + 0.1 * (due - now)


def test_a_finished_legislatures_archive_stands_in_for_the_pages_for_good() -> None:
    assert schedule.is_fresh(at(1, 6) - 900 * DAY, at(24, 6), is_final=True)
    assert not schedule.is_fresh(None, at(24, 6), is_final=True)


def test_the_finished_legislatures_are_those_with_an_archive_the_newest_first() -> None:
    assert list(finished(17)) == [16, 15, 14]
    assert list(finished(14)) == []


def test_what_the_archive_takes_back_is_doubted_for_half_a_day_or_one_set_interval() -> None:
    assert schedule.confirmed_after(None) == timedelta(hours=12)
    assert schedule.confirmed_after(1) < timedelta(seconds=1)
    assert schedule.confirmed_after(90) == timedelta(seconds=45)
    assert schedule.confirmed_after(10**6) == timedelta(hours=12)


A_DAY, AN_HOUR = 24 * 3600.0, 3600.0


@pytest.mark.parametrize(
    ("swept", "interval", "between", "due"),
    [
        (Swept(), None, A_DAY, at(23, 1)),
        (Swept(at(23, 0), at(23, 0)), None, A_DAY, at(24, 0)),
        (Swept(at(23, 0), at(23, 0)), None, 3 * A_DAY, at(26, 0)),
        (Swept(at(23, 0), None, None, 1), None, A_DAY, at(23, 0, 10)),
        (Swept(at(23, 0), None, None, 40), None, A_DAY, at(24, 0)),
        (Swept(at(20, 0), None, None, 40), None, 30 * A_DAY, at(27, 0)),
        (Swept(at(23, 0), at(23, 0)), AN_HOUR, A_DAY, at(23, 1)),
        (Swept(at(28, 0), at(28, 0)), None, A_DAY, at(23, 1)),  # a clock that was ahead
    ],
)
def test_a_register_is_asked_for_names_rarely(
    swept: Swept, interval: float | None, between: float, due: datetime
) -> None:
    assert schedule.next_register(at(23, 1), swept, interval, between) == due


@pytest.mark.parametrize(
    ("looked_at", "failures", "interval", "due"),
    [
        pytest.param(None, 0, None, NOW, id="never asked"),
        pytest.param(NOW + timedelta(days=2), 0, None, NOW, id="asked by a clock that was ahead"),
        pytest.param(of_that_day(5, 0), 0, None, of_that_day(6, 30), id="before the night's archives are made"),
        pytest.param(of_that_day(6, 30), 0, None, of_that_day(18, 30), id="in the morning"),
        pytest.param(of_that_day(-5, 0), 0, None, of_that_day(6, 30), id="in the evening before"),
        pytest.param(of_that_day(11, 0), 0, 60.0, of_that_day(11, 1), id="as the operator sets it"),
        pytest.param(of_that_day(6, 30), 1, None, of_that_day(6, 40), id="after a failure"),
        pytest.param(of_that_day(6, 30), 99, None, of_that_day(30, 30), id="after many"),
        pytest.param(of_that_day(6, 30), 99, 0.2, of_that_day(30, 30), id="after many, whatever the operator sets"),
    ],
)
def test_archives_of_oral_questions_are_asked_for_twice_a_day(
    looked_at: datetime | None, failures: int, interval: float | None, due: datetime
) -> None:
    assert schedule.next_oral(NOW, Swept(looked_at, failures=failures), interval, 0) == due
