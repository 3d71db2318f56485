"""The labels of closings: which of them are known, and what each means.

Known from real records: "Réponse publiée" and "Fin de mandat". Other values exist for withdrawal and lapse; the words
here are those of the Assemblée's rules, of the older pages and of the platform on which ministries answer (known from
its public source: "Clos autre", "retirée", "caduque", "répondu"), and any other label is shown as it stands.
"""

import re
import unicodedata
from enum import StrEnum


class Ending(StrEnum):
    """How a question can end."""

    ANSWER = "answer"
    MANDATE = "mandate"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    OTHER = "other"


LABELS = {
    "reponse publiee": Ending.ANSWER,
    "repondu": Ending.ANSWER,
    "repondue": Ending.ANSWER,
    "fin de mandat": Ending.MANDATE,
    "retrait": Ending.WITHDRAWN,
    "retiree": Ending.WITHDRAWN,
    "question retiree": Ending.WITHDRAWN,
    "caducite": Ending.LAPSED,
    "caduque": Ending.LAPSED,
    "question caduque": Ending.LAPSED,
    "question devenue caduque": Ending.LAPSED,
    "fin de legislature": Ending.LAPSED,
    "clos autre": Ending.OTHER,
    "close autre": Ending.OTHER,
    "cloture autre": Ending.OTHER,
}


WORD = re.compile(r"[^\W_]+")


def ending_of(label: str | None) -> Ending | None:
    """The ending that a label means; None for an unknown label."""
    return LABELS.get(_fold(label or ""))


def is_known(label: str | None) -> bool:
    """Whether the operator need not be told of a label: its meaning is known, or it is empty."""
    return not _fold(label or "") or ending_of(label) is not None


def _fold(label: str) -> str:
    """The words alone, without case, accents or punctuation."""
    letters = (each for each in unicodedata.normalize("NFKD", label) if not unicodedata.combining(each))
    return " ".join(WORD.findall("".join(letters).casefold()))
