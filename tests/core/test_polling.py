"""How soon Telegram is asked for updates again."""

import pytest

from bot.core.polling import LONGEST_PAUSE, fruitless, pause, pause_after_failure


@pytest.mark.parametrize(
    ("before", "brought", "took", "after"),
    [
        (0, 0, 25.0, 0),  # the poll was waited for to its end
        (0, 0, 1.0, 0),
        (0, 0, 0.001, 1),
        (7, 0, 0.001, 8),
        (7, 1, 0.001, 0),
        (7, 0, 25.0, 0),
    ],
)
def test_an_answer_without_anything_new_is_fruitless_when_it_comes_too_soon(
    before: int, brought: int, took: float, after: int
) -> None:
    assert fruitless(before, brought, took) == after


def test_the_pause_grows_to_two_seconds_and_one_answer_alone_is_none() -> None:
    assert [pause(count) for count in (0, 1, 2, 3, 4, 5, 6, 1000)] == [0, 0, 0.25, 0.5, 1, 2, 2, LONGEST_PAUSE]


def test_a_server_that_does_not_wait_is_asked_some_dozen_times_in_the_first_quarter_of_a_minute() -> None:
    count, seconds = 0, 0.0
    while seconds < 15:
        count += 1
        seconds += 0.001 + pause(count)
    assert count <= 14


@pytest.mark.parametrize(
    ("failures", "asked", "waits"),
    [(1, 0.0, 1.0), (3, 0.0, 4.0), (50, 0.0, 60.0), (1, 5.0, 5.0), (4, 5.0, 8.0), (1, 10.0**12, 900.0)],
)
def test_what_telegram_asks_to_wait_for_is_heeded_within_a_quarter_of_an_hour(
    failures: int, asked: float, waits: float
) -> None:
    assert pause_after_failure(failures, 60.0, asked) == waits
