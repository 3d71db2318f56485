"""Families of ministries: under which lasting names a ministry is asked for, whatever it is called today.

The families stand in `ministry_families.toml` beside this module, which is edited without code.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from bot.core.stems import stem
from bot.core.words import words_of

FILE = files("bot.core") / "ministry_families.toml"

Stems = tuple[str, ...]

LONGEST_KEY = 30
"""Characters of a family's name in a button's data, which has 64 bytes for all that it carries."""

_CHARGED = re.compile(r"(?<!\w)(?:chargée?s? (?:de |du |des |d['’])|porte-parole)")
_UNDER = re.compile(r",? ?(?:et )?auprès d")
_IN_BRACKETS = re.compile(r"\([^()]*\)")


class BadFamilies(ValueError):
    """A file of families that cannot be used; its words say where."""


@dataclass(frozen=True, slots=True)
class Family:
    """A family: its name, what else people call it, the words of official names that belong to it, and why."""

    name: str
    words: tuple[str, ...]
    reason: str
    also: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The family in a button's data: its name, which stays while other families come into the file."""
        return "-".join(words_of(self.name))[:LONGEST_KEY]


@dataclass(frozen=True, slots=True)
class Families:
    """All families, and their words as they are looked for, the longest first."""

    all: tuple[Family, ...]
    looked_for: tuple[tuple[Stems, str], ...]

    def with_key(self, key: str) -> Family | None:
        """The family of a button's data; None where there is none such any more."""
        return next((each for each in self.all if each.key == key), None)

    def of(self, ministry: str) -> tuple[str, ...] | None:
        """The families of an official name, in the order in which it has them; None for a name of no family.

        An unknown name means that a government has found a new word: it is reported, and put into the file.
        """
        row = f" {' '.join(_stems(field_of(ministry)))} "
        found: list[tuple[int, str]] = []
        for words, family in self.looked_for:
            wanted = f" {' '.join(words)} "
            while (at := row.find(wanted)) >= 0:
                found.append((at, family))
                row = f"{row[:at]} {'.' * (len(wanted) - 2)} {row[at + len(wanted) :]}"
        return tuple(dict.fromkeys(family for _, family in sorted(found))) or None

    def names_of(self, ministry: str) -> tuple[str, ...]:
        """The names under which people ask for this ministry besides its own: those of its families."""
        own = self.of(ministry) or ()
        return tuple(name for each in self.all if each.name in own for name in (each.name, *each.also))


def field_of(ministry: str) -> str:
    """The part of a name that says what this ministry itself deals with.

    For a delegated one that is what it is charged with, and where it is charged with nothing of its own, the field of
    the ministry under which it stands: "Ministère délégué auprès du ministre de l'intérieur".
    """
    plain = _IN_BRACKETS.sub(" ", " ".join(ministry.split()))
    first, *under = _UNDER.split(plain)
    charges = [part[found.start() :] for part in (first, *under) if (found := _CHARGED.search(part)) is not None]
    if under and charges:
        return ", ".join(charges)
    return ", ".join(under) or plain


def read_families(text: str) -> Families:
    """Read a file of families. Raises BadFamilies for one that is none, or in which a word is missing."""
    try:
        tables = tomllib.loads(text).get("family", [])
        families = tuple(_family(table) for table in tables)
    except (tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError) as error:
        raise BadFamilies(f"not a file of families: {error}") from error
    if not families:
        raise BadFamilies("not a file of families: there is none in it")
    return Families(families, tuple(_looked_for(families)))


@cache
def shipped() -> Families:
    """The families of the file beside this module."""
    return read_families(FILE.read_text("utf-8"))


def _family(table: dict[str, object]) -> Family:
    strings = {key: table[key] for key in ("name", "reason")}
    lists = {"words": table["words"], "also": table.get("also", [])}
    if not all(isinstance(value, str) and value.strip() for value in strings.values()):
        raise TypeError("a name and a reason are words")
    if not all(isinstance(value, list) and all(isinstance(each, str) for each in value) for value in lists.values()):
        raise TypeError("words are a list of words")
    return Family(str(table["name"]), _tuple(lists["words"]), str(table["reason"]), _tuple(lists["also"]))


def _tuple(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()


def _looked_for(families: Iterable[Family]) -> list[tuple[Stems, str]]:
    pairs = [(_stems(words), each.name) for each in families for words in each.words]
    return sorted((pair for pair in pairs if pair[0]), key=lambda pair: (-len(pair[0]), pair))


def _stems(text: str) -> Stems:
    return tuple(map(stem, words_of(text)))
