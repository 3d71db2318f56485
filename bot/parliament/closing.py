"""The end of a question without an answer, as lines of a page word it."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.core.chambers.assemblee import ASSEMBLEE
from bot.core.closing_labels import Ending
from bot.core.question import Closing
from bot.parliament.dates import french_date
from bot.parliament.text import fold

ENDS = re.compile(
    r"\b(?:question retiree?|retiree?|retrait|caduque?|caducite|fin de (?:mandat|legislature)|cloturee?|close?)\b"
)
OTHER_LINES = re.compile(r"\b(?:signale\w*|renouvel\w*|attribution|reattribu\w*|erratum)\b")

LINE_LENGTH = 200
BEGINNING = 60
"""Characters. A line about an end is short and names it at the beginning; a sentence of a text does not."""

LONGEST_MOTIVE = 100
MOST_FOLLOWING = 4
"""Lines: "Date de cloture :", its value, "Motif de cloture :", its value."""

DAY = re.compile(r"\d{1,2}\s?(?:er)?\s+[^\W\d_]+\s+\d{4}|\d{1,2}/\d{1,2}/\d{4}|\d{4}-\d{2}-\d{2}")
DAY_FIRST = re.compile(rf"\s*(?:au JO\s+)?(?:(?:le|du|en date du)\b)?[\s:]*(?:{DAY.pattern})", re.IGNORECASE)
LINK = re.compile(r"(?:\s+au JO)?(?:\s+(?:le|du|en date du))?[\s:]*$", re.IGNORECASE)
MOTIVE = re.compile(r"\((.+)\)[\s.]*$")

NAME = r"\s*(?:date|motif|raison)\s+d(?:e\s+(?:la\s+)?|['’]\s*|u\s+)"
WHAT = r"cl[oô]ture|retrait|caducit[eé]"
FACT = re.compile(rf"{NAME}(?P<named>{WHAT})\b\s*:?|\s*(?P<bare>{WHAT})\s*(?::|$|(?=[(\d]))", re.IGNORECASE)
"""The name of a fact, such as "Date de cloture :", which is not a reason for an end."""

FILLING = " \t\u00a0\u202f.,;:-–—()"
NO_MOTIVE = re.compile(
    r"(?:cette )?question (?:de|n|ecrite|publiee)\b|reponse\b(?! publiee$)|(?:page|texte|date)\b"
    r"|(?:voir|lire|partager|imprimer|telecharger|suivre|retour|haut de)\b"
)
"""How other lines of a page begin, and the buttons on it."""


@dataclass(frozen=True, slots=True)
class ToldEnd:
    """What one line tells of an end: the words for it, the motive, the day; each of them can stand on another line.

    `is_fact` is whether the line only names a fact, which may have no value yet.
    """

    words: str | None
    motive: str | None
    on: date | None
    is_fact: bool = False


def closing_in(line: str | None) -> Closing | None:
    """The closing that one line tells ("Retirée le 9 juin 2024 (fin de mandat)"), or None.

    The label is the motive where there is one, in parentheses for instance, since the archive uses the same words ("Fin
    de mandat"); else the words before the date, as they stand, unless they only name the fact ("Date de cloture"). Only
    for a line of the page's own: a question's text can say anything.
    """
    return None if line is None else closing_among([line])


def closing_among(lines: Sequence[str]) -> Closing | None:
    """The closing of the first of several lines that tells one; its day and motive may stand on the next lines."""
    composed = [unicodedata.normalize("NFC", line) for line in lines]
    for at, line in enumerate(composed):
        told = _told(line)
        closing = told and _completed(told, composed[at + 1 : at + 1 + MOST_FOLLOWING])
        if closing:
            return closing
    return None


def _told(line: str) -> ToldEnd | None:
    if len(line) > LINE_LENGTH:
        return None
    words = fold(line)
    if OTHER_LINES.search(words) or not ENDS.search(words[:BEGINNING]):
        return None
    fact = FACT.match(line)
    return _told_by_fact(fact, line[fact.end() :]) if fact else _told_by_words(line)


def _told_by_fact(fact: re.Match[str], value: str) -> ToldEnd:
    what = (fact["named"] or fact["bare"]).capitalize()
    words = None if fold(what) == "cloture" else what
    is_fact = words is None or fact["named"] is not None or ":" in fact[0]
    return ToldEnd(words, _motive_beside_day(value), french_date(value), is_fact)


def _told_by_words(line: str) -> ToldEnd:
    day, in_parentheses = DAY.search(line), MOTIVE.search(line)
    before = LINK.sub("", line[: day.start()] if day else line).strip()
    named = re.match(NAME, before, re.IGNORECASE)
    words = (before[named.end() :].capitalize() if named else before) or None
    motive = in_parentheses[1].strip() or None if in_parentheses else None
    if motive is None and day and ASSEMBLEE.ending(line[day.end() :]):
        motive = _motive(line[day.end() :])
    return ToldEnd(words, motive, french_date(line))


def _completed(told: ToldEnd, following: Sequence[str]) -> Closing | None:
    """The closing, with the day and the motive from the lines that follow; None where a fact has no value there."""
    on, motive = told.on, told.motive
    takes_motive = ASSEMBLEE.ending(told.words) is not Ending.MANDATE
    for line in following:
        if fact := FACT.match(line):
            value = line[fact.end() :]
            on, motive = on or french_date(value), motive or _motive_beside_day(value)
        elif on is None and DAY_FIRST.match(line):
            on, motive = french_date(line), motive or _motive_beside_day(line)
        elif motive is None and takes_motive and (found := _motive(line)):
            motive = found
        else:
            break
    if told.is_fact and on is None and ASSEMBLEE.ending(motive) is None:
        return None
    return Closing(motive or told.words, on)


def _motive_beside_day(text: str) -> str | None:
    """The motive that a text gives beside its day, in parentheses or not."""
    day = DAY.search(text)
    before, after = (LINK.sub("", f" {text[: day.start()]}"), text[day.end() :]) if day else (text, "")
    return _motive(after) or _motive(before)


def _motive(text: str) -> str | None:
    """The motive that a line consists of, without the parentheses around it; None for any other line."""
    found = MOTIVE.fullmatch(text.strip())
    motive = found[1].strip() if found else text.strip(FILLING)
    words = fold(motive)
    is_other = OTHER_LINES.search(words) or NO_MOTIVE.match(words) or DAY.search(motive) or ":" in motive
    return motive if 0 < len(motive) <= LONGEST_MOTIVE and re.search(r"[^\W\d_]", motive) and not is_other else None
