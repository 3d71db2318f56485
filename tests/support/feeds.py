"""Whether a feed or a calendar says what we say, and nothing that others could have put there."""

import re
from html.parser import HTMLParser
from urllib.parse import urlsplit
from xml.etree.ElementTree import fromstring

import feedparser
from icalendar import Calendar

from bot.feeds.atom import NAMESPACE

OF_AN_ENTRY = ["id", "title", "updated", "link", "category", "content"]
TAGS = {"a", "b", "i", "s", "br", "code", "blockquote"}
HOSTS = re.compile(r"(?:[0-9-]+\.|www\.|questions\.)?(?:nosdeputes|assemblee-nationale|senat)\.fr")
IN_A_CALENDAR = {
    *("BEGIN", "END", "VERSION", "PRODID", "NAME", "X-WR-CALNAME", "REFRESH-INTERVAL", "X-PUBLISHED-TTL"),
    *("UID", "SEQUENCE", "DTSTAMP", "DTSTART", "LAST-MODIFIED", "SUMMARY", "DESCRIPTION", "URL", "CLASS", "TRANSP"),
}
LONGEST_LINE = 75
"""Octets of a line, without its end (https://www.rfc-editor.org/rfc/rfc5545#section-3.1)."""


class Page(HTMLParser):
    """The content of an entry, as a browser takes it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text, self.tags, self.links = "", set[str](), set[str]()
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert {name for name, _ in attrs} <= ({"href"} if tag == "a" else set())
        self.links |= {value for _, value in attrs if value}

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)


def entries_of(atom: bytes) -> list[tuple[str, str]]:
    """The title of each entry, and the text of its content. Fails where anything else is in one."""
    found = []
    for entry in fromstring(atom).iter(f"{{{NAMESPACE}}}entry"):  # noqa: S314 - made here
        assert [each.tag.removeprefix(f"{{{NAMESPACE}}}") for each in entry] == OF_AN_ENTRY
        assert [each for part in entry for each in part] == []
        page = Page(entry.findtext(f"{{{NAMESPACE}}}content", ""))
        assert page.tags <= TAGS
        assert [each for each in page.links if not HOSTS.fullmatch(urlsplit(each).hostname or "")] == []
        found.append((entry.findtext(f"{{{NAMESPACE}}}title", ""), page.text))
    assert not feedparser.parse(atom).bozo
    return found


def check_calendar(made: bytes, events: int) -> None:
    """Fails where a calendar has other components than so many events, other properties than ours, or lines too long."""
    found = Calendar.from_ical(made)
    assert [each.name for each in found.walk()] == ["VCALENDAR", *["VEVENT"] * events]
    assert [error for each in found.walk() for error in each.errors] == []
    lines = made.removesuffix(b"\r\n").split(b"\r\n")
    assert max(map(len, lines)) <= LONGEST_LINE
    # As the strictest and as the most generous programs tell lines apart.
    assert made.decode().splitlines() == [line.decode() for line in lines]
    assert {re.split("[;:]", line.decode(), maxsplit=1)[0] for line in lines if line[:1] != b" "} <= IN_A_CALENDAR
