"""Makes plain text of HTML: paragraphs, lines, or words that can be compared."""

import html
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from bs4.element import CData, NavigableString, PageElement, Tag

HIDDEN = frozenset({"script", "style", "template", "noscript", "head", "title", "textarea", "select"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
SECTIONS = frozenset({"address", "article", "aside", "body", "footer", "header", "main", "nav", "section"})
GROUPS = frozenset(
    {"blockquote", "dd", "details", "dir", "dl", "fieldset", "figure", "form", "menu", "ol", "pre", "table", "ul"}
)
PARAGRAPHS = frozenset({"p", "div", "center", "hr"}) | HEADINGS | SECTIONS | GROUPS
LINES = frozenset({"li", "tr", "dt", "caption", "figcaption", "legend", "summary"})
CELLS = frozenset({"td", "th"})
WITHIN_WORDS = frozenset({"abbr", "b", "em", "i", "strong", "sub", "sup", "u", "wbr"})
PICTURES = frozenset({"audio", "button", "canvas", "embed", "iframe", "img", "input", "object", "svg", "video"})
"""Tags that a browser shows between two words, so that the words are two."""

PARTS_OF_WORDS = frozenset({"sub", "sup", "wbr"})
"""Tags that stand within a word, also in the page's own parts, as in "1<sup>er</sup> août"."""

SOFT_BREAK = "\r"
"""Begins a new line unless one has just begun. No clean text holds it."""

BETWEEN_CELLS = " | "

SPACES = re.compile(r"[^\S\u00a0\u202f]+")
"""All white space but the two no-break spaces, which French typography needs."""

MESSY = re.compile(r"[^\S\u00a0\u202f ]|  ")
"""White space to collapse. Most texts have none, and searching is cheaper than replacing."""

DOUBLE_SPACE = "  "

SPACE_RUNS = re.compile(r"\s*\n\s*|\s{2,}")
LONGEST_LINE = 2000
"""Characters. No heading, name, ministry or line of dates of the sources comes near."""

TEXT_OF_ONE_WEIGHT = 100
"""Characters that cost as much as a tag does."""

TAG = re.compile(r"<(/?[a-zA-Z]+)(?:\s[^<>\0]*)?/?>")
STYLED = ("a", "b", "em", "i", "span", "strong", "sub", "sup", "u")
LEFT_BEHIND = {
    "p": "\n\n",
    "/p": "\n\n",
    "br": "\n",
    "/br": "\n",
    **{dash + name: "" for name in STYLED for dash in ("", "/")},
}
"""The plainest tags, and what each becomes in a plain text."""

STRAY = re.compile(r"&(?!(?:#[0-9]{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});)", re.IGNORECASE)

REORDERING = (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF)
"""Invisible marks that reorder the text around them. No page needs them."""


def _replacements() -> dict[int, str | None]:
    dropped = (*range(0x00, 0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000), *REORDERING)
    table: dict[int, str | None] = dict.fromkeys(dropped)
    for code in range(0x80, 0xA0):
        # As browsers do: old pages write `&#146;` where they mean the apostrophe of windows-1252.
        table[code] = bytes([code]).decode("windows-1252", "ignore") or None
    for space in "\t\n\r\f":
        del table[ord(space)]
    return table


REPLACEMENTS = _replacements()
UNCLEAN = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff]")
"""All that `REPLACEMENTS` replaces. Searching for it is many times cheaper than translating every text."""


def text_of(source: Tag | Iterable[PageElement], skip: Collection[Tag] = ()) -> str | None:
    """The plain text of a tag, or of several nodes in a row; None when there is none.

    Paragraphs are separated by one empty line; `<br>`, list items and table rows begin a new line. The cells of a row
    of a table stand on its line, with a bar between two of them.
    White space is collapsed but no-break spaces stay; comments, scripts and control characters go.
    `skip` names tags that are left out with all that they hold.
    """
    return _tidy(_pieces(_nodes_of(source), PROSE, skip))


def text_after(start: Tag, within: Tag, stops: Collection[Tag] = ()) -> str | None:
    """The plain text that follows `start` up to the first of `stops`, or to the end of `within`.

    It goes by the order of the document and not by nesting: wrappers that a site adds do not matter, nor do paragraphs
    inside a paragraph, which the parser makes siblings.
    """
    return _tidy(_pieces(_nodes_after(start, within, stops), PROSE))


def lines_of(source: Tag | Iterable[PageElement], skip: Collection[Tag] = ()) -> list[str]:
    """The lines of a part of the page's own, around its texts: none is empty, or longer than LONGEST_LINE.

    Cells of tables and inline tags, which a site's style can set apart, have a space between them. `skip` as in
    `text_of`.
    """
    return _lines(_pieces(_nodes_of(source), FURNITURE, skip))


def lines_after(start: Tag, within: Tag, stops: Collection[Tag] = ()) -> list[str]:
    """The lines, as of `lines_of`, that follow `start` up to the first of `stops`, or to the end of `within`."""
    return _lines(_pieces(_nodes_after(start, within, stops), FURNITURE))


def lines_from(start: PageElement, within: Tag, longest: int) -> list[str]:
    """The lines of the page from the beginning of `start` on, as far as `longest` characters go.

    Every tag begins a new line, except those that stand within words: a site can put a line into a `span` as well as
    into a paragraph.
    """
    pieces: list[str] = []
    for node, _ in _visible_from(start, within):
        breaks = isinstance(node, Tag) and node.name not in WITHIN_WORDS
        pieces.append("\n" if breaks else _piece(node, True, PROSE))
        longest -= len(pieces[-1])
        if longest < 0:
            break
    return [line for line in (_tidy(pieces) or "").split("\n") if line]


def text_from(start: PageElement, within: Tag, stops: Collection[Tag], passed: int) -> str | None:
    """The plain text from the beginning of `start` on, without its first `passed` characters that are no space.

    It ends where `text_after` would; a stop among the passed characters does not count.
    """
    return _tidy(_pieces_past(start, within, {id(tag) for tag in stops}, passed))


def line_of(source: Tag | Iterable[PageElement], skip: Collection[Tag] = ()) -> str | None:
    """The plain text on one line, cut at LONGEST_LINE, without two spaces in a row; None where there is none.

    Lines are matched against patterns, and a run of spaces can cost a pattern the square of its length.
    """
    text = _tidy(_pieces(_nodes_of(source), LINE, skip))
    return None if text is None else SPACE_RUNS.sub(" ", text)[:LONGEST_LINE]


def without_simple_tags(markup: str) -> tuple[str | None] | None:
    """The plain text, as `text_of` makes it, of a piece of HTML that has only the plainest tags, in a tuple.

    None where it has others, or a stray sign: it needs a parser. An archive has tens of thousands of such texts, and
    parsing each takes many times as long.
    """
    tidied = tidy(markup)
    entities = "&" in tidied
    if entities and STRAY.search(tidied):
        return None
    # The commonest tag is marked by a sign that no clean text holds: the pieces around it cannot join into a new tag.
    text = tidied.replace("<em>", "\0").replace("</em>", "\0")
    if "<" in text:
        text = TAG.sub(_left_behind, text)
    if "<" in text:
        return None
    text = text.replace("\0", "")
    return (_tidy([clean(_unescaped(text)) if entities else text]),)


def _unescaped(text: str) -> str:
    """The text without entities; the commonest one goes the quick way."""
    spaced = text.replace("&nbsp;", "\u00a0").replace("&#160;", "\u00a0")
    return html.unescape(spaced) if "&" in spaced else spaced


def _left_behind(tag: re.Match[str]) -> str:
    return LEFT_BEHIND.get(tag[1].lower(), tag[0])


def fold(text: str) -> str:
    """The words for comparing: no accents, no capitals, plain apostrophes, single plain spaces."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(text.replace("’", "'").casefold().split())


def clean(text: str) -> str:
    """The text without control characters, halves of characters and marks that reorder it; spaces are kept."""
    return text.translate(REPLACEMENTS) if UNCLEAN.search(text) else text


def collapse(text: str) -> str:
    """The text with every run of white space made one plain space; no-break spaces are kept."""
    return SPACES.sub(" ", text) if MESSY.search(text) else text


def tidy(text: str) -> str:
    """The text cleaned and collapsed.

    All that this changes is unprintable to Python, or two spaces in a row. Python's check is ten times as fast as a
    pattern, and nearly all texts of an archive need no more.
    """
    printable = text.isprintable() or text.replace("\u00a0", "").replace("\u202f", "").isprintable()
    return text if printable and DOUBLE_SPACE not in text else collapse(clean(text))


def _walk(root: PageElement) -> Iterator[tuple[PageElement, bool]]:
    """Every node in order, tags twice: (tag, True) where it opens and (tag, False) where it closes.

    Without recursion, since a hostile page can nest deeper than Python's stack.
    """
    if not isinstance(root, Tag):
        yield root, True
        return
    yield root, True
    path: list[tuple[Tag, Iterator[PageElement]]] = [(root, iter(root.contents))]
    while path:
        tag, children = path[-1]
        child = next(children, None)
        if child is None:
            path.pop()
            yield tag, False
        elif isinstance(child, Tag):
            yield child, True
            path.append((child, iter(child.contents)))
        else:
            yield child, True


def weight_of(root: Tag) -> int:
    """What it costs to search the whole inside of every tag once.

    Each tag and each text counts once for each tag around it; a long text counts as several.
    """
    depth = weight = 0
    for node, opens in _walk(root):
        if isinstance(node, Tag):
            depth += 1 if opens else -1
            weight += depth if opens else 0
        elif isinstance(node, NavigableString):
            weight += depth * (1 + len(node) // TEXT_OF_ONE_WEIGHT)
    return weight


@dataclass(frozen=True, slots=True)
class Manner:
    """How tags become text: what stands between two cells of a row, and where an inline tag begins or ends."""

    between_cells: str
    inline: str


PROSE = Manner(BETWEEN_CELLS, "")
LINE = Manner(" ", "")
FURNITURE = Manner(" ", " ")


def _nodes_of(source: Tag | Iterable[PageElement]) -> Iterator[tuple[PageElement, bool]]:
    """Every node of a tag, or of several nodes in a row, as `_walk` yields them."""
    return _walk(source) if isinstance(source, Tag) else (each for node in source for each in _walk(node))


def _nodes_after(start: Tag, within: Tag, stops: Collection[Tag]) -> Iterator[tuple[PageElement, bool]]:
    """Every node that follows `start`, up to the first of `stops` or to the end of `within`."""
    started, ends = False, {id(tag) for tag in stops}
    for node, opens in _walk(within):
        if not started:
            started = node is start and not opens
        elif id(node) in ends:
            return
        else:
            yield node, opens


def _pieces(nodes: Iterator[tuple[PageElement, bool]], manner: Manner, skip: Collection[Tag] = ()) -> Iterator[str]:
    left_out = {id(tag) for tag in skip}
    hidden_by: PageElement | None = None
    row: PageElement | None = None
    cells = 0
    for node, opens in nodes:
        if hidden_by is not None:
            if node is hidden_by:
                hidden_by = None
        elif isinstance(node, Tag) and opens and (node.name in HIDDEN or id(node) in left_out):
            hidden_by = node
        elif row is None:
            if isinstance(node, Tag) and opens and _is_row(node):
                row, cells = node, 0
            yield _piece(node, opens, manner)
        elif node is row:
            row = None
            yield SOFT_BREAK
        elif isinstance(node, Tag) and node.name in CELLS and opens:
            cells += 1
            yield manner.between_cells if cells > 1 else ""
        else:
            yield _on_one_line(_piece(node, opens, manner))


def _is_row(tag: Tag) -> bool:
    """Whether a tag is a row of several cells, none of which holds a table: a table of tables is a page's layout."""
    if tag.name != "tr":
        return False
    inside = [each.name for each in tag.descendants if isinstance(each, Tag)]
    return sum(name in CELLS for name in inside) > 1 and "tr" not in inside


def _visible_from(start: PageElement, within: Tag) -> Iterator[tuple[PageElement, bool]]:
    """Every node from `start` on, in order, without what a page does not show."""
    started = False
    hidden_by: PageElement | None = None
    for node, opens in _walk(within):
        started = started or node is start
        if hidden_by is not None:
            hidden_by = None if node is hidden_by else hidden_by
        elif isinstance(node, Tag) and opens and node.name in HIDDEN:
            hidden_by = node
        elif started:
            yield node, opens


def _pieces_past(start: PageElement, within: Tag, stops: set[int], passed: int) -> Iterator[str]:
    for node, opens in _visible_from(start, within):
        piece = _piece(node, opens, PROSE)
        if passed <= 0:
            if opens and id(node) in stops:
                return
            yield piece
            continue
        for at, character in enumerate(piece):
            passed -= not character.isspace()
            if passed <= 0:
                yield piece[at + 1 :]
                break


def _on_one_line(piece: str) -> str:
    return " " if piece.isspace() else piece


def _piece(node: PageElement, opens: bool, manner: Manner) -> str:
    if isinstance(node, Tag):
        return _break(node.name, opens, manner)
    if type(node) in (NavigableString, CData):
        return collapse(clean(str(node)))
    return ""


def _break(name: str, opens: bool, manner: Manner) -> str:
    if name in PARAGRAPHS:
        return "\n\n"
    if name in LINES:
        return "\n" if opens else SOFT_BREAK
    if name == "br":
        return "\n" if opens else ""
    if name in CELLS or name in PICTURES:
        return " "
    return "" if name in PARTS_OF_WORDS else manner.inline


def _tidy(pieces: Iterable[str]) -> str | None:
    lines = (_softly_broken(_single_spaced(line)).strip() for line in "".join(pieces).split("\n"))
    text = "\n".join(lines)
    return (re.sub("\n{3,}", "\n\n", text) if "\n\n\n" in text else text).strip() or None


def _softly_broken(line: str) -> str:
    return "\n".join(each for part in line.split(SOFT_BREAK) if (each := part.strip())) if SOFT_BREAK in line else line


def _lines(pieces: Iterable[str]) -> list[str]:
    lines = (_tidy(pieces) or "").split("\n")
    return [SPACE_RUNS.sub(" ", line)[:LONGEST_LINE] for line in lines if line]


def _single_spaced(line: str) -> str:
    return re.sub("  +", " ", line) if DOUBLE_SPACE in line else line
