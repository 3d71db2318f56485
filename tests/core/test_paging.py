"""Offsets of inline queries: the place that they carry, and offsets that carry none."""

import pytest

from bot.core.paging import AfterFound, AfterNamed, Place, place_in, written
from bot.core.question import QuestionId

PLACES = (
    AfterNamed(QuestionId(13, 1)),
    AfterNamed(QuestionId(99, 999_999)),
    AfterFound(1, 69_632_000_004_096),
    AfterFound(3, 999_999_999_999_999),
)


@pytest.mark.parametrize("place", PLACES)
def test_a_place_comes_back_as_it_went_within_what_telegram_carries(place: Place) -> None:
    assert place_in(written(place)) == place
    assert len(written(place).encode()) <= 64


@pytest.mark.parametrize(
    "offset",
    [
        "", "10", "-1", "n", "n17", "n12-5", "n17-0", "n17-1234567", "n17-12\n", "n１７-12", "w4", "w-4-1", "w4-1;",
        "w4-1 OR 1=1", "w1.5-1", "wNaN-1", "w4-" + "9" * 16, "x4-1", "w4-1w4-1", "\x00", "é" * 32, "9" * 4096,
    ],
)  # fmt: skip
def test_an_offset_that_nobody_gave_out_is_no_place(offset: str) -> None:
    assert place_in(offset) is None
