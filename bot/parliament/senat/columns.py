"""The columns of the Sénat's file, found by their names.

Known from the header of the real file, which has the twenty-one of `COLUMNS`. Nothing depends on their order.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.parliament.page import NoPage, Unreadable
from bot.parliament.text import fold, tidy

SORT, NATURE, NUMBER, REFERENCE, TITLE = "Sort", "Nature", "Numéro", "Référence", "Titre"
SURNAME, FIRST_NAME, CIVILITY = "Nom", "Prénom", "Civilité"
CONSTITUENCY, GROUP, MEMBERSHIP = "Circonscription", "Groupe", "Type Appartenance"
PUBLISHED, ASKED_MINISTRY = "Date de publication JO", "Ministère de dépôt"
TRANSMITTED, TRANSMITTED_TO = "Date de transmission", "Ministère de transmission"
ANSWERING_MINISTRY, ANSWERED = "Ministère de réponse", "Date de réponse JO"
REMINDS, THEMES, THEME_OF_CURRENT, ADDRESS = (
    "Référence de la question rappelée",
    "Thème(s)",
    "Thème QC",
    "URL Question",
)

COLUMNS = (
    SORT,
    NATURE,
    NUMBER,
    REFERENCE,
    TITLE,
    SURNAME,
    FIRST_NAME,
    CIVILITY,
    CONSTITUENCY,
    GROUP,
    MEMBERSHIP,
    PUBLISHED,
    ASKED_MINISTRY,
    TRANSMITTED,
    TRANSMITTED_TO,
    ANSWERING_MINISTRY,
    ANSWERED,
    REMINDS,
    THEMES,
    THEME_OF_CURRENT,
    ADDRESS,
)
NOT_NEEDED = frozenset({MEMBERSHIP, THEME_OF_CURRENT})
"""Without one of the others a fact of every question would be lost, or taken for unknown all of a sudden."""

MOST_COLUMNS = 100
LONGEST_NAME = 100
MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each known column stands, and what else the header says.

    A row has at least `fewest` cells; those from `width` on stand below no name.
    """

    places: Mapping[str, int]
    unknown: tuple[str, ...]
    missing: tuple[str, ...]
    width: int
    fewest: int

    def fit(self, cells: Sequence[str]) -> bool:
        """Whether these can be the cells of one row: an export can add empty ones at the end."""
        return len(cells) >= self.fewest and not any(each.strip() for each in cells[self.width :])


def read_header(cells: Sequence[str]) -> Columns:
    """The columns of the header. Case and accents do not matter.

    Raises Unreadable where a needed column is missing, or a name stands twice; NoPage where it is no header at all.
    """
    names = [tidy(each).strip() for each in cells]
    while names and not names[-1]:
        names.pop()
    if len(names) > MOST_COLUMNS:
        raise Unreadable(f"{len(names)} columns")
    known = {fold(each): each for each in COLUMNS}
    places: dict[str, int] = {}
    unknown = []
    for at, name in enumerate(names):
        column = known.get(fold(name))
        if column is None:
            unknown.append(name[:LONGEST_NAME] or f"column {at + 1}, without a name")
        elif column in places:
            raise Unreadable(f"the column {column} stands twice")
        else:
            places[column] = at
    if not places:
        raise NoPage("not the file of questions: its first line has none of the columns")
    missing = [each for each in COLUMNS if each not in places]
    needed = [each for each in missing if each not in NOT_NEEDED]
    if needed:
        raise Unreadable(_lacking(needed, unknown))
    fewest = 1 + max(at for column, at in places.items() if column not in NOT_NEEDED)
    return Columns(places, tuple(unknown), tuple(missing), len(names), fewest)


def _lacking(needed: Sequence[str], unknown: Sequence[str]) -> str:
    reason = f"columns are missing: {', '.join(needed[:MOST_NAMED])}{', …' if len(needed) > MOST_NAMED else ''}"
    return f"{reason}; unknown are: {', '.join(unknown[:MOST_NAMED])}" if unknown else reason
