"""Sets a message's text and entities in lines for a terminal: styles, barred quotations, links as notes at the foot."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bot.standins.telegram.html import BASIC_PLANE, Entity

BAR = "│ "
SHOWN_OF_QUOTATION = 6
"""Lines of a long expandable quotation that are shown, about as many as Telegram shows."""

CODES = {
    "bold": "1",
    "dim": "2",
    "italic": "3",
    "underline": "4",
    "strikethrough": "9",
    "code": "36",
    "pre": "36",
    "text_link": "4",
    "url": "4",
}
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
QUOTATIONS = ("blockquote", "expandable_blockquote")

Cell = tuple[str, frozenset[str]]
"""A character with its styles."""

PLAIN: frozenset[str] = frozenset()


@dataclass(slots=True)
class Block:
    """Lines of text that belong together: one quotation, or the text between two."""

    lines: list[list[Cell]]
    quoted: bool = False
    expandable: bool = False


@dataclass(slots=True)
class Typeset:
    """The lines of a message, and the addresses of its notes."""

    lines: list[list[Cell]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def typeset(text: str, entities: Iterable[Entity], width: int, more: str) -> Typeset:
    """Lines no wider than `width`. `more` is the hint under a collapsed quotation, with `{}` for the hidden lines."""
    set_text = Typeset()
    for block in _blocks(text, list(entities), set_text.notes):
        inner = width - len(BAR) if block.quoted else width
        lines = [wrapped for line in block.lines for wrapped in wrap(line, inner)]
        if block.expandable and len(lines) > SHOWN_OF_QUOTATION + 1:
            hint = more.format(len(lines) - SHOWN_OF_QUOTATION)
            lines = [*lines[:SHOWN_OF_QUOTATION], styled(hint, "dim")]
        set_text.lines += [styled(BAR, "dim") + line for line in lines] if block.quoted else lines
    return set_text


def styled(text: str, *styles: str) -> list[Cell]:
    return [(character, frozenset(styles)) for character in text]


def paint(line: Iterable[Cell], colour: bool) -> str:
    """A line with the control sequences of its styles."""
    if not colour:
        return "".join(character for character, _ in line)
    written, current = [], PLAIN
    for character, styles in line:
        if styles != current:
            codes = sorted({CODES[style] for style in styles if style in CODES})
            written.append(f"\x1b[{';'.join(['0', *codes])}m")
            current = styles
        written.append(character)
    return "".join(written) + ("\x1b[0m" if current else "")


def wrap(line: list[Cell], width: int) -> list[list[Cell]]:
    """A line broken at spaces, or inside a word that is wider than a line by itself."""
    lines: list[list[Cell]] = [[]]
    for word in _words(line):
        if lines[-1] and _width(lines[-1]) + _width(_trimmed(word)) > width:
            lines[-1] = _trimmed(lines[-1])
            lines.append([])
        for cell in word:
            if _width([*lines[-1], cell]) > width and cell[0] != " ":
                lines.append([])
            lines[-1].append(cell)
    lines[-1] = _trimmed(lines[-1])
    return lines


def _blocks(text: str, entities: list[Entity], notes: list[str]) -> Iterator[Block]:
    places = _places(text)
    spans = [(places[each["offset"]], places[each["offset"] + each["length"]], each) for each in entities]
    quotations = sorted((span for span in spans if span[2]["type"] in QUOTATIONS), key=lambda span: span[0])
    at = 0
    for start, end, entity in quotations:
        if text[at:start].strip("\n"):
            yield Block(_lines(text, at, start, spans, notes))
        yield Block(_lines(text, start, end, spans, notes), True, entity["type"] == "expandable_blockquote")
        at = end
    if text[at:].strip("\n") or not quotations:
        yield Block(_lines(text, at, len(text), spans, notes))


def _lines(text: str, start: int, end: int, spans: list[tuple[int, int, Entity]], notes: list[str]) -> list[list[Cell]]:
    """The lines between two places; line breaks next to a quotation belong to the quotation."""
    end -= text[start:end].endswith("\n") and end < len(text)
    start += text[start:end].startswith("\n") and start > 0
    lines: list[list[Cell]] = [[]]
    for place in range(start, end):
        if text[place] == "\n":
            lines.append([])
        else:
            lines[-1].append((text[place], _styles(place, spans)))
        lines[-1] += _notes_ending_at(text, place + 1, spans, notes)
    return lines


def _styles(place: int, spans: list[tuple[int, int, Entity]]) -> frozenset[str]:
    kinds = (entity["type"] for start, end, entity in spans if start <= place < end)
    return frozenset(kind for kind in kinds if kind in CODES)


def _notes_ending_at(text: str, place: int, spans: list[tuple[int, int, Entity]], notes: list[str]) -> list[Cell]:
    """The notes of the links that end at a place: one each, unless the link's text is its address."""
    for start, end, entity in spans:
        if end == place and entity["type"] == "text_link" and entity["url"] != text[start:end]:
            if entity["url"] not in notes:
                notes.append(entity["url"])
            return styled(note_number(notes.index(entity["url"])), "dim")
    return []


def note_number(index: int) -> str:
    return str(index + 1).translate(SUPERSCRIPTS)


def _places(text: str) -> dict[int, int]:
    """Maps UTF-16 offsets, which entities use, to indices of characters in the text."""
    places, offset = {}, 0
    for place, character in enumerate(text):
        places[offset] = place
        offset += 2 if ord(character) > BASIC_PLANE else 1
    places[offset] = len(text)
    return places


def _words(line: list[Cell]) -> Iterator[list[Cell]]:
    """Words with the spaces that follow them; a no-break space is part of a word."""
    word: list[Cell] = []
    for cell in line:
        if word and word[-1][0] == " " and cell[0] != " ":
            yield word
            word = []
        word.append(cell)
    yield word


def _trimmed(line: list[Cell]) -> list[Cell]:
    while line and line[-1][0] == " ":
        line = line[:-1]
    return line


def _width(line: Iterable[Cell]) -> int:
    return sum(_columns(character) for character, _ in line)


def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1
