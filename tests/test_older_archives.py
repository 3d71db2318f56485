"""Which archive is an older state of the one that was believed last: by the date that the site serves, or what it holds."""

from datetime import datetime, timedelta

import pytest

from bot.core.sweeping import is_older, lacks_newest
from tests.examples import NOW

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
