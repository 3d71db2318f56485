"""The page that the Assemblée's current site makes of a question.

Known from a real page of the 16th legislature (no. 200, answered). The 17th has the same page, and so has the 15th now;
the page of an unanswered question lacks the answer's paragraphs and date. Of a lapsed question's page (15th, no. 44415)
the text is known and the tags are not: so the facts are read line by line, whichever tags separate them, and the
author's constituency and group can stand on a line of their own. Pages of withdrawn questions have not been seen: the
reader guesses from the wordings of the older site.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice, takewhile

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag

from bot.core.chambers.assemblee import ASSEMBLEE
from bot.core.closing_labels import Ending
from bot.core.deputy import fuller
from bot.core.question import Answer, Closing, Question, QuestionId
from bot.parliament.answers import Printed, answer_of
from bot.parliament.author import Author, author_in_fact, author_in_heading
from bot.parliament.closing import closing_among
from bot.parliament.dates import date_after
from bot.parliament.identity import Claims
from bot.parliament.page import Unreadable, attribute, every, first, french_date, has, is_whole, line_of, text_of
from bot.parliament.text import fold, lines_after, lines_from, lines_of, text_after, text_from

STYLE = "_style-question"
UID = re.compile(r"QANR5L[0-9]{1,2}(QE|QG|QOSD)[0-9]")

LABEL_LENGTH = 200
"""Characters: a label ("Réponse publiée le …") is shorter; a paragraph of text that looks like one is longer."""

FEWEST_FACTS = 3
"""A page whose facts have fewer lines was cut."""

MOST_LABELS = 20
"""Real pages have two or three. The page is searched once for each."""

FACT_LENGTH = 1500
FACT_NODES = 150
LABEL_NODES = 40
"""The most nodes in one line of the facts with all its dates, and in a label. A larger tag is text or a wrapper."""

HEADING_LENGTH = 2000
"""Characters after "Question de :": the author's lines end and the text begins among them."""

QUESTION_OF = "question de ?:"
QUESTION_OF_LABEL = re.compile(r"question\s+de\s*:\s*", re.IGNORECASE)
AUTHOR_LABEL = re.compile(r"^auteur\s*:\s*", re.IGNORECASE)
QUESTION_PUBLISHED = r"question publiee|publication de la question"
ANSWER_PUBLISHED = r"^reponse\b.*?\bpubliee|publication de la reponse"
FACT = re.compile(
    r"(?:auteur|type de question|rubrique|tete d'analyse|analyses?|dates?"
    r"|ministere (?:interroge|repondant|attributaire)) ?:"
)
TITLE_OF_FACTS = "donnees cles"
DATED = re.compile(r"(?:question|reponse) publiee (?:au jo )?le ?:? ?[0-9]")
ENDED = re.compile(
    r"(?:la )?question (?:ecrite )?(?:est )?(?:devenue )?(?:retiree|caduque|close|cloturee)"
    r"(?: (?:le )?[0-9][^()]*)?(?: ?\([^()]*\))?\.?"
)
"""Guessed from the older site: its wording of an end, in a tag of its own."""

NO_STATE = re.compile(r"(?:auteur|type de question|rubrique|(?:tete d')?analyses?|ministere[^:]*|sujet|titre) ?(?::|$)")
"""Facts whose values are free words of Parliament or of the author: they say nothing of the question's state."""

DATES = re.compile(r"(?:dates?|etat|statut) ?:.*")
"""A line whose value is a state or a date with words of its own: "Dates : Question retirée le …"."""

NO_ANSWER = re.compile(r"\b(?:non publiee|pas|aucune|a venir|attend\w*|en attente|delai)\b")


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of the page around its texts, found once.

    `lines` are all short tags with their folded words, `labels` the coloured bold ones ("Réponse publiée le …"),
    `facts` the lines of the column "Données clés", `stops` the tags before which a text ends. `column` is the text of
    that column from its first fact on, line by line as a person sees it.
    """

    block: Tag
    lines: tuple[tuple[Tag, str], ...]
    labels: tuple[tuple[Tag, str], ...]
    facts: tuple[tuple[Tag, str], ...]
    stops: tuple[Tag, ...]
    column: tuple[str, ...]

    def find(self, words: str, names: tuple[str, ...] = ()) -> Tag | None:
        """The first short tag, of these `names` if any are given, whose folded words begin with the pattern."""
        for tag, line in self.lines:
            if (not names or tag.name in names) and re.match(words, line):
                return tag
        return None


def find_block(tree: BeautifulSoup) -> Tag | None:
    """The block that holds the question and nothing else."""
    return first(tree, lambda tag: has(tag, STYLE)) or first(
        tree, lambda tag: UID.match(attribute(tag, "data-id").strip()) is not None
    )


def read_current(tree: BeautifulSoup, body: bytes) -> Question:
    """What the page says. Raises Unreadable where it is cut short, gutted, or about something else."""
    block = find_block(tree)
    if block is None:
        raise Unreadable("no question's block in the page")
    if not is_whole(body):
        raise Unreadable("cut short: the page's end is missing")
    parts = _parts(block)
    identity, subject = _identity(tree, parts)
    author, text = _author_and_text(parts)
    answer, closing = _outcome(parts)
    if answer is None and closing is None:
        if text is None:
            raise Unreadable("the question's text is missing, and nothing tells that it ended")
        if not parts.facts and len(parts.column) < FEWEST_FACTS:
            raise Unreadable("cut short: the facts that follow the texts are missing")
    asked_ministry = _fact(parts, r"ministere interroge", "blocMinistereInterroge")
    return Question(
        id=identity,
        author=author.name,
        constituency=author.constituency,
        group=author.group,
        subject=subject,
        rubric=_fact(parts, "rubrique"),
        asked_ministry=asked_ministry,
        ministry=_fact(parts, r"ministere (?:repondant|attributaire)", "blocMinistereAttributaire") or asked_ministry,
        asked=_day(parts, QUESTION_PUBLISHED),
        text=text,
        answer=answer,
        closing=closing,
    )


def _identity(tree: BeautifulSoup, parts: Parts) -> tuple[QuestionId, str | None]:
    claims = Claims()
    claims.addresses([attribute(parts.block, "data-id")])
    for tag in every(tree, lambda tag: tag.name in ("meta", "link")):
        if attribute(tag, "property") == "og:url" or "canonical" in attribute(tag, "rel"):
            claims.addresses([attribute(tag, "content"), attribute(tag, "href")])
    if tree.title:
        claims.heading(tree.title.get_text()[:LABEL_LENGTH])
    legislature = parts.find("[0-9]+ ?e(?:r|me)? legislature")
    claims.legislature(line_of(legislature) if legislature else None)
    claims.kind(_fact(parts, "type de question"))
    heading = parts.find("question [a-z ]*n ?[°o] ?[0-9]")
    line = (line_of(heading) if heading else None) or ""
    claims.heading(line)
    claims.kind(line.partition(":")[0])
    return claims.settle(), _subject(heading, line) if heading else None


def _subject(heading: Tag, line: str) -> str | None:
    regular = first(heading, lambda tag: has(tag, "_regular"))
    return (line_of(regular) if regular else None) or line.partition(":")[2].strip() or None


def _parts(block: Tag) -> Parts:
    lines = tuple((tag, words) for tag in every(block, lambda tag: True) if (words := _short_words(tag)))
    labels = tuple((tag, words) for tag, words in lines if _is_label(tag, words))
    facts = _facts(lines)
    ends = tuple(tag for tag, words in lines if ENDED.fullmatch(words))
    column = tuple(tag for tag, words in lines if words == TITLE_OF_FACTS or has(tag, "bloc-actions"))
    stops = (*(tag for tag, _ in (*labels, *facts)), *ends, *column)
    texts = [tag for tag, words in lines if re.match("question de ?:", words)]
    texts += [tag for tag, words in labels if re.match(r"reponses?\b", words)]
    start = facts[0][0] if facts else next((tag for tag, words in lines if words == TITLE_OF_FACTS), None)
    ends_of_column = (*texts, *(tag for tag in column if has(tag, "bloc-actions")))
    return Parts(block, lines, labels, facts, stops, _column(block, start, ends_of_column))


def _column(block: Tag, start: Tag | None, stops: tuple[Tag, ...]) -> tuple[str, ...]:
    """The lines of the column of facts, from `start` to the first of `stops`."""
    return () if start is None else (*lines_of(start), *lines_after(start, block, stops))


def _facts(lines: tuple[tuple[Tag, str], ...]) -> tuple[tuple[Tag, str], ...]:
    """The tags of the facts: known by the site's class for them, by their ids, or by their first words."""
    found = [
        (tag, words)
        for tag, words in lines
        if (has(tag, "h6") and not has(tag, "_bold"))
        or attribute(tag, "id").startswith("blocMinistere")
        or FACT.match(words)
    ]
    around = {id(parent) for tag, _ in found for parent in tag.parents}
    return tuple((tag, words) for tag, words in found if id(tag) not in around)


def _short_words(tag: Tag) -> str | None:
    """The folded words of a small tag. None for a large one, a text or a wrapper, which is not even searched."""
    limit = FACT_NODES if has(tag, "h6") else LABEL_NODES
    nodes = list(islice(tag.descendants, limit + 1))
    if len(nodes) > limit or sum(len(node) for node in nodes if isinstance(node, str)) > 4 * FACT_LENGTH:
        return None
    words = fold(line_of(tag) or "")
    if words.startswith("question ecrite"):
        return words[:FACT_LENGTH]  # the heading, however long its subject
    return words if 0 < len(words) <= FACT_LENGTH else None


def _is_label(tag: Tag, words: str) -> bool:
    coloured = any(name.startswith("_colored") for name in attribute(tag, "class").split())
    heading = re.match("question de ?:|[0-9]+ ?e(?:r|me)? legislature", words)
    return coloured and has(tag, "_bold") and heading is None and len(words) <= LABEL_LENGTH


def _author_and_text(parts: Parts) -> tuple[Author, str | None]:
    """The author, and the question's text, which follows the author's lines, whichever tags these stand in."""
    stated, label = _author_stated(parts), _question_label(parts)
    if label is None:
        return stated, None
    heading = "\n".join(lines_from(label, parts.block, HEADING_LENGTH))
    begins = QUESTION_OF_LABEL.match(heading)
    said = begins[0] if begins else ""
    lines = heading.removeprefix(said).split("\n")
    found, taken = author_in_heading(lines, stated.name)
    passed = sum(not each.isspace() for each in said + "".join(lines[:taken]))
    text = text_from(label, parts.block, parts.stops, passed)
    name = fuller(stated.name, found.name)
    return Author(name, stated.constituency or found.constituency, stated.group or found.group), text


def _question_label(parts: Parts) -> PageElement | None:
    """The words "Question de :", in a tag with no more than the author, or bare among the text."""
    return parts.find(QUESTION_OF) or next(
        (
            node
            for node in parts.block.descendants
            if type(node) is NavigableString and re.match(QUESTION_OF, fold(node[:LABEL_LENGTH]))
        ),
        None,
    )


def _author_stated(parts: Parts) -> Author:
    """The author by the facts beside the texts; the label and the name can be two tags."""
    fact = next((tag for tag, words in parts.facts if words.startswith("auteur")), None)
    if fact is None:
        return Author()
    value = AUTHOR_LABEL.sub("", "\n".join(lines_from(fact, fact, FACT_LENGTH)))
    lines = (value or text_after(fact, parts.block, parts.stops) or "").split("\n")
    return author_in_fact(list(takewhile(lambda line: not FACT.match(fold(line)), lines)))


def _fact(parts: Parts, label: str, identifier: str | None = None) -> str | None:
    """The value of one line of the facts, known by its own id or by its label."""
    for tag, words in parts.facts:
        if (identifier and attribute(tag, "id") == identifier) or re.match(rf"{label} ?:", words):
            value = (line_of(tag) or "").partition(":")[2].strip()
            if value:
                return value
    return _value_in(parts.column, label)


def _value_in(column: tuple[str, ...], label: str) -> str | None:
    """The value beside its label, or on the line after it, whichever tags the two stand in."""
    for at, line in enumerate(column):
        if re.match(rf"{label} ?(?::|$)", fold(line)):
            value, following = line.partition(":")[2].strip(), next(iter(column[at + 1 : at + 2]), "")
            return value or (following if following and ":" not in following else None)
    return None


def _day(parts: Parts, words: str) -> date | None:
    return next(_days(parts, words), None)


def _days(parts: Parts, words: str) -> Iterator[date]:
    for line in _dates(parts):
        # A line holds more than one date where the breaks between them are lost.
        for piece in re.split(r"(?=Question |Réponse |Publication )", line):
            day = date_after(words, piece)
            if day:
                yield day


def _dates(parts: Parts) -> Iterator[str]:
    """The lines of "Dates", then the links to the Journal officiel above the texts."""
    for tag, words in parts.facts:
        if re.match("dates? ?:", words):
            yield from (text_of(tag) or "").split("\n")
    for tag, words in parts.lines:
        if tag.name == "a" and words.startswith("publication de la "):
            yield line_of(tag) or ""
    for tag, words in parts.lines:
        if len(words) <= LABEL_LENGTH and DATED.match(words):
            yield line_of(tag) or ""
    yield from parts.column


def _answer(parts: Parts) -> Answer | None:
    announced = max(_days(parts, ANSWER_PUBLISHED), default=None)
    printed = []
    for label, words in parts.labels[:MOST_LABELS]:
        if re.match(r"reponses?\b", words) and not NO_ANSWER.search(words):
            text = text_after(label, parts.block, parts.stops)
            if text or announced or "publiee" in words:
                printed.append(Printed(french_date(words), text))
    answer = answer_of(printed, announced)
    return answer or (Answer(None, None) if printed else None)


def _outcome(parts: Parts) -> tuple[Answer | None, Closing | None]:
    answer = _answer(parts)
    closing = None if answer else _closing(parts)
    if closing and ASSEMBLEE.ending(closing.label) is Ending.ANSWER:
        return Answer(closing.on, None), None
    return answer, closing


def _closing(parts: Parts) -> Closing | None:
    """The closing that the page's own parts tell; a question's text can say that something was withdrawn.

    The label is that of the first part that gives one, the day that of the first part that has one.
    """
    ends = [tag for tag, words in parts.lines if ENDED.fullmatch(words)]
    places = [
        *(lines_of(label) for label, _ in parts.labels[:MOST_LABELS]),
        _lines_of_states(parts.column),
        *(lines_of(tag) for tag in ends[:MOST_LABELS]),
    ]
    told = [closing for lines in places if (closing := closing_among(lines))]
    if not told:
        return None
    label = next((each.label for each in told if each.label), None)
    return Closing(label, next((each.on for each in told if each.on), None))


def _lines_of_states(column: tuple[str, ...]) -> list[str]:
    """The lines of the facts that can tell the question's state, without those that tell what it is about."""
    found: list[str] = []
    is_value = False
    for line in column:
        words = fold(line)
        value = line.partition(":")[2]
        if NO_STATE.match(words):
            is_value = not value.strip()
        elif is_value and not FACT.match(words):
            is_value = False
        else:
            is_value = False
            found.append(value.strip() if DATES.fullmatch(words) else line)
    return [line for line in found if line]
