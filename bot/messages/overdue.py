"""What is beyond its term, in pages: the question that is overdue for longest comes first.

The query stands in the message itself, in its first piece of code: a press reads it from there, and nothing is stored.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from markupsafe import Markup

from bot.core.chambers.chamber import TWO_MONTHS
from bot.core.figure_query import chambers_of, has_signalling, of_chambers, term_of
from bot.core.overdue_turn import OverdueTurn
from bot.core.query import NoQuery, Query
from bot.core.question import Question
from bot.messages.keyboards import OVERDUE, Tabled, table_button
from bot.messages.message import Button, Keyboard, Message, cut
from bot.messages.parts import joined, line, link_to_question, named_chambers, stale_lines
from bot.messages.phrases import Phrases
from bot.messages.search_results import shown_query, why_nothing

PAGE = 10
"""Questions on a page."""

SUBJECT, MINISTRY = 90, 60


@dataclass(frozen=True, slots=True)
class OverduePage:
    """A page of the questions beyond their term, of how many in all; of a `query`, or else of what the chat follows.

    `as_of` is the day until which the archives tell of them, if that is known; `stale` are the sources that have not
    answered for long, and since when.
    """

    query: Query | None
    page: int
    number: int
    questions: Sequence[Question]
    as_of: date | None = None
    stale: Mapping[str, datetime] = field(default_factory=dict)


def overdue_page(words: Phrases, found: OverduePage, day: date) -> Message:
    """A page; `day` is today in Paris."""
    title = None if found.query is None else words.say("overdue-title", query=shown_query(found.query) or "")
    foot = _foot(words, found)
    if not found.number:
        none = words.say("overdue-none-followed" if found.query is None else "overdue-none")
        return Message(_sections(joined([title, none]), foot))
    pages = pages_of(found.number)
    rows = [_line(words, each, day) for each in found.questions]
    heading = words.say(
        "overdue-number-followed" if found.query is None else "overdue-number",
        n=found.number,
        number=words.number(found.number),
    )
    number = words.say("list-page", page=found.page, pages=pages) if pages > 1 else None
    return Message(_sections(joined([title, heading]), joined([*rows]), joined([number, foot])), _buttons(words, found))


def pages_of(number: int) -> int:
    """How many pages so many questions fill; one at least."""
    return max(-(-number // PAGE), 1)


def why_none_is_sought(words: Phrases, trouble: NoQuery) -> Message:
    """Says why a text asks for nothing, with examples."""
    return Message(_sections(why_nothing(words, trouble), words.say("overdue-example")))


def archive_still_read(words: Phrases, query: Query) -> Message:
    """Says that it is not known yet what is beyond its term."""
    return Message(words.say("overdue-still-reading", query=shown_query(query) or ""))


def too_many_to_read(words: Phrases, query: Query) -> Message:
    """Says that there are too many questions to look at."""
    return Message(words.say("overdue-too-many", query=shown_query(query) or ""))


def _line(words: Phrases, question: Question, day: date) -> Markup:
    days = (day - question.deadline).days if question.deadline else 0
    ministry = cut(line(question.ministry), MINISTRY) if question.ministry else ""
    return words.say(
        "overdue-line-signalled" if question.signalled_due else "overdue-line",
        link=link_to_question(question.id, words.name(question.id).unescape()),
        subject=cut(line(question.subject or question.text or ""), SUBJECT),
        ministry=f"{ministry}, " if ministry else "",
        n=days,
        number=words.number(days),
    )


def _which(words: Phrases, query: Query) -> Markup:
    """Which terms are meant."""
    terms = term_of(query)
    if terms is None:
        return words.say("overdue-which-several")
    if terms == TWO_MONTHS and has_signalling(query):
        return words.say("overdue-which")
    return words.say("overdue-which-plain", term=words.term(terms).capitalize())


def _foot(words: Phrases, found: OverduePage) -> Markup:
    meant = found.query or of_chambers(each.id for each in found.questions)
    told = [_which(words, meant)]
    if found.as_of is not None:
        of = named_chambers(words, chambers_of(meant))
        told.append(words.say("figures-source", chambers=of, day=words.day(found.as_of)))
    return joined([*(Markup("<i>{}</i>").format(each) for each in told), *stale_lines(words, found.stale)])


def _buttons(words: Phrases, found: OverduePage) -> Keyboard:
    is_followed = found.query is None
    beside = [("button-previous", found.page - 1)] * (found.page > 1)
    beside += [("button-next", found.page + 1)] * (found.page < pages_of(found.number))
    turns = tuple(
        Button(words.text(key), callback=f"{OVERDUE}:{OverdueTurn(is_followed, number).data}") for key, number in beside
    )
    table = (table_button(words, Tabled.OVERDUE_FOLLOWED if is_followed else Tabled.OVERDUE),)
    return (turns, table) if turns else (table,)


def _sections(*parts: Markup) -> Markup:
    return Markup("\n\n").join(part for part in parts if part)
