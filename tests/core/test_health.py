"""The health of the sources: which are asked, and of what the operator is told."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from bot.core import health
from bot.core.health import Access, Alarm, Health

TUESDAY = date(2026, 11, 24)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """An instant of November 2026; the 24th is a Tuesday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def fail_from(start: datetime, hours: float, known: Health) -> tuple[Health, list[Alarm]]:
    """The health and the alarms after a failed check every ten minutes, for so many hours."""
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
    for question in ("an17-1", "an17-1", "an17-2", "an17-3", "an17-4"):
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
def test_half_of_at_least_six_checks_is_an_alarm(checks: str, alarms: list[Alarm]) -> None:
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
    known, _ = health.unreadable(
        Health(day=date(2026, 11, 23), checks=5, unreadable=5), at(24, 0), "no block", "an17-1"
    )
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
    """The times at which a site that refuses everything is asked in so many days, and the alarms."""
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
        known, _ = health.unreadable(known, at(23, 1, minute), "no block", "an17-1")
        assert health.access(known, at(23, 1, minute)) is Access.OPEN


def test_a_page_a_day_that_is_not_understood_is_reported_once_and_not_as_a_silence() -> None:
    known, alarms = Health(), list[Alarm]()
    for day in range(1, 20):
        known, new = health.unreadable(known, at(day, 9), f"reason {day}", "an17-1")
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
    known, _ = health.unreadable(Health(), at(23, 1), "no block", "an17-1")
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
