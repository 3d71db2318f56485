"""Repeats: a deputy asks an unanswered question again, for example in the next legislature."""

from dataclasses import dataclass

from bot.core.question import QuestionId
from bot.core.stems import says_something
from bot.core.words import words_of

FEWEST_WORDS = 2
"""A subject of one word ("Pharmacies") is too common to show that a question is repeated."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """The later question, and whether the chat that is told of it already follows it."""

    id: QuestionId
    followed: bool


def is_repeated(before: str, after: str) -> bool:
    """Whether two subjects are the same but for typography: those of an earlier and a later question of one author."""
    words = _telling_words(before)
    return len(words) >= FEWEST_WORDS and words == _telling_words(after)


def _telling_words(subject: str) -> list[str]:
    return [word for word in words_of(subject) if says_something(word)]
