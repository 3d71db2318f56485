"""The short names under which people ask for a parliamentary group: `groupe:RN`, `groupe:LFI`, `groupe:LR`.

The archive has the long name alone. Most short names in the Assemblée's register are its initials, with the little
words (UDDPLR) or without them (GDR), of the whole or of a part (LFI-NFP); those that are not stand in a table.
"""

from functools import lru_cache

from bot.core.stems import says_something
from bot.core.words import words_of

_OTHERS = (
    # Short names of the register (`libelleAbrev`, `libelleAbrege`) since the 14th legislature that are no initials.
    ("ensemble republique", "EPR"),
    ("socialistes", "SOC PS"),
    ("ecologiste", "ECO ECOLO ECOS EELV"),
    ("democrates", "DEM MODEM"),
    ("democrate modem", "DEM"),
    ("mouvement democrate", "DEM MODEM"),
    ("horizons", "HOR"),
    ("renaissance", "RE REN"),
    ("republique marche", "LAREM"),
    ("non inscrit", "NI"),
    ("non inscrits", "NI"),
    ("deputes non inscrits", "NI"),
    # What people say instead.
    ("gauche democrate republicaine", "PCF"),  # the party of most of its deputies
    ("droite republicaine", "LR"),  # as it called itself until 2024
)
"""How a long name begins, in the words of it that say something, and what else the group is called."""

OTHERS = tuple((tuple(words.split()), tuple(short.split())) for words, short in _OTHERS)


@lru_cache(maxsize=256)
def short_names(group: str) -> tuple[str, ...]:
    """What a group is called for short, of the long name that a record has; the last one is all of it in a row.

    So "LFI-NFP" and "GDR-NUPES" are found too, each of which has words of two of them.
    """
    names = dict.fromkeys(name for part in (group, *group.split(" - ")) for name in _names_of(part))
    return (*names, " ".join((*names, group))) if names else ()


def _names_of(part: str) -> list[str]:
    words = words_of(part)
    telling = tuple(word for word in words if says_something(word))
    initials = ("".join(word[0] for word in row).upper() for row in (words, telling) if len(row) > 1)
    return [*initials, *(name for begins, names in OTHERS if telling[: len(begins)] == begins for name in names)]
