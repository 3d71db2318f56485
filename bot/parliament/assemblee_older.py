"""The page that the Assemblée's older site makes of a question of the 13th to 15th legislatures.

Known from a real page of the 14th legislature (no. 3200, answered). Lines on withdrawal, reattribution,
signalling and renewal are known from programs that read the site for years, not from a page.
"""

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice

from bs4 import BeautifulSoup
from bs4.element import Tag

from bot.core.question import Answer, Question, QuestionId
from bot.parliament.answers import Printed, answer_of
from bot.parliament.author import Author, author_on_older_page
from bot.parliament.closing import closing_among
from bot.parliament.dates import date_after
from bot.parliament.identity import Claims
from bot.parliament.page import Unreadable, attribute, every, first, has, is_whole, line_of
from bot.parliament.text import fold, lines_of, text_after

LABEL = "question_big_content"
MOST_LABELS = 20
"""A header has three; hundreds of them, one in the other, would cost the square of their number."""

MOST_HEADINGS = 20
"""A page has two. The page is searched once for each heading like them."""

NO_HEAD = "aucune tete d'analyse"
NOT_YET = re.compile(r"\bpas encore (?:recu )?de reponse\b")
NOTICE_LENGTH = 120


def find_header(tree: BeautifulSoup) -> Tag | None:
    """The part of the page that tells the number, the author and the kind of question."""
    return first(tree, lambda tag: has(tag, "question_header"))


def read_older(tree: BeautifulSoup, body: bytes) -> Question:
    """What the page says. Raises Unreadable where it is cut short, gutted, or about something else."""
    header = find_header(tree)
    if header is None:
        raise Unreadable("no question's header in the page")
    if not is_whole(body):
        raise Unreadable("cut short: the page's end is missing")
    identity = _identity(tree, header)
    texts = first(tree, lambda tag: has(tag, "question_answer")) or tree
    text = next(_texts_under(texts, "texte de la question"), None)
    dates = _date_lines(tree)
    asked = next(iter(_days(r"^question publiee", dates)), None)
    answer, closing = _answer(texts, dates), closing_among(dates)
    if text is None and answer is None and closing is None:
        raise Unreadable("the question's text is missing, and nothing tells that it ended")
    if asked is None and answer is None and closing is None:
        raise Unreadable("the dates that would tell where the question stands are missing")
    author = _author(header)
    asked_ministry = _labelled(tree, "ministere interroge")
    return Question(
        id=identity,
        author=author.name,
        constituency=author.constituency,
        group=author.group,
        subject=_subject(_labelled(tree, "tete d'analyse"), _labelled(tree, "analyses?")),
        rubric=_labelled(tree, "rubrique"),
        asked_ministry=asked_ministry,
        ministry=_labelled(tree, "ministere (?:attributaire|repondant)") or asked_ministry,
        asked=asked,
        text=text,
        answer=answer,
        closing=None if answer else closing,
    )


def _identity(tree: BeautifulSoup, header: Tag) -> QuestionId:
    claims = Claims()
    line = line_of(header)
    claims.heading(line)
    # Not from the whole header: a deputy's group or constituency stands in it too.
    for tag in islice(every(header, lambda tag: has(tag, LABEL)), MOST_LABELS):
        claims.kind(line_of(tag))
    legislature = first(tree, lambda tag: has(tag, "question_legislature"))
    claims.legislature(line_of(legislature) if legislature else None)
    if tree.title:
        claims.heading(tree.title.get_text()[:200])
    # The page offers itself as a PDF, by a form that names it whole.
    claims.addresses(attribute(tag, "action") for tag in every(tree, lambda tag: tag.name == "form"))
    claims.addresses(attribute(tag, "value") for tag in every(tree, lambda tag: tag.name == "input"))
    for tag in every(tree, lambda tag: tag.name == "link" and "canonical" in attribute(tag, "rel")):
        claims.addresses([attribute(tag, "href")])
    return claims.settle()


def _author(header: Tag) -> Author:
    cell = first(header, lambda tag: attribute(tag, "id") == "question_col80")
    return author_on_older_page(re.sub(r"^de\s+", "", (line_of(cell) if cell else None) or ""))


def _labelled(tree: BeautifulSoup, label: str) -> str | None:
    """The value after a label such as "Rubrique > ", up to the next label."""
    info = first(tree, lambda tag: has(tag, "question_info"))
    if info is None:
        return None
    labels = list(every(info, lambda tag: has(tag, LABEL)))
    for tag in labels:
        if re.fullmatch(rf"{label} ?[>:]?", fold(line_of(tag) or "")):
            value = text_after(tag, info, labels)
            return " ".join(value.lstrip("> ").split("\n")) or None if value else None
    return None


def _subject(head: str | None, analysis: str | None) -> str | None:
    """ "financement" and "rapport. propositions." make "financement, rapport, propositions".

    The analysis is a row of descriptors, each ended by a full stop and begun by a small letter;
    a full stop before a capital or a figure belongs to an abbreviation and stays.
    """
    head = None if head is None or fold(head) == NO_HEAD else head
    parts = [part for part in (head, analysis) if part]
    tidy = [re.sub(r"\.\s+(?=[a-zà-öø-ÿœ])", ", ", part).strip(" .\u00a0") for part in parts]
    return ", ".join(part for part in tidy if part) or None


def _date_lines(tree: BeautifulSoup) -> list[str]:
    boxes = every(tree, lambda tag: has(tag, "question_publish_date"))
    return [line for box in boxes for line in _without_texts(box)]


def _without_texts(box: Tag) -> list[str]:
    """The lines of a box, without the page's texts: they lie inside it where its end tag is lost."""
    return lines_of(box, skip=list(every(box, lambda tag: has(tag, "question_answer"))))


def _days(words: str, lines: list[str]) -> list[date]:
    return [day for line in lines if (day := date_after(words, line))]


def _texts_under(texts: Tag, title: str) -> Iterator[str | None]:
    """The text under each heading that begins with the title, in the order of the page."""
    headings = list(every(texts, lambda tag: tag.name in ("h2", "h3", "h4")))
    stops = [*headings, *every(texts, lambda tag: has(tag, "print_and_pdf") or tag.name == "footer")]
    for heading in headings[:MOST_HEADINGS]:
        if fold(line_of(heading) or "").startswith(title):
            yield text_after(heading, texts, stops)


def _answer(texts: Tag, dates: list[str]) -> Answer | None:
    days = _days(r"^reponse publiee", dates)
    printed = [text for text in _texts_under(texts, "texte de la reponse") if text and not _is_notice(text)]
    # Which day belongs to which text is known only where there are as many days as texts.
    paired = days if len(days) == len(printed) else [None] * len(printed)
    return answer_of([Printed(on, text) for on, text in zip(paired, printed, strict=True)], max(days, default=None))


def _is_notice(text: str) -> bool:
    return len(text) < NOTICE_LENGTH and NOT_YET.search(fold(text)) is not None
