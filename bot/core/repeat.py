"""The same deputy asks again: deputies repeat what was not answered, in the next legislature for one."""

from dataclasses import dataclass

from bot.core.heading import telling_words
from bot.core.question import QuestionId

FEWEST_WORDS = 2
"""A subject of one word ("Pharmacies") is too common to tell two questions to be one."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """The later question, and whether the chat that is told of it follows it already."""

    id: QuestionId
    followed: bool


def is_repeated(before: str, after: str) -> bool:
    """Whether the subject of a later question of the same author is that of an earlier one, whatever the typography."""
    words = telling_words(before)
    return len(words) >= FEWEST_WORDS and words == telling_words(after)
