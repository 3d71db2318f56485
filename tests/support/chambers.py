"""A made-up chamber, put together as docs/architecture.md says, for tests that must hold for any."""

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from bot.core.chambers.chamber import Chamber, Designation, Terms
from bot.core.closing_labels import Ending


class Diet(Chamber):
    """The Diet: a session is a year, and there are written questions alone, answered within a month."""

    code: ClassVar[str] = "diet"
    kinds: ClassVar[tuple[str, ...]] = ("W",)
    series: ClassVar[range] = range(3_000_000, 3_100_000)
    written_terms: ClassVar[Terms] = Terms(months_to_answer=1)
    endings: ClassVar[Mapping[str, Ending]] = {"expired": Ending.LAPSED}

    def uid(self, named: Designation) -> str:
        return f"W-{named.session}/{named.number}"

    def shown(self, named: Designation) -> Mapping[str, object]:
        return {"number": named.number, "year": named.session}

    def page(self, named: Designation) -> str:
        return f"https://diet.example.org/{named.session}/{named.number}"

    def first_day(self, session: int) -> date:
        return date(session, 1, 1)


DIET = Diet()
