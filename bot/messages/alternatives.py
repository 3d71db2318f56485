"""The buttons for the other questions that a bare number can mean.

Under the card of a followed question, a button follows the other question instead. Under the card of a question that
is not followed, it shows the other's card.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.alternatives import Alternative
from bot.core.question import Question, QuestionId
from bot.messages.keyboards import OTHER, SEE, SWAP
from bot.messages.message import Button, Keyboard, take, width
from bot.messages.parts import of_chamber
from bot.messages.phrases import Phrases

ROOM = 42
"""UTF-16 units of a button's text: about as many as a phone shows when the button fills a row."""

ROOM_FOR_AUTHOR = 18
MOST_LISTED = 40
"""Buttons under one list. Telegram takes a hundred, but refuses a keyboard whose data is too long in all."""

_PLAIN = ("button-alternative", "button-alternative-unread")
_NUMBERED = ("button-alternative-of", "button-alternative-unread-of")
_CIVILITY = re.compile(r"(M\.|Mme|Mlle)\s+\S+\s+(?=\S)")
_PLACE = re.compile(r"\s*\([^()]*\)\s*$")


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """The question that a bare number was taken to mean, and the others that have the same number."""

    id: QuestionId
    alternatives: tuple[Alternative, ...]


def swap_buttons(words: Phrases, taken: QuestionId, others: Sequence[Alternative]) -> Keyboard:
    """Buttons that follow another question instead of the followed one whose card stands above them."""
    return tuple((swap_button(words, taken, each),) for each in others)


def swap_button(words: Phrases, taken: QuestionId, other: Alternative, verb: str = SWAP) -> Button:
    """A button that follows `other` instead of the question that was taken to be meant."""
    numbered = verb == OTHER
    return Button(label(words, other, numbered), callback=f"{verb}:{other.id}:{taken}")


def see_buttons(words: Phrases, others: Sequence[Alternative], numbered: bool = False) -> Keyboard:
    """Buttons that show another question's card, under the card of a question that is not followed."""
    return tuple((Button(label(words, each, numbered), callback=f"{SEE}:{each.id}"),) for each in others)


def listed_buttons(words: Phrases, ambiguous: Sequence[Ambiguous], follows: bool) -> tuple[Keyboard, int]:
    """Buttons under a list, each with its number; and how many questions of the list found no room for theirs."""
    rows: Keyboard = ()
    for at, each in enumerate(ambiguous):
        more = (
            tuple((swap_button(words, each.id, other, OTHER),) for other in each.alternatives)
            if follows
            else see_buttons(words, each.alternatives, numbered=True)
        )
        if len(rows) + len(more) > MOST_LISTED:
            return rows, len(ambiguous) - at
        rows += more
    return rows, 0


def label(words: Phrases, other: Alternative, numbered: bool = False) -> str:
    """The button's text: the legislature, the author, the year, and as much of the subject as then fits.

    Who asked and when tells two questions apart at a glance; a subject is recognised by its first words.
    """
    full, unread = _NUMBERED if numbered else _PLAIN
    if other.question is None:
        return words.text(unread, number=other.id.number, legislature=other.id.session)
    head = {"number": other.id.written_number, "which": of_chamber(words, "which", other.id).unescape()}
    tail = _author_and_year(other.question)
    empty = words.text(full, what="", **head)
    subject = " ".join((other.question.subject or other.question.text or "").split())
    room = ROOM - width(empty) - (width(tail) + width(" — ") if tail else 0)
    what = " — ".join(part for part in (_cut(subject[:1].upper() + subject[1:], room), tail) if part)
    return words.text(full, what=what or words.text("button-alternative-see"), **head)


def _author_and_year(question: Question) -> str:
    author = _PLACE.sub("", " ".join((question.author or "").split()))
    known = (
        _cut(_CIVILITY.sub(r"\1 ", author, count=1), ROOM_FOR_AUTHOR),
        str(question.asked.year) if question.asked else "",
    )
    return ", ".join(part for part in known if part)


def _cut(text: str, room: int) -> str:
    if width(text) <= room:
        return text
    return take(text, max(room - 1, 1))[0].rstrip(" ,;:.") + "…"
