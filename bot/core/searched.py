"""A question as it is searched, with every name under which its ministry is asked for."""

from bot.core.families import shipped
from bot.core.matching import Document, document_of
from bot.core.question import Question


def searched(question: Question) -> Document:
    """The question as a search and a watch look at it."""
    return document_of(question, shipped().names_of(question.ministry or ""))
