"""Strategies for values of the core: hostile texts, questions that may lack any fact, preferences, instants."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

from hypothesis import strategies as st

from bot.core.chambers.assemblee import FIRST_LEGISLATURE
from bot.core.chambers.chamber import MAX_NUMBER
from bot.core.change import Kind
from bot.core.merge import Readings
from bot.core.preferences import UNTIL_ASKED, Preferences, When
from bot.core.question import Answer, Attribution, Closing, Comment, Question, QuestionId, Transformed
from tests.support.readings import readings_of

CURRENT = 17
ID = QuestionId.of_legislature(CURRENT, 4321)
SENATORS = QuestionId.parse("senat-SEQ26120622S")

FRAGMENTS = (
    *(
        "<b>",
        "</b>",
        "<u>",
        "</u>",
        "<tg-spoiler>x</tg-spoiler>",
        "<pre>",
        "</a>",
        '<a href="javascript:alert(1)">',
        "<script>",
        "</blockquote>",
        "<blockquote expandable>",
    ),
    *("&", "&amp;", "&lt;b&gt;", "&#60;", "&#x110000;", "<!--", "]]>", "<?php", "\"'", "{n}", "{0}", "%s", "\\"),
    *("\n\n", "\u00a0", "\u202e", "\u200f", "\u0000", "\u0301", "😀", "👩‍👩‍👧", "1er", "n° 12", "https://t.me/x", "\t"),
)
"""Texts that break a message which does not escape, cut or count them."""

characters = st.characters(exclude_categories=["Cs"])
hostile = st.one_of(
    st.text(characters, max_size=40),
    st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(characters, max_size=4)), max_size=12).map("".join),
    st.builds(
        lambda piece, times: piece * times,
        st.sampled_from((*FRAGMENTS, "mot ", "x", "<", "é")),
        st.sampled_from((0, 1, 300, 5000)),
    ),
)
"""Texts as they come from a reader, which leaves no lone surrogates in them."""

words = st.lists(st.sampled_from(["le", "la", "digue", "3", "12", "œuvre", "élève", "<em>", "10 000", "-", "%"]))
days = st.dates(date(1958, 1, 1), date(2200, 12, 31))
maybe_day = st.none() | days
ids = st.builds(QuestionId.of_legislature, st.integers(FIRST_LEGISLATURE, CURRENT), st.integers(1, MAX_NUMBER))
instants = st.datetimes(
    datetime(1990, 1, 1),
    datetime(2090, 1, 1),
    timezones=st.just(UTC),
)
comments = st.builds(
    Comment,
    id=st.integers(1, 30),
    author=hostile,
    posted=st.none() | st.datetimes(datetime(2007, 1, 1), datetime(2090, 1, 1)),
    text=hostile,
)


def lists_of_comments(largest: int = 6) -> st.SearchStrategy[tuple[Comment, ...]]:
    """Comments as a reader returns them: each number once, the oldest first."""
    listed = st.lists(comments, max_size=largest, unique_by=lambda each: each.id)
    return listed.map(lambda found: tuple(sorted(found, key=lambda each: each.id)))


def questions(texts: st.SearchStrategy[str] = hostile, id: QuestionId = ID) -> st.SearchStrategy[Question]:
    """Questions of which any fact may be unknown."""
    text, ministry = st.none() | texts, st.none() | texts.filter(bool)
    other = st.none() | st.just(SENATORS)
    return st.builds(
        Question,
        id=st.just(id),
        author=text,
        group=text,
        subject=text,
        rubric=text,
        asked_ministry=ministry,
        ministry=ministry,
        asked=maybe_day,
        text=text,
        answer=st.none() | st.builds(Answer, maybe_day, text, text),
        closing=st.none() | st.builds(Closing, text, maybe_day),
        comments=st.none() | lists_of_comments(),
        attributions=st.none() | st.lists(st.builds(Attribution, texts, maybe_day), max_size=3).map(tuple),
        signalled=st.none() | st.lists(maybe_day, max_size=2).map(tuple),
        renewals=st.none() | st.lists(maybe_day, max_size=3).map(tuple),
        constituency=text,
        transformed=st.none() | st.builds(Transformed, text, other),
        reminds=other,
    )


few_words = st.sampled_from(
    ["", "Intérieur", "intérieur ", "Santé", "Les digues.", "Les  digues", "Les quais", "<em>Les</em> digues."]
)
"""Texts so few that two draws are often the same, or say the same."""


def readings(texts: st.SearchStrategy[str] = few_words) -> st.SearchStrategy[Readings]:
    """Readings of a question: any source may have been read or not."""
    official = st.none() | questions(texts).map(lambda question: replace(question, comments=None))
    return st.builds(
        readings_of,
        archive=official,
        archive_at=st.none() | instants,
        assemblee=official,
        assemblee_at=st.none() | instants,
        nosdeputes=st.none() | questions(texts),
        reopenings=st.integers(0, 2),
    )


hours = st.integers(0, 23)
ZONES = available_timezones()
zones = st.sampled_from(sorted(ZONES)) | st.just("Atlantis/Capital")


rests = st.none() | instants | st.just(UNTIL_ASKED)


def preferences(
    zones: st.SearchStrategy[str] = zones, rests: st.SearchStrategy[datetime | None] = rests
) -> st.SearchStrategy[Preferences]:
    """Preferences that a chat can have."""
    return st.builds(
        Preferences,
        when=st.sampled_from(When),
        hour=st.none() | hours,
        quiet=st.none() | st.tuples(hours, hours),
        silent=st.booleans(),
        zone=zones,
        answers_at_once=st.booleans(),
        off=st.frozensets(st.sampled_from(Kind), max_size=3),
        everybody=st.booleans(),
        paused_until=rests,
    )


@st.composite
def around_a_change_of_the_clock(draw: st.DrawFn, zone: str) -> datetime:
    """Instants within two days of a change of the zone's clock, if it has any; else all instants."""
    changes = _changes_of_the_clock(zone, draw(st.integers(1990, 2036)))
    if not changes:
        return draw(instants)
    return draw(st.sampled_from(changes)) + timedelta(minutes=draw(st.integers(-2880, 2880)))


@cache
def _changes_of_the_clock(zone: str, year: int) -> list[datetime]:
    """The days of a year on which the zone's clock is changed."""
    start, there = datetime(year, 1, 1, tzinfo=UTC), ZoneInfo(zone) if zone in ZONES else UTC
    days = [start + timedelta(days=number) for number in range(367)]
    offsets = [day.astimezone(there).utcoffset() for day in days]
    return [day for day, (old, new) in zip(days, pairwise(offsets), strict=False) if old != new]


def instants_in(zone: str) -> st.SearchStrategy[datetime]:
    """Instants, of which every other one is near a change of the zone's clock."""
    return st.one_of(instants, around_a_change_of_the_clock(zone))


moments_around = st.integers(-200_000, 200_000).map(lambda seconds: timedelta(seconds=seconds))
