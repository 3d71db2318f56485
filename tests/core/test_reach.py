"""When a chat that cannot be written to is tried again, and when it counts as gone."""

from datetime import datetime, timedelta

import pytest

from bot.core.reach import closed_wait, is_gone, is_the_message, next_try, unclear_wait
from tests.support.examples import NOW

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("refusals", "is_inside", "wait"),
    [
        (1, False, HOUR),
        (2, False, 2 * HOUR),
        (10, False, 512 * HOUR),
        (11, False, 30 * DAY),
        (1, True, HOUR),
        (3, True, 4 * HOUR),
        (4, True, 6 * HOUR),
        (90, True, 6 * HOUR),
    ],
)
def test_a_chat_is_tried_ever_more_rarely_and_one_that_the_bot_is_in_every_six_hours(
    refusals: int, is_inside: bool, wait: timedelta
) -> None:
    assert next_try(refusals, is_inside, NOW) == NOW + wait


@pytest.mark.parametrize(
    ("since", "refusals", "days", "is_over"),
    [
        pytest.param(NOW - 181 * DAY, 10, 180, True, id="half a year"),
        pytest.param(NOW - 180 * DAY, 10, 180, False, id="not yet half a year"),
        pytest.param(NOW - 181 * DAY, 9, 180, False, id="tried too rarely"),
        pytest.param(NOW - 181 * DAY, 10, 179, False, id="the bot was away for some of it"),
        pytest.param(NOW + DAY, 10, 180, True, id="dated by a clock that was ahead: the days count"),
        pytest.param(NOW, 10, 180, False, id="dated by this very instant"),
        pytest.param(None, 99, 999, False, id="it refuses nothing"),
    ],
)
def test_a_chat_is_gone_after_half_a_year_of_refusals_on_which_the_bot_ran(
    since: datetime | None, refusals: int, days: int, is_over: bool
) -> None:
    assert is_gone(since, refusals, days, NOW) is is_over


@pytest.mark.parametrize(("attempts", "refusals", "is_meant"), [(8, 0, True), (7, 0, False), (8, 1, False)])
def test_unknown_words_are_meant_for_the_message_where_its_chat_takes_others(
    attempts: int, refusals: int, is_meant: bool
) -> None:
    assert is_the_message(attempts, refusals) is is_meant


def test_what_is_refused_waits_for_a_minute_at_first_and_never_for_longer_than_a_day() -> None:
    assert [unclear_wait(attempts) for attempts in (1, 2, 8, 11, 12, 99)] == [60, 120, 7680, 61440, 86400, 86400]


def test_a_place_that_is_closed_is_tried_every_six_hours_at_least() -> None:
    assert [closed_wait(attempts) for attempts in (1, 2, 9, 10, 99)] == [60, 120, 15360, 21600, 21600]
