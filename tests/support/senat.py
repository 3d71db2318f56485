"""A waiting question as the Sénat's file has it."""

from datetime import date

from bot.standins.sites.senat_file import Row, named

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
