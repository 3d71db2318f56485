"""When two ministries are one: by the Assemblée's reference, or by the name."""

from bot.core.difference import words_of_name
from bot.core.question import Question


def is_one_ministry(old: Question, new: Question) -> bool:
    """Whether the same ministry owes the answer: under one reference whatever it is called, or under one name.

    A name is reworded, a typo in it mended; a new government gives a ministry that stays a new reference.
    """
    organs = [question.attributions[-1].organ for question in (old, new) if question.attributions]
    is_one_organ = len(organs) == 2 and organs[0] is not None and organs[0] == organs[1]
    return is_one_organ or is_one_name(old.ministry or "", new.ministry or "")


def is_one_name(first: str, second: str) -> bool:
    """Whether two names of a ministry have the same words."""
    return words_of_name(first) == words_of_name(second)
