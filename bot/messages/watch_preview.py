"""The part of a watch's screen that says what it would have brought, and offers words for its query."""

from markupsafe import Markup

from bot.core.observation import Observation
from bot.core.preview import Preview
from bot.core.query import Query
from bot.core.query_words import Change, Edit, edited, is_excluded, to_take_off
from bot.core.watch_choice import Choice, written
from bot.messages.keyboards import WATCH
from bot.messages.message import Button, Keyboard, cut, packed, visible
from bot.messages.parts import line, link_to_question
from bot.messages.phrases import Phrases

OFFERED = 4
"""Rows of words that are offered or can be taken off: more would push the rest off a phone's screen."""

SUBJECT = 70
_SIGNS = {Change.ADD: "+", Change.EXCLUDE: "−", Change.TAKE_OFF: "✕"}


def preview_lines(words: Phrases, preview: Preview) -> list[Markup | None]:
    """How many questions there were, and the newest ones."""
    if preview.is_empty:
        return [Markup(""), words.say("watch-found-none")]
    key = "watch-counts" if preview.is_whole else "watch-counts-least"
    counts = words.say(key, n=preview.last_month, year=words.number(preview.last_year))
    newest = [words.say("watch-newest")] if preview.newest else []
    return [Markup(""), counts, *newest, *(_entry(words, each) for each in preview.newest)]


def offer_line(words: Phrases, offered: Keyboard) -> list[Markup | None]:
    """Says what the buttons with words do; nothing where there are none."""
    return [Markup(""), words.say("watch-beside")] if offered else []


def offers(query: Query, choice: Choice, preview: Preview, most: int) -> Keyboard:
    """Up to `most` rows, one for each word beside those of the query: a button adds it, the other excludes it."""
    rows = [[Edit(change, word) for change in (Change.ADD, Change.EXCLUDE)] for word in preview.beside]
    fitting = [[edit for edit in row if edited(query, edit) is not None] for row in rows]
    return tuple(tuple(_button(query, choice, edit) for edit in row) for row in fitting if row)[:most]


def taken_off(query: Query, choice: Choice) -> Keyboard:
    """The buttons that take words off the query."""
    return packed(_button(query, choice, edit) for edit in to_take_off(query))


def _button(query: Query, choice: Choice, edit: Edit) -> Button:
    return Button(_text(query, edit), callback=f"{WATCH}:{written(choice, edit)}")


def _text(query: Query, edit: Edit) -> str:
    is_taken_back = edit.change is Change.TAKE_OFF and is_excluded(query, edit.word)
    return f"{_SIGNS[edit.change]} {'−' if is_taken_back else ''}{edit.word}"


def _entry(words: Phrases, observation: Observation) -> Markup:
    """One question: its number as a link, its subject, the day on which it was asked."""
    question = observation.question
    link = link_to_question(observation.id, visible(words.numbered(observation.id)))
    subject = cut(line((question and (question.subject or question.text)) or ""), SUBJECT)
    day = words.day(question.asked) if question and question.asked else None
    shown = Markup("• {} {}").format(link, subject)
    return Markup("{} — <i>{}</i>").format(shown, day) if day else shown
