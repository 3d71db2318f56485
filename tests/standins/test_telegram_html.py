"""The stand-in Telegram reads HTML as Telegram does."""

import pytest

from bot.standins.telegram.html import ParseError, parse


@pytest.mark.parametrize(
    ("html", "text", "kinds"),
    [
        ("<u>a</u><ins>b</ins>", "ab", ["underline", "underline"]),
        ("<s>a</s><strike>b</strike><del>c</del>", "abc", ["strikethrough"] * 3),
        ('<span class="tg-spoiler">a</span><tg-spoiler>b</tg-spoiler>', "ab", ["spoiler", "spoiler"]),
        (
            "<blockquote>a</blockquote><blockquote expandable>b</blockquote>",
            "ab",
            ["blockquote", "expandable_blockquote"],
        ),
        ('<pre><code class="language-python">a</code></pre>', "a", ["pre"]),
        ("<B>a <i>b</i></B>", "a b", ["bold", "italic"]),
        ("&lt;&#39;&#xE9;&gt; &eacute; &nbsp;a & b", "<'é> &eacute; &nbsp;a & b", []),
        ('<a href="javascript:x">a</a>', "a", []),
        ('<i>le <tg-time unix="1647531900">a</tg-time></i>', "le a", ["italic", "date_time"]),
        ('<tg-time unix="0" format="Dt">a</tg-time><tg-time>b</tg-time>', "ab", []),
        ("<b></b>a", "a", []),
    ],
)
def test_it_reads_the_tags_that_telegram_knows(html: str, text: str, kinds: list[str]) -> None:
    parsed = parse(html)
    assert (parsed.text, [entity["type"] for entity in parsed.entities]) == (text, kinds)


@pytest.mark.parametrize(
    ("given", "kept"), [("", ""), ("r", "r"), ("Dt", "Dt"), ("tDw", "wDt"), ("dDT", "dT"), ("WT", "wT")]
)
def test_an_instant_is_handed_back_with_its_format_in_telegrams_order(given: str, kept: str) -> None:
    (entity,) = parse(f'<tg-time unix="1647531900" format="{given}">22:45</tg-time>').entities
    assert (entity["unix_time"], entity["date_time_format"]) == (1647531900, kept)


def test_white_space_at_both_ends_goes_and_entities_move_with_it() -> None:
    parsed = parse("\n <b>a</b> \n")
    assert (parsed.text, parsed.entities) == ("a", ({"type": "bold", "offset": 0, "length": 1},))


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("a < b", "Unclosed start tag at byte offset 2"),
        ("a < b >", 'Unsupported start tag "" at byte offset 2'),
        ("<br/>", 'Unsupported start tag "br/" at byte offset 0'),
        ("<p>a</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ('<tg-time unix="1647531900" format="Dx">a</tg-time>', "Invalid date format used"),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<blockquote><blockquote>a</blockquote></blockquote>", "nested"),
    ],
)
def test_it_refuses_the_html_that_telegram_refuses(html: str, words: str) -> None:
    with pytest.raises(ParseError, match=words):
        parse(html)
