"""What the readers of HTML share: they turn bytes into a tree and search it, within bounds."""

import re
from collections.abc import Callable, Iterator

from bs4 import BeautifulSoup
from bs4.element import Tag
from bs4.exceptions import ParserRejectedMarkup

from bot.parliament.dates import french_date
from bot.parliament.text import CELLS, LINES, PARAGRAPHS, clean, fold, line_of, text_of, weight_of

__all__ = [
    "NoPage",
    "Unreadable",
    "attribute",
    "decode",
    "every",
    "first",
    "french_date",
    "has",
    "is_whole",
    "line_of",
    "soup",
    "text_of",
    "tree_of",
]

MAX_BYTES = 5 * 1024 * 1024
"""Real pages weigh 35 to 60 kB."""

MAX_TAGS = 10_000
"""Real pages have some five hundred, a page with 300 comments 4,000; more are an accident or an attack."""

MAX_DEPTH = 300
"""Real pages nest some 25 tags deep. Without a bound, searching the inside of every tag could take hours."""

VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "wbr"})
SELF_ENDING = frozenset({"dd", "dt", "li", "option", "p", "tbody", "td", "tfoot", "th", "thead", "tr"})
NEVER_DEEP = VOID | SELF_ENDING
"""Tags without an end tag, or whose end tag can be left out: they make no markup deep by themselves."""

BREAKING_END = re.compile(
    rf"</({'|'.join(sorted(PARAGRAPHS | LINES | CELLS | {'br'}, key=len, reverse=True))})\b[^<>]*>", re.I
)
END_OF_PARAGRAPH = re.compile(r"</p\b", re.IGNORECASE)
PARAGRAPH = re.compile(r"<p\b", re.IGNORECASE)
TAG_NAME = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")

MAX_WEIGHT = 200_000
"""See `weight_of`: real pages weigh some 20,000, a page with 300 comments 100,000. A reader searches the inside of many
tags; without a bound, a page of repeated tags within the other bounds could take it minutes.
"""

TOO_MANY = "more tags than a page can have"
TOO_DEEP = "tags nested deeper than a page can have them"
TOO_HEAVY = "more nested tags than a page can have"

ERRORS = (
    "the page cannot be found",
    "the system cannot find",
    "aucun resultat ne correspond a votre recherche",
    "error 503 service unavailable",
)
"""Folded wordings of errors that the sites served as pages, sometimes with status 200 (known from programs that
read them for years)."""

CHALLENGES = (
    "just a moment",
    "un instant",
    "attention required",
    "access denied",
    "acces refuse",
    "checking your browser",
    "making sure you're not a bot",
    "pardon our interruption",
    "ddos-guard",
)
"""How the titles of pages that keep programs out begin, folded: those of the usual makers of such pages."""

A_QUESTION = re.compile(r"(?<![/\w.])questions?(?![\w/]|\.[a-z])")
"""A word that stands on every question's page, whatever its layout, and on no page that keeps programs out.

Such a page may show the address that was asked for; an address does not count.
"""

SHORT = 600
"""Characters.

The body of an error page is shorter; so can be that of a question that quotes an error, which has a number.
"""

END_OF_PAGE = 4096
"""The end tag of a page must be within so many bytes of its end; a counter or a comment may follow it."""

CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)


class Unreadable(Exception):
    """The bytes are not the page of a written question, or not one that can be trusted. `reason` is one line."""

    def __init__(self, reason: str) -> None:
        self.reason = " ".join(reason.split())[:300]
        super().__init__(self.reason)


class NoPage(Unreadable):
    """The bytes are no page of the site at all, such as an error: they say nothing of the site's layout."""


def soup(body: bytes) -> BeautifulSoup:
    """The tree of a page.

    Raises Unreadable where the bytes are too many; NoPage where there are none, or they are no HTML or an error.
    """
    if not body.strip():
        raise NoPage("empty")
    if len(body) > MAX_BYTES:
        raise Unreadable(f"larger than {MAX_BYTES // (1024 * 1024)} MB")
    markup = decode(body)
    if "<" not in markup:
        raise NoPage("not HTML")
    tree = tree_of(markup)
    _refuse_errors(tree)
    return tree


def tree_of(markup: str) -> BeautifulSoup:
    """The tree of a page or of a piece of one.

    Raises Unreadable where its tags are more, or deeper, than a page's can be.
    """
    if markup.count("<") > 2 * MAX_TAGS:  # most tags have an end tag too
        raise Unreadable(TOO_MANY)
    # XML's own marks mean nothing in HTML, and the parser warns of them.
    without_marks = _with_ends_that_break(re.sub(r"<\?[^>]*>?", "", clean(markup)))
    if _is_deep(without_marks):
        raise Unreadable(TOO_DEEP)
    try:
        tree = _Bounded(without_marks, "lxml")
    except (ParserRejectedMarkup, AssertionError, ValueError) as error:
        raise Unreadable(f"not HTML: {error}") from error
    if weight_of(tree) > MAX_WEIGHT:
        raise Unreadable(TOO_HEAVY)
    return tree


def _with_ends_that_break(markup: str) -> str:
    """The markup with end tags that end nothing replaced by what browsers make of them.

    The parser drops such a tag, and would join the two words beside it. `</br>` is a line break, `</p>` a paragraph;
    any other tag that ends a line leaves a space.
    """
    ends_without_beginning = len(END_OF_PARAGRAPH.findall(markup)) > len(PARAGRAPH.findall(markup))
    end_of_paragraph = "</p><p></p> " if ends_without_beginning else "</p> "
    replaced = {"br": "<br>", "p": end_of_paragraph}
    return BREAKING_END.sub(lambda end: replaced.get(end[1].lower(), f"{end[0]} "), markup)


class _Bounded(BeautifulSoup):
    """A tree whose growth is bounded: adding a tag costs more the deeper the tree is.

    The depth of the markup says too little: the parser nests tags that stand where they may not.
    """

    _tags = _nesting = 0

    def pushTag(self, tag: Tag) -> None:  # noqa: N802 - the library's own name
        """See BeautifulSoup."""
        super().pushTag(tag)
        depth = len(self.tagStack) - 1  # the tree itself is the first
        self._tags += 1
        self._nesting += depth
        if depth > MAX_DEPTH:
            raise Unreadable(TOO_DEEP)
        if self._tags > MAX_TAGS:
            raise Unreadable(TOO_MANY)
        if self._nesting > MAX_WEIGHT:
            raise Unreadable(TOO_HEAVY)


def _is_deep(markup: str) -> bool:
    """Whether more tags are open at once than a page nests: the parser itself takes long over such markup."""
    depth = 0
    for closes, name in TAG_NAME.findall(markup):
        if name.lower() not in NEVER_DEEP:
            depth = max(0, depth - 1) if closes else depth + 1
            if depth > MAX_DEPTH:
                return True
    return False


def decode(body: bytes) -> str:
    """The text of a page: in UTF-8, else in the encoding that it declares, else in windows-1252, as old pages are.

    A page that declares UTF-8 and breaks it keeps its good characters: one bad byte must not garble the others.
    """
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        declared = CHARSET.search(body[:4096])
    try:
        return body.decode(declared[1].decode("ascii") if declared else "windows-1252", "replace")
    except (LookupError, ValueError):
        return body.decode("windows-1252", "replace")


def is_whole(body: bytes) -> bool:
    """Whether the page arrived up to its end tag: a page that was cut says nothing of what was to follow."""
    return b"</html" in body.rstrip()[-END_OF_PAGE:].lower()


def every(root: Tag, wanted: Callable[[Tag], bool]) -> Iterator[Tag]:
    """The tags under `root` that are wanted, in the order of the page."""
    return (node for node in root.descendants if isinstance(node, Tag) and wanted(node))


def first(root: Tag, wanted: Callable[[Tag], bool]) -> Tag | None:
    """The first tag under `root` that is wanted."""
    return next(every(root, wanted), None)


def attribute(tag: Tag, name: str) -> str:
    """An attribute's text, empty where it is missing."""
    value = tag.get(name)
    return value if isinstance(value, str) else " ".join(value or ())


def has(tag: Tag, wanted: str) -> bool:
    """Whether the tag is of this class."""
    return wanted in attribute(tag, "class").split()


def _refuse_errors(tree: BeautifulSoup) -> None:
    title = fold(tree.title.get_text()) if tree.title else ""
    if re.match(r"50[0-9]\b", title):
        raise NoPage(f"an error page: {title[:80]}")
    if title.startswith(CHALLENGES):
        raise NoPage(f"a page that keeps programs out: {title[:80]}")
    headings = [fold(line_of(tag) or "") for tag in every(tree, lambda tag: tag.name in ("h1", "h2"))]
    body = text_of(tree) or ""
    notice = fold(body) if len(body) < SHORT else ""
    for wording in ERRORS:
        if wording in title or any(heading.startswith(wording) for heading in headings):
            raise NoPage(f"an error page: {wording}")
        if wording in notice and not re.search(r"\bn ?[°o] ?[0-9]", notice):
            raise NoPage(f"an error page: {wording}")
    if not A_QUESTION.search(f"{title} {fold(body)}"):
        raise NoPage(f"not a word of a question: {title[:80] or 'no title'}")
