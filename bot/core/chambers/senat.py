"""The Sénat.

A question's identifier is its Référence, such as `SEQ250705636`: the year and the month of its publication, and its
number (`bot.core.chambers.senat_reference`). Numbers start again every few years, so that none means anything without
its month.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import ClassVar

from bot.core.chambers.chamber import NO_TERMS, Chamber, Designation, Named, Numbered, Terms, WeeklyIssue
from bot.core.chambers.senat_reference import FIRST_YEAR, KINDS, WRITTEN, SenatReference, written_number
from bot.core.chambers.senat_typed import SenatFound, SenatNumber, find_senat, read_senat
from bot.core.closing_labels import Ending
from bot.core.source import Source

TERMS = Terms(months_to_answer=2, years_to_lapse=2)
"""The answer is due two months after publication, and a question lapses after two years (all did on 30 June 2022, with
a change of government). None is renewed: its author reminds of it by a question of its own. What a signalling leads to
is not known.
"""

THURSDAY = 3
ISSUE = WeeklyIssue("thursday", THURSDAY, timedelta(hours=42), timedelta(hours=42))
"""At which hour the file has its issue is not known: on Friday evening there was a night, and a day, for it to come."""

MONTHS_LISTED = 12
LISTED = timedelta(weeks=52)
"""The file has the questions of twelve months. A day or two earlier or later they leave it."""

PER_MONTH = 10
"""Places for the kinds of one month in the number under which these are stored."""

PREFIX = "senat-"
"""Before the Référence in the canonical text."""

_LETTERS = {kind: letter for letter, kind in KINDS.items()}


class Senat(Chamber):
    """The Sénat: a session is the month of publication, written as 202507.

    The labels of closings: "Réponse reçue" is real; "Retirée", "Caduque" and "La question est caduque" stand on pages.
    """

    code: ClassVar[str] = "senat"
    kinds: ClassVar[tuple[str, ...]] = ("QE", "QOSD", "QG", "QC", "QOAD", "QOAE")
    series: ClassVar[range] = range(FIRST_YEAR * 100 * PER_MONTH, (FIRST_YEAR + 100) * 100 * PER_MONTH)
    archive: ClassVar[str] = "senat"
    months_listed: ClassVar[int] = MONTHS_LISTED
    issue: ClassVar[WeeklyIssue] = ISSUE
    names: ClassVar[tuple[str, ...]] = ("sénat", "sénateurs")
    page_sources: ClassVar[tuple[Source, ...]] = (Source.SENAT,)
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

    def series_with(self, kind: str) -> Sequence[range]:
        """The kind's figure of every month."""
        return (self.series[self.kinds.index(kind) :: PER_MONTH],)

    def write(self, named: Designation) -> str:
        """Such as `senat-SEQ250705636`."""
        return PREFIX + self.uid(named)

    def read(self, text: str) -> Designation | None:
        """The inverse of `write`."""
        if not text.startswith(PREFIX):
            return None
        try:
            found = SenatReference.parse(text.removeprefix(PREFIX))
        except ValueError:
            return None
        return None if found.kind is None else Designation(found.year * 100 + found.month, found.number, found.kind)

    def uid(self, named: Designation) -> str:
        """The Référence."""
        return str(_named(named))

    def reference(self, named: Designation) -> str:
        """The Référence."""
        return self.uid(named)

    def number_of(self, named: Designation) -> str:
        """The number alone: its session stands beside it, or is the usual one."""
        return self.numbered(named.number, named.kind)

    def shown(self, named: Designation) -> Mapping[str, object]:
        """The `number` as the Sénat writes it, and the `year` and `month` of publication, without which it is none."""
        found = _named(named)
        return {"number": found.written_number, "year": found.year, "month": f"{found.month:02}"}

    def numbered(self, number: int, kind: str) -> str:
        """Such as `05636`, and `1054S`."""
        return written_number(number, _LETTERS[kind])

    def short(self, numbered: Numbered) -> str:
        """Such as `Sénat 05636`."""
        return f"Sénat {self.numbered(*numbered)}"

    def typed(self, text: str) -> Named:
        """See `bot.core.chambers.senat_typed`."""
        return _found(read_senat(text))

    def mentioned(self, text: str) -> Named:
        """See `bot.core.chambers.senat_typed`."""
        return _found(find_senat(text))

    def page(self, named: Designation) -> str:
        """The address that the Sénat's open data gives."""
        return _named(named).address

    def terms(self, kind: str) -> Terms:
        """Those of the written questions; the others have none that is known."""
        return TERMS if kind == WRITTEN else NO_TERMS

    def first_day(self, session: int) -> date:
        """The first day of the month."""
        return date(session // 100, session % 100, 1)

    def is_over(self, session: int, current: int) -> bool:  # no legislature of the Assemblée's ends it
        """No month is: a question waits until it is answered or lapses."""
        return False

    def is_past(self, session: int, today: date) -> bool:
        """The open data has the questions of the last twelve months alone."""
        return session < (today.year - 1) * 100 + today.month

    def series_issued(self, current: int, day: date) -> Sequence[int]:
        """The written questions of the months that the file can have."""
        months = (day.year * 12 + day.month - 1 - back for back in range(MONTHS_LISTED + 1))
        return [self.series_of(each // 12 * 100 + each % 12 + 1, WRITTEN) for each in months]

    def first_listed(self, day: date) -> int:
        """The month that is leaving the file."""
        return min(self.series_issued(0, day))

    def listed_since(self, day: date) -> date | None:
        """Older ones have left the file: nobody knows whether they were answered since."""
        return day - LISTED

    def has_begun(self, session: int, current: int) -> bool:
        """Nobody asks which month it is: a question of one to come is not found."""
        return True


def _found(found: SenatFound) -> Named:
    named: list[Designation | Numbered] = []
    unknown: list[str] = []
    for each in found.named:
        kind = KINDS.get(each.letter)
        if kind is None:
            unknown.append(written_number(each.number, each.letter) if isinstance(each, SenatNumber) else str(each))
        elif isinstance(each, SenatNumber):
            named.append(Numbered(each.number, kind))
        else:
            named.append(Designation(each.year * 100 + each.month, each.number, kind))
    return Named(tuple(named), found.rest, tuple(unknown))


def _named(named: Designation) -> SenatReference:
    year, month = divmod(named.session, 100)
    return SenatReference(year, month, named.number, _LETTERS[named.kind])


SENAT = Senat()
