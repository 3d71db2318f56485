"""Reads the comments under a question on NosDéputés.fr.

Known from the site's public source code: `_showAll.php` and `_showCommentaire.php` of its module `commentaire`.
"""

import re
from datetime import datetime, time

from bs4 import BeautifulSoup
from bs4.element import Tag

from bot.core.question import Comment
from bot.parliament.dates import french_date
from bot.parliament.page import attribute, every, first, has, line_of, text_of
from bot.parliament.text import fold

ANONYMOUS = "Anonyme"
"""The site's own word for a comment whose author is not known."""

IDENTIFIER = re.compile(r"commentaire_([0-9]{1,12})")
TITLE = re.compile(r"^\s*Le\s+(?P<when>.*?),(?P<who>.*)$", re.IGNORECASE | re.DOTALL)
SAID = re.compile(r"\s*a dit\s*:?\s*$", re.IGNORECASE)
CLOCK = re.compile(r"(?<![0-9:])([0-9]{1,2})[:h]([0-9]{2})(?![0-9])")

RATING = "vous trouvez ce commentaire constructif"
PENDING = "attention, ce commentaire est en attente de validation"


def find_comments(tree: BeautifulSoup) -> Tag | None:
    """The block of the comments; a page without any comment has it too."""
    return first(tree, lambda tag: tag.name == "div" and has(tag, "commentaires") and _title_of_block(tag))


def read_comments(block: Tag) -> tuple[Comment, ...]:
    """The public comments, the oldest (lowest id) first, each id once."""
    found: dict[int, Comment] = {}
    inside: set[int] = set()
    for tag in every(block, lambda tag: tag.name == "div"):
        identifier = IDENTIFIER.fullmatch(attribute(tag, "id"))
        if identifier is None or id(tag) in inside:
            continue
        inside.update(id(each) for each in every(tag, lambda tag: tag.name == "div"))
        comment = _comment(int(identifier[1]), tag)
        if comment:
            found.setdefault(comment.id, comment)
    return tuple(found[each] for each in sorted(found))


def _title_of_block(block: Tag) -> bool:
    return first(block, lambda tag: attribute(tag, "id") == "commentaires") is not None


def _comment(identifier: int, box: Tag) -> Comment | None:
    """One comment; None where it waits for validation: the site shows it to its author alone."""
    title = first(box, lambda tag: tag.name == "span" and has(tag, "titre_commentaire"))
    avatars = every(box, lambda tag: tag.name == "div" and has(tag, "commentaire_avatar"))
    skip = [*([title] if title else []), *avatars]
    paragraphs = [tag for tag in every(box, lambda tag: tag.name == "p") if line_of(tag, skip)]
    # Only the last paragraph can be the site's rating line, and only the one before it the site's warning:
    # the same words further up are the commenter's own.
    if paragraphs and _begins(paragraphs[-1], RATING):
        skip.append(paragraphs.pop())
    if paragraphs and _begins(paragraphs[-1], PENDING):
        return None
    author, posted = _title(line_of(title) if title else None)
    return Comment(identifier, author, posted, text_of(box, skip) or "")


def _begins(tag: Tag, words: str) -> bool:
    return fold(line_of(tag) or "").startswith(words)


def _title(line: str | None) -> tuple[str, datetime | None]:
    """Author and time of "Le 05/03/2024 à 10:12, login (activity) a dit :"."""
    found = TITLE.match(line or "")
    who = SAID.sub("", found["who"] if found else line or "").strip()
    return who or ANONYMOUS, _moment(found["when"]) if found else None


def _moment(text: str) -> datetime | None:
    day, clock = french_date(text), CLOCK.search(text)
    if day is None or clock is None:
        return None
    try:
        return datetime.combine(day, time(int(clock[1]), int(clock[2])))
    except ValueError:
        return None
