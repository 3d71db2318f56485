"""The feed of the last comments on NosDéputés.fr, as its public source makes it (module `commentaire`, `sfRssFeed`)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from html import escape
from zoneinfo import ZoneInfo

from bot.core.question import Comment, Question
from bot.standins.sites.page_nosdeputes import CIVILITY

FEED_PATH = "/commentaires/rss"
LONGEST = 10
SHOWN_BYTES = 250
"""Bytes of a comment's text that the feed shows."""

PARIS = ZoneInfo("Europe/Paris")
FEED = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
  <channel>
    <title>Les derniers commentaires de NosDéputés.fr</title>
    <link>{root}/commentaires</link>
    <description></description>
{latest}{items}  </channel>
</rss>"""


@dataclass(frozen=True, slots=True)
class Item:
    """A comment in the feed. `link` is a whole address or a path; `person` is known of comments on questions alone."""

    id: int
    title: str
    link: str
    text: str = ""
    posted: datetime | None = None
    person: str | None = None


def item(question: Question, comment: Comment, link: str) -> Item:
    """A comment on a question. The activity, which a page shows in parentheses, is not in the feed."""
    person = comment.author.partition(" (")[0]
    return Item(comment.id, f"{_about(question)}, {person} a dit", link, comment.text, comment.posted, person)


def render(items: Iterable[Item], root: str, length: int, one_a_person: bool) -> str:
    """The feed of these comments, which are handed oldest first and shown newest first."""
    shown = list(_shown(items, length, one_a_person))
    days = [each.posted for each in shown if each.posted is not None]
    latest = f"    <pubDate>{_date(max(days))}</pubDate>\n" if days else ""
    return FEED.format(root=root, latest=latest, items="".join(_item(each, root) for each in shown))


def _shown(items: Iterable[Item], length: int, one_a_person: bool) -> Iterator[Item]:
    seen: set[str] = set()
    for each in reversed(list(items)):
        if length <= 0 or (one_a_person and each.person in seen):
            continue
        if each.person is not None:
            seen.add(each.person)
        length -= 1
        yield each


def _item(item: Item, root: str) -> str:
    link = item.link if re.match("https?://", item.link) else root + item.link
    lines = [f"<title>{_raw(item.title)}</title>", f"<link>{escape(link)}</link>"]
    if item.text:
        lines.append(f"<description>{_raw(_beginning(item.text))}</description>")
    lines.append(f'<guid isPermaLink="false">Commentaire{item.id}</guid>')
    if item.posted is not None:
        lines.append(f"<pubDate>{_date(item.posted)}</pubDate>")
    return "    <item>\n" + "".join(f"      {line}\n" for line in lines) + "    </item>\n"


def _about(question: Question) -> str:
    name = CIVILITY.sub("", question.author or "")
    of = "'" if re.match("[AEIOUYÉÈÊ]", name) else "e "
    on = f" le {question.asked:%d/%m/%Y}" if question.asked else ""
    return f"À propos d'une question écrite d{of if name else ''}{name}{on}"


def _beginning(text: str) -> str:
    """The first bytes of the text, passed through Latin-1: a character cut in two or not in it becomes "?"."""
    stored = escape(text, quote=False).encode()
    beginning = stored[:SHOWN_BYTES].decode(errors="replace").encode("latin-1", "replace").decode("latin-1")
    return beginning + ("..." if len(stored) >= SHOWN_BYTES else "")


def _raw(text: str) -> str:
    ended = text.replace("]]>", "]]]]><![CDATA[>")
    return f"<![CDATA[{ended}]]>"


def _date(local: datetime) -> str:
    return format_datetime(local.replace(tzinfo=PARIS))
