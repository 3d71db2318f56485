"""The dates that French pages and records write."""

from datetime import date

import pytest

from bot.parliament.page import french_date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Question soumise le 24 octobre 2023", date(2023, 10, 24)),
        ("1er janvier 2024", date(2024, 1, 1)),
        ("1 er janvier 2024", date(2024, 1, 1)),
        ("le 1ER\u00a0AOUT\u202f2023, page 3", date(2023, 8, 1)),
        ("5 Décembre 2023", date(2023, 12, 5)),
        ("5 decembre 2023", date(2023, 12, 5)),
        ("publiée au JO le : 21/08/2012 page : 4774", date(2012, 8, 21)),
        ("2/1/2012", date(2012, 1, 2)),
        ("2025-06-03", date(2025, 6, 3)),
        ("2025-06-03+02:00", date(2025, 6, 3)),
        ("2025-06-03Z", date(2025, 6, 3)),
        ("2025-06-03T00:00:00.000+02:00", date(2025, 6, 3)),
        ("2025-06-03+00:00", date(2025, 6, 3)),
        ("2025-06-03T23:59:59", date(2025, 6, 3)),
        ("2025-06-02T22:00:00.000Z", date(2025, 6, 3)),
        ("2025-06-02T21:59:59.999Z", date(2025, 6, 2)),
        ("2025-06-02T22:00:00+00:00", date(2025, 6, 3)),
        ("2025-06-02T22:00:00+0000", date(2025, 6, 3)),
        ("2025-06-02 22:00Z", date(2025, 6, 3)),
        ("2025-06-02t22:00:00 utc", date(2025, 6, 3)),
        ("2025-06-03T02:00:00+04:30", date(2025, 6, 2)),
        ("2025-06-02T20:00:00-04", date(2025, 6, 3)),
        ("2025-12-31T23:30:00Z", date(2026, 1, 1)),
        ("2025-01-13T22:59:00Z", date(2025, 1, 13)),
        ("2025-01-13T23:00:00Z", date(2025, 1, 14)),
        ("2025-06-02T25:00:00Z", date(2025, 6, 2)),
        ("2025-06-02T22:00:00+99:00", date(2025, 6, 2)),
        ("2200-12-31T23:30:00Z", date(2200, 12, 31)),
        ("du 3 mai 2023 au 4 juin 2024", date(2023, 5, 3)),
        ("31/02/2020", None),
        ("31 juin 2023", None),
        ("0000-00-00", None),
        ("00/00/0000", None),
        ("12 brumaire 2023", None),
        ("mai 2023", None),
        ("1234/05/20233", None),
        ("9" * 5000, None),
        ("", None),
        (None, None),
    ],
)
def test_french_dates(text: str | None, expected: date | None) -> None:
    assert french_date(text) == expected
