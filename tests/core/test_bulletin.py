"""What is told once a week: of which day, when a missing issue is said to be missing, and when a week was quiet."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.core import chambers
from bot.core.bulletin import (
    ArchiveRead,
    Lack,
    SourcesRead,
    days_looked_for,
    issue_named,
    key_of,
    lack_of,
    last_day_of,
    quiet_week_until,
    read_key,
)
from bot.core.chambers import assemblee, senat
from bot.core.delivery import CardKind
from bot.core.preferences import AtOnce, Bulletin, IssueScope, Later, Never, Preferences, decide

TUESDAY, THURSDAY = date(2026, 11, 24), date(2026, 11, 26)
TUESDAYS, THURSDAYS = assemblee.ISSUE, senat.ISSUE
LONG, SHORT = timedelta(hours=5), timedelta(minutes=5)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """An instant of November 2026 (UTC); the 24th is a Tuesday, and Paris is an hour ahead."""
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "tuesday"),
    [
        pytest.param(at(23, 22, 59), date(2026, 11, 17), id="Monday, before midnight in Paris"),
        pytest.param(at(23, 23, 0), TUESDAY, id="Tuesday in Paris, and Monday still in UTC"),
        pytest.param(at(24, 12), TUESDAY, id="Tuesday"),
        pytest.param(at(29, 12), TUESDAY, id="the Sunday after"),
    ],
)
def test_the_issue_of_a_week_is_that_of_the_last_tuesday_in_paris(now: datetime, tuesday: date) -> None:
    assert last_day_of(TUESDAYS, now) == tuesday
    assert days_looked_for(TUESDAYS, now) == [tuesday - timedelta(weeks=back) for back in (3, 2, 1, 0)]


def read(asked: datetime, confirmed: datetime | None = None, renewed: datetime | None = None) -> ArchiveRead:
    return ArchiveRead(asked, confirmed or asked, renewed or confirmed or asked)


BEFORE, NEW = at(23, 20), at(24, 6, 20)


@pytest.mark.parametrize(
    ("now", "archive", "ran_for", "lack"),
    [
        pytest.param(at(24, 16, 59), read(NEW), LONG, None, id="not before the evening: it may come late"),
        pytest.param(at(24, 17), read(NEW), LONG, Lack.NONE, id="in the evening, where an archive of the day has none"),
        pytest.param(at(24, 17), read(NEW), SHORT, Lack.NONE, id="also after a start"),
        pytest.param(
            at(24, 20), read(at(24, 18), renewed=BEFORE), LONG, None, id="the file of the day before: not yet"
        ),
        pytest.param(at(25, 8, 59), read(at(24, 18), BEFORE), LONG, None, id="nor where it could not be read"),
        pytest.param(at(25, 9), read(at(25, 6), renewed=BEFORE), LONG, Lack.STILL, id="it stands still until morning"),
        pytest.param(at(25, 9), read(at(25, 6), BEFORE), SHORT, Lack.UNREAD, id="it was asked for in vain"),
        pytest.param(at(25, 9), ArchiveRead(at(25, 6)), SHORT, Lack.UNREAD, id="it was never read"),
        pytest.param(at(25, 9), read(BEFORE), SHORT, None, id="after a start it has yet to be asked for"),
        pytest.param(at(25, 9), read(BEFORE), LONG, Lack.UNREAD, id="it hangs"),
        pytest.param(at(25, 9), ArchiveRead(), LONG, Lack.UNREAD, id="there is nothing at all"),
        pytest.param(at(25, 9), read(at(25, 6)), LONG, Lack.NONE, id="the night's archive has none"),
        pytest.param(at(25, 9), read(at(28, 6)), LONG, Lack.UNREAD, id="what lies ahead of the clock tells nothing"),
        pytest.param(at(29, 9), read(at(29, 6)), LONG, Lack.NONE, id="days later, after a start"),
    ],
)
def test_silence_is_explained_when_it_is_known_what_it_means(
    now: datetime, archive: ArchiveRead, ran_for: timedelta, lack: Lack | None
) -> None:
    assert lack_of(TUESDAY, now, archive, ran_for) is lack


@pytest.mark.parametrize(
    ("now", "confirmed", "lack"),
    [
        pytest.param(at(26, 20), at(26, 19), None, id="Thursday evening: the file may still have it at night"),
        pytest.param(at(27, 10), at(27, 9), None, id="Friday morning"),
        pytest.param(at(27, 17), at(27, 11), Lack.NONE, id="Friday evening"),
        pytest.param(at(27, 17), at(26, 4), Lack.UNREAD, id="Friday evening, not read since"),
        pytest.param(at(27, 17), None, Lack.UNREAD, id="never read"),
    ],
)
def test_a_thursday_without_an_issue_is_told_on_friday_evening(
    now: datetime, confirmed: datetime | None, lack: Lack | None
) -> None:
    archive = ArchiveRead(now, confirmed, confirmed)
    assert lack_of(THURSDAY, now, archive, LONG) is lack


def test_the_issue_of_each_chamber_has_its_day_and_is_known_by_it() -> None:
    assert last_day_of(THURSDAYS, at(25, 12)) == THURSDAY - timedelta(weeks=1)
    assert issue_named("issue:2026-11-26") == issue_named("no-issue:2026-11-26") == "thursday"
    assert (issue_named("issue:2026-11-24"), issue_named("quiet-week:2026-11-25")) == ("tuesday", "")
    days = [issue.weekday for _, issue in chambers.issuing()]
    assert len(set(days)) == len(days)
    with pytest.raises(ValueError, match="not a day of any issue"):
        issue_named("issue:2026-11-25")


def test_a_chat_that_chose_one_chambers_issue_is_not_told_the_others() -> None:
    wanted = Preferences().told_of("thursday", IssueScope.ALL)
    assert isinstance(decide(wanted, Bulletin.ISSUE, at(26, 9), at(26, 9), "thursday"), AtOnce)
    assert isinstance(decide(wanted, Bulletin.ISSUE, at(24, 9), at(24, 9), "tuesday"), Never)
    assert wanted.told_of("thursday", IssueScope.NONE) == Preferences()


def test_nothing_is_said_of_the_lack_of_another_week() -> None:
    assert lack_of(TUESDAY - timedelta(weeks=1), at(24, 17), read(NEW), LONG) is None


@pytest.mark.parametrize(
    ("now", "until"),
    [
        pytest.param(at(24, 18), None, id="Tuesday"),
        pytest.param(at(25, 10, 59), None, id="before noon in Paris"),
        pytest.param(at(25, 11), at(25, 11), id="Wednesday noon"),
        pytest.param(at(27, 10, 59), at(25, 11), id="until two days later"),
        pytest.param(at(27, 11), None, id="later than that"),
    ],
)
def test_a_quiet_week_ends_on_wednesday_noon(now: datetime, until: datetime | None) -> None:
    assert quiet_week_until(now) == until


@pytest.mark.parametrize("bulletin", list(Bulletin))
def test_keys_are_read_as_they_were_written(bulletin: Bulletin) -> None:
    assert read_key(key_of(bulletin, TUESDAY)) == (bulletin, TUESDAY)
    assert len(key_of(bulletin, TUESDAY)) <= 64


def test_bulletins_are_no_other_kind_of_delivery() -> None:
    assert {*Bulletin}.isdisjoint({each.value for each in CardKind})


NIGHT = Preferences(quiet=(22, 7), issues=frozenset({("tuesday", IssueScope.ALL)}))


@pytest.mark.parametrize(
    ("wanted", "bulletin", "decision"),
    [
        pytest.param(Preferences(), Bulletin.ISSUE, Never, id="off by default"),
        pytest.param(Preferences(), Bulletin.QUIET_WEEK, Never, id="the sign of life too"),
        pytest.param(
            Preferences(issues=frozenset({("tuesday", IssueScope.ALL)})), Bulletin.ISSUE, AtOnce, id="wanted of all"
        ),
        pytest.param(
            Preferences(issues=frozenset({("tuesday", IssueScope.OWN)})),
            Bulletin.NO_ISSUE,
            AtOnce,
            id="wanted of what is followed",
        ),
        pytest.param(
            Preferences(issues=frozenset({("tuesday", IssueScope.OWN)})),
            Bulletin.QUIET_WEEK,
            Never,
            id="one is not the other",
        ),
        pytest.param(Preferences(sign_of_life=True), Bulletin.QUIET_WEEK, AtOnce, id="a sign of life"),
        pytest.param(NIGHT, Bulletin.ISSUE, Later, id="not in quiet hours"),
        pytest.param(
            Preferences(issues=frozenset({("tuesday", IssueScope.ALL)}), paused_until=at(27, 6)),
            Bulletin.ISSUE,
            Later,
            id="nor during a pause",
        ),
    ],
)
def test_a_bulletin_heeds_what_its_chat_wants(wanted: Preferences, bulletin: Bulletin, decision: type) -> None:
    now = at(24, 5, 40)  # 6:40 in Paris
    assert isinstance(decide(wanted, bulletin, now, now, "tuesday"), decision)


@pytest.mark.parametrize(
    ("assemblee", "is_late"), [(None, True), (at(23, 11), True), (at(23, 13), False), (at(24, 11), False)]
)
def test_sources_are_late_after_a_day(assemblee: datetime | None, is_late: bool) -> None:
    assert SourcesRead(assemblee).is_late(at(24, 12)) is is_late
