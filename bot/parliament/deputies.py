"""Reads the registers of deputies: the archive of questions has references to its authors, and no names.

Known from the register of the 17th legislature (AMO10, November 2025): one zip with 575 `json/acteur/PA….json` among
7,139 organs and 37 deports; `acteur.uid` is an object with `#text`, what is missing is null or `{"@xsi:nil": "true"}`,
some have no `mandats`. The constituency is that of the mandate of type ASSEMBLEE. Public programs say that the
historical register (AMO30) has every deputy since the 11th legislature in the same form; where two deputies have one
name, it puts the département into `nom`: "Martin (Gironde)". What is in `adresses` was removed from the sample; several
public programs say that `adresses.adresse` is an object or a list, and that an address of e-mail among them has
`@xsi:type` "AdresseMail_Type", `type` "15", `typeLibelle` "Mèl" and the address in `valElec`.
"""

import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from bot.core.deputy import Deputy
from bot.parliament.opendata import AUTHOR_REF
from bot.parliament.page import MAX_BYTES, Unreadable
from bot.parliament.text import tidy
from bot.parliament.zip_reader import Bounds, ZipRefusal, members

VERSION = 3
"""Raise it with every change of what the reader makes of the same bytes: registers are read again then."""

BOUNDS = Bounds(members=300_000, largest=MAX_BYTES, total=2 * 1024**3)
"""AMO10 has 7,751 members, AMO30 tens of thousands, 3,114 of them acteurs; these alone are unpacked. An acteur has some
kilobytes for each mandate. 80 MB of zip, the most that is told of, unpack into about a gigabyte.
"""

ACTOR = re.compile(r"(?:[^/]+/)*PA[0-9]{1,9}\.json")
LONGEST_NAME = 100
"""Characters, with the civility: "M. Philippe Juvin". The longest real ones have some 40."""

LONGEST_CONSTITUENCY = 100
"""Characters: "Français établis hors de France" has 31."""

EMAIL = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,60}[a-z0-9])?@assemblee-nationale\.fr")
"""An address at the Assemblée, in small letters. A deputy can give others, of an office or a party: these are left."""

WITH_CONSTITUENCY = re.compile(r"(.+?)\s*\(([^()]+)\)")


def read_deputies(file: BinaryIO) -> Iterator[Deputy]:
    """Every deputy whom a register names.

    A member of the zip that cannot be read is passed over. Raises Unreadable where the file is no whole zip archive, at
    its start, or where nothing in it can be read, at its end.
    """
    found = False
    for member in members(file, ACTOR, BOUNDS):
        deputy = None if isinstance(member, ZipRefusal) else _deputy(member.body)
        if deputy is not None:
            found = True
            yield deputy
    if not found:
        raise Unreadable("an archive without a deputy")


def _deputy(body: bytes) -> Deputy | None:
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
    marked = WITH_CONSTITUENCY.fullmatch(last)
    name = " ".join(word for word in (_text(identity, "civ"), first, marked[1] if marked else last) if word)
    constituency = marked[2] if marked else _constituency(actor)
    place = constituency[:LONGEST_CONSTITUENCY].strip() or None
    return Deputy(reference, name[:LONGEST_NAME].strip(), place, _email(actor))


def _email(actor: Any) -> str | None:
    """The first address of e-mail at the Assemblée; None where there is none."""
    told = (_text(each, "valElec").lower() for each in _listed(_part(actor, "adresses"), "adresse"))
    return next((each for each in told if EMAIL.fullmatch(each)), None)


def _constituency(actor: Any) -> str:
    """The département of the latest election to the Assemblée; empty where none is told."""
    told = [
        (_text(mandate, "dateDebut"), place)
        for mandate in _listed(_part(actor, "mandats"), "mandat")
        if _text(mandate, "typeOrgane") == "ASSEMBLEE"
        and (place := _text(_part(_part(mandate, "election"), "lieu"), "departement"))
    ]
    return max(told, default=("", ""))[1]


def _listed(value: Any, key: str) -> list[Any]:
    found = _part(value, key)
    return found if isinstance(found, list) else [found]


def _part(value: Any, key: str) -> Any:
    return value.get(key) if isinstance(value, dict) else None


def _text(value: Any, key: str) -> str:
    """A text, wrapped in an object or not; empty where there is none."""
    found = _part(value, key)
    text = _part(found, "#text") if isinstance(found, dict) else found
    return tidy(text).strip() if isinstance(text, str) else ""
