"""A question of the Sénat's, made of its page: what the watch compares, in the same form as any other reading."""

from bot.core.chambers.senat_reference import SenatReference
from bot.core.question import Answer, Closing, Question, QuestionId, Transformed
from bot.parliament.page import Unreadable
from bot.parliament.senat import question_page
from bot.parliament.senat.catalogued import id_of, reminded_by
from bot.parliament.senat.question_page import read_page
from bot.parliament.senat.records import SenateAnswer, SenatePage

VERSION = question_page.VERSION * 1_000 + 1
"""Raise the last figure with every change of what is made of the same reading."""


def read_senat(body: bytes, asked: QuestionId) -> Question:
    """The question of a page; `asked` is the one whose page was asked for.

    Raises Unreadable and NoPage as `read_page` does.
    """
    page = read_page(body, SenatReference.parse(asked.uid))
    answer = _answer(page.answers)
    return Question(
        id=asked,
        author=page.author,
        group=page.group,
        subject=page.title,
        ministry=_ministry(page),
        asked=page.published,
        text=page.text,
        answer=answer,
        closing=None if answer else _closing(page),
        constituency=page.constituency,
        transformed=_transformed(page),
        reminds=reminded_by(page.reference, page.reminds.reference) if page.reminds else None,
    )


def _answer(answers: tuple[SenateAnswer, ...]) -> Answer | None:
    """The last answer, with the texts of those before it. One that was given in session has that day."""
    if not answers:
        return None
    *before, last = answers
    earlier = tuple(each.text for each in before if each.text)
    return Answer(last.published or last.in_session, last.text, last.erratum, earlier)


def _closing(page: SenatePage) -> Closing | None:
    """The end without an answer; its label is the page's word, written as the file writes it ("Retirée")."""
    return None if page.closing is None else Closing(page.closing.label.capitalize(), page.closing.on)


def _ministry(page: SenatePage) -> str | None:
    answered = page.answers[-1].ministry if page.answers else None
    return answered or page.awaited_from or page.transmitted_to


def _transformed(page: SenatePage) -> Transformed | None:
    """The question that became of it. A reference of a kind that is not known is left out, as its page is linked."""
    if page.transformed_as is None and page.transformed_into is None:
        return None
    return Transformed(page.transformed_as, _known(page.transformed_into))


def _known(reference: SenatReference | None) -> QuestionId | None:
    try:
        return None if reference is None else id_of(reference)
    except Unreadable:
        return None
