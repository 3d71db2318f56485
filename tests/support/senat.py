"""A waiting question as the Sénat's file has it."""

from datetime import date

from bot.core.chambers.senat import SENAT
from bot.core.source import Source
from bot.parliament.client import Roots
from bot.parliament.senat import FILE
from bot.standins.sites.senat_file import Row, named

UNPACK = {FILE.name: FILE.unpack}
"""What reads the records of the Sénat's file, as the store takes it."""

MAYORS = "Difficultés de recrutement des secrétaires de mairie"


def waiting_row(number: int, published: date, **cells: str) -> Row:
    """The row of a written question that waits; `cells` take the place of its own."""
    return {
        **named("QE", number, published),
        "Sort": "En cours",
        "Titre": MAYORS,
        "Nom": "DE LA GRANGE",
        "Prénom": "Aline",
        "Civilité": "Mme",
        "Circonscription": "Orne",
        "Groupe": "UC",
        "Ministère de dépôt": "Intérieur",
        "Thème(s)": "Collectivités territoriales",
        **cells,
    }


def roots_at(url: str) -> Roots:
    """All sites at one address, the Sénat's among them."""
    return Roots(url, url, url, url, {SENAT.archive: url}, {Source.SENAT: url})
