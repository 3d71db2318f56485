"""A calendar of terms: https://www.rfc-editor.org/rfc/rfc5545, and https://www.rfc-editor.org/rfc/rfc7986 for its name.

A question that was answered, or that is followed no more, is not in it. Who subscribes to a calendar takes each version
for the whole of it, so that its event goes; a cancelled event would stay on the screen, struck out.
"""

import re
from collections.abc import Sequence
from datetime import UTC, timedelta

from icalendar import Calendar, Event

from bot.core.deadline import RENEWABLE
from bot.core.feeds import FollowedTerm, Subscriber
from bot.messages.feeds import term_text, term_title
from bot.messages.phrases import Phrases, phrases

REFRESH = timedelta(hours=6)
_NAMES = {RENEWABLE: "renewable"}
"""How the id of a term's event begins, where it is not the term of the answer: that is one event, wherever it moves."""

_END = b"END:VCALENDAR\r\n"
_NOT_IN_TEXT = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]+")
"""What a text cannot hold (section 3.3.11), and what some programs take for the end of a line."""


def calendar(subscriber: Subscriber, terms: Sequence[FollowedTerm], host: str) -> bytes:
    """The calendar of these terms, with an event for the whole last day of each; `host` is that of the instance."""
    words = phrases(subscriber.language)
    made = Calendar()
    made.add("prodid", f"-//Guetteur//Terms//{words.language.upper()}")
    made.add("version", "2.0")
    for name in ("name", "x-wr-calname"):  # the one of RFC 7986, and the one that programs read
        made.add(name, words.text("feed-calendar"))
    made.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", f"PT{REFRESH.seconds // 3600}H")
    head, end, _ = made.to_ical().partition(_END)
    # Each event is written by itself: thousands of them, kept as objects, make Python's collector stop everything.
    return b"".join([head, *(_event(words, term, host).to_ical() for term in terms), end])


def _event(words: Phrases, term: FollowedTerm, host: str) -> Event:
    question, changed_at, made = term.question, term.changed_at.astimezone(UTC), Event()
    made.add("uid", f"{_NAMES.get(term.key, 'term')}-{question.id}@{host.strip('[]')}")
    made.add("sequence", term.moves)
    made.add("dtstamp", changed_at)
    made.add("last-modified", changed_at)
    made.add("dtstart", term.last)
    made.add("summary", _text(term_title(words, term)))
    made.add("description", _text(term_text(words, term)))
    made.add("url", question.id.page)
    made.add("class", "PRIVATE")
    made.add("transp", "TRANSPARENT")  # nobody is busy on that day
    return made


def _text(text: str) -> str:
    return _NOT_IN_TEXT.sub(" ", text)
