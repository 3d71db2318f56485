"""How far an announcement is, and how long that is shown."""

from datetime import timedelta

import pytest

from bot.core.announcement import FOLLOWED_FOR, AnnouncementState, Progress, is_over
from bot.core.delivery import DeliveryState
from tests.support.examples import NOW

READY, LATER, AWAY = DeliveryState.READY, DeliveryState.SCHEDULED, DeliveryState.SUSPENDED
SENT, REFUSED, CANCELLED = DeliveryState.SENT, DeliveryState.REFUSED, DeliveryState.CANCELLED
FANNING_OUT, FANNED_OUT = AnnouncementState.FANNING_OUT, AnnouncementState.FANNED_OUT
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("state", "deliveries", "told", "can_be_stopped"),
    [
        (FANNING_OUT, {}, (0, 0, 0, False), True),
        (FANNING_OUT, {SENT: 3, READY: 2}, (3, 0, 0, True), True),
        (FANNED_OUT, {SENT: 3, LATER: 2, AWAY: 1, REFUSED: 4}, (3, 3, 4, True), True),
        (FANNED_OUT, {SENT: 9}, (9, 0, 0, False), False),
        (AnnouncementState.STOPPED, {SENT: 3, CANCELLED: 6}, (3, 0, 0, False), False),
        (AnnouncementState.ENDED, {SENT: 8, LATER: 1}, (8, 1, 0, True), True),
        (AnnouncementState.ENDED, {SENT: 9}, (9, 0, 0, False), False),
    ],
)
def test_progress_is_told_by_the_states_of_the_deliveries(
    state: AnnouncementState,
    deliveries: dict[DeliveryState, int],
    told: tuple[int, int, int, bool],
    can_be_stopped: bool,
) -> None:
    found = Progress.of(state, 10, deliveries)
    assert (found.sent, found.later, found.refused, found.waits) == told
    assert found.can_be_stopped is can_be_stopped


@pytest.mark.parametrize(
    ("state", "deliveries", "age", "expected"),
    [
        (FANNING_OUT, {}, FOLLOWED_FOR, False),
        (FANNED_OUT, {SENT: 9, LATER: 1}, HOUR, False),
        (FANNED_OUT, {SENT: 9, LATER: 1}, FOLLOWED_FOR, True),
        (FANNED_OUT, {SENT: 9, LATER: 1}, -HOUR, False),
        (FANNED_OUT, {SENT: 9, LATER: 1}, -FOLLOWED_FOR - HOUR, True),
        (FANNED_OUT, {SENT: 10}, HOUR, True),
    ],
)
def test_it_is_over_when_nobody_waits_or_after_two_days(
    state: AnnouncementState, deliveries: dict[DeliveryState, int], age: timedelta, expected: bool
) -> None:
    assert is_over(Progress.of(state, 10, deliveries), NOW, NOW + age) is expected
