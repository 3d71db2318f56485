"""Reads messages as people see them; and hostile words to put into them."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.core.question import Question
from bot.messages.message import Message, visible
from bot.messages.phrases import phrases
from tests.support.examples import WAITING, comment

FR, EN = phrases("fr"), phrases("en")
NBSP = "\u00a0"

HOSTILE = (
    "",
    "<b>gras</b> & <script>alert(1)</script>",
    "</blockquote><a href='javascript:x'>clic</a>",
    "&lt;b&gt; &amp;amp; &#60;",
    "\"guillemets\" 'apostrophes'",
    "😀🏳️‍🌈👨‍👩‍👧" * 500,
    "mot " * 25_000,
    "x" * 100_000,
    "<" * 100_000,
    "{author} {0} %s",
    "\u202e\u200f\u0000",
)


def plain(message: Message) -> str:
    return visible(message.html)


def lines(message: Message) -> list[str]:
    return plain(message).splitlines()


def commented(*texts: str) -> Question:
    return replace(WAITING, comments=tuple(comment(number, text) for number, text in enumerate(texts, 1)))


SINCE = datetime(2026, 11, 21, 7, 0, tzinfo=UTC)
STALE = {"assemblee": SINCE, "nosdeputes": SINCE}
"""Sources that have not answered for long, and since when."""
