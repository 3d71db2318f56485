"""The names of the deputies, which the archive of questions does not have: it only has references.

Known from public programs that read the Assemblée's archive of its deputies (AMO10): a zip with one
`json/acteur/PA….json` a deputy, some 600 of them; `acteur.uid` is a text or an object with one.
"""

import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from bot.parliament.opendata import AUTHOR_REF
from bot.parliament.page import MAX_BYTES, Unreadable
from bot.parliament.text import tidy
from bot.parliament.zipped import Bounds, Refused, members

BOUNDS = Bounds(members=5000, largest=MAX_BYTES, total=500 * 1024 * 1024)
ACTOR = re.compile(r"(?:[^/]+/)*PA[0-9]{1,9}\.json")
LONGEST_NAME = 100
"""Characters, with the title: "M. Philippe Juvin"."""


def read_deputies(file: BinaryIO) -> Iterator[tuple[str, str]]:
    """Each deputy's reference ("PA721764") and name ("M. Philippe Juvin").

    A file in it that cannot be read is passed over. Raises Unreadable where the file is no whole zip archive, at its
    start, or where nothing in it can be read, at its end.
    """
    found = False
    for member in members(file, ACTOR, BOUNDS):
        deputy = None if isinstance(member, Refused) else _deputy(member.body)
        if deputy is not None:
            found = True
            yield deputy
    if not found:
        raise Unreadable("an archive without a deputy")


def _deputy(body: bytes) -> tuple[str, str] | None:
    try:
        document = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None
    actor = _part(document, "acteur") or document
    identity = _part(_part(actor, "etatCivil"), "ident")
    reference = _text(actor, "uid")
    first, last = _text(identity, "prenom"), _text(identity, "nom")
    if not AUTHOR_REF.fullmatch(reference) or not last:
        return None
    name = " ".join(word for word in (_text(identity, "civ"), first, last) if word)
    return reference, name[:LONGEST_NAME].strip()


def _part(value: Any, key: str) -> Any:
    return value.get(key) if isinstance(value, dict) else None


def _text(value: Any, key: str) -> str:
    """A text, wrapped in an object or not; empty where there is none."""
    found = _part(value, key)
    text = _part(found, "#text") if isinstance(found, dict) else found
    return tidy(text).strip() if isinstance(text, str) else ""
