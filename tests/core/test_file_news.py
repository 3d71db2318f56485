"""Which questions of a later edition of a whole file are new."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.core.file_news import is_new, new_since

NOW = datetime(2026, 12, 3, 7, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("confirmed_at", "since"),
    [
        pytest.param(None, None, id="the first file"),
        pytest.param(NOW - timedelta(hours=6), date(2026, 11, 12), id="read this morning"),
        pytest.param(NOW - timedelta(weeks=10), date(2026, 9, 3), id="read before a long silence"),
        pytest.param(NOW + timedelta(days=400), date(2026, 11, 12), id="read by a clock that was ahead"),
    ],
)
def test_new_is_what_was_published_in_the_last_weeks(confirmed_at: datetime | None, since: date | None) -> None:
    assert new_since(confirmed_at, NOW) == since


@pytest.mark.parametrize(
    ("published", "since", "expected"),
    [
        pytest.param(date(2026, 12, 3), date(2026, 11, 12), True, id="of today"),
        pytest.param(date(2026, 11, 12), date(2026, 11, 12), True, id="of that day"),
        pytest.param(date(2026, 11, 11), date(2026, 11, 12), False, id="older"),
        pytest.param(date(2026, 12, 10), date(2026, 11, 12), True, id="of the next issue"),
        pytest.param(None, date(2026, 11, 12), False, id="without a day"),
        pytest.param(date(2026, 12, 3), None, False, id="in the first file"),
    ],
)
def test_a_question_is_new_by_its_day(published: date | None, since: date | None, expected: bool) -> None:
    assert is_new(published, since) is expected
