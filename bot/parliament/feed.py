"""Reads the feed of the last comments on all pages of NosDéputés.fr: one request tells whether anything is new.

Known from the site's public source code (`commentaire/templates/rssSuccess.php`, `sfRssFeed.class.php`, `routing.yml`):
RSS 2.0 of at most 20 comments, newest first, on debates and amendments too; the guid is `Commentaire{id}`; the link
ends in `#commentaire_{id}` and carries the site's own number of the page, not the question's. The feed has only the
last comment of each person, so a comment that is missing from it may exist all the same.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from itertools import islice
from typing import Any

from lxml import etree  # type: ignore[import-untyped]  # it comes without types

from bot.core.addresses import NOSDEPUTES
from bot.core.chambers.assemblee import FIRST_LEGISLATURE, MAX_LEGISLATURE
from bot.core.chambers.chamber import MAX_NUMBER
from bot.core.question import QuestionId
from bot.parliament.page import MAX_BYTES, Unreadable

MOST_ITEMS = 1000

CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
"""Characters that XML does not allow. A pasted comment can hold them, and must not hide all the others."""

GUID = re.compile(r"Commentaire([0-9]{1,12})")
LINK = re.compile(
    r"(?:https?://(?P<host>[a-z0-9.-]{1,100})(?::[0-9]{1,5})?)?(?:/(?P<legislature>[0-9]{1,2}))?/question/"
    r"(?:QE/(?P<number>[0-9]{1,6})|(?:id/)?(?P<page>[0-9]{1,9}))/?(?:\?[^#\s]*)?#commentaire_(?P<comment>[0-9]{1,12})"
)
HOSTS = {root.removeprefix("https://"): legislature for legislature, root in NOSDEPUTES.items()}


@dataclass(frozen=True, slots=True)
class FeedItem:
    """A comment on a question: its number, and the page that its link names.

    Either `question` is set, or `page`, the site's own number of the question's page; `legislature` is None where
    neither the path nor the host of the link tells it.
    """

    comment: int
    legislature: int | None
    page: int | None
    question: QuestionId | None


@dataclass(frozen=True, slots=True)
class Newest:
    """How new a feed is: the numbers of all its comments, and when they were posted."""

    comments: tuple[int, ...]
    posted: tuple[datetime, ...]


def read_newest(body: bytes) -> Newest:
    """How new a feed's comments are, whatever they are about. Raises Unreadable where the bytes are no whole feed."""
    items = list(islice(_channel(body).iterchildren("item"), MOST_ITEMS))
    named = (GUID.fullmatch(_text(item, "guid").strip()) for item in items)
    moments = (_moment(_text(item, "pubDate")) for item in items)
    return Newest(tuple(int(each[1]) for each in named if each), tuple(each for each in moments if each))


def read_feed(body: bytes) -> tuple[FeedItem, ...]:
    """The comments on questions, in the order of the feed; those on anything else are passed over.

    Raises Unreadable where the bytes are no whole feed, which says nothing of comments.
    """
    items = list(islice(_channel(body).iterchildren("item"), MOST_ITEMS + 1))
    if len(items) > MOST_ITEMS:
        raise Unreadable(f"a feed of more than {MOST_ITEMS} items")
    found = [_item(_text(item, "guid"), _text(item, "link")) for item in items]
    return tuple(item for item in found if item is not None)


def _channel(body: bytes) -> Any:
    if len(body) > MAX_BYTES:
        raise Unreadable(f"larger than {MAX_BYTES // (1024 * 1024)} MB")
    markup = CONTROLS.sub(b"", body).strip()
    try:
        root = _root(markup, recover=False)
    except (etree.XMLSyntaxError, ValueError) as error:
        # One badly escaped comment must not hide all the others of a feed that came whole.
        root = _root(markup, recover=True) if markup.endswith(b"</rss>") else None
        if root is None:
            raise Unreadable(f"not a feed, or cut short: {error}") from error
    channel = root.find("channel")
    if root.getroottree().docinfo.doctype or root.tag != "rss" or channel is None:
        raise Unreadable("not a feed")
    return channel


def _root(markup: bytes, recover: bool) -> Any:
    # The parser loads nothing from outside, and expands no entity.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=recover)
    return etree.fromstring(markup, parser)


def _text(item: Any, name: str) -> str:
    """A text; empty where there is none, or where it has half a character, which the parser cannot give."""
    try:
        return item.findtext(name) or ""
    except UnicodeDecodeError:
        return ""


def _moment(text: str) -> datetime | None:
    """An item's date (RFC 822); one without a zone is taken for UTC, for a day more or less does not matter."""
    try:
        moment = parsedate_to_datetime(text.strip())
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _item(guid: str, link: str) -> FeedItem | None:
    place, named = LINK.fullmatch(link.strip()), GUID.fullmatch(guid.strip())
    if place is None or (named is not None and named[1] != place["comment"]):
        return None
    legislature = _legislature(place["legislature"], place["host"])
    question = _question(legislature, place["number"])
    if question is None and place["page"] is None:
        return None
    return FeedItem(
        comment=int(place["comment"]),
        legislature=legislature,
        page=int(place["page"]) if place["page"] else None,
        question=question,
    )


def _legislature(path: str | None, host: str | None) -> int | None:
    """The legislature that the path names, else the host: the 13th legislature's host has no number in its paths."""
    legislature = int(path) if path else HOSTS.get(host or "")
    return legislature if legislature and FIRST_LEGISLATURE <= legislature <= MAX_LEGISLATURE else None


def _question(legislature: int | None, number: str | None) -> QuestionId | None:
    if legislature is None or number is None or not 1 <= int(number) <= MAX_NUMBER:
        return None
    return QuestionId.of_legislature(legislature, int(number))
