"""An Atom feed of alerts: https://www.rfc-editor.org/rfc/rfc4287."""

import logging
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement, tostring

from bot.core.feeds import Entry, Subscriber
from bot.core.preferences import zone_of
from bot.delivery.render import render
from bot.messages.feeds import entry_title, web_page
from bot.messages.phrases import Phrases, phrases

log = logging.getLogger(__name__)

NAMESPACE = "http://www.w3.org/2005/Atom"
MINTED = "2026-11-29"
"""The day on which the form of the ids was settled, as a `tag:` has it: https://www.rfc-editor.org/rfc/rfc4151."""

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def atom(subscriber: Subscriber, entries: Sequence[Entry], host: str, name: str) -> bytes:
    """The feed of these entries, the newest first.

    `host` is that of the instance and `name` that of the feed among all of them, for its id. It has no link to itself:
    that would be its secret address, in a file that readers export and show.
    """
    words = phrases(subscriber.language).in_zone(zone_of(subscriber.zone))
    root = Element("feed", {"xmlns": NAMESPACE, "xml:lang": words.language})
    _add(root, "id", _tag(host, f"feed/{name}"))
    _add(root, "title", words.text("feed-title"))
    _add(root, "updated", _instant(max((each.at for each in entries), default=subscriber.opened_at)))
    _add(SubElement(root, "author"), "name", "Guetteur")
    for each in entries:
        _add_entry(root, words, each, host)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def _add_entry(root: Element, words: Phrases, entry: Entry, host: str) -> None:
    delivery, question = entry.delivery, entry.delivery.observation.question
    if question is None:
        return
    try:
        # As of the moment at which it was told: what counts days until today would change each of them.
        content, title = web_page(render(delivery, entry.at).html), entry_title(words, delivery, question)
    except Exception as error:  # of ours: it must not take the other alerts from their reader
        log.warning("an alert cannot be shown in a feed (%s)", type(error).__name__, extra={"row": delivery.rows[0]})
        return
    made = SubElement(root, "entry")
    _add(made, "id", _tag(host, f"{question.id}/{quote(delivery.keys[0], safe=':')}"))
    _add(made, "title", title)
    _add(made, "updated", _instant(entry.at))
    SubElement(made, "link", {"rel": "alternate", "type": "text/html", "href": question.id.page})
    SubElement(made, "category", {"term": delivery.kind})
    _add(made, "content", content, type="html")


def _add(parent: Element, name: str, text: str, **attributes: str) -> None:
    SubElement(parent, name, attributes).text = _NOT_IN_XML.sub("", text)


def _tag(host: str, path: str) -> str:
    return f"tag:{host.strip('[]')},{MINTED}:{path}"


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
