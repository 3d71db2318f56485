"""Senators' names, which the Sénat's data and pages write with the surname in capitals: "M. MASSON Jean Louis"."""

import re

from bot.parliament.author import author_in
from bot.parliament.text import fold

CIVILITY = re.compile(r"(?:M\.|Mme|Mlle|MM\.)\s")
SURNAME = re.compile(
    r"(?:(?:de|du|des|la|le|les)\s|[dl]['’])*[^\W\d_a-zà-öø-ÿ][^\Wa-zà-öø-ÿ]*(?:['’-][^\Wa-zà-öø-ÿ]+)*(?=\s|$)"
)
"""One word of a surname in capitals, with its particles."""

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


def author_on_page(named: str, text: str | None) -> str | None:
    """The author whom a page names "M. MASSON Jean Louis": as the question's first words do, if they mean the same."""
    line = " ".join(named.split())
    opening = author_in(text)
    if opening and _words(opening) == _words(line):
        return opening
    civility = CIVILITY.match(line)
    rest = line[civility.end() :] if civility else line
    surnames: list[str] = []
    while surname := SURNAME.match(rest):
        surnames.append(surname[0])
        rest = rest[surname.end() :].strip()
    if not surnames or not rest:
        return line or None
    return full_name(civility[0].strip() if civility else None, rest, " ".join(surnames))


def _words(name: str) -> set[str]:
    return set(re.findall(r"\w+", fold(name)))
