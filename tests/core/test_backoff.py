"""The waits before a message is sent again."""

from datetime import timedelta

from bot.core import backoff


def test_a_message_that_failed_is_sent_again_with_growing_waits() -> None:
    assert [backoff.retry_send(attempt) for attempt in (1, 2, 3, 10, 11, 500)] == [1, 2, 4, 512, 900, 900]


def test_for_how_long_a_message_was_tried_is_the_sum_of_its_waits() -> None:
    assert [backoff.tried_for(attempts) for attempts in (0, 1, 2, 3, 11)] == [0, 1, 3, 7, 1923]
    assert timedelta(seconds=backoff.LONG_TRIED) == timedelta(days=1)
