"""Offsets of inline queries: the place that they carry, and offsets that carry none."""

import pytest

from bot.core.paging import (
    MAX_ROW,
    AfterFound,
    AfterNamed,
    BeforeFound,
    Place,
    Turn,
    number_of_first,
    place_in,
    turn_in,
    written,
    written_turn,
)
from bot.core.question import QuestionId

PLACES = (
    AfterNamed(QuestionId.of_legislature(13, 1)),
    AfterNamed(QuestionId.of_legislature(99, 999_999)),
    AfterFound(1, 69_632_000_004_096),
    AfterFound(3, 999_999_999_999_999),
    AfterFound(3, MAX_ROW),
)


@pytest.mark.parametrize("place", PLACES)
def test_a_place_comes_back_as_it_went_within_what_telegram_carries(place: Place) -> None:
    assert place_in(written(place)) == place
    assert len(written(place).encode()) <= 64


@pytest.mark.parametrize(
    "offset",
    [
        "", "10", "-1", "n", "n17", "n12-5", "n17-0", "n17-1234567", "n17-12\n", "n１７-12", "w4", "w-4-1", "w4-1;",
        "w4-1 OR 1=1", "w1.5-1", "wNaN-1", "w4-" + "9" * 19, "w4-" + "1" * 20, "x4-1", "w4-1w4-1", "\x00", "é" * 32, "9" * 4096,
    ],
)  # fmt: skip
def test_an_offset_that_nobody_gave_out_is_no_place(offset: str) -> None:
    assert place_in(offset) is None


@pytest.mark.parametrize("place", [AfterFound(3, MAX_ROW), BeforeFound(1, 0)])
@pytest.mark.parametrize("before", [None, 0, 10, 999_999])
def test_a_turn_of_the_page_comes_back_as_it_went(place: AfterFound | BeforeFound, before: int | None) -> None:
    assert turn_in(written_turn(Turn(place, before))) == Turn(place, before)
    assert len(written_turn(Turn(place, before))) <= 30


def test_a_button_of_a_version_that_did_not_count_still_turns_the_page() -> None:
    assert turn_in(written(AfterFound(2, 17))) == Turn(AfterFound(2, 17))


@pytest.mark.parametrize(
    "data", ["", "first", "w1", "b1-1+", "b1-1+-1", "x1-1+1", "w1-1+1000000", "n17-1", "w1-1+١", f"b1-{MAX_ROW + 1}"]
)
def test_data_that_nobody_gave_out_turn_no_page(data: str) -> None:
    assert turn_in(data) is None


AFTER, BEFORE = AfterFound(1, 5), BeforeFound(1, 5)


@pytest.mark.parametrize(
    ("turn", "shown", "is_first", "number"),
    [
        (None, 10, True, 1),
        (Turn(AFTER, 10), 10, False, 11),
        (Turn(AFTER, 10), 0, False, 11),
        (Turn(AFTER), 10, False, None),
        (Turn(BEFORE, 20), 10, False, 11),
        (Turn(BEFORE, 10), 10, True, 1),
        (Turn(BEFORE, 12), 2, True, 1),
        (Turn(BEFORE), 7, True, 1),
        (Turn(BEFORE), 10, False, None),
        (Turn(BEFORE, 10), 10, False, None),
    ],
)
def test_the_number_of_the_first_question_on_a_page(
    turn: Turn | None, shown: int, is_first: bool, number: int | None
) -> None:
    assert number_of_first(turn, shown, is_first) == number
