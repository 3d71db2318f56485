"""A question as it is searched, with every name under which its ministry and its author's group are asked for."""

from bot.core.families import shipped
from bot.core.group_names import short_names
from bot.core.matching import Document, document_of
from bot.core.question import Question


def searched(question: Question) -> Document:
    """The question as a search and a watch look at it."""
    return document_of(question, shipped().names_of(question.ministry or ""), short_names(question.group or ""))
