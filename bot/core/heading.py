"""The heading of a question: a few words by which it is found and compared."""

import re
import unicodedata

from bot.core.compatible import compatible
from bot.core.question import Question

LONGEST_SUBJECT = 300
LONGEST_REST = 120
"""No subject, rubric or ministry on the sources comes near; a hostile one is cut here."""

_WORD = re.compile(r"[^\W_]+")
_LIGATURES = (("œ", "oe"), ("Œ", "OE"), ("æ", "ae"), ("Æ", "AE"))
_FILLERS = frozenset(
    {
        *("a", "au", "aux", "avec", "ce", "ces", "d", "dans", "de", "des", "du", "en", "entre", "et", "l", "la", "le"),
        *("les", "leur", "leurs", "ou", "par", "pour", "qu", "sa", "ses", "son", "sur", "un", "une"),
    }
)


def heading_of(question: Question) -> str:
    """The subject on the first line, then the rubric and the ministry that owes the answer; each may be empty."""
    rest = (question.rubric, question.ministry)
    return "\n".join((_line(question.subject, LONGEST_SUBJECT), *(_line(each, LONGEST_REST) for each in rest)))


def unligatured(text: str) -> str:
    """The text with its ligatures as two letters, as many people type them: "oeuvre" for "œuvre"."""
    for one, two in _LIGATURES:
        text = text.replace(one, two)
    return text


def telling_words(text: str) -> list[str]:
    """The words without case and accents; fillers are left out, unless there is nothing else."""
    words = all_words(text)
    return [word for word in words if word not in _FILLERS] or words


def all_words(text: str) -> list[str]:
    """The words without case and accents: nothing but letters and digits."""
    letters = (each for each in compatible(unligatured(text), "NFKD") if not unicodedata.combining(each))
    return _WORD.findall("".join(letters).casefold())


def _line(text: str | None, longest: int) -> str:
    return " ".join((text or "").split())[:longest]
