"""Buttons side by side, as many as a phone shows whole."""

import pytest

from bot.messages.message import Button, packed


@pytest.mark.parametrize(
    ("texts", "rows"),
    [
        ([], []),
        (["x" * 40], [["x" * 40]]),
        (["un", "deux", "trois", "quatre"], [["un", "deux", "trois"], ["quatre"]]),
        (["⏳ En attente", "✅ Répondues", "📅 2026"], [["⏳ En attente", "✅ Répondues"], ["📅 2026"]]),
        (["📅 2026", "🏛 Autonomie et handicap", "🏛 Santé"], [["📅 2026"], ["🏛 Autonomie et handicap"], ["🏛 Santé"]]),
    ],
)
def test_buttons_stand_side_by_side_where_none_is_cut(texts: list[str], rows: list[list[str]]) -> None:
    assert [[each.text for each in row] for row in packed(Button(text) for text in texts)] == rows
