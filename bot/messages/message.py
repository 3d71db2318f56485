"""A message as Telegram takes it: Telegram's HTML within Telegram's limits, and a keyboard."""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from markupsafe import Markup

from bot.core.chart import Chart
from bot.core.question import QuestionId

LIMIT = 4096
"""Telegram: characters of a message after its entities are parsed; counted here in UTF-16 units, as Telegram does."""

CAPTION_LIMIT = 1024
"""The same for the text below a file or a picture."""

LONGEST_COPY = 256
"""Telegram: characters that a button can copy; counted in UTF-16 units here too."""

CUT = " […]"

_TAG = re.compile(r"<[^<>]*>")
_LINK = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.DOTALL)
_STRUCK = re.compile(r"<s>(.*?)</s>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Button:
    """A button with callback data (at most 64 bytes), an address, words to search for, or a text to copy.

    Words to search for are put behind the bot's name into the field where a person writes, as an inline query. A text
    to `copy`, of at most `LONGEST_COPY`, goes to the person's clipboard. `style` is for what cannot be taken back:
    Telegram shows it in red, and clients from before February 2026 show it as any other.
    """

    text: str
    callback: str | None = None
    url: str | None = None
    search: str | None = None
    copy: str | None = None
    style: Literal["danger"] | None = None


Keyboard = tuple[tuple[Button, ...], ...]

ROOM_IN_A_ROW = (30, 14, 9)
"""Characters that each button of a row of one, two or three can have before a phone cuts them."""


def packed(buttons: Iterable[Button]) -> Keyboard:
    """The buttons in their order, as many of them side by side as a phone shows without cutting their texts."""
    rows: list[tuple[Button, ...]] = []
    for button in buttons:
        longer = (*rows[-1], button) if rows else ()
        if longer and len(longer) <= len(ROOM_IN_A_ROW) and _is_shown_whole(longer):
            rows[-1] = longer
        else:
            rows.append((button,))
    return tuple(rows)


def _is_shown_whole(row: tuple[Button, ...]) -> bool:
    return max(len(each.text) for each in row) <= ROOM_IN_A_ROW[len(row) - 1]


@dataclass(frozen=True, slots=True)
class ChatPicker:
    """Two keys in place of a person's keyboard that open Telegram's own list of their chats; a third key cancels."""

    channel: str
    group: str
    cancel: str


@dataclass(frozen=True, slots=True)
class NoPicker:
    """Removes the keys of a `ChatPicker`."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file with its name."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart above a text that says all that is to be seen, for who cannot see it and for who is not sent it.

    `undrawn` is said below the text where the chart could not be drawn.
    """

    chart: Chart
    undrawn: Markup


@dataclass(frozen=True, slots=True)
class Message:
    """Telegram HTML with rows of buttons below it, or with a change of the person's keyboard.

    Where a file is attached, or there is a picture, the HTML is its caption. A message about one `question`
    that the chat follows answers the last one about it, and is answered by the next.
    """

    html: Markup
    buttons: Keyboard = ()
    below: ChatPicker | NoPicker | None = None
    attachment: Attachment | None = None
    picture: Picture | None = None
    question: QuestionId | None = None

    @property
    def plain(self) -> str:
        """The text without any markup, for when Telegram refuses the markup.

        Links keep their address, and words struck out keep a sign that they were.
        """
        return cut(visible(_STRUCK.sub(r"[- \1 -]", _LINK.sub(r"\2 (\1)", self.html))), self.limit)

    @property
    def limit(self) -> int:
        """UTF-16 units that its text may have."""
        return LIMIT if self.attachment is None and self.picture is None else CAPTION_LIMIT


def with_foot(message: Message, foot: Markup) -> Message:
    """The message with some lines at its end, where these find room."""
    html = Markup("{}\n\n{}").format(message.html, foot)
    return replace(message, html=html) if width(visible(html)) <= LIMIT else message


def visible(markup: str) -> str:
    """The text that a person sees of a piece of Telegram HTML."""
    return html.unescape(_TAG.sub("", markup))


def width(text: str) -> int:
    """The length of a text as Telegram counts it: in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, room: int) -> str:
    """The text if it fits into `room` UTF-16 units; else as many whole words as fit, and a sign of the cut."""
    if width(text) <= room:
        return text
    return take(text, max(room - width(CUT), 0))[0].rstrip() + CUT


def pieces(text: str, room: int) -> Iterator[str]:
    """The whole text in pieces that fit into `room`, cut between paragraphs where possible, else between words."""
    rest = text.strip()
    while rest:
        piece, rest = take(rest, room)
        yield piece.rstrip()
        rest = rest.lstrip()


def take(text: str, room: int) -> tuple[str, str]:
    """Split off a beginning that fits into `room`, at the best break in its last third: paragraph, line or word."""
    if width(text) <= room:
        return text, ""
    end = _units_to_index(text, room)
    for separator in ("\n\n", "\n", " "):
        at = text.rfind(separator, end - end // 3 if separator != " " else 0, end + 1)
        if at > 0:
            return text[:at], text[at:]
    return text[:end], text[end:]


def _units_to_index(text: str, units: int) -> int:
    """How many characters of `text` make at most `units` UTF-16 units."""
    index = min(len(text), units)
    while width(text[:index]) > units:
        index -= max(1, (width(text[:index]) - units) // 2)
    return index
