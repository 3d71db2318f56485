"""What is old: written long ago in days of running, and settled long ago by the clock."""

from datetime import datetime, timedelta

import pytest

from bot.core.history import USUALLY_KEPT, is_old, last_day
from tests.support.examples import NOW

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


@pytest.mark.parametrize(("days", "day"), [(0, -365), (365, 0), (366, 1), (1000, 635)])
def test_a_day_is_old_once_the_bot_has_run_on_as_many_days_since(days: int, day: int) -> None:
    assert last_day(days, USUALLY_KEPT) == day


@pytest.mark.parametrize(
    ("settled_at", "old"),
    [
        pytest.param(None, False, id="it waits"),
        pytest.param(NOW, False, id="now"),
        pytest.param(NOW - 365 * DAY, False, id="a year ago"),
        pytest.param(NOW - 365 * DAY - SECOND, True, id="more than a year ago"),
        pytest.param(NOW + SECOND, True, id="by a clock that was ahead: its days are long over"),
    ],
)
def test_a_delivery_of_such_a_day_is_old_a_year_after_it_was_settled(settled_at: datetime | None, old: bool) -> None:
    assert is_old(settled_at, USUALLY_KEPT, NOW) is old
