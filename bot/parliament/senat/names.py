"""Senators' names, which the Sénat's data and pages write with the surname in capitals: "M. MASSON Jean Louis"."""

import re

CAPITALS = re.compile(r"(?P<elided>\AD['’])|(?P<particle>\A(?:DE|DES|DU)(?= )|(?<=-)(?:DE|DES|DU)(?=-))|[^\W\d_]{2,}")
"""Words of a surname. Its first particle is written small ("Marie-Hélène des Esgaulx"); "La" and "Le" stay."""


def in_small_letters(surname: str) -> str:
    """The surname as it stands in a text: "MASSON" is "Masson", "DE LA GONTRIE" is "de La Gontrie".

    Words that are not all in capitals stay as they are.
    """
    return CAPITALS.sub(_small, surname)


def full_name(civility: str | None, first_name: str | None, surname: str | None) -> str | None:
    """Civility, first name and surname as a text has them; None without a surname."""
    if not surname:
        return None
    return " ".join(each for each in (civility, first_name, in_small_letters(surname)) if each)


def _small(word: re.Match[str]) -> str:
    letters = word[0]
    if word["elided"] or word["particle"]:
        return letters.lower()
    return letters[0] + letters[1:].lower() if letters.isupper() else letters
