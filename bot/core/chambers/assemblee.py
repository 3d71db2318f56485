"""The Assemblée nationale.

Its numbers start again in each legislature, and each kind of question is counted by itself. The terms are those of its
rules of procedure, article 135, which has none for the questions that are asked aloud.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import ClassVar

from bot.core.chambers.chamber import (
    MAX_NUMBER,
    NO_TERMS,
    Chamber,
    Designation,
    Named,
    Numbered,
    Terms,
    WeeklyIssue,
)
from bot.core.closing_labels import Ending
from bot.core.schedule import ISSUE_WEEKDAY
from bot.core.source import Source

FIRST_LEGISLATURE = 13
"""The oldest legislature whose pages the two sources serve (13th: June 2007)."""

FIRST_ARCHIVED = 14
"""The oldest legislature whose written questions are in the Assemblée's open data, as public programs say."""

MAX_LEGISLATURE = 99

FIRST_ON_CURRENT_SITE = 16
"""The first legislature whose questions the Assemblée's current site has; the older site has those before."""

WRITTEN, GOVERNMENT, ORAL = "QE", "QG", "QOSD"
"""Written; to the Government, which is answered on the day it is asked; oral, without a debate."""

SITE = "https://www.assemblee-nationale.fr"
OLDER_SITE = "https://questions.assemblee-nationale.fr"

TERMS = Terms(months_to_answer=2, months_to_renew=3, once_signalled=timedelta(days=10))
"""The answer is due two months after publication. A question that has none after three may be renewed by its author;
one that a group's president has signalled is answered within ten days.
"""

ISSUE = WeeklyIssue("tuesday", ISSUE_WEEKDAY, timedelta(hours=18), timedelta(hours=34))
"""An archive is made by 06:30 UTC, and has its issue from 05:30 UTC on (`bot.core.schedule`). By the evening one that
was made since shows whether there is an issue. Where none was, the next night's is waited for, until ten o'clock.
"""

BEGINNINGS = {
    13: date(2007, 6, 20),
    14: date(2012, 6, 20),
    15: date(2017, 6, 21),
    16: date(2022, 6, 22),
    17: date(2024, 7, 18),
}
"""The first day of each legislature. Later ones are not known yet: they begin after the last of these."""

PER_KIND = 1_000
"""Written questions are stored under their legislature, the other kinds above, each in a thousand of its own."""

_CANONICAL = re.compile(r"an([1-9][0-9]?)-(?:(QG|QOSD)-)?([1-9][0-9]{0,5})", re.ASCII)
_EARLIER = re.compile(r"0*([0-9]{1,2})-()0*([0-9]{1,6})", re.ASCII)


def finished(current: int) -> range:
    """The legislatures before the current one that have an archive, the newest first."""
    return range(current - 1, FIRST_ARCHIVED - 1, -1)


def series_of_legislature(legislature: int) -> list[int]:
    """The series of a legislature's questions of each kind, the written ones first."""
    return [each * PER_KIND + legislature for each in range(len(Assemblee.kinds))]


class Assemblee(Chamber):
    """The Assemblée nationale: a session is a legislature.

    The known labels of closings are, in real records, "Réponse publiée" and "Fin de mandat". Other values exist for
    withdrawal and lapse; the words here are those of the Assemblée's rules, of the older pages and of the platform on
    which ministries answer (known from its public source: "Clos autre", "retirée", "caduque", "répondu").
    """

    code: ClassVar[str] = "an"
    kinds: ClassVar[tuple[str, ...]] = (WRITTEN, GOVERNMENT, ORAL)
    series: ClassVar[range] = range(3 * PER_KIND)
    called: ClassVar[str] = "Assemblée nationale"
    names: ClassVar[tuple[str, ...]] = ("assemblée", "assemblée nationale", "assemblee-nationale", "députés")
    in_sessions: ClassVar[bool] = True
    page_sources: ClassVar[tuple[Source, ...]] = (Source.ASSEMBLEE, Source.NOSDEPUTES)
    has_letter: ClassVar[bool] = True
    issue: ClassVar[WeeklyIssue] = ISSUE
    endings: ClassVar[Mapping[str, Ending]] = {
        "reponse publiee": Ending.ANSWER,
        "repondu": Ending.ANSWER,
        "repondue": Ending.ANSWER,
        "fin de mandat": Ending.MANDATE,
        "retrait": Ending.WITHDRAWN,
        "retiree": Ending.WITHDRAWN,
        "question retiree": Ending.WITHDRAWN,
        "caducite": Ending.LAPSED,
        "caduque": Ending.LAPSED,
        "question caduque": Ending.LAPSED,
        "question devenue caduque": Ending.LAPSED,
        "fin de legislature": Ending.LAPSED,
        "clos autre": Ending.OTHER,
        "close autre": Ending.OTHER,
        "cloture autre": Ending.OTHER,
    }

    def series_of(self, session: int, kind: str) -> int:
        """The legislature, with the kind's thousand."""
        return self.kinds.index(kind) * PER_KIND + session

    def of_series(self, series: int) -> tuple[int, str]:
        """The inverse of `series_of`."""
        if series not in self.series:
            raise ValueError(f"not a series of the Assemblée: {series}")
        kind, session = divmod(series, PER_KIND)
        return session, self.kinds[kind]

    def series_with(self, kind: str) -> Sequence[range]:
        """The kind's thousand."""
        start = self.kinds.index(kind) * PER_KIND
        return (range(start, start + PER_KIND),)

    def is_answered_at_once(self, kind: str) -> bool:
        """A question to the Government is: it has no text but the exchange of that sitting."""
        return kind == GOVERNMENT

    def write(self, named: Designation) -> str:
        """Such as `an17-12432`, and `an17-QOSD-123` where it is not a written one."""
        kind = "" if named.kind == WRITTEN else f"{named.kind}-"
        return f"{self.code}{named.session}-{kind}{named.number}"

    def read(self, text: str) -> Designation | None:
        """The inverse of `write`; and of `17-12432`, which was written while there was no other chamber."""
        found = _CANONICAL.fullmatch(text) or _EARLIER.fullmatch(text)
        if found is None:
            return None
        session, number = int(found[1]), int(found[3])
        is_possible = FIRST_LEGISLATURE <= session <= MAX_LEGISLATURE and 1 <= number <= MAX_NUMBER
        return Designation(session, number, found[2] or WRITTEN) if is_possible else None

    def uid(self, named: Designation) -> str:
        """Such as `QANR5L16QE12432` (5th Republic, 16th legislature)."""
        return f"QANR5L{named.session}{named.kind}{named.number}"

    def reference(self, named: Designation) -> str:
        """Such as `16/12432`."""
        return f"{named.session}/{named.number}{'' if named.kind == WRITTEN else named.kind}"

    def number_of(self, named: Designation) -> str:
        """The number alone: its session stands beside it, or is the usual one."""
        return self.numbered(named.number, named.kind)

    def shown(self, named: Designation) -> Mapping[str, object]:
        """The `number` and the `legislature`."""
        return {"number": named.number, "legislature": named.session}

    def short(self, numbered: Numbered) -> str:
        """Such as `QOSD 123`: a number alone is that of a written one."""
        return str(numbered.number) if numbered.kind == WRITTEN else f"{numbered.kind} {numbered.number}"

    def path(self, named: Designation) -> str:
        """The path of the official page, on the current site or on the older one."""
        if named.session >= FIRST_ON_CURRENT_SITE:
            return f"/dyn/{named.session}/questions/{self.uid(named)}"
        return f"/q{named.session}/{named.session}-{named.number}{named.kind}.htm"

    def typed(self, text: str) -> Named:
        """None: what is left of a text by the other chambers is read by `bot.core.reference`."""
        return Named((), text)

    def page(self, named: Designation) -> str:
        """The page on the current site, or on the older one."""
        root = SITE if named.session >= FIRST_ON_CURRENT_SITE else OLDER_SITE
        return root + self.path(named)

    def terms(self, kind: str) -> Terms:
        """Those of the written questions; the others have none that is known."""
        return TERMS if kind == WRITTEN else NO_TERMS

    def first_day(self, session: int) -> date:
        """The first day of the legislature; of one that is not known yet, that of the last one that is."""
        return BEGINNINGS.get(session, max(BEGINNINGS.values()))

    def has_archive_of(self, session: int) -> bool:
        """Whether the Assemblée's open data has the legislature."""
        return session >= FIRST_ARCHIVED

    def is_over(self, session: int, current: int) -> bool:
        """A question lapses with its legislature."""
        return session < current

    def series_issued(self, current: int, day: date) -> Sequence[int]:
        """The written questions of the current legislature."""
        return (self.series_of(current, WRITTEN),)

    def has_begun(self, session: int, current: int) -> bool:
        """The current legislature is the last that has begun."""
        return session <= current


ASSEMBLEE = Assemblee()
