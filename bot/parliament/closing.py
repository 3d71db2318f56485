"""The end of a question without an answer, as a line of a page words it."""

import re

from bot.core.question import Closing
from bot.parliament.dates import french_date
from bot.parliament.text import fold

ENDS = re.compile(
    r"\b(?:question retiree?|retiree?|retrait|caduque?|caducite|fin de (?:mandat|legislature)|cloturee?|cloture)\b"
)
OTHER_LINES = re.compile(r"\b(?:signale\w*|renouvel\w*|attribution|reattribu\w*|erratum)\b")

LINE_LENGTH = 200
BEGINNING = 60
"""Characters: such a line is short and says what happened at once; a sentence of a text that strayed in does not."""

DAY = re.compile(r"\d{1,2}\s?(?:er)?\s+[^\W\d_]+\s+\d{4}|\d{1,2}/\d{1,2}/\d{4}|\d{4}-\d{2}-\d{2}")
LINK = re.compile(r"(?:\s+au JO)?(?:\s+(?:le|du|en date du))?[\s:]*$", re.IGNORECASE)
MOTIVE = re.compile(r"\((.+)\)[\s.]*$")


def closing_in(line: str | None) -> Closing | None:
    """The closing that one line tells ("Retirée le 9 juin 2024 (fin de mandat)"), or None.

    The label is the motive in parentheses where there is one, since the archive uses the same words
    ("Fin de mandat"); else the words before the date, as they stand. Only for a line of a page's own
    furniture: a question's text can say anything.
    """
    if line is None or len(line) > LINE_LENGTH:
        return None
    words = fold(line)
    if OTHER_LINES.search(words) or not ENDS.search(words[:BEGINNING]):
        return None
    return Closing(_label(line), french_date(line))


def _label(line: str) -> str | None:
    motive = MOTIVE.search(line)
    if motive:
        return motive[1].strip() or None
    day = DAY.search(line)
    words = line[: day.start()] if day else line
    return LINK.sub("", words).strip() or None
