"""What a search found: ten questions a page, above buttons that show their cards, narrow the search and turn the page.

The query stands in the message itself, in its first piece of code: a press reads it from there, and nothing is stored.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from bot.core.query import NoQuery, Query, Trouble
from bot.core.query_edit import state_of
from bot.core.query_text import text_of
from bot.core.question import Question, State
from bot.core.watch_choice import Choice, Step, written
from bot.messages.keyboards import FIND, SEE, WATCH
from bot.messages.listing import standing
from bot.messages.message import Button, Keyboard, Message, cut
from bot.messages.parts import joined, line, link_to_question
from bot.messages.phrases import Phrases

LONGEST_QUERY = 300
"""Characters of a query that is shown and kept in a message. Nobody types as many words on a phone."""

SUBJECT, AUTHOR = 90, 60
IN_A_ROW = 5

FIRST = "first"
ANY = "any"
STATES = {State.WAITING: "button-find-waiting", State.ANSWERED: "button-find-answered"}

_WHY = {
    Trouble.EMPTY: "find-empty",
    Trouble.ONLY_STOP_WORDS: "find-stop-words",
    Trouble.ONLY_EXCLUSIONS: "find-exclusions",
    Trouble.TOO_MANY_WORDS: "find-too-long",
    Trouble.UNKNOWN_VALUE: "find-unknown-value",
}


@dataclass(frozen=True, slots=True)
class Results:
    """One page of what was found; `after` is where the next one begins, None where there is none."""

    query: Query
    questions: Sequence[Question]
    is_first: bool
    after: str | None


def shown_query(query: Query) -> str | None:
    """The query as it stands in a message; None where it is too long for one."""
    text = text_of(query)
    return text if len(text) <= LONGEST_QUERY else None


def results(words: Phrases, found: Results, day: date) -> Message:
    """A page of questions, the best first."""
    query = shown_query(found.query) or ""
    if not found.questions:
        why = "find-not-yet" if found.after else "find-nothing" if found.is_first else "find-no-more"
        return Message(words.say(why, query=query), _buttons(words, found))
    lines = [_line(words, number, each, day) for number, each in enumerate(found.questions, 1)]
    return Message(
        Markup("\n\n").join([words.say("find-title", query=query), joined([*lines])]), _buttons(words, found)
    )


def why_nothing_is_asked(words: Phrases, trouble: NoQuery) -> Message:
    """Says why a text asks for nothing, with an example."""
    return Message(Markup("{}\n\n{}").format(why_nothing(words, trouble), words.say("find-example")))


def why_nothing(words: Phrases, trouble: NoQuery) -> Markup:
    """Why a text asks for nothing, in a sentence."""
    return words.say(_WHY[trouble.trouble], word=cut(trouble.word, AUTHOR))


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


def _buttons(words: Phrases, found: Results) -> Keyboard:
    cards = [Button(str(number), callback=f"{SEE}:{each.id}") for number, each in enumerate(found.questions, 1)]
    rows = [tuple(cards[at : at + IN_A_ROW]) for at in range(0, len(cards), IN_A_ROW)]
    state = state_of(found.query)
    if found.questions or state is not None:
        rows.append(tuple(_state_button(words, each, state) for each in STATES))
    turns = []
    if not found.is_first:
        turns.append(Button(words.text("button-find-first"), callback=f"{FIND}:{FIRST}"))
    if found.after is not None:
        turns.append(Button(words.text("button-next"), callback=f"{FIND}:{found.after}"))
    rows += [tuple(turns)] if turns else []
    watch = Button(words.text("button-find-watch"), callback=f"{WATCH}:{written(Choice(), Step.SHOW)}")
    return (*rows, (watch,))


def _state_button(words: Phrases, state: State, now: State | None) -> Button:
    text = words.text(STATES[state])
    return Button(f"✓ {text}", callback=f"{FIND}:{ANY}") if state is now else Button(text, callback=f"{FIND}:{state}")
