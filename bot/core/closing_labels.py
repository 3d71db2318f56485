"""The labels of closings: how a question can end, and how a label is folded to be looked up.

Which labels a chamber closes its questions with, and what each means, stands with the chamber (`bot/core/chambers`).
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


WORD = re.compile(r"[^\W_]+")


def fold(label: str) -> str:
    """The words alone, without case, accents or punctuation."""
    letters = (each for each in unicodedata.normalize("NFKD", label) if not unicodedata.combining(each))
    return " ".join(WORD.findall("".join(letters).casefold()))
