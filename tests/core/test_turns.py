"""Who writes next, and how much at a time."""

import pytest

from bot.core.turns import LEAST, MOST_PASSED, SLICE_SECONDS, fitting, is_bulk_next, next_size


@pytest.mark.parametrize(
    ("urgent", "bulk", "passed", "expected"),
    [
        (0, 0, 0, False),
        (1, 0, 0, False),
        (0, 1, 0, True),
        (0, 3, MOST_PASSED, True),
        (1, 1, 0, False),
        (5, 1, MOST_PASSED - 1, False),
        (5, 1, MOST_PASSED, True),
        (5, 0, MOST_PASSED, False),
    ],
)
def test_bulk_work_lets_others_go_first_but_not_for_ever(urgent: int, bulk: int, passed: int, expected: bool) -> None:
    assert is_bulk_next(urgent, bulk, passed) is expected


@pytest.mark.parametrize(
    ("size", "took", "expected"),
    [
        (1000, 2 * SLICE_SECONDS, 500),
        (1000, SLICE_SECONDS, 1000),
        (1000, 0.6 * SLICE_SECONDS, 1000),
        (1000, 0.4 * SLICE_SECONDS, 2000),
        (1000, 0.0, 2000),
        (1000, 100 * SLICE_SECONDS, LEAST),
        (LEAST, 2 * SLICE_SECONDS, LEAST),
    ],
)
def test_a_slice_is_as_large_as_can_be_written_within_a_moment(size: int, took: float, expected: int) -> None:
    assert next_size(size, took) == expected


@pytest.mark.parametrize(
    ("costs", "most", "expected"),
    [
        ([1, 1, 1], 10, 3),
        ([4, 4, 4], 10, 2),
        ([4, 6, 1], 10, 2),
        ([11, 1], 10, 1),
        ([0, 0, 11], 10, 2),
    ],
)
def test_a_slice_takes_the_first_pieces_that_fit_and_one_at_least(costs: list[int], most: int, expected: int) -> None:
    assert fitting(costs, most) == expected
