"""What a search found: ten questions a page, above buttons that show their cards, narrow the search and turn the page.

The query stands in the message itself, in its first piece of code: a press reads it from there, and nothing is stored.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup, escape

from bot.core import chambers
from bot.core.narrowing import Narrowing, narrowings
from bot.core.query import Field, Filter, NoQuery, Query, Trouble
from bot.core.query_text import text_of
from bot.core.question import Question, State
from bot.core.search_count import Bound, Count
from bot.core.watch_choice import Choice, Step, written
from bot.messages.inert import inert
from bot.messages.keyboards import CARD, FIND, WATCH, Tabled, table_button
from bot.messages.listing import standing
from bot.messages.message import Button, Keyboard, Message, cut, packed
from bot.messages.parts import joined, line, link_to_question
from bot.messages.phrases import Phrases

LONGEST_QUERY = 300
"""Characters of a query that is shown and kept in a message. Nobody types as many words on a phone."""

SUBJECT, AUTHOR = 90, 60
IN_A_ROW = 5

FIRST = "first"
STATES = {State.WAITING: "button-find-waiting", State.ANSWERED: "button-find-answered"}
MOST_RUBRICS = 3
"""Rubrics that are named where a filter fits several; the rest is counted."""

_WHY = {
    Trouble.EMPTY: "find-empty",
    Trouble.ONLY_STOP_WORDS: "find-stop-words",
    Trouble.ONLY_EXCLUSIONS: "find-exclusions",
    Trouble.TOO_MANY_WORDS: "find-too-long",
    Trouble.UNKNOWN_VALUE: "find-unknown-value",
    Trouble.UNKNOWN_FILTER: "find-unknown-filter",
}


@dataclass(frozen=True, slots=True)
class Results:
    """One page of what was found, and how many there are in all; `first` is the number of its first question, if known.

    `previous` and `next` are the data of buttons that turn the page (`bot.core.paging`), None where there is none.
    `is_awaited` is whether an archive is still to be taken in that could hold what is not found.
    """

    query: Query
    questions: Sequence[Question]
    count: Count
    first: int | None = 1
    previous: str | None = None
    next: str | None = None
    is_awaited: bool = False


def shown_query(query: Query) -> str | None:
    """The query as it stands in a message; None where it is too long for one."""
    text = text_of(query)
    return text if len(text) <= LONGEST_QUERY else None


def results(words: Phrases, found: Results, day: date) -> Message:
    """A page of questions, the best first."""
    query, buttons = shown_query(found.query) or "", _buttons(words, found, day)
    if not found.questions:
        return Message(words.say(_why_none(found), query=query), buttons)
    lines = [_line(words, number, each, day) for number, each in enumerate(found.questions, found.first or 1)]
    title = [words.say("find-title", query=query), _how_many(words, found), _rubrics(words, found)]
    return Message(Markup("\n\n").join([joined(title), joined([*lines])]), buttons)


def _why_none(found: Results) -> str:
    """The sentence for a page without a question."""
    if found.next:
        return "find-not-yet"
    if found.previous:
        return "find-no-more"
    return "find-still-reading" if found.is_awaited else "find-nothing"


def _how_many(words: Phrases, found: Results) -> Markup | None:
    count, shown = found.count, len(found.questions)
    number = words.number(count.number)
    total = {
        Bound.EXACTLY: escape(number),
        Bound.AT_MOST: words.say("find-at-most", total=number),
        Bound.MORE_THAN: words.say("find-more-than", total=number),
        Bound.UNKNOWN: None,
    }[count.bound]
    if found.previous is None and found.next is None:
        return words.say("find-all", n=shown)
    if found.first is None:
        return total and words.say("find-total", total=total)
    last = found.first + shown - 1
    if total is None or (count.bound is not Bound.MORE_THAN and last > count.number):  # there are more by now
        return words.say("find-range", first=words.number(found.first), last=words.number(last))
    return words.say("find-range-of", first=words.number(found.first), last=words.number(last), total=total)


def _rubrics(words: Phrases, found: Results) -> Markup | None:
    """Names the rubrics, where the query asks for one and several are called so."""
    is_asked = any(isinstance(term, Filter) and term.field is Field.RUBRIC for term in found.query.terms())
    rubrics = sorted(found.count.rubrics, key=lambda each: (-found.count.rubrics[each], each))
    if not is_asked or len(rubrics) < 2:
        return None
    named = [escape(inert(cut(line(each), AUTHOR))) for each in rubrics[:MOST_RUBRICS]]
    others = len(rubrics) - len(named)
    return words.say(
        "find-rubrics", rubrics=words.listed(named + ([words.say("find-others", n=others)] if others else []))
    )


def why_nothing_is_asked(words: Phrases, trouble: NoQuery) -> Message:
    """Says why a text asks for nothing, with an example."""
    return Message(Markup("{}\n\n{}").format(why_nothing(words, trouble), words.say("find-example")))


def why_nothing(words: Phrases, trouble: NoQuery) -> Markup:
    """Why a text asks for nothing, in a sentence."""
    names = ", ".join(each.name for each in chambers.CHAMBERS)
    return words.say(_WHY[trouble.trouble], word=cut(trouble.word, AUTHOR), chambers=names)


def too_long(words: Phrases) -> Message:
    """Says that a query has more words than a message can show."""
    return why_nothing_is_asked(words, NoQuery(Trouble.TOO_MANY_WORDS))


def _line(words: Phrases, number: int, question: Question, day: date) -> Markup:
    link = link_to_question(question.id, words.name(question.id).unescape())
    subject = cut(line(question.subject or question.text or ""), SUBJECT)
    told = [cut(line(question.author), AUTHOR)] if question.author else []
    told += [words.day(question.asked)] if question.asked else []
    told.append(standing(words, question, day).unescape())
    return Markup("<b>{}.</b> {} — {}\n<i>{}</i>").format(number, subject, link, " · ".join(map(str, told)))


def _buttons(words: Phrases, found: Results, day: date) -> Keyboard:
    first = found.first or 1
    cards = [Button(str(number), callback=f"{CARD}:{each.id}") for number, each in enumerate(found.questions, first)]
    rows = [tuple(cards[at : at + IN_A_ROW]) for at in range(0, len(cards), IN_A_ROW)]
    rows += packed(_narrowing(words, each) for each in narrowings(found.query, found.count, day.year))
    beside = (("button-previous", found.previous), ("button-next", found.next))
    turns = tuple(Button(words.text(key), callback=f"{FIND}:{data}") for key, data in beside if data is not None)
    watch = Button(words.text("button-find-watch"), callback=f"{WATCH}:{written(Choice(), Step.SHOW)}")
    table = (table_button(words, Tabled.FOUND),) if found.questions else ()
    return tuple(row for row in (*rows, turns, (watch,), table) if row)


def _narrowing(words: Phrases, offered: Narrowing) -> Button:
    match offered.field:
        case Field.STATE:
            text = words.text(STATES[State(offered.shown)])
        case Field.CHAMBER:
            text = words.of_chamber("button-of", chambers.with_code(offered.shown)).unescape()
        case Field.NATURE:
            text = words.text("button-find-oral")
        case Field.YEAR:
            text = words.text("button-find-year", year=offered.shown)
        case _:
            text = words.text("button-find-ministry", ministry=offered.shown)
    return Button(f"✓ {text}" if offered.is_set else text, callback=f"{FIND}:{offered.data}")
