"""The page of a question on NosDéputés.fr, with its citizens' comments.

Known from the site's public source code (modules `questions`, `commentaire`, `parlementaire`, `citoyen`) and
from the text of a real page of the 16th legislature. Commenters can use a few tags (`strong`, `i`, `b`, `em`, `a`)
with any attribute: this reader goes by `div`, which only the site itself makes.
"""

import re
from datetime import date

from bs4 import BeautifulSoup
from bs4.element import Tag

from bot.core.question import Answer, Closing, Question, QuestionId
from bot.parliament.closing import closing_in
from bot.parliament.identity import Claims, named_in
from bot.parliament.nosdeputes_comments import find_comments, read_comments
from bot.parliament.page import Unreadable, attribute, every, first, french_date, has, is_whole, line_of, soup, text_of
from bot.parliament.text import fold, text_after

VERSION = 2
"""Raise it with every change of what the reader makes of the same bytes: pages are read again then."""

TITLE = re.compile(r"(?:^|\s)Question\s+N\s?[°ºo]\s?[0-9]+\s*(.*)$", re.IGNORECASE)
ADDRESSEE = re.compile(r"^(?:au|aux|à la|à l['’])\s+|^à l['’]", re.IGNORECASE)
WITHDRAWN = re.compile(r"\s*\(retirée?\)\s*$", re.IGNORECASE)
SHORTEST_ANSWER = 120
"""Characters: under a heading that does not say that an answer was given, something shorter can be a notice."""

NO_ANSWER = "cette question n'a pas encore de reponse."

LEGISLATURES = (
    (13, date(2007, 6, 20), date(2012, 6, 19)),
    (14, date(2012, 6, 20), date(2017, 6, 20)),
    (15, date(2017, 6, 21), date(2022, 6, 21)),
    (16, date(2022, 6, 22), date(2024, 6, 9)),
    (17, date(2024, 7, 18), date.max),
)


def read_nosdeputes(body: bytes, asked_for: QuestionId | None = None) -> Question:
    """The question on a page; `comments` is a tuple, the oldest first.

    `asked_for` is the question whose address the page was fetched from, None for a saved page. It tells the legislature
    where no address on the page does and the number is the same.

    Raises Unreadable where the bytes are not the whole page of a written question.
    """
    return read_tree(soup(body), body, asked_for)


def read_tree(tree: BeautifulSoup, body: bytes, asked_for: QuestionId | None = None) -> Question:
    """The same for a page that is parsed already."""
    block = find_block(tree)
    if block is None:
        raise Unreadable("not a question's page of NosDéputés.fr")
    asked_box, answer_box, comments = _inner(block, "question"), _inner(block, "reponse"), find_comments(tree)
    if asked_box is None or answer_box is None or comments is None or not _is_whole(tree, body):
        raise Unreadable("cut short: the question, its answer, the comments or the page's end is missing")
    submitted = _heading(asked_box, "question soumise")
    asked = french_date(line_of(submitted)) if submitted else None
    identity = _identity(tree, block, (asked_box, answer_box, comments), asked, asked_for)
    text = _text(asked_box, submitted)
    author, ministry, withdrawn = _title(block)
    answer, closing = _outcome(answer_box, withdrawn)
    if text is None and answer is None and closing is None:
        raise Unreadable("the question's text is missing, and nothing tells that it ended")
    return Question(
        id=identity,
        author=author,
        ministry=ministry,
        asked=asked,
        text=text,
        answer=answer,
        closing=closing,
        comments=read_comments(comments),
    )


def find_block(tree: BeautifulSoup) -> Tag | None:
    """The block `div.question#question{number}`, which ends where the comments begin."""
    return first(
        tree,
        lambda tag: (
            tag.name == "div"
            and has(tag, "question")
            and re.fullmatch("question[0-9]{1,6}", attribute(tag, "id")) is not None
        ),
    )


def _inner(block: Tag, identifier: str) -> Tag | None:
    return first(block, lambda tag: tag.name == "div" and attribute(tag, "id") == identifier)


def _is_whole(tree: BeautifulSoup, body: bytes) -> bool:
    """Whether no comment is missing: the site puts a form and its footer after them, and either is there."""
    return is_whole(body) or first(tree, lambda tag: attribute(tag, "id") in ("ecrire", "bottom")) is not None


def _heading(box: Tag, words: str = "") -> Tag | None:
    """The first heading that begins with these folded words."""
    return first(box, lambda tag: tag.name in ("h2", "h3") and fold(line_of(tag) or "").startswith(words))


def _identity(
    tree: BeautifulSoup, block: Tag, written: tuple[Tag, ...], asked: date | None, asked_for: QuestionId | None
) -> QuestionId:
    """The number comes from the block and the title, the legislature from an address of the same question.

    Without such an address, the legislature is the one that the page was asked for, and for a saved page that of the
    question's date, which is a weaker sign.
    """
    claims = Claims(numbers={int(attribute(block, "id").removeprefix("question"))}, kinds={"QE"})
    title = _heading_of(block)
    claims.heading(line_of(title) if title else None)
    claims.addresses(_own_addresses(tree, block))
    if not claims.legislatures:
        for address in _other_addresses(tree, written):
            named = named_in(address)
            if named and named[1] == "QE" and named[2] in claims.numbers:
                claims.addresses([address])
    if not claims.legislatures and asked_for and asked_for.number in claims.numbers:
        claims.legislatures.add(asked_for.session)
    if not claims.legislatures and asked:
        claims.legislatures.update(each for each, start, end in LEGISLATURES if start <= asked <= end)
    return claims.settle()


def _own_addresses(tree: BeautifulSoup, block: Tag) -> list[str]:
    """The addresses that can only be this question's: its source, and the page's own."""
    sources = [
        attribute(link, "href") for box in every(block, lambda tag: has(tag, "source")) for link in box.find_all("a")
    ]
    own = every(
        tree,
        lambda tag: (
            (tag.name == "link" and "canonical" in attribute(tag, "rel"))
            or (tag.name == "meta" and attribute(tag, "property") == "og:url")
        ),
    )
    return [*sources, *(attribute(tag, name) for tag in own for name in ("href", "content"))]


def _other_addresses(tree: BeautifulSoup, written: tuple[Tag, ...]) -> list[str]:
    """The addresses of the site's own links, without the links in texts that people wrote."""
    theirs = {id(tag) for box in written for tag in every(box, lambda tag: tag.name == "a")}
    links = every(tree, lambda tag: tag.name in ("a", "link") and id(tag) not in theirs)
    return [attribute(tag, "href") for tag in links]


def _heading_of(block: Tag) -> Tag | None:
    return first(block, lambda tag: tag.name in ("h1", "h2") and TITLE.search(line_of(tag) or "") is not None)


def _title(block: Tag) -> tuple[str | None, str | None, bool]:
    """(author, ministry, whether withdrawn) of "Jeanne Exemple Question N° 12 au Ministère … (retirée)"."""
    heading = _heading_of(block)
    if heading is None:
        return None, None, False
    line = line_of(heading) or ""
    found = TITLE.search(line)
    rest = found[1] if found else ""
    link = first(heading, lambda tag: tag.name == "a" and line_of(tag) is not None)
    author = line_of(link) if link else line[: found.start()].strip() if found else None
    ministry = ADDRESSEE.sub("", WITHDRAWN.sub("", rest)).strip()
    return author or None, ministry or None, WITHDRAWN.search(rest) is not None


def _text(box: Tag, submitted: Tag | None) -> str | None:
    alerts = list(every(box, lambda tag: has(tag, "alerte")))
    return text_of(box, skip=[*alerts, *([submitted] if submitted else [])])


def _outcome(box: Tag, withdrawn: bool) -> tuple[Answer | None, Closing | None]:
    """What `div#reponse` tells. The site has four headings for it; the reader does not guess at any other."""
    heading = _heading(box)
    line = (line_of(heading) if heading else None) or ""
    words = fold(line)
    if heading is None or not re.match(r"reponse|retiree?\b", words):
        raise Unreadable(f"unknown heading of the answer: {line[:80]!r}")
    text = text_after(heading, box)
    if words.startswith("retire"):
        return None, closing_in(line)
    if words.startswith("reponse emise"):
        return Answer(french_date(line), text), None
    if words.startswith("reponse a venir"):
        return None, None
    if text is None:
        raise Unreadable("the answer's block is empty")
    if fold(text) == NO_ANSWER:
        return None, Closing("Retirée", None) if withdrawn else None
    if len(text) < SHORTEST_ANSWER:
        raise Unreadable(f"unknown notice in the place of the answer: {text[:80]!r}")
    return Answer(french_date(line), text), None
