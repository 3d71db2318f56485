"""Files of the Sénat for the tests: made-up rows under the real header, and what is read of them."""

from datetime import UTC, date, datetime

import pytest

from bot.parliament.page import Unreadable
from bot.parliament.senat.questions_csv import read_questions
from bot.parliament.senat.records import SenateRow
from bot.standins.sites.senat_file import Row, named, written

TODAY = date(2026, 11, 26)
NOW = datetime(2026, 11, 26, 6, 0, tzinfo=UTC)
JULY = date(2025, 7, 24)
ROW: Row = named("QE", 5636, JULY) | {
    "Sort": "Réponse reçue",
    "Titre": "Avenir des digues",
    "Nom": "GARANCE",
    "Prénom": "Odile",
    "Civilité": "Mme",
    "Circonscription": "Orne",
    "Groupe": "UC",
    "Type Appartenance": "A",
    "Ministère de dépôt": "Transition écologique",
    "Date de transmission": "2025-09-04",
    "Ministère de transmission": "Intérieur",
    "Ministère de réponse": "Intérieur",
    "Date de réponse JO": "2025-11-13",
    "Référence de la question rappelée": "SEQ250404208",
    "Thème(s)": "Environnement",
}
OTHER: Row = named("QE", 5637, JULY) | {"Sort": "En cours", "Titre": "Pêche", "Nom": "OLLIVET", "Prénom": "Jean Louis"}
THIRD: Row = named("QOSD", 1054, JULY) | {"Sort": "En cours", "Titre": "Gares", "Nom": "SAULE"}


def only(body: bytes) -> SenateRow:
    (row,) = read_questions(body).rows
    return row


def reason(body: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        read_questions(body)
    assert caught.value.reason
    assert "\n" not in caught.value.reason
    return caught.value.reason


def one(**cells: str) -> bytes:
    return written([ROW | {key.replace("_", " "): value for key, value in cells.items()}])
