"""Brings the letters of a text into one of Unicode's compatibility forms, and bounds how much longer it becomes.

A few signs stand for whole phrases: U+FDFA alone becomes eighteen letters. Nobody needs them to name a question, and a
message of nothing else would be read eighteenfold, so a space takes their place.
"""

import re
import unicodedata
from typing import Literal

MOST_GROWTH = 4
"""A text becomes at most so many times as long: "Ⅷ" becomes "VIII"."""

_BLOCKS = (range(0x3200, 0x3400), range(0xFB50, 0xFE00))
"""Unicode's blocks of the signs that grow more: squared words, and Arabic ligatures."""

_PHRASES = {
    sign: " " for block in _BLOCKS for sign in block if len(unicodedata.normalize("NFKD", chr(sign))) > MOST_GROWTH
}
_HAS_PHRASE = re.compile(f"[{''.join(map(chr, _PHRASES))}]")  # hardly a text does, and to look costs next to nothing


def compatible(text: str, form: Literal["NFKC", "NFKD"] = "NFKC") -> str:
    """The text in that form, at most `MOST_GROWTH` times as long."""
    return unicodedata.normalize(form, text.translate(_PHRASES) if _HAS_PHRASE.search(text) else text)
