"""When the archive is asked for, and what is made of sources that fail: pure decisions, as tables."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from bot.core import health, schedule
from bot.core.health import Access, Alarm, Health
from bot.core.question import finished
from bot.core.schedule import Swept

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


@pytest.mark.parametrize(
    ("has_archive", "waits", "seconds"), [(True, True, 604_800), (False, True, 3600), (False, False, 604_800)]
)
def test_pages_are_looked_at_oftener_where_no_archive_tells(has_archive: bool, waits: bool, seconds: float) -> None:
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


def fail_from(start: datetime, hours: float, known: Health) -> tuple[Health, list[Alarm]]:
    """A failed check every ten minutes, for so long."""
    alarms: list[Alarm] = []
    for step in range(int(hours * 6) + 1):
        known, new = health.failed(known, start + timedelta(minutes=10 * step), "no answer in time")
        alarms += new
    return known, alarms


def test_a_source_that_is_down_for_six_hours_is_reported_once_and_so_is_its_return() -> None:
    known, _ = health.answered(Health(), at(23, 0))
    known, alarms = fail_from(at(23, 1), 5.9, known)
    assert alarms == []
    known, alarms = fail_from(at(23, 7), 20, known)
    assert alarms == [Alarm.DOWN]
    known, alarms = health.answered(known, at(24, 4))
    assert alarms == [Alarm.BACK]
    assert health.answered(known, at(24, 5))[1] == []


def test_a_source_is_down_from_the_sixth_hour_on() -> None:
    known, _ = health.failed(Health(), at(23, 1), "no answer in time")
    known, alarms = health.failed(known, at(23, 6, 59), "no answer in time")
    assert alarms == []
    assert health.failed(known, at(23, 7), "no answer in time")[1] == [Alarm.DOWN]


def test_failures_are_counted_from_the_last_answer_on() -> None:
    assert (Health().failures, Health().checks, Health().unreadable) == (0, 0, 0)
    known, _ = health.failed(Health(), at(23, 1), "no answer in time")
    known, _ = health.failed(known, at(23, 2), "no answer in time")
    assert known.failures == 2
    known, _ = health.answered(known, at(23, 3))
    assert known.failures == 0


def test_a_source_that_fails_now_and_then_is_not_reported() -> None:
    known, alarms = Health(), []
    for step in range(100):
        at_step = at(1, 0) + timedelta(hours=step)
        known, new = health.failed(known, at_step, "HTTP status 503") if step % 3 else health.answered(known, at_step)
        alarms += new
    assert alarms == []


def test_three_different_questions_unreadable_in_the_same_way_are_reported_once() -> None:
    known, alarms = Health(), []
    for question in ("17-1", "17-1", "17-2", "17-3", "17-4"):
        known, new = health.unreadable(known, at(23, 1), "no question's block in the page", question)
        alarms.append(new)
    assert alarms == [[], [], [], [Alarm.LAYOUT], []]


def test_three_questions_unreadable_each_in_its_own_way_are_an_accident() -> None:
    known, alarms = Health(), []
    for question in ("1", "2", "3", "4", "5"):
        known, new = health.unreadable(known, at(23, 1), f"reason {question}", question)
        alarms += new
    assert alarms == []


def test_half_of_a_days_checks_unreadable_are_reported() -> None:
    known, alarms = Health(), []
    for step in range(10):
        if step % 2:
            known, new = health.unreadable(known, at(23, 1), f"reason {step}", str(step))
        else:
            known, new = health.answered(known, at(23, 1))
        alarms += new
    assert alarms == [Alarm.LAYOUT]
    for step in range(10):
        known, new = health.answered(known, at(24, 1, step))
        assert new == []


@pytest.mark.parametrize(
    ("checks", "alarms"),
    [
        ("good bad good bad good bad", [Alarm.LAYOUT]),  # three of six
        ("bad bad bad good good", []),  # of fewer than six nothing is said
        ("good good good good bad bad", []),  # two of six
        ("good bad good bad good good good", []),
        ("good good good good good good bad", []),
    ],
)
def test_half_of_six_checks_at_least_say_something(checks: str, alarms: list[Alarm]) -> None:
    known, found = Health(), list[Alarm]()
    for step, check in enumerate(checks.split()):
        if check == "good":
            known, new = health.answered(known, at(23, 1))
        else:
            known, new = health.unreadable(known, at(23, 1), f"reason {step}", str(step))
        found += new
    assert found == alarms


@pytest.mark.parametrize(("checks", "told"), [(3, True), (4, False)])
def test_a_layout_is_told_anew_once_fewer_than_a_quarter_of_a_days_checks_were_unreadable(
    checks: int, told: bool
) -> None:
    known = Health(told_layout=True, day=TUESDAY, checks=checks, unreadable=1)
    assert health.answered(known, at(24, 9))[0].told_layout is told


def test_checks_are_counted_anew_each_day() -> None:
    known, _ = health.unreadable(Health(day=date(2026, 11, 23), checks=5, unreadable=5), at(24, 0), "no block", "17-1")
    assert (known.day, known.checks, known.unreadable) == (TUESDAY, 1, 1)


@pytest.mark.parametrize(
    ("known", "since"),
    [
        (Health(), None),
        (Health(succeeded_at=at(20, 0)), None),
        (Health(succeeded_at=at(23, 0), failing_since=at(23, 1)), None),
        (Health(succeeded_at=at(22, 0), failing_since=at(22, 6)), at(22, 0)),
        (Health(failing_since=at(22, 6)), at(22, 6)),
        (Health(failing_since=at(22, 12)), None),
    ],
)
def test_a_source_is_stale_after_a_day_without_success(known: Health, since: datetime | None) -> None:
    assert health.silent_since([known], at(23, 12)) == since


def test_a_site_is_silent_only_when_no_way_to_it_works() -> None:
    failing = Health(succeeded_at=at(20, 0), failing_since=at(20, 6))
    assert health.silent_since([failing, Health(succeeded_at=at(23, 11))], at(23, 12)) is None
    also_failing = Health(succeeded_at=at(21, 0), failing_since=at(21, 6))
    assert health.silent_since([failing, also_failing], at(23, 12)) == at(21, 0)
    assert health.silent_since([], at(23, 12)) is None


def test_a_site_is_not_silent_beside_an_archive_that_was_there_when_it_was_last_asked_however_long_ago() -> None:
    closed_pages = Health(failing_since=at(2, 0), failed_at=at(23, 0))
    assert health.silent_since([Health(succeeded_at=at(1, 0)), closed_pages], at(23, 12)) is None


def refused(start: datetime, days: int, reason: str = "HTTP status 503") -> tuple[list[datetime], list[Alarm]]:
    """When a site that refuses everything is asked in so many days, and what the operator is told meanwhile."""
    known, now, asked, alarms = Health(), start, list[datetime](), list[Alarm]()
    while now < start + timedelta(days=days):
        if health.access(known, now) is not Access.CLOSED:
            known, new = health.failed(known, now, reason)
            asked.append(now)
            alarms += new
        now += timedelta(seconds=1)
    return asked, alarms


def test_a_site_that_refuses_is_asked_some_thirty_times_in_the_first_day_and_daily_then() -> None:
    asked, alarms = refused(at(1, 0), 6)
    first = [each for each in asked if each < at(2, 0)]
    assert 10 <= len(first) <= 35
    assert all(later - earlier <= (earlier - asked[0]) / 2 + timedelta(seconds=2) for earlier, later in pairwise(asked))
    assert len([each for each in asked if each >= at(4, 0)]) in (2, 3)
    assert alarms == [Alarm.DOWN]


def test_a_site_is_open_until_it_has_refused_three_times_and_as_soon_as_it_answers() -> None:
    known = Health()
    for minute in range(2):
        known, _ = health.failed(known, at(23, 1, minute), "no answer in time")
    assert health.access(known, at(23, 1, 1)) is Access.OPEN
    known, _ = health.failed(known, at(23, 1, 2), "no answer in time")
    assert health.access(known, at(23, 1, 2)) is Access.CLOSED
    assert health.access(known, at(23, 1, 3)) is Access.TRIAL
    assert health.access(known, at(23, 0)) is Access.TRIAL  # a clock that was ahead
    for answer in (health.answered(known, at(23, 2))[0], health.answered(known, at(23, 2), read=False)[0]):
        assert health.access(answer, at(23, 2)) is Access.OPEN


def test_pages_that_nobody_understands_close_no_site() -> None:
    known = Health()
    for minute in range(9):
        known, _ = health.unreadable(known, at(23, 1, minute), "no block", "17-1")
        assert health.access(known, at(23, 1, minute)) is Access.OPEN


def test_a_page_a_day_that_is_not_understood_is_reported_once_and_not_as_a_silence() -> None:
    known, alarms = Health(), list[Alarm]()
    for day in range(1, 20):
        known, new = health.unreadable(known, at(day, 9), f"reason {day}", "17-1")
        alarms += new
    assert alarms == [Alarm.LAYOUT]


def test_the_second_way_to_a_site_that_is_down_is_reported_only_when_the_first_is_back() -> None:
    known = Health()
    known, _ = health.failed(known, at(23, 0), "HTTP status 503")
    known, alarms = health.failed(known, at(23, 8), "HTTP status 503", is_told=True)
    assert (alarms, health.answered(known, at(23, 9))[1]) == ([], [])
    assert health.failed(known, at(23, 9), "HTTP status 503")[1] == [Alarm.DOWN]


def test_what_an_earlier_version_remembered_of_alarms_is_understood() -> None:
    plain = health.to_plain(Health(told_down=True))
    for name in ("refusals", "refused_since", "misread_since"):
        del plain[name]
    assert Health(**health.from_plain(plain)) == Health(told_down=True)


def test_the_memory_of_alarms_survives_being_stored() -> None:
    known, _ = health.unreadable(Health(), at(23, 1), "no block", "17-1")
    known, _ = health.failed(known, at(23, 2), "HTTP status 503")
    again = Health(known.succeeded_at, known.failed_at, known.failing_since, known.reason, known.failures)
    assert (
        Health(
            again.succeeded_at,
            again.failed_at,
            again.failing_since,
            again.reason,
            again.failures,
            **health.from_plain(health.to_plain(known)),
        )
        == known
    )
