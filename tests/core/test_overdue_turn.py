"""Which page of what is beyond its term a button shows."""

import pytest

from bot.core.overdue_turn import OverdueTurn, overdue_turn_in


@pytest.mark.parametrize(
    ("turn", "data"),
    [
        (OverdueTurn(), "found"),
        (OverdueTurn(page=12), "found+12"),
        (OverdueTurn(is_followed=True), "list"),
        (OverdueTurn(is_followed=True, page=99_999), "list+99999"),
        (OverdueTurn(is_new=True), "new"),
    ],
)
def test_a_button_carries_its_page_and_is_read_again(turn: OverdueTurn, data: str) -> None:
    assert turn.data == data
    assert overdue_turn_in(data) == turn
    assert len(f"overdue:{data}@-1001234567890123".encode()) <= 64


@pytest.mark.parametrize("data", ["", "found+", "found+100000", "list+-1", "list+１", "other", "found+1x", "list 1"])
def test_other_data_turn_to_no_page(data: str) -> None:
    assert overdue_turn_in(data) is None


def test_the_page_before_the_first_is_the_first() -> None:
    assert overdue_turn_in("list+0") == OverdueTurn(is_followed=True)
