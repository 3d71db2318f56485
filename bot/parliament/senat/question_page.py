"""The page of one question on the Sénat's site, in today's layout and in older ones.

Of real pages the text is known (1980 to 2022) and the tags are not, but for one program's word that a question stands
in `<section id="question"><h2>…</h2><p>`. Of the older layout the wordings are known, and that the wanted part lies
between two comments. So the page is read as a person does: line by line, whichever tags separate the lines.

A page hardly says which question it is of: whoever asked for it knows. What it does say must agree.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from bot.core.chambers.senat_reference import WRITTEN, SenatReference, number_of
from bot.parliament.dates import french_date
from bot.parliament.page import NoPage, Unreadable, attribute, decode, every, first, is_whole, line_of, soup, tree_of
from bot.parliament.senat.landmarks import (
    BROKEN,
    ERRATUM_AT_END,
    HEADING,
    LINK,
    LINK_BEGINS,
    LINK_ENDS,
    MOST_OF_ERRATUM,
    NO_TEXT,
    REASON,
    Kind,
    Landmark,
    author_line,
    folded,
    landmark,
)
from bot.parliament.senat.names import author_on_page
from bot.parliament.senat.records import Named, SenateAnswer, SenateClosing, SenatePage
from bot.parliament.text import fold, text_of

VERSION = 1
"""Raise it with every change of what the reader makes of the same bytes."""

PRIMARY = re.compile(r"<!--\s*START\s*:\s*primary\s*-->", re.IGNORECASE)
PRIMARY_ENDS = re.compile(r"<!--\s*END\s*:\s*primary\s*-->", re.IGNORECASE)
AROUND = ("nav", "footer", "aside", "button")
NOT_FOUND = ("404", "erreur 404", "page introuvable", "page non trouvee", "not found", "la page demandee n'existe pas")
ADDRESS = re.compile(r"q(?P<reference>SEQ[0-9]{4}(?:[0-9]{5}|[0-9]{4}[A-Z]))(?![0-9A-Z])", re.IGNORECASE)
SITE = re.compile(r"\s*[-–|]\s*s[ée]nat\s*$", re.IGNORECASE)
NO_TITLE = frozenset({"senat", "senat.fr", "un site au service des citoyens", "questions", "question"})
PLACE = re.compile(r"\s[-–—]\s")
SENTENCE_ENDS = re.compile(r"[.?!…]\s*$")
"""Where a text has begun: the name of a ministry has no such line."""

MOST_LINKS = 200
LINES_OF_HEADING = 4

MOST_MONTHS_APART = 1
"""A question whose reference was given on the last days of a month may come out in the next one, and the file has such
as it is. Another question of the same number is years away.
"""


@dataclass(slots=True)
class _Part:
    """A question or an answer while it is read: its lines, its day, and the landmarks around them."""

    ministry: str | None = None
    day: date | None = None
    in_session: date | None = None
    erratum: str | None = None
    lines: list[str] = field(default_factory=list)
    is_open: bool = True

    def add(self, line: str) -> None:
        if self.is_open:
            self.lines.append(line)

    def close(self) -> None:
        """End the text, if it has begun: what tells a state can stand before it too."""
        self.is_open = self.is_open and not any(self.lines)

    @property
    def is_placeholder(self) -> bool:
        return NO_TEXT.fullmatch(" ".join(folded("\n".join(self.lines)).split())) is not None

    @property
    def text(self) -> str | None:
        text = re.sub("\n{3,}", "\n\n", "\n".join(self.lines)).strip()
        return None if not text or self.is_placeholder else text


def read_page(body: bytes, asked: SenatReference) -> SenatePage:
    """What the page says; `asked` is the question whose page was asked for.

    Raises Unreadable where the page is cut short, gutted, or of another question; NoPage where it is no page of a
    question at all, such as an error.
    """
    tree = soup(body)
    title = fold(tree.title.get_text())[:200] if tree.title else ""
    if title.startswith(NOT_FOUND):
        raise NoPage(f"an error page: {title[:80]}")
    root = _root(tree, body)
    if not is_whole(body):
        raise Unreadable("cut short: the page's end is missing")
    lines = _lines(root)
    at, heading, author, numbered = _heading(lines, asked)
    _agree(tree, asked, numbered)
    page = _Reading()
    page.question.day = french_date(author.pieces.get("day"))
    while at < len(lines) and not page.has_ended:
        at = page.take(lines, at)
    return page.result(asked, _title(root, tree, heading), author)


class _Reading:
    """Takes the lines after the heading, one by one."""

    def __init__(self) -> None:
        self.question = _Part()
        self.answers: list[_Part] = []
        self.has_ended = False
        self._told: dict[Kind, Landmark] = {}
        self._links: dict[Kind, SenatReference] = {}

    @property
    def _part(self) -> _Part:
        return self.answers[-1] if self.answers else self.question

    def take(self, lines: Sequence[str], at: int) -> int:
        """Take the line at that place, with the next ones if they belong to it; returns the place after them."""
        end, found = _landmark_at(lines, at)
        if found is None or (found.kind is Kind.ANSWER and not self._is_heading(found, lines, end)):
            self._text(LINK.sub("", lines[at]).strip())
            return at + 1
        linked = next((link for line in lines[at:end] if (link := LINK.search(line))), None)
        if linked and (reference := _reference(linked[1])):
            self._links.setdefault(found.kind, reference)
        self._landmark(found, _one_line(lines[at]))
        self.has_ended = found.kind is Kind.END
        return end

    def _is_heading(self, found: Landmark, lines: Sequence[str], end: int) -> bool:
        """Whether "Réponse du ministre" is the heading of an answer: a text may have such a line too."""
        following = next((lines[at] for at in range(end, len(lines)) if lines[at].strip()), "")
        after = landmark(_one_line(following))
        is_dated = "day" in found.pieces or (after and after.kind in (Kind.PUBLISHED, Kind.IN_SESSION))
        return bool(is_dated or not self._part.is_open or NO_TEXT.fullmatch(folded(_one_line(following))))

    def _text(self, line: str) -> None:
        erratum = ERRATUM_AT_END.search(folded(line), max(0, len(line) - MOST_OF_ERRATUM))
        if erratum:
            self._part.erratum = line[erratum.start() :].strip()
            line = line[: erratum.start()].rstrip()
        self._part.add(line)

    def _landmark(self, found: Landmark, line: str) -> None:
        part, day = self._part, french_date(found.pieces.get("day"))
        match found.kind:
            case Kind.PUBLISHED:
                part.day = part.day or day
            case Kind.IN_SESSION:
                part.in_session = day
            case Kind.ANSWER:
                part.close()
                self.answers.append(_Part(_ministry(found.pieces.get("ministry")), day))
            case Kind.ERRATUM:
                part.erratum = line
                part.close()
            case _:
                self._told.setdefault(found.kind, found)
                part.close()

    def result(self, asked: SenatReference, title: str | None, heading: Landmark) -> SenatePage:
        answers = tuple(_answer(part) for part in self.answers if part.day or part.in_session or part.text)
        closing = self._closing()
        question = self.question
        if question.text is None and not question.is_placeholder and not answers and closing is None:
            raise Unreadable("the question's text is missing, and nothing tells that it ended")
        if asked.kind == WRITTEN and question.day and _months(question.day, asked) > MOST_MONTHS_APART:
            raise Unreadable(f"of another question: published on {question.day}, not in {asked.year}-{asked.month:02}")
        place = PLACE.split(" ".join(heading.pieces["place"].split()), maxsplit=1)
        transformed = self._told.get(Kind.TRANSFORMED)
        return SenatePage(
            reference=asked,
            title=title,
            author=author_on_page(heading.pieces["author"], question.text),
            constituency=place[0] or None,
            group=place[1] if len(place) > 1 else None,
            published=question.day,
            text=question.text,
            erratum=question.erratum,
            answers=answers,
            awaited_from=_ministry(self._piece(Kind.AWAITED, "ministry")),
            transmitted_to=_ministry(self._piece(Kind.TRANSMITTED, "ministry")),
            closing=closing,
            reminds=self._reminds(),
            answered_there=Kind.ANSWERED_THERE in self._told,
            transformed_as=transformed.pieces.get("as") if transformed else None,
            transformed_into=self._links.get(Kind.TRANSFORMED),
        )

    def _piece(self, kind: Kind, name: str) -> str | None:
        return self._told[kind].pieces.get(name) if kind in self._told else None

    def _closing(self) -> SenateClosing | None:
        told = self._told.get(Kind.CLOSED)
        if told is None:
            return None
        return SenateClosing(
            told.pieces["label"].lower(), _reason(told.pieces.get("reason")), french_date(told.pieces.get("on"))
        )

    def _reminds(self) -> Named | None:
        for kind in (Kind.REMINDS, Kind.ANSWERED_THERE):
            number, reference = self._piece(kind, "number"), self._links.get(kind)
            if number or reference:
                return Named(number.upper() if number else None, reference)
        return None


def _months(day: date, asked: SenatReference) -> int:
    """How many months lie between the one of a day and the one of a reference; 0 where they are the same."""
    return abs((day.year - asked.year) * 12 + day.month - asked.month)


def _root(tree: BeautifulSoup, body: bytes) -> Tag:
    """The part of the page that can tell of the question; a page of the older layout marks it by comments."""
    markup = decode(body)
    begins = PRIMARY.search(markup)
    if begins is not None:
        ends = PRIMARY_ENDS.search(markup, begins.end())
        if ends is None:
            raise Unreadable("cut short: the end of the page's part is missing")
        return tree_of(markup[begins.end() : ends.start()])
    return first(tree, lambda tag: tag.name == "main") or tree


def _lines(root: Tag) -> list[str]:
    """The lines of the page's part, empty ones too, with the reference behind each link to a question."""
    for text in [each for each in root.strings if LINK_BEGINS in each or LINK_ENDS in each]:
        text.replace_with(NavigableString(text.replace(LINK_BEGINS, "").replace(LINK_ENDS, "")))
    links = [tag for tag in every(root, lambda tag: tag.name == "a") if ADDRESS.search(attribute(tag, "href"))]
    for tag in links[:MOST_LINKS]:
        found = ADDRESS.search(attribute(tag, "href"))
        if found:
            tag.append(NavigableString(f"{LINK_BEGINS}{found['reference'].upper()}{LINK_ENDS}"))
    around = list(every(root, lambda tag: tag.name in AROUND))
    return (text_of(root, skip=around) or "").split("\n")


def _landmark_at(lines: Sequence[str], at: int) -> tuple[int, Landmark | None]:
    """The landmark at that line, with the next lines where it is broken, and the place where it ends."""
    line = _one_line(lines[at])
    alone = landmark(line)
    if BROKEN.fullmatch(folded(line)) and not (alone and "day" in alone.pieces):
        for end, joined in reversed(_joined(lines, at)[:-1]):  # the shortest first, but more than this line
            found, last = landmark(joined), landmark(_one_line(lines[end - 1]))
            if found and (found.kind is not Kind.ANSWER or "day" in found.pieces):
                return end, found
            if (last and last.kind is not Kind.PUBLISHED) or SENTENCE_ENDS.search(lines[end - 1]):
                break
    return at + 1, alone


def _heading(lines: Sequence[str], asked: SenatReference) -> tuple[int, str, Landmark, set[str]]:
    """Where the heading with the author ends, the heading, what it says, and the numbers in it and before it.

    A line that links to another question is not about this one.
    """
    numbers: set[str] = set()
    for at, line in enumerate(lines):
        if (linked := LINK.search(line)) and linked[1] != str(asked):
            continue
        numbers.update(_numbers(line))
        for end, joined in _joined(lines, at):
            found = author_line(joined)
            if found:
                return end, joined, found, numbers | _numbers(joined)
    raise Unreadable("no heading that names a question's author")


def _joined(lines: Sequence[str], at: int) -> list[tuple[int, str]]:
    """The line with the next ones, for a heading can be broken, and alone; the longest first, each with its end."""
    if not lines[at].strip():
        return []
    words: list[str] = []
    found: list[tuple[int, str]] = []
    for end in range(at, min(at + 2 * LINES_OF_HEADING, len(lines))):
        if lines[end].strip() and len(words) < LINES_OF_HEADING:
            words.append(_one_line(lines[end]))
            found.insert(0, (end + 1, " ".join(words)))
    return found


def _one_line(line: str) -> str:
    return " ".join(LINK.sub("", line).split())


def _numbers(line: str) -> set[str]:
    found = HEADING.match(folded(line)) if len(line) < 400 else None
    return {found["number"].upper()} if found else set()


def _agree(tree: BeautifulSoup, asked: SenatReference, numbers: set[str]) -> None:
    """Raise Unreadable where the page says that it is of another question than `asked`."""
    told: set[SenatReference] = set()
    for tag in every(tree, lambda tag: tag.name in ("link", "meta")):
        if "canonical" in attribute(tag, "rel") or attribute(tag, "property") == "og:url":
            found = ADDRESS.search(f"{attribute(tag, 'href')} {attribute(tag, 'content')}")
            reference = _reference(found["reference"].upper()) if found else None
            told |= {reference} if reference else set()
    if told - {asked}:
        raise Unreadable(f"of another question: {', '.join(sorted(map(str, told)))}, not {asked}")
    if any(number_of(each) != (asked.number, asked.letter) for each in numbers):
        raise Unreadable(f"of another question: n° {', '.join(sorted(numbers))}, not {asked.written_number}")


def _title(root: Tag, tree: BeautifulSoup, heading: str) -> str | None:
    for tag in every(root, lambda tag: tag.name == "h1"):
        line = LINK.sub("", line_of(tag) or "").strip()
        if line and fold(line) not in NO_TITLE and not heading.startswith(line) and not HEADING.match(folded(line)):
            return line
    named = SITE.sub("", " ".join(tree.title.get_text().split())) if tree.title else ""
    return named if named and fold(named) not in NO_TITLE and not HEADING.match(folded(named)) else None


def _ministry(named: str | None) -> str | None:
    """The ministry without the colon and the full stop around it: "ministère : Environnement" is "Environnement"."""
    line = " ".join((named or "").split())
    colon = re.match(r"(?i)minist[eè]re\s?:\s?", line)
    return (line[colon.end() :] if colon else line).strip(" .:") or None


def _reason(told: str | None) -> str | None:
    words = (told or "").strip(" \u00a0,.()")
    begins = REASON.match(folded(words))
    return words[begins.end() if begins else 0 :].strip(" \u00a0,.()") or None


def _answer(part: _Part) -> SenateAnswer:
    return SenateAnswer(part.ministry, part.day, part.in_session, part.text, part.erratum)


def _reference(text: str) -> SenatReference | None:
    try:
        return SenatReference.parse(text)
    except ValueError:
        return None
