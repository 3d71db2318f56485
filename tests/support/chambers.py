"""A made-up chamber, put together as docs/architecture.md says, for tests that must hold for any."""

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from bot.core.chambers.chamber import NO_TERMS, Chamber, Designation, Terms
from bot.core.closing_labels import Ending


class Diet(Chamber):
    """The Diet: a session is a year, and there are written questions alone, answered within a month."""

    code: ClassVar[str] = "diet"
    kinds: ClassVar[tuple[str, ...]] = ("W",)
    series: ClassVar[range] = range(3_000_000, 3_010_000)
    endings: ClassVar[Mapping[str, Ending]] = {"expired": Ending.LAPSED}

    def series_of(self, session: int, kind: str) -> int:
        return self.series.start + session + self.kinds.index(kind)

    def of_series(self, series: int) -> tuple[int, str]:
        return series - self.series.start, "W"

    def write(self, named: Designation) -> str:
        return f"{self.code}{named.session}-{named.number}"

    def read(self, text: str) -> Designation | None:
        year, _, number = text.removeprefix(self.code).partition("-")
        is_one = text.startswith(self.code) and len(year) == 4 and (year + number).isdecimal() and number
        return Designation(int(year), int(number), "W") if is_one else None

    def uid(self, named: Designation) -> str:
        return f"W-{named.session}/{named.number}"

    def reference(self, named: Designation) -> str:
        return self.uid(named)

    def shown(self, named: Designation) -> Mapping[str, object]:
        return {"number": named.number, "year": named.session}

    def page(self, named: Designation) -> str:
        return f"https://diet.example.org/{named.session}/{named.number}"

    def terms(self, kind: str) -> Terms:
        return Terms(months_to_answer=1) if kind == "W" else NO_TERMS

    def first_day(self, session: int) -> date:
        return date(session, 1, 1)

    def is_over(self, session: int, current: int) -> bool:
        return False

    def has_begun(self, session: int, current: int) -> bool:
        return True


DIET = Diet()
