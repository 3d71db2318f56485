"""What the labels of closings mean."""

import pytest

from bot.core.chambers.assemblee import ASSEMBLEE
from bot.core.closing_labels import Ending


@pytest.mark.parametrize(
    ("label", "ending", "known"),
    [
        ("Fin de mandat", Ending.MANDATE, True),
        ("FIN DE MANDAT.", Ending.MANDATE, True),
        ("Question retirée", Ending.WITHDRAWN, True),
        ("Caducité", Ending.LAPSED, True),
        ("Réponse publiée", Ending.ANSWER, True),
        ("Fusion de questions", None, False),
        (None, None, True),
    ],
)
def test_labels_of_closings(label: str | None, ending: Ending | None, known: bool) -> None:
    assert (ASSEMBLEE.ending(label), ASSEMBLEE.knows(label)) == (ending, known)
