"""The Sénat.

A question's identifier is its Référence, such as `SEQ250705636`: the year and the month of its publication, and its
number. Numbers start again every few years, in each kind, so that none means anything without its month. Known from:
real references of 1980 to 2026, of its open data and of its pages' addresses.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from bot.core.chambers.chamber import NO_TERMS, Chamber, Designation, Terms
from bot.core.closing_labels import Ending

SITE = "https://www.senat.fr"

TERMS = Terms(months_to_answer=2, years_to_lapse=2)
"""The answer is due two months after publication, and a question lapses after two years (all did on 30 June 2022, with
a change of government). None is renewed: its author reminds of it by a question of its own. What a signalling leads to
is not known.
"""

WRITTEN = "QE"
LETTERS = {"QOSD": "S", "QG": "G", "QC": "C", "QOAD": "A", "QOAE": "E"}
"""The letter behind the number, of each kind but the written one; those of QC, QOAD and QOAE were not seen in a file of
open data yet.
"""

PER_MONTH = 10
"""Places for the kinds of one month in the number under which these are stored."""

FIRST_YEAR = 1958
"""The Référence has two figures for the year: those from 58 on are of the last century. The Sénat is as old as that,
its open data begin in 1978.
"""

_CANONICAL = re.compile(r"senat-SEQ([0-9]{2})([0-9]{2})([0-9]{4}[A-Z]|[0-9]{5})", re.ASCII)
_KINDS = {letter: kind for kind, letter in LETTERS.items()}


class Senat(Chamber):
    """The Sénat: a session is the month of publication, written as 202507.

    The labels of closings: "Réponse reçue" is real; "Retirée", "Caduque" and "La question est caduque" stand on pages.
    """

    code: ClassVar[str] = "senat"
    kinds: ClassVar[tuple[str, ...]] = (WRITTEN, *LETTERS)
    series: ClassVar[range] = range(FIRST_YEAR * 100 * PER_MONTH, (FIRST_YEAR + 100) * 100 * PER_MONTH)
    endings: ClassVar[Mapping[str, Ending]] = {
        "reponse recue": Ending.ANSWER,
        "retiree": Ending.WITHDRAWN,
        "la question a ete retiree": Ending.WITHDRAWN,
        "caduque": Ending.LAPSED,
        "la question est caduque": Ending.LAPSED,
    }

    def series_of(self, session: int, kind: str) -> int:
        """The month, with a figure for the kind."""
        return session * PER_MONTH + self.kinds.index(kind)

    def of_series(self, series: int) -> tuple[int, str]:
        """The inverse of `series_of`."""
        session, kind = divmod(series, PER_MONTH)
        if kind >= len(self.kinds):
            raise ValueError(f"not a series of the Sénat: {series}")
        return session, self.kinds[kind]

    def write(self, named: Designation) -> str:
        """Such as `senat-SEQ250705636`."""
        return f"{self.code}-{self.uid(named)}"

    def read(self, text: str) -> Designation | None:
        """The inverse of `write`."""
        found = _CANONICAL.fullmatch(text)
        if found is None:
            return None
        year, month, number = int(found[1]), int(found[2]), found[3]
        kind = WRITTEN if number.isdigit() else _KINDS.get(number[4:])
        digits = int(number[:4] if kind != WRITTEN else number)
        if kind is None or not 1 <= month <= 12 or not digits:
            return None
        century = FIRST_YEAR // 100 + (year < FIRST_YEAR % 100)
        return Designation((century * 100 + year) * 100 + month, digits, kind)

    def uid(self, named: Designation) -> str:
        """The Référence: five figures for a written question, four and a letter for any other."""
        return f"SEQ{named.session % 10_000:04d}{self.number(named)}"

    def number(self, named: Designation) -> str:
        """The number as the Sénat prints it, such as "05636" or "1054S"."""
        letter = LETTERS.get(named.kind, "")
        return f"{named.number:0{4 if letter else 5}d}{letter}"

    def reference(self, named: Designation) -> str:
        """The Référence."""
        return self.uid(named)

    def shown(self, named: Designation) -> Mapping[str, object]:
        """The `number`, and the `year` of publication, without which it means nothing."""
        return {"number": self.number(named), "year": named.session // 100}

    def page(self, named: Designation) -> str:
        """As the Sénat's open data has the addresses."""
        return f"{SITE}/questions/base/{named.session // 100}/q{self.uid(named)}.html"

    def terms(self, kind: str) -> Terms:
        """Those of the written questions; the others have none that is known."""
        return TERMS if kind == WRITTEN else NO_TERMS

    def first_day(self, session: int) -> date:
        """The first day of the month."""
        return date(session // 100, session % 100, 1)

    def is_over(self, session: int, current: int) -> bool:  # no legislature of the Assemblée's ends it
        """No month is: a question waits until it is answered or lapses."""
        return False

    def has_begun(self, session: int, current: int) -> bool:
        """Nobody asks which month it is: a question of one to come is not found."""
        return True


SENAT = Senat()
