"""The site's signs of life: pure decisions as tables, and what the store remembers of them."""

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.core import activity
from bot.core.activity import Activity
from bot.core.chat import Chat
from bot.core.question import Question, QuestionId
from bot.core.source import Source
from bot.core.validators import Validators
from bot.watch.site_activity import SiteActivity
from storage import Store
from tests.support.examples import ID, NOW, WAITING, comment
from tests.support.stores import new_store

DAY = timedelta(days=1)
WEEK, MONTH = 7 * 86400.0, 30 * 86400.0
LONG_AGO = datetime(2024, 6, 9, 18, 30, tzinfo=UTC)
SITE_BEGAN = datetime(2009, 1, 1, tzinfo=UTC)
OLDER = QuestionId.of_legislature(16, 12432)


@pytest.mark.parametrize(
    ("latest", "feed", "pages"),
    [
        pytest.param(None, 3600, MONTH, id="nothing was ever seen"),
        pytest.param(LONG_AGO, 3600, MONTH, id="as in 2026"),
        pytest.param(NOW - 90 * DAY, 3600, MONTH, id="90 days"),
        pytest.param(NOW - 89 * DAY, 900, WEEK, id="89 days"),
        pytest.param(NOW, 900, WEEK, id="just now"),
    ],
)
def test_a_quiet_site_is_asked_hourly_and_monthly(latest: datetime | None, feed: float, pages: float) -> None:
    known = Activity(latest)
    assert activity.feed_interval(known, 900, NOW) == feed
    assert activity.page_interval(known, WEEK, NOW) == pytest.approx(pages)


@pytest.mark.parametrize(
    ("before", "comments", "posted", "latest"),
    [
        pytest.param(Activity(), [], [], None, id="an empty feed"),
        pytest.param(Activity(), [7, 9], [LONG_AGO - DAY, LONG_AGO], LONG_AGO, id="first seen: by its date"),
        pytest.param(Activity(LONG_AGO, 9), [7, 9], [LONG_AGO], LONG_AGO, id="the same once more"),
        pytest.param(Activity(LONG_AGO, 9), [10], [LONG_AGO], NOW, id="a new number, whatever its date"),
        pytest.param(Activity(LONG_AGO, 9), [10], [], NOW, id="a new number without a date"),
        pytest.param(Activity(LONG_AGO, 9), [8], [NOW - DAY], NOW - DAY, id="a lower number of yesterday"),
        pytest.param(Activity(), [9], [NOW + 9 * DAY], NOW, id="a date of the future"),
        pytest.param(Activity(), [9], [datetime(1, 1, 1, tzinfo=UTC)], None, id="a date before any site"),
        pytest.param(Activity(), [9], [SITE_BEGAN - DAY], None, id="a date before the site"),
        pytest.param(Activity(), [9], [SITE_BEGAN], SITE_BEGAN, id="a date of its first year"),
        pytest.param(Activity(NOW - DAY, 9), [], [], NOW - DAY, id="an empty feed takes nothing back"),
    ],
)
def test_what_the_feed_shows_is_a_sign_of_life(
    before: Activity, comments: list[int], posted: list[datetime], latest: datetime | None
) -> None:
    assert activity.fed(before, comments, posted, NOW).latest == latest


def test_a_page_that_changed_is_a_sign_of_life_of_now_and_nothing_else_is_forgotten() -> None:
    assert activity.changed(Activity(LONG_AGO, 9, LONG_AGO), NOW) == Activity(NOW, 9, LONG_AGO)


def test_a_question_that_is_not_expected_is_asked_for_once_a_day() -> None:
    assert activity.is_probe_due(Activity(), WEEK, NOW)
    asked = activity.probed(Activity(), NOW)
    assert not activity.is_probe_due(asked, WEEK, NOW + timedelta(hours=23, minutes=59))
    assert activity.is_probe_due(asked, WEEK, NOW + DAY)
    assert activity.is_probe_due(asked, WEEK, NOW - DAY)  # a clock that was ahead
    assert activity.is_probe_due(asked, 60, NOW + timedelta(minutes=1))


@pytest.mark.parametrize(("legislature", "is_expected"), [(13, True), (16, True), (17, False), (18, True), (19, False)])
def test_the_site_has_the_legislatures_up_to_the_16th_and_those_found_since(
    legislature: int, is_expected: bool
) -> None:
    assert activity.is_expected(legislature, {18}) is is_expected


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = await new_store(tmp_path / "guetteur.db")
    await opened.chats.greet(Chat(1001, "private", "fr"), NOW)
    yield opened
    await opened.close()


async def loaded(store: Store, clock: Callable[[], datetime] = lambda: NOW) -> SiteActivity:
    found = SiteActivity(store, clock)
    await found.load()
    return found


async def read(store: Store, id: QuestionId, next_at: datetime = NOW) -> None:
    """A question whose page on NosDéputés.fr was read."""
    reading = replace(WAITING, id=id)
    await store.checks.record_reading(reading, Source.NOSDEPUTES, Validators(), 1, NOW, next_at)


async def next_checks(store: Store, until: datetime) -> list[QuestionId]:
    return await store.checks.due(Source.NOSDEPUTES, until, 1000)


async def test_what_was_seen_survives_a_restart(store: Store) -> None:
    before = await loaded(store)
    assert before.is_quiet()
    await before.fed([9], [NOW - DAY])
    await before.probe()
    after = await loaded(store)
    assert not after.is_quiet()
    assert not after.is_probe_due(WEEK)
    await after.fed([9], [])
    assert await store.activity.of(Source.NOSDEPUTES) == Activity(NOW - DAY, 9, NOW)


async def test_the_comments_of_pages_tell_how_quiet_a_new_install_finds_the_site(store: Store) -> None:
    site = await loaded(store)
    old = replace(comment(1), posted=datetime(2024, 3, 5, 10, 12))
    assert not await site.read(replace(WAITING, id=OLDER, comments=(old,)), None)
    assert site.is_quiet()
    await site.read(replace(WAITING, id=OLDER, comments=(old, comment(2))), None)
    assert not site.is_quiet()


@pytest.mark.parametrize(
    ("before", "after", "is_quiet"),
    [
        pytest.param((), (), True, id="the same"),
        pytest.param((), ("undated",), False, id="a comment without a date"),
        pytest.param(("undated",), (), True, id="a comment that is deleted stays known, and says nothing twice"),
    ],
)
async def test_a_page_that_says_more_than_before_is_a_sign_of_life(
    store: Store, before: tuple[str, ...], after: tuple[str, ...], is_quiet: bool
) -> None:
    site = await loaded(store)

    def page(comments: tuple[str, ...]) -> Question:
        made = tuple(replace(comment(1), posted=None) for _ in comments)
        return replace(WAITING, id=OLDER, comments=made)

    await site.read(page(after), page(before))
    assert site.is_quiet() is is_quiet


async def test_a_question_of_the_17th_on_the_site_is_its_return_and_remembered(store: Store) -> None:
    site = await loaded(store)
    assert not site.expects(17)
    assert await site.read(WAITING, None)
    assert not site.is_quiet()
    assert not await site.read(replace(WAITING, id=QuestionId.of_legislature(17, 1)), None)
    await read(store, ID)
    assert (await loaded(store)).expects(17)


async def test_checks_that_were_planned_for_a_month_are_planned_within_the_week(store: Store) -> None:
    for number in range(1, 31):
        await read(store, QuestionId.of_legislature(16, number), NOW + number * DAY)
        await store.follows.follow(1001, QuestionId.of_legislature(16, number), False, NOW)
    await store.checks.bring_forward(Source.NOSDEPUTES, NOW, WEEK, MONTH)
    assert len(await next_checks(store, NOW + 7 * DAY)) == 30
    assert 8 <= len(await next_checks(store, NOW + 3.5 * DAY)) <= 20
    assert await next_checks(store, NOW) == []


async def test_the_checks_of_a_legislature_that_came_are_spread_over_the_week(store: Store) -> None:
    for number in range(1, 29):
        await store.follows.follow(1001, QuestionId.of_legislature(17, number), False, NOW)
    await store.checks.spread(Source.NOSDEPUTES, 17, NOW, WEEK)
    assert len(await next_checks(store, NOW + DAY - timedelta(seconds=1))) == 4
    assert len(await next_checks(store, NOW + 7 * DAY)) == 28
