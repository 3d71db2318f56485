"""Reads HTML as Telegram does: gives the visible text and its entities, or the reason for a refusal.

Telegram is stricter than a browser: it knows a dozen tags, no omitted end tags, four named character references. The
words of the refusals are those of Telegram's public library (TDLib), because people search logs for them.
"""

import re
from dataclasses import dataclass, field
from typing import Any

Entity = dict[str, Any]

ENTITY_OF_TAG = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
LARGEST_CHARACTER = 0x10FFFF
BASIC_PLANE = 0xFFFF
LAST_UNIX_TIME = 2**31 - 1
SURROGATES = range(0xD800, 0xE000)
"""Surrogates: halves of UTF-16 pairs, which are no characters."""

_REFERENCE = re.compile(r"&(?:#[xX]([0-9a-fA-F]+)|#([0-9]+)|([a-zA-Z]+));?")
_END_TAG = re.compile(r"</([^\s>]*)\s*>")
_START_TAG_NAME = re.compile(r"<([^\s>]*)")
_ATTRIBUTE = re.compile(r"""\s*([^\s=>"'/]+)(?:\s*=\s*("[^"]*"|'[^']*'|[a-zA-Z0-9.-]+))?""")
_TAG_END = re.compile(r"\s*>")
_UNIX_TIME = re.compile(r"[0-9]+")
_FORMAT = re.compile(r"[rR]|[tTdDwW]*")
_SCHEME = re.compile(r"^([a-zA-Z][a-zA-Z0-9+.-]*)://")
_URL = re.compile(r"^(?:(https?|tg|ton)://)?([^/?#\s]+)([/?#]\S*)?$", re.IGNORECASE)


class ParseError(Exception):
    """Telegram refuses the text; the words are what comes after "can't parse entities: "."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """The visible text and its entities, whose places count UTF-16 units, as Telegram does."""

    text: str
    entities: tuple[Entity, ...] = ()


def utf16_length(text: str) -> int:
    """A text's length as Telegram counts it: a character outside the basic plane counts twice."""
    return len(text) + sum(1 for character in text if ord(character) > BASIC_PLANE)


def parse(html: str) -> Parsed:
    """Read a text that was sent with parse_mode HTML. Raises ParseError."""
    return trimmed(_Reading(html).read())


def trimmed(parsed: Parsed) -> Parsed:
    """The text without white space at both ends, as Telegram stores it; entities that become empty are dropped."""
    text = parsed.text.strip()
    lead = utf16_length(parsed.text[: len(parsed.text) - len(parsed.text.lstrip())])
    size = utf16_length(text)
    entities = []
    for entity in parsed.entities:
        start = max(entity["offset"] - lead, 0)
        end = min(entity["offset"] + entity["length"] - lead, size)
        if end > start:
            entities.append({**entity, "offset": start, "length": end - start})
    return Parsed(text, tuple(entities))


def why_not_a_url(url: str) -> str | None:
    """Telegram's objection to the address of a button or a link, or None where it has none."""
    scheme = _SCHEME.match(url)
    if scheme and scheme[1].lower() not in ("http", "https", "tg", "ton"):
        return "Unsupported URL protocol"
    matched = _URL.match(url)
    if not matched:
        return "Wrong HTTP URL"
    if (matched[1] or "http").lower() in ("tg", "ton"):
        return None
    host = matched[2].rpartition("@")[2].partition(":")[0]
    return None if "." in host.strip(".") else "Wrong HTTP URL"


@dataclass(slots=True)
class _Open:
    """A tag that is not closed yet."""

    tag: str
    offset: int
    at: int
    attributes: dict[str, str] = field(default_factory=dict)


class _Reading:
    """The state of reading one text from left to right."""

    def __init__(self, html: str) -> None:
        self.html = html
        self.at = 0
        self.seen: list[str] = []
        self.length = 0
        self.open: list[_Open] = []
        self.entities: list[Entity] = []

    def read(self) -> Parsed:
        while self.at < len(self.html):
            character = self.html[self.at]
            if character == "&":
                self._reference()
            elif character != "<":
                self._show(character, 1)
            elif self.html.startswith("</", self.at):
                self._end_tag()
            else:
                self._start_tag()
        if self.open:
            raise ParseError(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        for entity in self.entities:
            if entity["type"] == "code":
                entity.pop("language", None)  # only a block of code has a language
        return Parsed("".join(self.seen), tuple(sorted(self.entities, key=_place)))

    def _show(self, text: str, consumed: int) -> None:
        self.seen.append(text)
        self.length += utf16_length(text)
        self.at += consumed

    def _reference(self) -> None:
        matched = _REFERENCE.match(self.html, self.at)
        decoded = _decoded(matched) if matched else None
        if matched is None or decoded is None:
            self._show("&", 1)
        else:
            self._show(decoded, len(matched[0]))

    def _start_tag(self) -> None:
        begin = self.at
        name = _START_TAG_NAME.match(self.html, begin)
        tag = name[1].lower() if name else ""
        if ">" not in self.html[begin:]:
            raise ParseError(f"Unclosed start tag at byte offset {self._bytes(begin)}")
        if tag not in ENTITY_OF_TAG:
            raise ParseError(f'Unsupported start tag "{tag}" at byte offset {self._bytes(begin)}')
        self.at = begin + 1 + len(tag)
        attributes = self._attributes(tag, begin)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise ParseError(f'Tag "span" must have class "tg-spoiler" at byte offset {self._bytes(begin)}')
        if tag == "blockquote" and any(other.tag == tag for other in self.open):
            raise ParseError(f'Tag "blockquote" can\'t be nested at byte offset {self._bytes(begin)}')
        self.open.append(_Open(tag, self.length, len(self.seen), attributes))

    def _attributes(self, tag: str, begin: int) -> dict[str, str]:
        found: dict[str, str] = {}
        while not (end := _TAG_END.match(self.html, self.at)):
            matched = _ATTRIBUTE.match(self.html, self.at)
            if not matched:
                raise ParseError(f'Empty attribute name in the tag "{tag}" at byte offset {self._bytes(begin)}')
            value = (matched[2] or "").strip("\"'")
            found[matched[1].lower()] = _REFERENCE.sub(lambda each: _decoded(each) or each[0], value)
            self.at = matched.end()
        self.at = end.end()
        return found

    def _end_tag(self) -> None:
        begin = self._bytes(self.at)
        matched = _END_TAG.match(self.html, self.at)
        if not self.open:
            raise ParseError(f"Unexpected end tag at byte offset {begin}")
        if not matched:
            raise ParseError(f"Unclosed end tag at byte offset {begin}")
        opened = self.open.pop()
        if matched[1] and matched[1].lower() != opened.tag:
            raise ParseError(
                f'Unmatched end tag at byte offset {begin}, expected "</{opened.tag}>", found "</{matched[1]}>"'
            )
        self.at = matched.end()
        if self.length > opened.offset:
            self._keep(opened)

    def _keep(self, opened: _Open) -> None:
        entity: Entity = {
            "type": ENTITY_OF_TAG[opened.tag],
            "offset": opened.offset,
            "length": self.length - opened.offset,
        }
        if opened.tag == "a":
            entity["url"] = opened.attributes.get("href") or "".join(self.seen[opened.at :])
            if why_not_a_url(entity["url"]):
                return  # Telegram shows the text and silently forgets the link
        elif opened.tag == "tg-time":
            seconds = _UNIX_TIME.match(opened.attributes.get("unix", ""))
            entity["unix_time"] = int(seconds[0]) if seconds else 0
            entity["date_time_format"] = _format_of(opened.attributes.get("format", ""))
            if not 0 < entity["unix_time"] <= LAST_UNIX_TIME:
                return  # Telegram shows the text alone
        elif opened.tag == "tg-emoji":
            entity["custom_emoji_id"] = opened.attributes.get("emoji-id", "")
        elif opened.tag == "blockquote" and "expandable" in opened.attributes:
            entity["type"] = "expandable_blockquote"
        elif opened.tag == "pre" and self._language_inside(entity):
            return
        elif opened.tag == "code" and opened.attributes.get("class", "").startswith("language-"):
            entity["language"] = opened.attributes["class"].removeprefix("language-")
        self.entities.append(entity)

    def _language_inside(self, pre: Entity) -> bool:
        """`<pre><code class="language-python">` is one entity: the block with its language."""
        last = self.entities[-1] if self.entities else {}
        if "language" in last and (last["offset"], last["length"]) == (pre["offset"], pre["length"]):
            last["type"] = "pre"
            return True
        return False

    def _bytes(self, position: int) -> int:
        return len(self.html[:position].encode())


def _decoded(reference: re.Match[str]) -> str | None:
    hexadecimal, decimal, name = reference.groups()
    if name:
        return NAMED.get(name)
    number = int(hexadecimal, 16) if hexadecimal else int(decimal)
    return None if number == 0 or number > LARGEST_CHARACTER or number in SURROGATES else chr(number)


def _format_of(given: str) -> str:
    """How an instant is to be shown, as Telegram hands it back. Raises ParseError for an unknown letter."""
    if not _FORMAT.fullmatch(given):
        raise ParseError("Invalid date format used")
    if given in ("r", "R"):
        return "r"
    week = "w" if set(given) & {"w", "W"} else ""
    # Of the short and the long form, the short one counts.
    return week + "".join(next((each for each in pair if each in given), "") for pair in ("dD", "tT"))


def _place(entity: Entity) -> tuple[int, int]:
    """A sort key for entities in Telegram's order: by beginning, the longer first."""
    return entity["offset"], -entity["length"]
