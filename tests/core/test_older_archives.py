"""Archives older than the last one: told by the date that the site serves, or by their content."""

from datetime import datetime, timedelta

import pytest

from bot.core.sweep import failing_from, is_in_vain, is_older, lacks_newest
from tests.support.examples import NOW

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("made", "believed", "confirmed_at", "older"),
    [
        pytest.param(NOW - DAY, NOW, NOW, True, id="a stale cache"),
        pytest.param(NOW, NOW - DAY, NOW, False, id="a newer one"),
        pytest.param(NOW, NOW, NOW, False, id="made at the same moment"),
        pytest.param(None, NOW, NOW, False, id="it has no date"),
        pytest.param(NOW - DAY, None, NOW, False, id="the last one had none"),
        pytest.param(NOW - DAY, NOW, None, False, id="nothing was read yet"),
        pytest.param(NOW, NOW + DAY, NOW, False, id="the last one was dated ahead"),
        pytest.param(NOW - DAY, NOW, NOW - 3 * DAY, False, id="it is all that was served for days"),
    ],
)
def test_an_archive_is_older_by_its_own_date(
    made: datetime | None, believed: datetime | None, confirmed_at: datetime | None, older: bool
) -> None:
    assert is_older(made, believed, confirmed_at, NOW) is older


@pytest.mark.parametrize(
    ("newest", "believed", "confirmed_at", "lacks"),
    [
        pytest.param(12431, 12432, NOW, True, id="it lacks the newest"),
        pytest.param(12432, 12432, NOW, False, id="it ends as the last one did"),
        pytest.param(12600, 12432, NOW, False, id="it has the next issue"),
        pytest.param(1, None, NOW, False, id="nothing was believed yet"),
        pytest.param(1, 12432, None, False, id="no whole archive was read yet"),
        pytest.param(12431, 12432, NOW - 3 * DAY, False, id="it is all that was served for days"),
    ],
)
def test_an_archive_is_older_by_its_newest_question(
    newest: int, believed: int | None, confirmed_at: datetime | None, lacks: bool
) -> None:
    assert lacks_newest(newest, believed, confirmed_at, NOW) is lacks


@pytest.mark.parametrize(
    ("is_gone", "since", "in_vain"),
    [
        pytest.param(True, None, True, id="is not there"),
        pytest.param(False, None, False, id="fails for the first time"),
        pytest.param(False, NOW - timedelta(hours=23, minutes=59), False, id="fails for less than a day"),
        pytest.param(False, NOW - timedelta(days=1), True, id="fails for a day"),
        pytest.param(False, NOW + timedelta(days=200), False, id="failed while the clock was ahead"),
    ],
)
def test_an_archive_that_was_never_read_is_given_up_for_good_reason_alone(
    is_gone: bool, since: datetime | None, in_vain: bool
) -> None:
    assert is_in_vain(is_gone, failing_from(since, NOW), NOW) is in_vain
