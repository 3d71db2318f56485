"""What is taken out of a record with fields."""

import pytest

from bot.parliament.page import Unreadable
from bot.parliament.record_fields import html_in


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        (None, None),
        ("", None),
        ("Oui.", "Oui."),
        ("<p>Oui.</p><p>Les <b>ponts</b> &amp; tunnels.</p>", "Oui.\n\nLes ponts & tunnels."),
        ('<div class="x"><a href="/1">Oui</a>.</div>', "Oui."),
        ("Trois points <ul><li>un</li><li>deux</li></ul>", "Trois points\n\nun\ndeux"),
        ("5 < 6", "5 < 6"),
        ("<h1>404 Not Found</h1><ul><li>page introuvable</li></ul>", "404 Not Found\n\npage introuvable"),
        ("<ul></ul>", None),
    ],
)
def test_a_piece_of_html_of_any_tags_is_read_though_it_is_no_page(markup: str | None, text: str | None) -> None:
    assert html_in({"answer": markup}, "answer") == text


def test_html_out_of_bounds_is_refused() -> None:
    with pytest.raises(Unreadable, match="deeper"):
        html_in({"answer": "<div>" * 1_000 + "Oui."}, "answer")
